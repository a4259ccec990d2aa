import { error } from '@sveltejs/kit';
import { maySeeRegister } from '#modules/events/certificates/access.ts';
import { seriesOf } from '#modules/events/certificates/queries.ts';
import { programme } from '#modules/programmes/queries.ts';
import { scopeOf } from '../../../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  if (!maySeeRegister(scope, fiche.programmeId)) error(403);
  return { fiche, series: await seriesOf(scope, fiche.programmeId) };
};
