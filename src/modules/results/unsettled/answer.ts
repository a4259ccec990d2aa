/** An unsettled place name as the API gives it. */
import { z } from 'zod';
import { levels, outcomes } from '#modules/places/shape.ts';
import { reasonText } from '#modules/places/explain.ts';
import type { Translate } from '#platform/words/translate.ts';
import type { Unsettled } from './queries.ts';
import { sayUnsettled } from './say.ts';

export const unsettledShape = z
  .strictObject({
    text: z.string().describe('The name as the list spells it'),
    reason: z.string().describe('Why it is not settled and what is likely meant, as a sentence in the language of the request'),
    proposals: z.array(
      z.strictObject({
        id: z.string().describe('Unit id; for a village the municipality around it'),
        name: z.string().describe('Official local name of the unit'),
        label: z.string().describe('Name in the language of the request'),
        level: z.enum(levels).describe('What the text itself would name'),
        outcome: z.enum(outcomes).describe('How the text leads there'),
        reason: z.string().describe('What speaks for it, in the language of the request'),
      }),
    ).describe('Likeliest first'),
  })
  .meta({ id: 'UnsettledPlace' });
export type UnsettledAnswer = z.infer<typeof unsettledShape>;

/** Each name once, however many lists have it beside the same proposals. */
export function unsettledAnswer(all: readonly Unsettled[], t: Translate): UnsettledAnswer[] {
  const answers = all.map(({ text, proposals }): UnsettledAnswer => ({
    text,
    reason: sayUnsettled({ text, proposals }, { locale: t.locale, t, has: t.has }),
    proposals: proposals.map(({ id, name, official, level, outcome, reasons }) => ({ id, name: official, label: name, level, outcome, reason: reasons.map((reason) => reasonText(t, reason)).join('; ') })),
  }));
  return [...new Map(answers.map((one) => [`${one.text} ${one.reason}`, one])).values()];
}
