/** Figures that left the house, with all that anybody needs to make their seals again. */
import { endpoints } from '#platform/api/api.ts';
import { asked, at, id, page, slug } from '#platform/api/asked.ts';
import { listOf, says } from '#platform/api/says.ts';
import { notFound } from '#platform/problem.ts';
import { wordsOf } from '#platform/words/load.ts';
import { namesFor } from '#modules/results/figure/queries.ts';
import { publicationAnswer, publicationShape, sealedShape } from '#modules/results/publications/answer.ts';
import { withSeals } from '#modules/results/publications/latest-queries.ts';
import { publication, publicationsOf, sealedLines } from '#modules/results/publications/queries.ts';
import { readProgramme } from '../queries.ts';

const tag = 'publications';

export const publicationsApi = endpoints()
  .get(
    '/programmes/:slug/publications',
    says({ tag, name: 'listPublications', answer: listOf(publicationShape), problems: [400, 404] }),
    at({ slug }),
    asked({ ...page }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query');
      const { locale } = c.env;
      const t = await wordsOf(locale);
      const answer = await readProgramme(c.env.scope, c.req.valid('param').slug, async (tx, { scope, programmeId }) => {
        const { publications, next } = await publicationsOf(tx, scope, programmeId, { cursor: cursor ?? null, limit });
        const names = await namesFor(tx, scope, publications.map(({ result }) => result), locale);
        return { data: (await withSeals(tx, scope, publications)).map((one) => publicationAnswer(one, names, t)), next };
      });
      return c.json(answer);
    },
  )
  .get(
    '/programmes/:slug/publications/:publication',
    says({ tag, name: 'readPublication', answer: sealedShape, problems: [404] }),
    at({ slug, publication: id }),
    asked({}),
    async (c) => {
      const { slug, publication: publicationId } = c.req.valid('param');
      const { locale } = c.env;
      const t = await wordsOf(locale);
      const answer = await readProgramme(c.env.scope, slug, async (tx, { scope, programmeId }) => {
        const found = await publication(tx, scope, publicationId);
        if (found.programmeId !== programmeId) throw notFound();
        const [standing] = await withSeals(tx, scope, [found]);
        const { definition, leaves } = await sealedLines(tx, scope, publicationId);
        return { ...publicationAnswer(standing!, await namesFor(tx, scope, [found.result], locale), t), definition, leaves };
      });
      return c.json(answer);
    },
  );
