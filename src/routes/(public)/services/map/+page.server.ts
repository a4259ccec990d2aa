import { wordsOf } from '#platform/words/load.ts';
import { mapOf, mapWithOnly } from '#modules/places/map.ts';
import { nameOf } from '#modules/places/names.ts';
import { painted } from '#modules/services/coverage/measure.ts';
import { listedFor } from '#modules/services/coverage/queries.ts';
import { choiceName, measureName, sayResult, sayValue } from '#modules/services/coverage/say.ts';
import { allUnits, isWithin, levelOf } from '#modules/places/gazetteer.ts';
import { municipalitiesIn } from '#modules/services/coverage/territory.ts';
import { countryName, districtOptions, mapAsked } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals: { locale } }) => {
  const t = await wordsOf(locale);
  const { coverage: { answered }, choice, measure, year, country, district, inThese, chosen, search, options, network } = await mapAsked(url, t);
  const listed = measure === 'listed' ? await listedFor(choice) : new Map<string, number>();
  const zoomedTo = district && municipalitiesIn(district.id).map(({ id }) => id);
  const maps = inThese
    .map((one) => {
      // Classes are the country's, also where only a part of it is drawn: so the same colour means the same on both.
      const { places: all, classes } = painted(answered, measure, choice, year ?? 0, one, listed);
      const places = zoomedTo ? all.filter(({ unit }) => zoomedTo.includes(unit)) : all;
      const drawnMap = zoomedTo ? mapWithOnly(mapOf(one, { around: zoomedTo, closest: 1 / 8 }), zoomedTo) : mapOf(one);
      const words = new Map(places.map(({ unit, value, drawing, currency }) => [unit, { drawing, text: measure === 'listed' ? sayValue(measure, value!, currency, t) : sayResult(measure, answered.result(measure, choice.kinds, unit, year!), t) }]));
      const counts = new Map(places.map(({ drawing }) => [drawing, places.filter((place) => place.drawing === drawing).length]));
      // What the picture has no shape for still has its page: regions, districts, parts of cities.
      const drawn = new Set([...drawnMap.shapes, ...drawnMap.points].map(({ unit }) => unit));
      const others = allUnits().filter((unit) => unit.country === one && unit.level > 0 && !drawn.has(unit.id) && (!district || isWithin(unit.id, district.id))).map(({ id, ...unit }) => ({ id, level: levelOf({ id, ...unit }) }));
      return { country: one, name: district ? nameOf(district, locale) : countryName(one, t), page: district?.id ?? one, map: drawnMap, places: words, classes, counts, currency: places.find(({ currency }) => currency)?.currency ?? null, others };
    });
  return { chosen, search, options: { ...options, districts: districtOptions(country, t) }, network, maps, heading: { kind: choiceName(choice, t), measure: measureName(measure, t) }, years: answered.years.length };
};
