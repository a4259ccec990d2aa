import { wordsOf } from '#platform/words/load.ts';
import { say } from '#modules/alliances/counts-said.ts';
import { guidelinesOf } from '#modules/alliances/guidelines/queries.ts';
import { membersOn } from '#modules/alliances/membership/queries.ts';
import { pageOf, publicAlliance } from '#modules/alliances/queries.ts';
import { bodiesOf } from '#modules/alliances/bodies/queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals: { locale } }) => {
  const { scope, alliance } = await publicAlliance(params.alliance);
  const today = new Date().toISOString().slice(0, 10);
  const on = await membersOn(scope, params.alliance, today, locale);
  return {
    alliance,
    day: today,
    counts: say(on, await wordsOf(locale)),
    list: pageOf(on.members.filter(({ state }) => state === 'member' || state === 'observer'), Number(url.searchParams.get('page')) || 1),
    guidelines: (await guidelinesOf(scope, params.alliance)).map(({ guidelineId, titles }) => ({ guidelineId, titles })),
    bodies: await bodiesOf(scope, params.alliance, today),
  };
};
