import { error } from '@sveltejs/kit';
import { collator } from '#platform/words/format.ts';
import { wordsOf } from '#platform/words/load.ts';
import { childrenOf, levelOf, municipalityOf, parentsOf, unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { placeTitle } from '#modules/places/say.ts';
import { bounds, indicatorNames, shareOfGdp } from '#modules/services/coverage/indicators.ts';
import { changesAnswered, historyOf, livesCounted, livesIn, monthsOf } from '#modules/services/coverage/history.ts';
import { choices, kindsOf } from '#modules/services/coverage/kinds.ts';
import { listedFor, listedIn, publicCoverage, reportedIn } from '#modules/services/coverage/queries.ts';
import { choiceName, choiceOptions, codeOr, kindName, measureName, sayResult, sayValue } from '#modules/services/coverage/say.ts';
import { municipalitiesIn } from '#modules/services/coverage/territory.ts';
import { onlyNetwork } from '../../map/asked.ts';
import type { PageServerLoad } from './$types';

/** So many stops a page names; a whole country has hundreds, and each municipality's page has its own. */
const mostEnded = 60;

export const load: PageServerLoad = async ({ params, url, locals: { locale } }) => {
  const t = await wordsOf(locale);
  const unit = unitById(params.place);
  if (!unit) error(404, 'Not found');
  const coverage = await publicCoverage();
  const { answered } = coverage;
  const choice = codeOr(url.searchParams.get('kind'), 'all');
  const municipality = municipalityOf(unit.id);
  const years = answered.years.slice(-4);
  const { compare } = collator(locale);
  const rows = indicatorNames.map((name) => ({ name, label: measureName(name, t), cells: years.map((year) => answered.result(name, choice.kinds, unit.id, year)).map((result) => ({ year: result.year, text: sayResult(name, result, t), known: result.known, all: result.known + result.unknown, bounds: name === 'availability' && result.unknown && result.known ? sayBounds(result, t) : null })) }));
  const services = kindsOf(unit.country).map(({ code }) => ({
    code, name: kindName(code, t),
    cells: years.map((year) => {
      const told = municipality && answered.of(municipality.id, year);
      return { year, text: sayResult('availability', answered.result('availability', [code], unit.id, year), t), months: told ? monthsOf(told.answers, code) : null, known: answered.result('availability', [code], unit.id, year).known };
    }),
  }));
  const listed = await listedIn(unit.id);
  const running = municipality ? ((await listedFor(choice, municipality.id)).get(municipality.id) ?? 0) : 0;
  const finder = municipality && new URLSearchParams({ place: municipality.id, running: '1', ...(choice.term && { kind: choice.term.id }) });
  const reported = await reportedIn([unit.id, ...(municipality ? [municipality.id] : []), ...parentsOf(unit.id).map(({ id }) => id)]);
  const history = historyOf(answered, unit.id, listed, reported).map((one) => ({ ...one, kindName: one.kind ? kindName(one.kind, t) : null }));
  const lives = municipality && livesIn(answered, municipality.id);
  // A territory tells the same in numbers, and names where a service stopped or closed.
  const within = municipality ? [] : municipalitiesIn(unit.id).map(({ id }) => id);
  const ended = within
    .flatMap((place) => changesAnswered(answered, place).filter(({ what, kind }) => (what === 'stopped' || what === 'closed') && choice.kinds.includes(kind!)).map((change) => ({ ...change, place, name: nameOf(unitById(place)!, locale), kindName: kindName(change.kind!, t) })))
    .sort((a, b) => b.year - a.year || compare(a.name, b.name));
  const spending = unit.level > 0 ? [] : years.flatMap((year) => {
    const gdp = coverage.gdp.get(`${unit.country} ${year}`) ?? null;
    const share = shareOfGdp(municipalitiesIn(unit.id).map(({ id }) => answered.asked(id, year)), choice.kinds, gdp);
    return share.value === null ? [] : [{ year, text: sayValue('coverage', share.value, null, t), known: share.known, all: share.known + share.unknown }];
  });
  return {
    unit: { id: unit.id, name: nameOf(unit, locale), title: placeTitle(unit, t), level: levelOf(unit), country: unit.country },
    city: municipality && municipality.id !== unit.id ? { id: municipality.id, name: nameOf(municipality, locale) } : null,
    parents: parentsOf(unit.id).toReversed().map(({ id }) => ({ id, name: nameOf(unitById(id)!, locale) })),
    children: childrenOf(unit.id).map(({ id }) => ({ id, name: nameOf(unitById(id)!, locale) })).sort((a, b) => compare(a.name, b.name)),
    lives: lives && { years: lives.years, rows: lives.rows.map((row) => ({ ...row, name: kindName(row.kind, t) })) },
    counted: within.length ? livesCounted(answered, within, choice.kinds) : [], ended: ended.slice(0, mostEnded), endedInAll: ended.length,
    count: municipalitiesIn(unit.id).length, years, rows, services, history, spending, running: { n: running, search: finder && `?${finder}` }, choice: { code: choice.code, name: choiceName(choice, t) },
    options: choiceOptions(choices().filter(({ code, kinds }) => code === 'all' || kinds.some((kind) => kind.startsWith(unit.country))), t), network: await onlyNetwork(coverage),
    answeredYears: municipality ? years.filter((year) => answered.of(municipality.id, year)) : [],
  };
};

function sayBounds(result: Parameters<typeof bounds>[0], t: Parameters<typeof sayValue>[3]) {
  const between = bounds(result)!;
  return { least: sayValue('availability', between.least, null, t), most: sayValue('availability', between.most, null, t) };
}
