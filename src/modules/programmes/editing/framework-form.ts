/** Levels, indicators and targets as plain forms and back. One language at a time; what stands in the others is kept. Pure. */
import { Problem } from '#platform/problem.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Query } from '#modules/results/shape.ts';
import type { Comparator, Indicator, Level, Per, Target } from '../framework/shape.ts';

const one = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();
const many = (form: FormData, name: string): string[] => form.getAll(name).map(String).filter(Boolean);
const withText = (texts: Localised | undefined, language: Locale, text: string): Localised => {
  const { [language]: _, ...others } = texts ?? {};
  return text ? { ...others, [language]: text.replaceAll('\r\n', '\n') } : others;
};

/** A number as people write it: `1 000`, `12,5`. @throws Problem 422 with the field */
function numberFrom(form: FormData, field: string): number | null {
  const text = one(form, field).replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  if (!text) return null;
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new Problem(422, 'programmes.number_form', {}, field);
  return Number(text);
}

export const levelFrom = (form: FormData, language: Locale, before: Level | null) => ({
  parentId: one(form, 'parentId') || null,
  tier: withText(before?.tier, language, one(form, 'tier')),
  titles: withText(before?.titles, language, one(form, 'titles')),
});

/** What is counted; null when "nothing for now" is chosen. Field names are those of the query. */
export function queryFrom(form: FormData): Query | null {
  const method = one(form, 'method');
  if (!method) return null;
  const output = one(form, 'output');
  const where = {
    eventKinds: many(form, 'eventKinds'),
    seriesIds: many(form, 'seriesIds'),
    eventIds: many(form, 'eventIds'),
    organisationTypes: many(form, 'organisationTypes'),
    relations: many(form, 'relations'),
    places: many(form, 'places'),
    from: one(form, 'from'),
    until: one(form, 'until'),
    breakdown: { ...breakdownFrom(form), ...(output && { output }) },
  };
  const filled = Object.entries(where).filter(([, value]) => Object.keys(value).length > 0);
  return { method, where: Object.fromEntries(filled), mixRelations: one(form, 'mixRelations') !== '' } as Query;
}

/** Fields called `is-<key>`: exact values of breakdown keys. */
const breakdownFrom = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form.keys()].filter((name) => name.startsWith('is-') && one(form, name)).map((name) => [name.slice('is-'.length), one(form, name)]));

export const indicatorFrom = (form: FormData, language: Locale, before: Indicator | null) => ({
  levelId: one(form, 'levelId') || null,
  titles: withText(before?.titles, language, one(form, 'titles')),
  query: queryFrom(form),
  population: withText(before?.population, language, one(form, 'population')),
  baseline: numberFrom(form, 'baseline'),
  baselineOn: one(form, 'baselineOn') || null,
  disaggregation: many(form, 'disaggregation') as Indicator['disaggregation'],
  isPublic: one(form, 'isPublic') !== '',
});

export function targetFrom(form: FormData, language: Locale, before: Target | null) {
  const value = numberFrom(form, 'value');
  if (value === null) throw new Problem(422, 'programmes.number_form', {}, 'value');
  return {
    comparator: one(form, 'comparator') as Comparator,
    value,
    fromMonth: one(form, 'fromMonth') || null,
    untilMonth: one(form, 'untilMonth') || null,
    breakdown: before?.breakdown ?? {},
    per: (one(form, 'per') || null) as Per | null,
    population: withText(before?.population, language, one(form, 'population')),
    sourceSentence: one(form, 'sourceSentence') || null,
    sourceSection: one(form, 'sourceSection') || null,
    sourceLanguage: one(form, 'sourceLanguage') || null,
  };
}
