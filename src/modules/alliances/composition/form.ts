/** A rule as a plain form and back, in one language; what stands in the others is kept. Pure. */
import type { Locale } from '#platform/words/locales.ts';
import { say, type Localised } from '#platform/words/localised.ts';
import { organisationTypes, type OrganisationType } from '#modules/organisations/shape.ts';
import type { Country } from '#modules/places/shape.ts';
import { placesNamed } from '../form.ts';
import type { Part, Rule } from './shape.ts';

/** Regions a form has room for beyond those there are. */
const SPARE = 2;
export const fewest = 3;

/** Types a rule may ask for; a network is counted by its members, never itself. */
export const askedTypes = organisationTypes.filter((type) => type !== 'network');

export const roomFor = (rule: Pick<Rule, 'regions'> | null): number => (rule ? Math.min(50, rule.regions.length + SPARE) : fewest);

export const ruleFields = (rooms: number): string[] => ['title', 'programme', 'sourceSentence', 'regionsNeeded', ...Array.from({ length: rooms }, (_, at) => [`region_${at}`, `places_${at}`]).flat(), ...askedTypes.flatMap((type) => [`per_${type}`, `all_${type}`])];

const number = (text: string | undefined): number => (text?.trim() ? Number(text.replace(',', '.')) : 0);

/** @param before the rule as it is; null for a new one. @throws Problem 422 for a place nobody knows */
export function ruleFrom(values: Record<string, string>, locale: Locale, before: (Rule & { titles: Localised }) | null, country: Country | null) {
  const texts = (text: string, known: Localised | undefined): Localised => (text.trim() === say(known, locale) ? (known ?? {}) : { ...known, ...(text.trim() && { [locale]: text.trim() }) });
  const regions = Array.from({ length: 50 }, (_, at) => at).flatMap((at) => {
    const [name, places] = [values[`region_${at}`] ?? '', values[`places_${at}`] ?? ''];
    return name.trim() || places.trim() ? [{ names: texts(name, before?.regions[at]?.names), places: placesNamed(places, `places_${at}`, country) }] : [];
  });
  // One part for each type of its own; a part of several types, made elsewhere, keeps them together.
  const together = (type: OrganisationType) => before?.parts.find(({ types }) => types.length > 1 && types.includes(type))?.types ?? [type];
  const parts = askedTypes.flatMap((type): Part[] => {
    const types = together(type);
    const [perRegion, inTotal] = [number(values[`per_${type}`]), number(values[`all_${type}`])];
    return types[0] === type && (perRegion || inTotal) ? [{ types, perRegion, inTotal }] : [];
  });
  return { titles: texts(values.title ?? '', before?.titles), programmeId: values.programme || null, regions, regionsNeeded: values.regionsNeeded?.trim() ? number(values.regionsNeeded) : regions.length, parts, sourceSentence: values.sourceSentence?.trim() || null };
}

export function ruleTexts(rule: Rule & { titles: Localised; programmeId: string | null; sourceSentence: string | null }, locale: Locale, placeName: (id: string) => string): Record<string, string> {
  return {
    title: say(rule.titles, locale),
    programme: rule.programmeId ?? '',
    sourceSentence: rule.sourceSentence ?? '',
    regionsNeeded: String(rule.regionsNeeded),
    ...Object.fromEntries(rule.regions.flatMap(({ names, places }, at) => [[`region_${at}`, say(names, locale)], [`places_${at}`, places.map(placeName).join(', ')]])),
    ...Object.fromEntries(rule.parts.flatMap(({ types, perRegion, inTotal }) => [[`per_${types[0]}`, String(perRegion)], [`all_${types[0]}`, String(inTotal)]])),
  };
}
