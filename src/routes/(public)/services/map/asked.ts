/** What the address of the map and its other views asks for. */
import { collator } from '#platform/words/format.ts';
import { publicScope } from '#platform/session/scope.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { countries, type Country } from '#modules/places/shape.ts';
import { choices } from '#modules/services/coverage/kinds.ts';
import { isMeasure, measures, type Measure } from '#modules/services/coverage/measure.ts';
import { publicCoverage, type PublicCoverage } from '#modules/services/coverage/queries.ts';
import { choiceOptions, codeOr, measureName } from '#modules/services/coverage/say.ts';
import { childrenOf, levelOf, unitById, type Unit } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import type { Translate } from '#platform/words/translate.ts';

/** Asked before anybody chose: a service parents look for, and whether there is one. */
const first = 'day-care';

export async function mapAsked({ searchParams }: URL, t: Translate) {
  const coverage = await publicCoverage();
  const { years } = coverage.answered;
  const choice = codeOr(searchParams.get('kind'), first);
  const wanted = searchParams.get('measure') ?? '';
  const year = years.find((one) => String(one) === searchParams.get('year')) ?? years.at(-1) ?? null;
  // Without any answer there is still the directory to be shown.
  const measure: Measure = isMeasure(wanted) && (year || wanted === 'listed') ? wanted : year ? 'availability' : 'listed';
  // A kind of a national list is nobody else's: other countries are not asked about it.
  const inThese = countries.filter((one) => choice.kinds.some((kind) => kind.startsWith(one)));
  const zoomed = unitById(searchParams.get('district') ?? '');
  const wantedCountry = inThese.find((one) => one === searchParams.get('country')) ?? null;
  // Whoever goes on to another country leaves the district behind.
  const district = zoomed && zoomed.level > 0 && inThese.includes(zoomed.country) && (!wantedCountry || zoomed.country === wantedCountry) ? zoomed : null;
  const country = district?.country ?? wantedCountry;
  const chosen = { kind: choice.code, measure, year, country, district: district?.id ?? null };
  return { coverage, choice, measure, year, country, district, inThese: country ? [country] : inThese, chosen, search: searchOf(chosen), options: optionsOf(coverage, t), network: await onlyNetwork(coverage) };
}

export const searchOf = (chosen: Record<string, string | number | null>): string => `?${new URLSearchParams(Object.entries(chosen).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])))}`;

function optionsOf({ answered }: PublicCoverage, t: Translate) {
  return {
    kinds: choiceOptions(choices(), t),
    measures: measures.filter((one) => one === 'listed' || answered.years.length > 0).map((one) => ({ value: one, label: measureName(one, t) })),
    years: answered.years.toReversed(),
    countries: countries.map((one) => ({ value: one, label: countryName(one, t) })),
  };
}

/** Districts, and where a country has none what stands above its municipalities, to choose from: grouped by country, in the reader's order. */
export function districtOptions(country: Country | null, t: Translate): { value: string; label: string; group: string }[] {
  const { compare } = collator(t.locale);
  const below = (id: string): Unit[] => childrenOf(id).flatMap((unit) => (['district', 'region'].includes(levelOf(unit)) ? [unit, ...below(unit.id)] : []));
  return countries
    .filter((one) => !country || one === country)
    .flatMap((one) => below(one).filter((unit) => levelOf(unit) === 'district' || one === 'MD').map(({ id }) => ({ value: id, label: nameOf(unitById(id)!, t.locale), group: countryName(one, t) })).sort((a, b) => compare(a.label, b.label)));
}
export const countryName = (one: Country, t: Pick<Translate, 'locale'>): string => nameOf(unitById(one)!, t.locale);

/** Where all of it comes from one network, its frame says so: a demo is marked on every page. */
export const onlyNetwork = async ({ networks }: PublicCoverage) => (networks.length === 1 ? networkOf(publicScope(networks[0]!)) : null);
