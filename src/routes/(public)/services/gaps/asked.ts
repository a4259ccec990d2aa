/** What the address of the gap list asks for, and its rows. */
import { collator } from '#platform/words/format.ts';
import { wordsOf } from '#platform/words/load.ts';
import type { Locale } from '#platform/words/locales.ts';
import { isWithin, parentsOf, unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { countries } from '#modules/places/shape.ts';
import { standingIn, standings, type GapRow, type Standing } from '#modules/services/coverage/gaps.ts';
import { choices, type Choice } from '#modules/services/coverage/kinds.ts';
import { listedFor, publicCoverage } from '#modules/services/coverage/queries.ts';
import { choiceName, choiceOptions, codeOr, gapReason } from '#modules/services/coverage/say.ts';
import { allMunicipalities } from '#modules/services/coverage/territory.ts';
import { countryName, districtOptions, onlyNetwork } from '../map/asked.ts';

export interface NamedGap extends GapRow {
  name: string;
  within: string | null;
  /** What the standing rests on, in a sentence or two. */
  reason: string;
}

export async function gapsAsked({ searchParams }: URL, locale: Locale) {
  const t = await wordsOf(locale);
  const coverage = await publicCoverage();
  const choice: Choice = codeOr(searchParams.get('kind'), 'day-care');
  const country = countries.find((one) => one === searchParams.get('country')) ?? null;
  const all = countries.filter((one) => choice.kinds.some((kind) => kind.startsWith(one)));
  const district = unitById(searchParams.get('district') ?? '') ?? null;
  const standing = standings.find((one) => one === searchParams.get('standing')) ?? null;
  const listed = await listedFor(choice);
  const { compare } = collator(locale);
  const everywhere: NamedGap[] = allMunicipalities()
    .filter((unit) => all.includes(unit.country) && (!country || unit.country === country) && (!district || isWithin(unit.id, district.id)))
    .map((unit) => {
      const around = parentsOf(unit.id)[0];
      const row = standingIn(coverage.answered, unit, choice.kinds, listed);
      return { ...row, reason: gapReason(row, t), name: nameOf(unit, locale), within: around ? nameOf(around, locale) : null };
    })
    .sort((a, b) => standings.indexOf(a.standing) - standings.indexOf(b.standing) || compare(a.name, b.name));
  const counts = Object.fromEntries(standings.map((one) => [one, everywhere.filter((row) => row.standing === one).length])) as Record<Standing, number>;
  const rows = everywhere.filter((row) => (standing ? row.standing === standing : row.standing !== 'there'));
  return { t, rows, counts, chosen: { kind: choice.code, country, district: district?.id ?? null, standing }, heading: choiceName(choice, t), options: { kinds: choiceOptions(choices(), t), countries: countries.map((one) => ({ value: one, label: countryName(one, t) })), districts: districtOptions(country, t) }, network: await onlyNetwork(coverage) };
}
