import { z } from 'zod';
import { localised, type Localised } from '#platform/words/localised.ts';
import { evidenceKind } from './kind.ts';
import { withdrawal } from './withdrawal.ts';

const outputPayload = z
  .strictObject({
    /** study, guidelines, recommendation, publication …: breakdown key `output`. */
    output: z.string().regex(/^[a-z]+(-[a-z]+)*$/).max(40),
    /** What it is called. Without a title it is only a number of them. */
    titles: localised.nullish(),
    /** How many a source says there are, where it does not name them: "6 recommendations in the field of financial handouts". */
    count: z.number().int().positive().max(1_000_000).nullish(),
    theme: z.string().max(60).nullish(),
    /** Addressed to: national, local … */
    level: z.string().max(60).nullish(),
    sentence: z.string().max(4_000).nullish(),
  })
  .refine((one) => !one.titles !== !one.count, 'either a title or a number of them');

/** Something was produced: a study, guidelines, recommendations. Named ones are counted, bare numbers are reported. */
export const output = evidenceKind<z.output<typeof outputPayload>, null>({
  name: 'output',
  payload: outputPayload,
  context: async () => null,
  facts: ({ output, titles, count, theme, level }, { id, happenedOn }) => {
    const breakdown = { output, ...(theme && { theme }), ...(level && { level }) };
    return titles
      ? [{ measure: 'output', happenedOn, listId: id, breakdown }]
      : [{ measure: 'reported', value: count!, happenedOn, listId: id, breakdown: { ...breakdown, what: 'output' } }];
  },
  tell: ({ output, titles, count, sentence }) => ({
    output: { type: output, titles: (titles ?? null) as Localised | null },
    sentence,
    ...(count && { reported: { what: 'output', value: count } }),
  }),
});

/** The kinds of this module, for `src/registry.ts`. */
export const resultKinds = [output, withdrawal];
