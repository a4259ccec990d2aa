/** Targets of one thing that disagree. They are shown side by side with their sentences; nothing here picks one. Pure. */
import { createHash } from 'node:crypto';
import type { Decision, Indicator, Target } from './framework/shape.ts';

export interface Conflict {
  /**
   * `value`: the sources give different numbers (320 and 210 professionals).
   * `comparator`: the same number, worded differently ("60" and "at least 60").
   */
  kind: 'value' | 'comparator';
  targets: (Target & { indicatorId: string })[];
  /** The numbers that would satisfy every one of them; null when no number does. `most` null: no upper end. */
  together: { least: number; most: number | null } | null;
  /** The sentences speak of differently worded groups, so both may be right. */
  populationsDiffer: boolean;
  /** Says which targets these are and what they say: a decision holds as long as it stays the same. */
  fingerprint: string;
  /** What was decided about exactly this, latest first; null while nobody has. */
  decision: Decision | null;
}

/**
 * Finds what disagrees. Targets are about one thing when they belong to one indicator, or to two that count the same, and are for the same period, category and each-of.
 * Deterministic: the order is that of the indicators.
 */
export function conflicts(indicators: readonly Indicator[], decisions: readonly Decision[] = []): Conflict[] {
  const things = Map.groupBy(
    indicators.flatMap((indicator) => indicator.targets.map((target) => ({ thing: thingOf(indicator, target), target: { ...target, indicatorId: indicator.indicatorId }, population: populationOf(indicator, target) }))),
    ({ thing }) => thing,
  );
  return [...things.values()].flatMap((said) => {
    const targets = said.map(({ target }) => target);
    const kind = new Set(targets.map(({ value }) => value)).size > 1 ? 'value' : new Set(targets.map(({ comparator }) => comparator)).size > 1 ? 'comparator' : null;
    if (!kind) return [];
    const fingerprint = fingerprintOf(targets);
    const decision = decisions.filter((one) => one.fingerprint === fingerprint).sort((a, b) => b.decidedAt.localeCompare(a.decidedAt))[0] ?? null;
    return [{ kind, targets, together: together(targets), populationsDiffer: new Set(said.map(({ population }) => population)).size > 1, fingerprint, decision }];
  });
}

/** The number that all of them allow: "exactly 60" and "at least 60" meet in 60; "exactly 320" and "exactly 210" nowhere. */
function together(targets: readonly Pick<Target, 'comparator' | 'value'>[]): Conflict['together'] {
  const least = Math.max(0, ...targets.filter(({ comparator }) => comparator !== 'at-most').map(({ value }) => value));
  const most = Math.min(Infinity, ...targets.filter(({ comparator }) => comparator !== 'at-least').map(({ value }) => value));
  return least > most ? null : { least, most: most === Infinity ? null : most };
}

const sorted = (record: Record<string, unknown>): [string, unknown][] => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
const populationOf = (indicator: Indicator, target: Target) => JSON.stringify(sorted(Object.keys(target.population).length ? target.population : indicator.population));

function thingOf({ indicatorId, query }: Indicator, { fromMonth, untilMonth, breakdown, per }: Target): string {
  // Two indicators that count the same way are the same thing under two names.
  const counted = query ? JSON.stringify([query.method, sorted(query.where), query.mixRelations]) : indicatorId;
  return JSON.stringify([counted, fromMonth, untilMonth, sorted(breakdown), per]);
}

const fingerprintOf = (targets: readonly Target[]): string =>
  createHash('sha256')
    .update(
      targets
        .map(({ targetId, comparator, value, fromMonth, untilMonth, per }) => JSON.stringify([targetId, comparator, value, fromMonth, untilMonth, per]))
        .sort()
        .join('\n'),
    )
    .digest('hex');
