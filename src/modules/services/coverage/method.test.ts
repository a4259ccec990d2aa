/** All 46 of the mapping for one municipality: the 35 variables as it wrote them, and the eleven indicators worked out by hand from these very numbers. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { wordsOf } from '#platform/words/load.ts';
import { locales } from '#platform/words/locales.ts';
import { allUnits, levelOf } from '#modules/places/gazetteer.ts';
import { indicatorNames, indicators, type IndicatorName } from './indicators.ts';
import { kindsOf } from './kinds.ts';
import { derived, variables } from './method.ts';
import { sayField, sayFigure, sayResult } from './say.ts';
import { entry, type Answers, type Entry, type MunicipalYear } from './shape.ts';
import { Answered, municipalitiesIn } from './territory.ts';
import { yearByYear } from './years.ts';
import { livesCounted, livesIn } from './history.ts';

const source = JSON.parse(readFileSync(new URL('../nomenclature/data/mapping-indicators-rs.json', import.meta.url), 'utf8')) as { raw_variables: { id: string }[]; derived_indicators: { id: string }[] };
const place = 'RS-L-71269';
const none = Object.fromEntries(kindsOf('RS').map(({ code }) => [code, 'no' as const]));
const municipal = (where: string, year: number, answers: Partial<Answers>): MunicipalYear => ({ place: where, year, answerId: `${where} ${year}`, version: 1, submittedAt: new Date(0), answers: { place: {}, exists: none, services: [], remarks: {}, ...answers } });

/**
 * Home care (RS-2.5) in Šabac, one provider, 2025. What stands on the right is what a reader sees.
 *
 *   population 100,000 · 65 and over 20,000 · budget 2,000,000,000
 */
const written: Record<string, [answer: string | number, shown: string]> = {
  months_provided: [10, '10'], provider_type: ['cso', 'civil society organisation'], provider_name: ['Sunce', 'Sunce'], licence_status: ['limited', 'limited'], licence_valid_until: ['2028-06-30', '30 June 2028'], procurement_mode: ['call', 'programme call for CSOs'],
  clients_total: [200, '200'], clients_month_avg: [150, '150'], clients_female: [120, '120'], clients_age_0_5: [0, 'none (0)'], clients_age_6_14: [0, 'none (0)'], clients_age_15_17: [0, 'none (0)'], clients_age_18_25: [0, 'none (0)'], clients_age_26_64: [20, '20'], clients_age_65_79: [80, '80'], clients_age_80_plus: [100, '100'],
  clients_non_urban: [50, '50'], clients_disability: ['unknown', 'we do not know'], waiting_list: [12, '12'], days_per_week: [5, '5'], hours_per_day: [2, '2'], hours_per_client_week: [6, '6'], staff_engaged: [30, '30'], staff_fte: [22.5, '22.5'], staff_accredited_training: [25, '25'],
  exp_total: [24_000_000, 'RSD 24,000,000'], exp_lsu_budget: [12_000_000, 'RSD 12,000,000'], exp_earmarked_transfer: [6_000_000, 'RSD 6,000,000'], exp_donors: [3_000_000, 'RSD 3,000,000'], exp_client_fees: [2_400_000, 'RSD 2,400,000'], exp_other: [600_000, 'RSD 600,000'],
};
/** Which municipality, year and service the record is about, and that it existed. */
const record = { lsu_id: place, year: 2025, service_code: 'RS-2.5', service_exists: 'yes' };

/**
 *   coverage               200 / 20,000 = 1 %                          intensity   6 h
 *   stability              10 months in 2025: 0 of 1 = 0 %             availability: there is one
 *   expenditure_share      24,000,000 / 2,000,000,000 = 1.2 %          per inhabitant   24,000,000 / 100,000 = 240
 *   unit_cost month        24,000,000 / (150 · 10) = 16,000            hour   16,000 / (6 · 52/12 = 26) = 615.38 → 615
 *   provider_mix           one CSO: 100 % of services and clients      licensed   1 of 1 = 100 %
 *   funding_mix            12/24 = 50 %, 6/24 = 25 %, 3/24 = 12.5 %, 2.4/24 = 10 %, 0.6/24 = 2.5 %
 *   reach_non_urban        50 / 200 = 25 %
 */
const byHand: Record<IndicatorName, string> = {
  availability: 'there is', coverage: '1%', intensity: '6 h', stability: '0%', expenditure_share: '1.2%', expenditure_per_capita: 'RSD 240', unit_cost_month: 'RSD 16,000', unit_cost_hour: 'RSD 615',
  provider_public: '0%', provider_cso: '100%', provider_private: '0%', clients_public: '0%', clients_cso: '100%', clients_private: '0%',
  funding_municipality: '50%', funding_transfer: '25%', funding_donors: '12.5%', funding_fees: '10%', funding_other: '2.5%', licensed_share: '100%', reach_non_urban: '25%',
};
const said = (texts: Record<string, string>) => Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.replace(/\s/g, ' ')]));

const fields = Object.fromEntries(Object.entries(written).map(([name, [answer]]) => [name, answer]));
const { provider_type, licence_status, procurement_mode, provider_name, licence_valid_until, ...figures } = fields;
const service = entry.parse({ id: '01890a5d-ac96-774b-bcce-b302099a8057', kind: 'RS-2.5', figures, choices: { provider_type, licence_status, procurement_mode }, provider_name, licence_valid_until });
const answered = new Answered([
  municipal(place, 2024, { exists: { ...none, 'RS-2.5': 'yes' }, services: [{ ...service, id: '01890a5d-ac96-774b-bcce-b302099a8058', figures: { ...service.figures, months_provided: 12, clients_total: 180 } }] }),
  municipal(place, 2025, { place: { population: 100_000, population_65_plus: 20_000, budget: 2_000_000_000 }, exists: { ...none, 'RS-2.5': 'yes' }, services: [service] }),
], [2024, 2025]);

test('the 35 variables stand on the page as the municipality wrote them, each year in its column', async () => {
  const t = await wordsOf('en');
  const { years, exists, providers } = yearByYear(answered, place, record.service_code);
  const one = providers[0]!.entries.get(2025)!;
  expect(said(Object.fromEntries(Object.keys(written).map((name) => [name, sayField(name, one, 'RSD', t)])))).toEqual(Object.fromEntries(Object.entries(written).map(([name, [, shown]]) => [name, shown])));
  expect([years, exists.get(2025), providers.length, providers[0]!.entries.get(2024)!.figures.clients_total]).toEqual([[2024, 2025], record.service_exists, 1, 180]);
  // With the four that name the record that is all of them: nothing of the source is left out.
  expect([...Object.keys(record), ...Object.keys(written)].map((name) => (name === 'exp_total' ? 'exp_total_rsd' : name)).sort()).toEqual(source.raw_variables.map(({ id }) => id).sort());
  expect(Object.keys({ ...record, ...written }).length).toBe(35);
});

test('the eleven indicators, of these numbers, by hand', async () => {
  const t = await wordsOf('en');
  expect(said(Object.fromEntries(indicatorNames.map((name) => [name, sayResult(name, answered.result(name, ['RS-2.5'], place, 2025), t)])))).toEqual(byHand);
  expect([...new Set(Object.keys(byHand).map((name) => indicators[name as IndicatorName].of))].sort()).toEqual(source.derived_indicators.map(({ id }) => id).sort());
});

test('a variable nobody wrote is said to be without an answer, never zero', async () => {
  const t = await wordsOf('en');
  const empty: Entry = entry.parse({ id: service.id, kind: 'RS-2.5' });
  expect(new Set(Object.keys(written).map((name) => sayField(name, empty, 'RSD', t)))).toEqual(new Set(['not answered']));
  expect(sayFigure('budget', undefined, 'RSD', t)).toBe('not answered');
});

test.each(locales)('the page on the method names all 46 with words and units in %s', async (locale) => {
  const t = await wordsOf(locale);
  expect([variables().map(({ id }) => id).sort(), derived().map(({ id }) => id)]).toEqual([source.raw_variables.map(({ id }) => id).sort(), source.derived_indicators.map(({ id }) => id)]);
  expect(derived().flatMap(({ figures }) => figures.map(({ name }) => name)).sort()).toEqual([...indicatorNames].sort());
  for (const { name, section, kind } of variables()) expect([t.has(`coverage.${section === 'record' ? 'variable' : 'field'}_${name}`), t.has(`coverage.kind_${kind}`)]).toEqual([true, true]);
});

test('a district is the sum above over the sum below of those who answered: no mean of rates, and nobody without an answer counts as zero', () => {
  const [one, two, silent] = municipalitiesIn('RS-08').map(({ id }) => id);
  const tell = (where: string, clients: number, old: number, spent: number, people: number) => municipal(where, 2025, { place: { population: people, population_65_plus: old }, exists: { ...none, 'RS-2.5': 'yes' }, services: [entry.parse({ id: service.id, kind: 'RS-2.5', figures: { clients_total: clients, clients_month_avg: clients, exp_total: spent } })] });
  const two_of_them = new Answered([tell(one!, 100, 1_000, 1_000_000, 10_000), tell(two!, 100, 9_000, 9_000_000, 90_000)], [2025]);
  const coverage = two_of_them.result('coverage', ['RS-2.5'], 'RS-08', 2025);
  // 200 of 10,000 = 2 %; the mean of 10 % and 1.11 % would be 5.56 %.
  expect([coverage.value, coverage.known, coverage.unknown]).toEqual([2, 2, municipalitiesIn('RS-08').length - 2]);
  expect(two_of_them.result('expenditure_per_capita', ['RS-2.5'], 'RS-08', 2025).value).toBe(100);
  expect([two_of_them.of(silent!, 2025), two_of_them.result('coverage', ['RS-2.5'], silent!, 2025).value]).toEqual([null, null]);
});

test('how services did: the years nobody asked about stand empty between, a stop for a part of a year is neither there nor gone, and a territory counts every one once', () => {
  const part = (months: number | 'unknown') => [entry.parse({ id: service.id, kind: 'RS-2.5', figures: { months_provided: months } })];
  const told = new Answered([
    municipal(place, 2019, { exists: { ...none, 'RS-2.5': 'yes' }, services: part(12) }),
    municipal(place, 2020, { exists: { ...none, 'RS-2.5': 'yes' }, services: part(7) }),
    municipal(place, 2023, { exists: { ...none, 'RS-2.5': 'yes', 'RS-2.1': 'unknown' }, services: part('unknown') }),
    municipal(place, 2024, {}),
  ], [2019, 2020, 2022, 2023, 2024]);
  const { years, rows } = livesIn(told, place);
  expect([years, rows]).toEqual([[2019, 2020, 2021, 2022, 2023, 2024], [{ kind: 'RS-2.5', cells: [
    { year: 2019, life: 'whole', months: 12 }, { year: 2020, life: 'part', months: 7 }, { year: 2021, life: 'unasked', months: null }, { year: 2022, life: 'unknown', months: null }, { year: 2023, life: 'there', months: null }, { year: 2024, life: 'none', months: null },
  ] }]]);
  const everywhere = allUnits().filter((unit) => levelOf(unit) === 'municipality' && unit.country === 'RS').map(({ id }) => id);
  expect(livesCounted(told, everywhere, ['RS-2.5', 'BG-7.1']).map(({ year, counts }) => [year, counts.whole, counts.part, counts.there, counts.none, counts.unknown])).toEqual([[2019, 1, 0, 0, 0, 144], [2020, 0, 1, 0, 0, 144], [2022, 0, 0, 0, 0, 145], [2023, 0, 0, 1, 0, 144], [2024, 0, 0, 0, 1, 144]]);
  expect(livesIn(new Answered([], []), place)).toEqual({ years: [], rows: [] });
});
