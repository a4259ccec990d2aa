import { error } from '@sveltejs/kit';
import { isId } from '#platform/ids.ts';
import { maySeeRegister } from '#modules/events/certificates/access.ts';
import { documentsOf } from '#modules/events/certificates/queries.ts';
import { certificatePdf, certificatesZip } from '#modules/events/certificates/print.ts';
import { logoOf } from '#modules/networks/queries.ts';
import { programme } from '#modules/programmes/queries.ts';
import { scopeOf } from '../../../../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** One certificate as PDF, or all valid ones of the series as ZIP. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { programmeId } = await programme(scope, params.slug);
  if (!maySeeRegister(scope, programmeId)) error(403);
  const wanted = url.searchParams.get('certificate');
  if (wanted !== null && !isId(wanted)) error(404);
  const certificates = await documentsOf(scope, programmeId, params.series, wanted);
  const logo = await logoOf(scope);
  const file = wanted ? await certificatePdf(certificates[0]!, logo) : certificatesZip(certificates, logo);
  return new Response(file.body as BodyInit, { headers: { 'content-type': file.mediaType, 'content-disposition': `attachment; filename="${file.name}"` } });
};
