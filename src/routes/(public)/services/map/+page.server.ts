import { wordsOf } from '#platform/words/load.ts';
import { mapOf } from '#modules/places/map.ts';
import { painted } from '#modules/services/coverage/measure.ts';
import { listedFor } from '#modules/services/coverage/queries.ts';
import { choiceName, measureName, sayResult, sayValue } from '#modules/services/coverage/say.ts';
import { allUnits, levelOf } from '#modules/places/gazetteer.ts';
import { countryName, mapAsked } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals: { locale } }) => {
  const t = await wordsOf(locale);
  const { coverage: { answered }, choice, measure, year, inThese, chosen, search, options, network } = await mapAsked(url, t);
  const listed = measure === 'listed' ? await listedFor(choice) : new Map<string, number>();
  const maps = inThese
    .map((one) => {
      const { places, classes } = painted(answered, measure, choice, year ?? 0, one, listed);
      const words = new Map(places.map(({ unit, value, drawing, currency }) => [unit, { drawing, text: measure === 'listed' ? sayValue(measure, value!, currency, t) : sayResult(measure, answered.result(measure, choice.kinds, unit, year!), t) }]));
      const counts = new Map(places.map(({ drawing }) => [drawing, places.filter((place) => place.drawing === drawing).length]));
      // What the picture has no shape for still has its page: regions, districts, parts of cities.
      const drawn = new Set([...mapOf(one).shapes, ...mapOf(one).points].map(({ unit }) => unit));
      const others = allUnits().filter((unit) => unit.country === one && unit.level > 0 && !drawn.has(unit.id)).map(({ id, ...unit }) => ({ id, level: levelOf({ id, ...unit }) }));
      return { country: one, name: countryName(one, t), map: mapOf(one), places: words, classes, counts, currency: places.find(({ currency }) => currency)?.currency ?? null, others };
    });
  return { chosen, search, options, network, maps, heading: { kind: choiceName(choice, t), measure: measureName(measure, t) }, years: answered.years.length };
};
