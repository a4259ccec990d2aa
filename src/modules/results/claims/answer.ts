/** A claim as the API gives it. */
import { z } from 'zod';
import { texts } from '#platform/api/says.ts';
import { say } from '#platform/words/localised.ts';
import { locales } from '#platform/words/locales.ts';
import type { Translate } from '#platform/words/translate.ts';
import { figureAnswer, figureShape } from '../figure/answer.ts';
import type { Names } from '../figure/names.ts';
import { comparators } from './comparators.ts';
import type { Claim, ClaimText } from './queries.ts';
import { unsettledAnswer, unsettledShape } from '../unsettled/answer.ts';
import { claimKinds } from './read.ts';
import { sayReason } from './sentence.ts';
import { statuses } from './status.ts';

export const claimShape = z
  .strictObject({
    id: z.uuid(),
    number: z.number(),
    until: z.number().nullable().describe('The upper end of a range'),
    comparator: z.enum(comparators).describe('How the text means its number'),
    kind: z.enum(claimKinds),
    sentence: z.string().describe('As it was published'),
    status: z.enum(statuses),
    reason: z.string().describe('Why it has this status, as a sentence in the language of the request'),
    code: z.string().describe('Stable name of the reason'),
    note: z.string().nullable().describe('What a reader should know about the linking'),
    unsettled: z.array(unsettledShape).describe('Place names in its figures that nobody has settled yet'),
    text: z.strictObject({ id: z.uuid(), title: z.string(), language: z.enum(locales), publishedOn: z.string().nullable(), url: z.string().nullable() }),
    figures: z.array(z.strictObject({ title: z.string().nullable(), titles: texts, verdict: z.enum(['equal', 'differs', 'restated', 'undecided']), figure: figureShape })).describe('One for each way the sentence can be read'),
  })
  .meta({ id: 'Claim' });
export type ClaimAnswer = z.infer<typeof claimShape>;

export function claimAnswer(claim: Claim, { textId, title, language, publishedOn, url }: ClaimText, names: Names, t: Translate): ClaimAnswer {
  const { claimId, number, until, comparator, kind, sentence, status, readings } = claim;
  return {
    id: claimId,
    number,
    until,
    comparator,
    kind,
    sentence,
    status,
    reason: sayReason(claim, { locale: t.locale, t, has: t.has }, (id) => names[id] ?? null),
    code: claim.reason,
    note: say(claim.note, t.locale) || null,
    unsettled: unsettledAnswer(readings.flatMap((reading) => reading.unsettled), t),
    text: { id: textId, title, language, publishedOn, url },
    figures: readings.map(({ titles, verdict, result, unsettled }) => ({ title: say(titles, t.locale) || null, titles, verdict, figure: figureAnswer(result, names, unsettled, t) })),
  };
}
