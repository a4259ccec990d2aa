import { adoptedGuideline } from '#modules/alliances/guidelines/queries.ts';
import { publicAlliance } from '#modules/alliances/queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
  const { scope, alliance } = await publicAlliance(params.alliance);
  return { alliance, guideline: await adoptedGuideline(scope, params.alliance, params.guideline) };
};
