import { z } from 'zod';
import { localised, type Localised } from '#platform/words/localised.ts';
import { query, type Query } from '#modules/results/shape.ts';
import { month } from '../shape.ts';

/** How the contract words a number: "two press conferences", "at least 60 organisations", "at most 15 per cent". */
export const comparators = ['at-least', 'exactly', 'at-most'] as const;
export type Comparator = (typeof comparators)[number];

/** Of what the number holds for each one: "two organisations per region". */
export const pers = ['region', 'municipality', 'organisation', 'event', 'year'] as const;
export type Per = (typeof pers)[number];

/** By what else an indicator is shown: what a list states about a person, and what a fact knows of who came. */
export const disaggregations = ['sex', 'age_group', 'organisation-type', 'municipality'] as const;

const programmeId = z.uuid();
const titles = localised.refine((texts) => Object.keys(texts).length > 0, { error: 'programmes.problem_text_missing' });

const levelFields = {
  /** Null for the highest level. */
  parentId: z.uuid().nullable(),
  /** What this programme calls a level of this kind: "expected result", "аспект", "obiectiv". */
  tier: titles,
  titles,
};
export const newLevel = z.strictObject({ programmeId, ...levelFields, parentId: levelFields.parentId.default(null) });
export const changedLevel = z.strictObject({ programmeId, levelId: z.uuid(), ...z.strictObject(levelFields).partial().shape });
export const oneLevel = z.strictObject({ programmeId, levelId: z.uuid() });

const targetFields = {
  comparator: z.enum(comparators),
  value: z.number().nonnegative().max(1_000_000_000_000),
  /** Both null: for the whole programme. */
  fromMonth: month.nullable(),
  untilMonth: month.nullable(),
  /** One category of a disaggregated indicator: `{sex: 'F'}`. */
  breakdown: z.record(z.string().regex(/^[a-z_-]{1,40}$/), z.string().min(1).max(60)),
  per: z.enum(pers).nullable(),
  /** Who counts, where this sentence says it differently from the indicator. */
  population: localised,
  /** The sentence of the contract or fiche, word for word; the section and the language it stands in. */
  sourceSentence: z.string().trim().min(1).max(4_000).nullable(),
  sourceSection: z.string().trim().min(1).max(300).nullable(),
  sourceLanguage: z.string().max(10).nullable(),
};
const target = z.strictObject({
  ...targetFields,
  fromMonth: targetFields.fromMonth.default(null),
  untilMonth: targetFields.untilMonth.default(null),
  breakdown: targetFields.breakdown.default({}),
  per: targetFields.per.default(null),
  population: targetFields.population.default({}),
  sourceSentence: targetFields.sourceSentence.default(null),
  sourceSection: targetFields.sourceSection.default(null),
  sourceLanguage: targetFields.sourceLanguage.default(null),
});
const inOrder = ({ fromMonth, untilMonth }: { fromMonth?: string | null | undefined; untilMonth?: string | null | undefined }) => !fromMonth || !untilMonth || fromMonth <= untilMonth;
const outOfOrder = { error: 'programmes.problem_ends_before_it_starts', path: ['untilMonth'] };

export const newTarget = z.strictObject({ programmeId, indicatorId: z.uuid(), ...target.shape }).refine(inOrder, outOfOrder);
export type NewTarget = z.infer<typeof newTarget>;
export const changedTarget = z.strictObject({ programmeId, targetId: z.uuid(), ...z.strictObject(targetFields).partial().shape }).refine(inOrder, outOfOrder);
export const oneTarget = z.strictObject({ programmeId, targetId: z.uuid() });

const indicatorFields = {
  levelId: z.uuid().nullable(),
  titles,
  /** What is counted; the method fixes the unit. Null: nothing can count it yet, and the page says so. */
  query: query.nullable(),
  /** Who or what counts, in the contract's words. */
  population: localised,
  baseline: z.number().min(-1_000_000_000_000).max(1_000_000_000_000).nullable(),
  baselineOn: z.iso.date().nullable(),
  disaggregation: z.array(z.enum(disaggregations)).max(disaggregations.length),
  isPublic: z.boolean(),
};
export const newIndicator = z.strictObject({
  programmeId,
  ...indicatorFields,
  levelId: indicatorFields.levelId.default(null),
  query: indicatorFields.query.default(null),
  population: indicatorFields.population.default({}),
  baseline: indicatorFields.baseline.default(null),
  baselineOn: indicatorFields.baselineOn.default(null),
  disaggregation: indicatorFields.disaggregation.default([]),
  isPublic: indicatorFields.isPublic.default(true),
  /** Its targets, when they are known already. */
  targets: z.array(target.refine(inOrder, outOfOrder)).max(60).default([]),
});
export const changedIndicator = z.strictObject({ programmeId, indicatorId: z.uuid(), ...z.strictObject(indicatorFields).partial().shape });
export const oneIndicator = z.strictObject({ programmeId, indicatorId: z.uuid() });

const direction = z.enum(['up', 'down']);
export const movedLevel = oneLevel.extend({ direction });
export const movedIndicator = oneIndicator.extend({ direction });
export const movedTarget = oneTarget.extend({ direction });

export const outcomes = ['both-hold', 'one-holds'] as const;
export const newDecision = z
  .strictObject({
    programmeId,
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
    outcome: z.enum(outcomes),
    /** With `one-holds`: which one. */
    targetId: z.uuid().nullable().default(null),
    reasons: localised.refine((texts) => Object.keys(texts).length > 0, { error: 'programmes.problem_reason_missing' }),
  })
  .refine(({ outcome, targetId }) => (outcome === 'one-holds') === (targetId !== null), { error: 'programmes.problem_choose_target', path: ['targetId'] });

export interface Target {
  targetId: string;
  comparator: Comparator;
  value: number;
  fromMonth: string | null;
  untilMonth: string | null;
  breakdown: Record<string, string>;
  per: Per | null;
  population: Localised;
  sourceSentence: string | null;
  sourceSection: string | null;
  sourceLanguage: string | null;
}

export interface Indicator {
  indicatorId: string;
  levelId: string | null;
  titles: Localised;
  query: Query | null;
  population: Localised;
  baseline: number | null;
  baselineOn: string | null;
  disaggregation: (typeof disaggregations)[number][];
  isPublic: boolean;
  targets: Target[];
}

export interface Level {
  levelId: string;
  parentId: string | null;
  tier: Localised;
  titles: Localised;
}

export interface Decision {
  decisionId: string;
  fingerprint: string;
  outcome: (typeof outcomes)[number];
  targetId: string | null;
  reasons: Localised;
  decidedAt: string;
}

/** Levels and indicators in their order; how they hang together is said by `parentId` and `levelId`. */
export interface Framework {
  levels: Level[];
  indicators: Indicator[];
  decisions: Decision[];
}
