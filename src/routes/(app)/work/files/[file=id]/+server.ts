import { sourceFile } from '#modules/events/import/queries.ts';
import { scopeOf } from '../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** The file a list came in, byte for byte; always a download, whatever it claims to be. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const file = await sourceFile(scopeOf(locals), params.file);
  return new Response(file.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-length': String(file.bytes.byteLength),
    },
  });
};
