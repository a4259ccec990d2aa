/** Programmes for other programs: what is published for everybody, what one works on for those who show a key. */
import { z } from 'zod';
import { endpoints, signedIn } from '#platform/api/api.ts';
import { asked, at, id, page, sent, slug, words } from '#platform/api/asked.ts';
import { countedListOf, listOf, says } from '#platform/api/says.ts';
import { execute } from '#platform/command/command.ts';
import { acrossNetworks, networkOf } from '#modules/networks/queries.ts';
import { wordsOf } from '#platform/words/load.ts';
import { claimAnswer, claimShape } from '#modules/results/claims/answer.ts';
import { claimsOfProgramme } from '#modules/results/claims/queries.ts';
import { recordAttendance } from '#modules/events/attendance-commands.ts';
import { participation } from '#modules/events/evidence.ts';
import { recordEvidence } from '#modules/results/commands.ts';
import { evidenceInput } from '#modules/results/shape.ts';
import { ficheAnswer, ficheShape, programmeAnswer, programmeShape } from './answer.ts';
import { conflicts } from './conflicts.ts';
import { figuresApi } from './figures/api.ts';
import { frameworkAnswer, frameworkShape } from './framework/answer.ts';
import { frameworkOf } from './framework/queries.ts';
import { happeningsApi } from './happenings/api.ts';
import { publicationsApi } from './publications/api.ts';
import { listProgrammes, ownProgramme, programmeOf, readProgramme } from './queries.ts';
import { statuses } from './shape.ts';

const tag = 'programmes';

export const programmesApi = endpoints()
  .get(
    '/programmes',
    says({ tag, name: 'listProgrammes', answer: countedListOf(programmeShape), problems: [400] }),
    asked({ ...page, q: words, status: z.enum(statuses).optional(), year: z.coerce.number().int().min(1900).max(2200).optional().describe('Only what runs in this year'), organisation: id.optional().describe('Only those on whose fiche it stands') }),
    async (c) => {
      const { q, status, year, organisation, cursor, limit } = c.req.valid('query');
      const filter = { q, status, year, organisationId: organisation, after: cursor, limit };
      const { scope, locale } = c.env;
      if (!scope) {
        const { items, total, next } = await acrossNetworks(filter, (visitor, part) => listProgrammes(visitor, { ...filter, ...part }));
        return c.json({ data: items.map(({ network, ...row }) => programmeAnswer(row, network, locale)), total, next });
      }
      const [{ items, total, next }, network] = await Promise.all([listProgrammes(scope, filter), networkOf(scope)]);
      return c.json({ data: items.map((row) => programmeAnswer(row, network, locale)), total, next });
    },
  )
  .get('/programmes/:slug', says({ tag, name: 'readProgramme', answer: ficheShape, problems: [404] }), at({ slug }), asked({}), async (c) => {
    const { slug } = c.req.valid('param');
    const { fiche, scope } = await readProgramme(c.env.scope, slug, async (tx, { scope }) => ({ scope, fiche: await programmeOf(tx, scope, slug) }));
    return c.json(ficheAnswer(fiche, await networkOf(scope), c.env.locale));
  })
  .get(
    '/programmes/:slug/framework',
    says({ tag, name: 'readFramework', answer: frameworkShape, problems: [404] }),
    at({ slug }),
    asked({}),
    async (c) => {
      const framework = await readProgramme(c.env.scope, c.req.valid('param').slug, (tx, { scope, programmeId }) => frameworkOf(tx, scope, programmeId));
      return c.json(frameworkAnswer(framework, conflicts(framework.indicators, framework.decisions), c.env.locale));
    },
  )
  .get(
    '/programmes/:slug/claims',
    says({
      tag: 'claims',
      name: 'listClaims',
      answer: listOf(claimShape),
      problems: [404],
    }),
    at({ slug }),
    asked({}),
    async (c) => {
      const { locale } = c.env;
      const [{ claims, texts, names }, t] = await Promise.all([readProgramme(c.env.scope, c.req.valid('param').slug, (tx, { scope, programmeId }) => claimsOfProgramme(tx, scope, programmeId, { locale })), wordsOf(locale)]);
      const textOf = new Map(texts.map((text) => [text.textId, text]));
      return c.json({ data: claims.map((claim) => claimAnswer(claim, textOf.get(claim.textId)!, names, t)), next: null });
    },
  )
  .post(
    '/programmes/:slug/evidence',
    says({
      tag: 'evidence',
      name: 'recordEvidence',
      body: evidenceInput.omit({ importId: true }),
      status: 201,
      answer: z.strictObject({ id: z.uuid() }),
      needsKey: true,
      problems: [403, 404],
    }),
    at({ slug }),
    asked({}),
    async (c) => {
      const scope = signedIn(c);
      const programmeId = await ownProgramme(scope, c.req.valid('param').slug);
      // What belongs to an import comes through an import.
      const body = await sent(c, { programmeId, importId: undefined });
      const read = recordEvidence.input.safeParse(body);
      if (read.success && read.data.kind === participation.name) {
        // Who took part is written by one command, whoever says so.
        const { kind: _, programmeId: __, ...piece } = read.data;
        const { ids } = await execute(recordAttendance, scope, { programmeId, recorded: [piece] });
        return c.json({ id: ids[0]! }, 201);
      }
      const { evidenceId } = await execute(recordEvidence, scope, body);
      return c.json({ id: evidenceId }, 201);
    },
  )
  .route('/', figuresApi)
  .route('/', publicationsApi)
  .route('/', happeningsApi);
