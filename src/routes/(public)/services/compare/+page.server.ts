import { collator } from '#platform/words/format.ts';
import { wordsOf } from '#platform/words/load.ts';
import { allUnits, levelOf, unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { placeTitle } from '#modules/places/say.ts';
import { decide, whichPlace } from '#modules/places/which-place.ts';
import { indicatorNames } from '#modules/services/coverage/indicators.ts';
import { kindsOf } from '#modules/services/coverage/kinds.ts';
import { choiceName, kindName, measureName, sayResult } from '#modules/services/coverage/say.ts';
import { municipalitiesIn } from '#modules/services/coverage/territory.ts';
import { mapAsked, searchOf } from '../map/asked.ts';
import type { PageServerLoad } from './$types';

const names = ['a', 'b', 'c', 'd'] as const;
/** A name that a district and a municipality share means the district here when the field says so: its id is what the menu's list gives. */
const idOf = (text: string): string | null => unitById(text)?.id ?? allUnits().find((unit) => Object.values(unit.names).includes(text) && levelOf(unit) === 'district')?.id ?? decide(whichPlace(text)).best?.unit ?? null;

export const load: PageServerLoad = async ({ url, locals: { locale } }) => {
  const t = await wordsOf(locale);
  const { coverage: { answered }, choice, year, chosen, options, network } = await mapAsked(url, t);
  const asked = names.map((name) => ({ name, text: url.searchParams.get(name)?.trim().slice(0, 120) ?? '' }));
  const found = asked.map(({ name, text }) => ({ name, text, id: text ? idOf(text) : null }));
  const unknown = found.filter(({ text, id }) => text && !id).map(({ text }) => text);
  const { compare } = collator(locale);
  const units = [...new Set(found.flatMap(({ id }) => id ?? []))].map((id) => {
    const inside = municipalitiesIn(id);
    const silent = year === null ? [] : inside.filter((one) => !answered.of(one.id, year)).map((one) => ({ id: one.id, name: nameOf(one, locale) })).sort((one, other) => compare(one.name, other.name));
    return { id, name: placeTitle(unitById(id)!, t), level: levelOf(unitById(id)!), municipalities: inside.length, answered: inside.length - silent.length, silent };
  });
  const rows = year === null ? [] : indicatorNames.map((name) => ({ name, label: measureName(name, t), cells: units.map(({ id }) => answered.result(name, choice.kinds, id, year)).map((result) => ({ text: sayResult(name, result, t), known: result.known, all: result.known + result.unknown, unit: result.unit })) }));
  const country = [...new Set(units.map(({ id }) => unitById(id)!.country))];
  // Kind by kind only inside one country: the lists differ.
  const kinds = year !== null && country.length === 1
    ? kindsOf(country[0]!).map(({ code }) => ({ code, label: kindName(code, t), cells: units.map(({ id }) => answered.result('availability', [code], id, year)).map((result) => ({ text: sayResult('availability', result, t), known: result.known, all: result.known + result.unknown, unit: result.unit })) }))
    : [];
  const proposals = allUnits().filter((unit) => ['municipality', 'district'].includes(levelOf(unit))).map((unit) => ({ id: unit.id, name: nameOf(unit, locale), level: levelOf(unit) })).sort((one, other) => compare(one.name, other.name));
  return { chosen, options, network, asked: found.map(({ name, text, id }) => ({ name, text: id ? nameOf(unitById(id)!, locale) : text, id })), unknown, units, rows, kinds, year, heading: choiceName(choice, t), proposals, search: searchOf(chosen) };
};
