/** The results framework as the API gives it. */
import { z } from 'zod';
import { texts } from '#platform/api/says.ts';
import { say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { query } from '#modules/results/shape.ts';
import type { Conflict } from '../conflicts.ts';
import { comparators, disaggregations, outcomes, pers, type Decision, type Framework, type Indicator, type Level, type Target } from './shape.ts';

const id = z.uuid();
export const targetShape = z
  .strictObject({
    id,
    comparator: z.enum(comparators).describe('How the contract words the number'),
    value: z.number(),
    from: z.string().nullable().describe('Month; null: for the whole programme'),
    until: z.string().nullable(),
    breakdown: z.record(z.string(), z.string()),
    per: z.enum(pers).nullable().describe('Of what the number holds for each one'),
    population: z.string().nullable(),
    source: z.strictObject({ sentence: z.string().nullable(), section: z.string().nullable(), language: z.string().nullable() }),
  })
  .meta({ id: 'Target' });

const level = z.strictObject({ id, parent: id.nullable(), tier: z.string().describe('What the programme calls such a level'), title: z.string(), titles: texts });
export const indicatorShape = z
  .strictObject({
    id,
    level: id.nullable(),
    title: z.string(),
    titles: texts,
    population: z.string().nullable().describe("Who or what counts, in the contract's words"),
    query: query.nullable().describe('What is counted; null: nothing can count it yet'),
    baseline: z.strictObject({ value: z.number(), on: z.string().nullable() }).nullable(),
    disaggregation: z.array(z.enum(disaggregations)),
    isPublic: z.boolean(),
    targets: z.array(targetShape),
  })
  .meta({ id: 'Indicator' });
const decision = z.strictObject({ outcome: z.enum(outcomes), target: id.nullable(), reason: z.string(), decidedAt: z.string() });
const conflict = z.strictObject({
  kind: z.enum(['value', 'comparator']),
  targets: z.array(id),
  together: z.strictObject({ least: z.number(), most: z.number().nullable() }).nullable().describe('Numbers that would satisfy all of them'),
  populationsDiffer: z.boolean(),
  decision: decision.nullable(),
});
export const frameworkShape = z.strictObject({ levels: z.array(level), indicators: z.array(indicatorShape), conflicts: z.array(conflict).describe('Targets that disagree, side by side') });

export function targetAnswer({ targetId, comparator, value, fromMonth, untilMonth, breakdown, per, population, sourceSentence, sourceSection, sourceLanguage }: Target, locale: Locale): z.infer<typeof targetShape> {
  const source = { sentence: sourceSentence, section: sourceSection, language: sourceLanguage };
  return { id: targetId, comparator, value, from: fromMonth, until: untilMonth, breakdown, per, population: say(population, locale) || null, source };
}

export function indicatorAnswer({ indicatorId, levelId, titles, population, query, baseline, baselineOn, disaggregation, isPublic, targets }: Indicator, locale: Locale): z.infer<typeof indicatorShape> {
  return {
    id: indicatorId,
    level: levelId,
    title: say(titles, locale),
    titles,
    population: say(population, locale) || null,
    query,
    baseline: baseline === null ? null : { value: baseline, on: baselineOn },
    disaggregation,
    isPublic,
    targets: targets.map((target) => targetAnswer(target, locale)),
  };
}

export function frameworkAnswer({ levels, indicators }: Framework, conflicts: readonly Conflict[], locale: Locale): z.infer<typeof frameworkShape> {
  return {
    levels: levels.map((one) => levelAnswer(one, locale)),
    indicators: indicators.map((one) => indicatorAnswer(one, locale)),
    conflicts: conflicts.map(({ kind, targets, together, populationsDiffer, decision }) => ({
      kind,
      targets: targets.map(({ targetId }) => targetId),
      together,
      populationsDiffer,
      decision: decision && decisionAnswer(decision, locale),
    })),
  };
}

function levelAnswer({ levelId, parentId, tier, titles }: Level, locale: Locale): z.infer<typeof level> {
  return { id: levelId, parent: parentId, tier: say(tier, locale), title: say(titles, locale), titles };
}

function decisionAnswer({ outcome, targetId, reasons, decidedAt }: Decision, locale: Locale): z.infer<typeof decision> {
  return { outcome, target: targetId, reason: say(reasons, locale), decidedAt };
}
