import { Zip, ZipPassThrough } from 'fflate';
import { wordsOf } from '#platform/words/load.ts';
import { certificateDocument } from './document.ts';
import { slipDocument } from './slip-document.ts';
import type { Held } from './shape.ts';

export interface PrintedFile {
  name: string;
  mediaType: string;
  body: Uint8Array | ReadableStream<Uint8Array>;
}

/** Names of files have only letters every system can write. */
const fileName = ({ number }: Pick<Held, 'number'>) => `certificate-${number}.pdf`;

/** @param logo of the network, PNG */
export const certificatePdf = async (one: Held, logo: Buffer | null): Promise<PrintedFile> => ({ name: fileName(one), mediaType: 'application/pdf', body: new Uint8Array(await certificateDocument(one, await wordsOf(one.locale), logo)) });

/** @param origin what the address of the installation begins with */
export const slipPdf = async (one: Held, slip: string, origin: string): Promise<PrintedFile> => ({ name: `certificate-${one.number}-slip.pdf`, mediaType: 'application/pdf', body: new Uint8Array(await slipDocument(one, slip, origin, new Date(), await wordsOf(one.locale))) });

/** Each document is made when the one before has been taken away, so a thousand of them never lie in memory together and other pages are answered in between. */
export function certificatesZip(certificates: readonly Held[], logo: Buffer | null): PrintedFile {
  const waiting = [...certificates];
  let zip: Zip;
  const body = new ReadableStream<Uint8Array>({
    start(out) {
      zip = new Zip((error, part, final) => {
        if (error) return out.error(error);
        out.enqueue(part);
        if (final) out.close();
      });
    },
    async pull() {
      const next = waiting.shift();
      if (!next) return zip.end();
      const file = new ZipPassThrough(fileName(next));
      zip.add(file);
      // A PDF is compressed already.
      file.push(new Uint8Array(await certificateDocument(next, await wordsOf(next.locale), logo)), true);
      await new Promise(setImmediate);
    },
  });
  return { name: 'certificates.zip', mediaType: 'application/zip', body };
}
