/** A question somebody puts together on a page: unit × lines × split × time. Pure. */
import { z } from 'zod';
import { eventKindNames } from '#modules/events/kinds.ts';
import type { Characteristic } from '#modules/results/characteristic.ts';
import { methods, relations, type Query } from '#modules/results/shape.ts';

/** What each line of the answer is about. */
export const eachs = ['whole', 'series', 'event', 'kind', 'year', 'quarter', 'month'] as const;
/** What a line is split by further: a characteristic of those counted, or the relation to the municipality. */
export const splits = ['none', 'sex', 'age_group', 'organisation-type', 'municipality', 'relation'] as const;
/** So many lines are asked for at once; each split line is a question of its own. */
export const LINES = 120;
export const SPLIT_LINES = 40;
export type Each = (typeof eachs)[number];
export type Split = (typeof splits)[number];

const day = z.iso.date().nullable().catch(null);
export const question = z.object({
  method: z.enum(methods).nullable().catch(null),
  each: z.enum(eachs).catch('whole'),
  by: z.enum(splits).catch('none'),
  kind: z.enum(eventKindNames).nullable().catch(null),
  from: day,
  until: day,
  /** Somebody counts municipalities of different relations together; the figure then says over which. */
  mix: z.literal('yes').nullable().catch(null),
});
export type Question = z.output<typeof question>;
export const questionFrom = (search: URLSearchParams): Question => question.parse(Object.fromEntries(['method', 'each', 'by', 'kind', 'from', 'until', 'mix'].map((name) => [name, search.get(name) || null])));

/** The split as `results` knows it; null where it is done by asking once for each relation. */
export const characteristicOf = (by: Split): Characteristic | null => (by === 'none' || by === 'relation' ? null : by === 'sex' || by === 'age_group' ? `breakdown:${by}` : by);

/** The events there are to ask about, and the days of the first and the last evidence. */
export interface Askable {
  series: readonly string[];
  events: readonly string[];
  kinds: readonly string[];
  first: string | null;
  last: string | null;
}

/** What a line is about: the whole, an id, a kind, or a stretch of time by its name ('2022', '2022-Q1', '2022-03'). */
export interface Line {
  of: string | null;
  query: Query;
}

/** The questions behind the lines of an answer, in their order. A line's time is where the stretch asked for and its own overlap. */
export function linesOf({ method, each, kind, from, until, mix }: Question & { method: NonNullable<Question['method']> }, askable: Askable): Line[] {
  const where: Query['where'] = { ...(kind && { eventKinds: [kind] }), ...(from && { from }), ...(until && { until }) };
  const line = (of: string | null, more: Query['where'] = {}): Line => ({ of, query: { method, where: { ...where, ...more }, mixRelations: method === 'municipalities' && mix === 'yes' } });
  if (each === 'whole') return [line(null)];
  if (each === 'series') return askable.series.map((id) => line(id, { seriesIds: [id] }));
  if (each === 'event') return askable.events.map((id) => line(id, { eventIds: [id] }));
  if (each === 'kind') return askable.kinds.filter((one) => !kind || one === kind).map((one) => line(one, { eventKinds: [one] }));
  const [first, last] = [from ?? askable.first, until ?? askable.last];
  if (!first || !last) return [];
  return stretches(each, first, last).map(({ name, first, last }) => line(name, { from: from && from > first ? from : first, until: until && until < last ? until : last }));
}

const monthsIn = { year: 12, quarter: 3, month: 1 } as const;

/** The years, quarters or months that a stretch of days touches, each with its first and last day. */
function stretches(each: 'year' | 'quarter' | 'month', first: string, last: string): { name: string; first: string; last: string }[] {
  const length = monthsIn[each];
  const found: { name: string; first: string; last: string }[] = [];
  const begin = Number(first.slice(0, 4)) * 12 + Math.floor((Number(first.slice(5, 7)) - 1) / length) * length;
  const end = Number(last.slice(0, 4)) * 12 + Number(last.slice(5, 7)) - 1;
  for (let month = begin; month <= end; month += length) {
    const year = Math.floor(month / 12);
    const at = new Date(Date.UTC(year, month % 12, 1));
    const name = each === 'year' ? String(year) : each === 'quarter' ? `${year}-Q${Math.floor((month % 12) / 3) + 1}` : at.toISOString().slice(0, 7);
    found.push({ name, first: at.toISOString().slice(0, 10), last: new Date(Date.UTC(year, (month % 12) + length, 0)).toISOString().slice(0, 10) });
  }
  return found;
}

/** The same question about those of one value only; null where nothing is stated of them, which no query selects. */
export function narrowed({ method, where, mixRelations }: Query, by: Split, value: string | null): Query | null {
  if (value === null) return null;
  if (by === 'relation') return { method, where: { ...where, relations: [value as (typeof relations)[number]] }, mixRelations };
  if (by === 'organisation-type') return { method, where: { ...where, organisationTypes: [value] }, mixRelations };
  if (by === 'municipality') return { method, where: { ...where, places: [value] }, mixRelations };
  return { method, where: { ...where, breakdown: { ...where.breakdown, [by]: value } }, mixRelations };
}
