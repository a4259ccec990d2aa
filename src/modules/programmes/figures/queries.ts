import type { Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import { resultsOf, type Asked } from '#modules/results/queries.ts';
import type { Locale } from '#platform/words/locales.ts';
import { unsettledIn, type Unsettled } from '#modules/results/unsettled/queries.ts';
import type { Query, Result } from '#modules/results/shape.ts';
import { frameworkOf } from '../framework/queries.ts';
import type { Framework, Indicator } from '../framework/shape.ts';
import type { Found } from '../queries.ts';

/** What the indicators of a programme say: the framework with a figure for each, null where nothing can be counted yet. */
export interface Figures {
  framework: Framework;
  /** In the order of the framework's indicators. */
  results: (Result | null)[];
}

/** All figures of a programme, counted in one statement. */
export async function figuresOf(tx: Tx, { scope, programmeId }: Pick<Found, 'scope' | 'programmeId'>, asked: Asked = {}): Promise<Figures> {
  const framework = await frameworkOf(tx, scope, programmeId);
  const countable = framework.indicators.filter(({ query }) => query !== null);
  const counted = await resultsOf(tx, scope, programmeId, countable.map(({ query }) => query!), asked);
  return { framework, results: framework.indicators.map((indicator) => counted[countable.indexOf(indicator)] ?? null) };
}

/** The unsettled place names inside each figure, in the order of the framework's indicators. */
export async function unsettledInFigures(tx: Tx, { scope, programmeId }: Pick<Found, 'scope' | 'programmeId'>, { framework, results }: Figures, asked: Asked & { locale: Locale }): Promise<Unsettled[][]> {
  const counted = framework.indicators.flatMap(({ query }, at) => (query && results[at] ? [{ at, query, result: results[at] }] : []));
  const found = await unsettledIn(tx, scope, programmeId, counted.map(({ query }) => query), counted.map(({ result }) => result), asked);
  return results.map((_, at) => found[counted.findIndex((one) => one.at === at)] ?? []);
}

/** One indicator that can be counted. @throws 404 when there is none with this id for this scope, or nothing can count it yet */
export async function countedIndicator(tx: Tx, { scope, programmeId }: Pick<Found, 'scope' | 'programmeId'>, indicatorId: string): Promise<Indicator & { query: Query }> {
  const indicator = (await frameworkOf(tx, scope, programmeId)).indicators.find((one) => one.indicatorId === indicatorId);
  if (!indicator?.query) throw notFound();
  return { ...indicator, query: indicator.query };
}
