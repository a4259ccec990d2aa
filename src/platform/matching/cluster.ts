/**
 * From pairs to things: which records are one and the same, all of them together.
 * Strongest pair first; two groups become one only if nothing between ANY of their members forbids it.
 * So `M. Ilić` can join `Maja Ilić` or `Milena Ilić` but never tie the two together.
 */
import type { Comparison } from './compare.ts';

export interface Pair<R> {
  a: R;
  b: R;
  comparison: Comparison;
}

/** A pair that a person should look at, with what was done meanwhile. */
export interface Question<R> extends Pair<R> {
  /** Whether the two stand in one group for now. */
  joined: boolean;
  /** `unsure`: the evidence is not enough either way. `contradicted`: alike, but joining them would tie together two that differ. */
  why: 'unsure' | 'contradicted';
}

export interface Clustering<R> {
  groups: R[][];
  groupOf: ReadonlyMap<R, number>;
  questions: Question<R>[];
}

export interface ClusterOptions<R> {
  /** Compares two records; called for pairs that are not among the candidates when groups are about to join. */
  compare(a: R, b: R): Comparison;
  /** Pairs that must never be in one group, whatever the evidence says. */
  cannotLink?(a: R, b: R): boolean;
  /** Pairs at least this probable are joined; those that are not `same` are joined for now and asked about. */
  joinFrom?: number;
  /** Members of each group that are checked against each other before two large groups join. */
  checkedMembers?: number;
}

/**
 * Groups records. `pairs` are candidates (see candidates.ts), compared once each.
 * Deterministic: equal scores keep the order in which the pairs came.
 */
export function cluster<R>(records: readonly R[], pairs: Iterable<readonly [R, R]>, options: ClusterOptions<R>): Clustering<R> {
  const { joinFrom = 0.5, checkedMembers = 40 } = options;
  const position = new Map(records.map((record, i) => [record, i]));
  // What joining asks of two records: the score, or NaN where they contradict each other. Numbers only, there may be millions.
  const known = new Map<number, number>();
  const keyOf = (a: R, b: R): number => {
    const [i, j] = [position.get(a)!, position.get(b)!];
    return i < j ? i * records.length + j : j * records.length + i;
  };
  const speaking = ({ score, limits }: Comparison): number => (limits.some((limit) => limit.contradiction) ? NaN : score);
  const scoreOf = (a: R, b: R): number => {
    const key = keyOf(a, b);
    let score = known.get(key);
    if (score === undefined) known.set(key, (score = speaking(options.compare(a, b))));
    return score;
  };

  const likely: Pair<R>[] = [];
  const unlikely: Pair<R>[] = [];
  for (const [a, b] of pairs) {
    // Nearly all candidates differ; only what may still be looked at is kept in memory.
    const comparison = options.compare(a, b);
    if (comparison.verdict === 'different') continue;
    (comparison.probability >= joinFrom ? likely : unlikely).push({ a, b, comparison });
    known.set(keyOf(a, b), speaking(comparison));
  }
  likely.sort((x, y) => y.comparison.score - x.comparison.score);

  const group = new Map<R, R[]>(records.map((record) => [record, [record]]));
  const refused: Pair<R>[] = [];
  for (const pair of likely) {
    const [one, other] = [group.get(pair.a)!, group.get(pair.b)!];
    if (one === other) continue;
    if (!mayJoin(one, other)) {
      refused.push(pair);
      continue;
    }
    const [large, small] = one.length >= other.length ? [one, other] : [other, one];
    for (const record of small) group.set(record, large);
    large.push(...small);
  }

  /** Joining is allowed when no pair across is forbidden or contradictory, and the pairs across speak for it on the whole. */
  function mayJoin(one: R[], other: R[]): boolean {
    let sum = 0;
    for (const a of one.slice(0, checkedMembers)) {
      for (const b of other.slice(0, checkedMembers)) {
        if (options.cannotLink?.(a, b)) return false;
        const score = scoreOf(a, b);
        if (Number.isNaN(score)) return false;
        sum += score;
      }
    }
    return sum > 0;
  }

  const groups = [...new Set(group.values())];
  const groupOf = new Map<R, number>();
  for (const [index, members] of groups.entries()) for (const record of members) groupOf.set(record, index);
  return { groups, groupOf, questions: questionsOf(groupOf, likely, unlikely, refused, options) };
}

/** One question for each two groups (or for each record that hangs in its group by uncertain pairs only), the most telling pair of each. */
function questionsOf<R>(
  groupOf: ReadonlyMap<R, number>,
  likely: Pair<R>[],
  unlikely: Pair<R>[],
  refused: Pair<R>[],
  options: ClusterOptions<R>,
): Question<R>[] {
  const certain = new Set<R>();
  for (const { a, b, comparison } of likely) {
    if (comparison.verdict === 'same' && groupOf.get(a) === groupOf.get(b)) certain.add(a).add(b);
  }
  const contradicted = new Set(refused);
  const asked = new Map<string, Question<R>>();
  for (const pair of [...likely, ...unlikely]) {
    if (options.cannotLink?.(pair.a, pair.b)) continue;
    const [g, h] = [groupOf.get(pair.a)!, groupOf.get(pair.b)!];
    const joined = g === h;
    if (joined && (pair.comparison.verdict === 'same' || (certain.has(pair.a) && certain.has(pair.b)))) continue;
    const key = joined ? `in ${g}` : g < h ? `${g} ${h}` : `${h} ${g}`;
    if (!asked.has(key)) asked.set(key, { ...pair, joined, why: contradicted.has(pair) ? 'contradicted' : 'unsure' });
  }
  return [...asked.values()];
}
