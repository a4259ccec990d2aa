import { wordsOf } from '#platform/words/load.ts';
import { categories } from '#modules/services/nomenclature/nomenclature.ts';
import { mapOf } from '#modules/places/map.ts';
import { choiceOf } from '#modules/services/coverage/kinds.ts';
import { painted } from '#modules/services/coverage/measure.ts';
import { choiceName, measureName } from '#modules/services/coverage/say.ts';
import { countryName, mapAsked, searchOf } from '../asked.ts';
import type { PageServerLoad } from './$types';

/** The paths once, each small map only names what is coloured. */
const width = 300;

export const load: PageServerLoad = async ({ url, locals: { locale } }) => {
  const t = await wordsOf(locale);
  const asked = await mapAsked(url, t);
  const { coverage: { answered }, options, network } = asked;
  const country = asked.country ?? 'RS';
  const measure = asked.measure === 'listed' ? 'availability' : asked.measure;
  const chosen = { ...asked.chosen, country, measure };
  const years = answered.years.slice(-4);
  const here = answered.all.filter(({ place }) => place.startsWith(country));
  // Only kinds somebody there has answered about: twenty empty maps would say nothing.
  const rows = categories()
    .flatMap(({ code }) => choiceOf(code) ?? [])
    .filter(({ kinds }) => here.some(({ answers }) => kinds.some((kind) => kind.startsWith(country) && (answers.exists[kind] === 'yes' || answers.exists[kind] === 'no'))))
    .map((choice) => ({
      code: choice.code,
      name: choiceName(choice, t),
      maps: years.map((year) => {
        const { places } = painted(answered, measure, choice, year, country, new Map());
        const count = (of: (drawing: (typeof places)[number]['drawing']) => boolean) => places.filter(({ drawing }) => of(drawing)).length;
        return { year, places: places.filter(({ drawing }) => typeof drawing === 'number'), some: count((one) => typeof one === 'number' && one > 0), none: count((one) => one === 0), unknown: count((one) => one === 'unknown'), link: `/services/map${searchOf({ ...chosen, kind: choice.code, year })}` };
      }),
    }));
  const { viewBox, land, shapes, points } = mapOf(country, { width });
  return { chosen, search: searchOf(chosen), options: { ...options, kinds: [], measures: options.measures.filter(({ value }) => value !== 'listed') }, network, rows, years, base: { viewBox, land, shapes, points }, heading: { country: countryName(country, t), measure: measureName(measure, t) } };
};
