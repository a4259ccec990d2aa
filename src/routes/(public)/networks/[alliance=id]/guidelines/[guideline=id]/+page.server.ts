import { readIn } from '#modules/alliances/guidelines/translations.ts';
import { adoptedGuideline } from '#modules/alliances/guidelines/queries.ts';
import { publicAlliance } from '#modules/alliances/queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals: { locale } }) => {
  const { scope, alliance } = await publicAlliance(params.alliance);
  const { translations, paragraphs, ...guideline } = await adoptedGuideline(scope, params.alliance, params.guideline);
  const hers = readIn(paragraphs, guideline.language, translations, locale);
  // Whoever wants to cite it reads the text that was adopted.
  const original = url.searchParams.has('original');
  return { alliance, guideline, paragraphs: original ? paragraphs.map((one) => ({ ...one, lang: guideline.language, isHers: false })) : hers, done: hers.filter(({ isHers }) => isHers).length, original };
};
