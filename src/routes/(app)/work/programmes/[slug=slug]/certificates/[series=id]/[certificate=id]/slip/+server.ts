import { execute } from '#platform/command/command.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { makeSlip } from '#modules/events/certificates/holder-commands.ts';
import { slipPdf } from '#modules/events/certificates/print.ts';
import { documentsOf } from '#modules/events/certificates/queries.ts';
import { programme } from '#modules/programmes/queries.ts';
import { scopeOf } from '../../../../../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** A slip with the holder's link as PDF. Each is a new one and ends the one before, so a form posts: no address gives it again. */
export const POST: RequestHandler = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { programmeId } = await programme(scope, params.slug);
  const [one] = await documentsOf(scope, programmeId, params.series, params.certificate);
  const { slip } = await execute(makeSlip, scope, { programmeId, certificateId: params.certificate });
  const file = await slipPdf(one!, slip, linkOrigin(url.origin));
  return new Response(file.body as BodyInit, { headers: { 'content-type': file.mediaType, 'content-disposition': `attachment; filename="${file.name}"`, 'cache-control': 'private, no-store' } });
};
