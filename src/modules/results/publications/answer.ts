/** A published figure with its seal as the API gives it. */
import { z } from 'zod';
import { texts } from '#platform/api/says.ts';
import { say } from '#platform/words/localised.ts';
import type { Translate } from '#platform/words/translate.ts';
import { figureAnswer, figureShape } from '../figure/answer.ts';
import type { Names } from '../figure/names.ts';
import { query } from '../shape.ts';
import type { Standing } from './latest-queries.ts';

export const sealShape = z.strictObject({
  value: z.string().describe('SHA-256 over the definition and the leaves, one a line'),
  state: z.enum(['holds', 'broken']).describe('Whether the evidence still gives what was published'),
  isIntact: z.boolean().describe('False when the stored publication itself was changed'),
  since: z.string().nullable().describe('When the first change happened'),
  changes: z
    .strictObject({ added: z.int(), removed: z.int(), changed: z.int(), recounted: z.int(), joined: z.int(), separated: z.int() })
    .describe('Pieces of evidence, "recounted" those that were recorded before publication and are counted differently since; and entries of what is counted that were joined with another one, or separated again'),
  isErratumProposed: z.boolean(),
});

export const publicationShape = z
  .strictObject({
    id: z.uuid(),
    indicator: z.uuid().nullable(),
    title: z.string(),
    titles: texts,
    publishedAt: z.string(),
    query,
    figure: figureShape.describe('As it was published'),
    seal: sealShape,
    supersededBy: z.uuid().nullable().describe('The publication that took its place after an erratum'),
    errata: z.array(z.strictObject({ id: z.uuid(), state: z.enum(['published', 'dismissed']), reason: z.string(), reasons: texts, decidedAt: z.string() })),
  })
  .meta({ id: 'Publication' });
export type PublicationAnswer = z.infer<typeof publicationShape>;

export const sealedShape = z.strictObject({
  ...publicationShape.shape,
  definition: z.string().describe('First line of the sealed text'),
  leaves: z.array(z.string()).describe('The redacted evidence, one piece a line, in the order of the seal: SHA-256 of the definition and the leaves joined by line feeds is the seal'),
});

/** What the evidence gives today is no part of a publication: the results say it, and hide small groups. */
export function publicationAnswer({ publication, seal }: Standing, names: Names, t: Translate): PublicationAnswer {
  const { publicationId, indicatorId, titles, publishedAt, query, result, supersededBy } = publication;
  const { state, isIntact, since, changes, isErratumProposed } = seal;
  const { added, removed, changed, recounted, joined, separated } = changes;
  return {
    id: publicationId,
    indicator: indicatorId,
    title: say(titles, t.locale),
    titles,
    publishedAt: publishedAt.toISOString(),
    query,
    figure: figureAnswer(result, names, [], t),
    seal: { value: publication.seal, state, isIntact, since: since?.toISOString() ?? null, changes: { added, removed, changed, recounted, joined, separated }, isErratumProposed },
    supersededBy,
    errata: seal.errata.map(({ erratumId, state, reasons, decidedAt }) => ({ id: erratumId, state, reason: say(reasons, t.locale), reasons, decidedAt: decidedAt.toISOString() })),
  };
}
