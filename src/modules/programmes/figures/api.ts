/** What the indicators of a programme say, and the evidence behind each figure. */
import { z } from 'zod';
import { endpoints } from '#platform/api/api.ts';
import { asked, at, id, page, slug } from '#platform/api/asked.ts';
import { listOf, says } from '#platform/api/says.ts';
import type { Translate } from '#platform/words/translate.ts';
import { wordsOf } from '#platform/words/load.ts';
import { explain } from '#modules/results/explain.ts';
import { figureAnswer, figureShape, lineAnswer, lineShape } from '#modules/results/figure/answer.ts';
import type { Names } from '#modules/results/figure/names.ts';
import { namesFor } from '#modules/results/figure/queries.ts';
import { publicationAnswer, sealShape, type PublicationAnswer } from '#modules/results/publications/answer.ts';
import { publicationsWithSeals, standingOf, type Standing } from '#modules/results/publications/latest-queries.ts';
import { resultOf } from '#modules/results/queries.ts';
import type { Result } from '#modules/results/shape.ts';
import { unsettledIn, type Unsettled } from '#modules/results/unsettled/queries.ts';
import { indicatorAnswer, indicatorShape, targetShape } from '../framework/answer.ts';
import type { Indicator } from '../framework/shape.ts';
import { isOver, progress } from '../progress.ts';
import { readProgramme, type Found } from '../queries.ts';
import { countedIndicator, figuresOf, unsettledInFigures } from './queries.ts';

const progressShape = z.strictObject({
  state: z.enum(['met', 'on-the-way', 'not-met', 'unknown']),
  missing: z.number().nullable(),
  beyond: z.number().nullable(),
});
const resultShape = z
  .strictObject({
    ...indicatorShape.omit({ targets: true }).shape,
    targets: z.array(z.strictObject({ ...targetShape.shape, progress: progressShape })),
    result: figureShape.nullable().describe('Null: nothing can count it yet'),
    evidence: z.string().nullable().describe('Address of the evidence behind the figure'),
    publication: z
      .strictObject({ id: z.uuid(), publishedAt: z.string(), net: z.number().nullable(), gross: z.number().nullable(), seal: sealShape, address: z.string() })
      .nullable()
      .describe('The figure as it was last published'),
  })
  .meta({ id: 'Result' });

const known = {
  asKnownOn: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })])
    .optional()
    .describe('With what was known at the end of this day (UTC), or at this moment'),
};
const tag = 'results';

export const figuresApi = endpoints()
  .get(
    '/programmes/:slug/results',
    says({ tag, name: 'listResults', answer: listOf(resultShape), problems: [404] }),
    at({ slug }),
    asked(known),
    async (c) => {
      const { locale } = c.env;
      const t = await wordsOf(locale);
      const asKnownOn = moment(c.req.valid('query').asKnownOn);
      const data = await readProgramme(c.env.scope, c.req.valid('param').slug, async (tx, found) => {
        const { framework, results } = await figuresOf(tx, found, { asKnownOn });
        const names = await namesFor(tx, found.scope, results, locale);
        const standing = await publicationsWithSeals(tx, found.scope, found.programmeId);
        const unsettled = await unsettledInFigures(tx, found, { framework, results }, { locale, asKnownOn });
        return framework.indicators.map((indicator, at) => resultAnswer(indicator, results[at]!, standing, names, unsettled[at]!, found, t));
      });
      return c.json({ data, next: null });
    },
  )
  .get('/programmes/:slug/results/:indicator', says({ tag, name: 'readResult', answer: resultShape, problems: [404] }), at({ slug, indicator: id }), asked(known), async (c) => {
    const { slug, indicator: indicatorId } = c.req.valid('param');
    const { locale } = c.env;
    const t = await wordsOf(locale);
    const asKnownOn = moment(c.req.valid('query').asKnownOn);
    const answer = await readProgramme(c.env.scope, slug, async (tx, found) => {
      const indicator = await countedIndicator(tx, found, indicatorId);
      const result = await resultOf(tx, found.scope, found.programmeId, indicator.query, { asKnownOn });
      const standing = await publicationsWithSeals(tx, found.scope, found.programmeId);
      const [unsettled] = await unsettledIn(tx, found.scope, found.programmeId, [indicator.query], [result], { locale, asKnownOn });
      return resultAnswer(indicator, result, standing, await namesFor(tx, found.scope, [result], locale), unsettled!, found, t);
    });
    return c.json(answer);
  })
  .get(
    '/programmes/:slug/results/:indicator/evidence',
    says({
      tag,
      name: 'listEvidence',
      answer: z.strictObject({ figure: figureShape, ...listOf(lineShape).shape }),
      problems: [400, 404],
    }),
    at({ slug, indicator: id }),
    asked({ ...page, ...known }),
    async (c) => {
      const { slug, indicator: indicatorId } = c.req.valid('param');
      const { cursor, limit, asKnownOn } = c.req.valid('query');
      const { locale } = c.env;
      const t = await wordsOf(locale);
      const answer = await readProgramme(c.env.scope, slug, async (tx, found) => {
        const { query } = await countedIndicator(tx, found, indicatorId);
        const known = { asKnownOn: moment(asKnownOn) };
        const { result, lines, next } = await explain(tx, found.scope, found.programmeId, query, { ...known, cursor: cursor ?? null, limit });
        const unsettled = (await unsettledIn(tx, found.scope, found.programmeId, [query], [result], { locale, ...known }))[0]!;
        return { figure: figureAnswer(result, await namesFor(tx, found.scope, [result], locale), unsettled, t), data: lines.map((line) => lineAnswer(line, unsettled, t)), next };
      });
      return c.json(answer);
    },
  );

/** The whole of a day counts, in the time all servers share. */
const moment = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text.length === 10 ? `${text}T23:59:59.999Z` : text));

function resultAnswer(indicator: Indicator, result: Result | null, standing: readonly Standing[], names: Names, unsettled: readonly Unsettled[], { slug, endsOn }: Found, t: Translate): z.infer<typeof resultShape> {
  const { targets, ...rest } = indicatorAnswer(indicator, t.locale);
  const today = new Date().toISOString().slice(0, 10);
  const published = indicator.query && standingOf(standing, { indicatorId: indicator.indicatorId, query: indicator.query });
  return {
    ...rest,
    targets: targets.map((target, at) => ({ ...target, progress: progress(target, result, isOver(indicator.targets[at]!, { endsOn }, today)) })),
    result: result && figureAnswer(result, names, unsettled, t),
    evidence: result && `/api/v1/programmes/${slug}/results/${indicator.indicatorId}/evidence`,
    publication: published && shortly(publicationAnswer(published, names, t), slug),
  };
}

const shortly = ({ id, publishedAt, figure: { net, gross }, seal }: PublicationAnswer, slug: string) => ({ id, publishedAt, net, gross, seal, address: `/api/v1/programmes/${slug}/publications/${id}` });
