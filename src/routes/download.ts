import type { IncomingFile } from '#platform/files/files.ts';

/** A kept file, byte for byte; always a download, whatever it claims to be, so that nothing in it runs in Kolo's name. */
export const download = ({ name, bytes }: Pick<IncomingFile, 'name' | 'bytes'>): Response =>
  new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'content-length': String(bytes.byteLength),
    },
  });
