import { notFound } from '#platform/problem.ts';
import { certificatePdf } from '#modules/events/certificates/print.ts';
import { linkedCertificate } from '#modules/events/certificates/queries.ts';
import { logoOf } from '#modules/networks/queries.ts';
import type { RequestHandler } from './$types';

/** The holder's own certificate as PDF, while it is valid. */
export const GET: RequestHandler = async ({ params }) => {
  const { scope, one } = await linkedCertificate(params.token);
  if (one.revokedAt) throw notFound();
  const file = await certificatePdf(one, await logoOf(scope));
  return new Response(file.body as BodyInit, { headers: { 'content-type': file.mediaType, 'content-disposition': `attachment; filename="${file.name}"`, 'x-robots-tag': 'noindex', 'cache-control': 'private, no-store' } });
};
