import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Locale } from '#platform/words/locales.ts';
import { aboutEverybody } from '#modules/results/characteristic.ts';
import { disaggregated } from '#modules/results/disaggregated-queries.ts';
import type { Names } from '#modules/results/figure/names.ts';
import { namesFor } from '#modules/results/figure/queries.ts';
import { resultsOf } from '#modules/results/queries.ts';
import { relations, type Query, type Result } from '#modules/results/shape.ts';
import { characteristicOf, LINES, linesOf, narrowed, SPLIT_LINES, type Askable, type Question } from './question.ts';

/** One line of the answer. */
export interface Answered {
  /** What the line is about: null for the whole programme. */
  of: string | null;
  /** The value it is split by; null where nothing is stated, undefined where nothing is split. */
  value?: string | null;
  /** The question of this line alone; null where no query selects it. */
  query: Query | null;
  result: Result;
}

export interface Answer {
  lines: Answered[];
  names: Names;
  /** How many stand in more than one line of a split, by what the line is about; only where there are some. */
  overlapping: { of: string | null; n: number }[];
  /** How many came as bare numbers without names: they stand in no line of a split. */
  unnamed: number;
  /** There are more lines than are shown. */
  isCut: boolean;
}

/** What there is to ask about in a programme. The caller has made sure that the scope may see it. */
export async function askable(tx: Tx, networkId: string, programmeId: string): Promise<Askable> {
  const { rows } = await sql<Askable>`select
    array(select series_id from series where network_id = ${networkId} and programme_id = ${programmeId} order by position, series_id) as series,
    array(select event_id from event where network_id = ${networkId} and programme_id = ${programmeId} order by first_day, event_id) as events,
    array(select distinct event_kind from fact where network_id = ${networkId} and programme_id = ${programmeId} and known_until is null and event_kind is not null order by 1) as kinds,
    min(happened_on)::text as first, max(happened_on)::text as last from fact where network_id = ${networkId} and programme_id = ${programmeId} and known_until is null`.execute(tx);
  return rows[0]!;
}

/** Answers a question about a programme: every line is a result as on any other page, small groups hidden from whoever may not see them. @throws 404 */
export async function answer(tx: Tx, scope: Scope, programmeId: string, question: Question & { method: NonNullable<Question['method']> }, locale: Locale): Promise<Answer> {
  const { by, each } = question;
  const all = linesOf(question, await askable(tx, scope.networkId, programmeId));
  const lines = all.slice(0, by === 'none' || by === 'relation' ? LINES : SPLIT_LINES);
  const overlapping: Answer['overlapping'] = [];
  let unnamed = 0;
  const answered: Answered[] = [];
  const characteristic = characteristicOf(by);
  if (by === 'relation') {
    const asked = lines.flatMap(({ of, query }) => relations.map((relation) => ({ of, value: relation, query: narrowed(query, by, relation)! })));
    const results = await resultsOf(tx, scope, programmeId, asked.map(({ query }) => query));
    answered.push(...asked.flatMap((one, at) => (results[at]!.evidence ? [{ ...one, result: results[at]! }] : [])));
  } else if (characteristic) {
    for (const { of, query } of lines) {
      const { whole, cells, overlapping: n } = await disaggregated(tx, scope, programmeId, aboutEverybody(query), characteristic);
      unnamed += whole.unnamed;
      if (n) overlapping.push({ of, n });
      const own = cells.map(({ value }) => narrowed(query, by, value));
      // Relations that are mixed in the whole need not be in a line of it: each line is asked for itself.
      const apart = whole.refused === 'mixed-relations' ? await resultsOf(tx, scope, programmeId, own.map((one) => one ?? query)) : null;
      answered.push(...cells.map(({ value, net, gross, isHidden }, at): Answered => ({
        of, value, query: own[at]!,
        // A cell has no mentions by name and no bare numbers; what it has is said the same way as any other figure.
        result: apart?.[at] ?? { ...whole, net, gross, unnamed: 0, bounds: net === null ? null : { least: net, most: net }, overlaps: [], unresolved: 0, parts: [], evidence: gross ?? 1, refused: isHidden ? (whole.refused ?? 'small-group') : null },
      })));
    }
  } else {
    const results = await resultsOf(tx, scope, programmeId, lines.map(({ query }) => query));
    // A stretch of time in which nothing was recorded is no line; an event of which nothing is known is one.
    answered.push(...lines.map(({ of, query }, at) => ({ of, query, result: results[at]! })).filter(({ result }) => result.evidence || each === 'whole' || each === 'event' || each === 'series'));
  }
  const also = answered.flatMap(({ of, value }) => [...(of && (each === 'event' || each === 'series') ? [of] : []), ...(by === 'municipality' && value ? [value] : [])]);
  return { lines: answered, names: await namesFor(tx, scope, answered.map(({ result }) => result), locale, also), overlapping, unnamed, isCut: lines.length < all.length };
}
