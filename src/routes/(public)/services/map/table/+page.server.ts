import { collator } from '#platform/words/format.ts';
import { foldWords } from '#platform/matching/fold.ts';
import { searchForm } from '#platform/matching/search-form.ts';
import { wordsOf } from '#platform/words/load.ts';
import { allUnits, levelOf, parentsOf, type Unit } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { listedFor } from '#modules/services/coverage/queries.ts';
import { choiceName, measureName, sayResult, sayValue } from '#modules/services/coverage/say.ts';
import { municipalitiesIn } from '#modules/services/coverage/territory.ts';
import { mapAsked, searchOf } from '../asked.ts';
import type { PageServerLoad } from './$types';

const perPage = 50;
const levels = ['municipality', 'district', 'region', 'country'] as const;

export const load: PageServerLoad = async ({ url, locals: { locale } }) => {
  const t = await wordsOf(locale);
  const { coverage: { answered }, choice, measure, year, inThese, chosen, search, options, network } = await mapAsked(url, t);
  const level = levels.find((one) => one === url.searchParams.get('level')) ?? 'municipality';
  const q = url.searchParams.get('q')?.trim().slice(0, 100) ?? '';
  const isListed = measure === 'listed';
  const listed = isListed ? await listedFor(choice) : new Map<string, number>();
  const years = isListed ? [] : answered.years.slice(-4);
  const cell = (unit: Unit, of: number) => {
    const result = answered.result(measure as Exclude<typeof measure, 'listed'>, choice.kinds, unit.id, of);
    return { year: of, value: result.value, text: sayResult(measure as Exclude<typeof measure, 'listed'>, result, t), known: result.known, all: result.known + result.unknown };
  };
  const wanted = foldWords(q);
  const rows = allUnits()
    .filter((unit) => levelOf(unit) === level && inThese.includes(unit.country))
    .map((unit) => ({ unit, name: nameOf(unit, locale), within: parentsOf(unit.id).find((one) => ['district', 'oblast', 'city_district', 'statistical_region', 'planning_region'].includes(one.type)) }))
    .filter(({ unit, name }) => wanted.every((word) => searchForm([name, ...Object.values(unit.names)]).includes(` ${word}`)))
    .map(({ unit, name, within }) => {
      const cells = years.map((of) => cell(unit, of));
      const n = isListed ? Math.max(...municipalitiesIn(unit.id).map(({ id }) => listed.get(id) ?? 0)) : null;
      return { id: unit.id, name, within: within ? nameOf(within, locale) : null, cells, listed: n === null ? null : sayValue('listed', n, null, t), by: isListed ? n : (cells.find((one) => one.year === year)?.value ?? null) };
    });
  const sort = ['name', 'most', 'least'].find((one) => one === url.searchParams.get('sort')) ?? 'name';
  const { compare } = collator(locale);
  // Places without a value come last either way: they are neither the least nor the most.
  rows.sort((a, b) => (sort === 'name' ? 0 : a.by === null || b.by === null ? Number(a.by === null) - Number(b.by === null) : sort === 'most' ? b.by - a.by : a.by - b.by) || compare(a.name, b.name));
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const page = Math.min(pages, Math.max(1, Number(url.searchParams.get('page')) || 1));
  return {
    chosen, search, options, network, level, levels, q, sort, page, pages, total: rows.length, years, year, rows: rows.slice((page - 1) * perPage, page * perPage), heading: { kind: choiceName(choice, t), measure: measureName(measure, t) },
    keep: searchOf({ ...chosen, level, ...(q && { q }) }),
  };
};
