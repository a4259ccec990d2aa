import yauzl from 'yauzl';
import { breather } from './breathe.ts';
import type { SheetLimits } from './limits.ts';
import { SheetUnreadable } from './unreadable.ts';
import { xmlReader, type XmlHandlers } from './xml.ts';

/** The parts of a zipped workbook. Reading a part counts against the limits of the whole file. */
export interface ZipParts {
  names: string[];
  has(name: string): boolean;
  /** Streams one part as text; throws `broken` or `bomb`. Nothing happens if there is no such part. */
  read(name: string, onText: (chunk: string) => void): Promise<void>;
  /** A short part as one text, empty if there is none. */
  text(name: string): Promise<string>;
}

/**
 * Opens the zip container. The central directory alone tells of encryption and of most bombs; what it hides
 * is caught while unpacking, because yauzl stops as soon as a part grows beyond the size it declares.
 */
export async function openZip(bytes: Uint8Array, file: string, limits: SheetLimits): Promise<ZipParts> {
  const entries = new Map<string, yauzl.Entry>();
  let declared = 0;
  const zip = await asProblem(file, async () => {
    const opened = await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    for await (const entry of opened.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      if (entry.isEncrypted()) throw new SheetUnreadable('encrypted', { file });
      declared += entry.uncompressedSize;
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
      if (declared > limits.unpackedBytes || entries.size >= limits.parts || (entry.uncompressedSize > limits.ratioFrom && ratio > limits.ratio)) {
        throw new SheetUnreadable('bomb', { file });
      }
      entries.set(entry.fileName, entry);
    }
    return opened;
  });

  let unpacked = 0;
  const read = async (name: string, onText: (chunk: string) => void) => {
    const entry = entries.get(name);
    if (!entry) return;
    await asProblem(file, async () => {
      const breathe = breather();
      const stream = await zip.openReadStreamPromise(entry);
      let decoder: TextDecoder | null = null;
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        unpacked += chunk.length;
        if (unpacked > limits.unpackedBytes) throw new SheetUnreadable('bomb', { file });
        decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : 'utf-8', { fatal: true });
        onText(decoder.decode(chunk, { stream: true }));
        await breathe();
      }
      onText(decoder?.decode() ?? '');
    });
  };
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    read,
    async text(name) {
      const chunks: string[] = [];
      await read(name, (chunk) => chunks.push(chunk));
      return chunks.join('');
    },
  };
}

/** Streams one part through handlers; XML that ends too early is an error. Nothing happens if there is no such part. */
export async function readXml(zip: ZipParts, name: string, handlers: XmlHandlers): Promise<void> {
  if (!zip.has(name)) return;
  const reader = xmlReader(handlers);
  await zip.read(name, reader.write);
  reader.end();
}

/** What yauzl, zlib, the decoder and the XML reader complain about is one thing for the person: the file is damaged. */
async function asProblem<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SheetUnreadable || isBug(error)) throw error;
    if (/encrypt/i.test(String(error))) throw new SheetUnreadable('encrypted', { file });
    throw Object.assign(new SheetUnreadable('broken', { file }), { cause: error });
  }
}

/** A TypeError without a code is ours, not the file's, and stays loud. */
const isBug = (error: unknown) => (error instanceof TypeError || error instanceof ReferenceError) && !('code' in error);
