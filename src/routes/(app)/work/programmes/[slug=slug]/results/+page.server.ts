import { execute } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { accountNames } from '#platform/session/members/queries.ts';
import { wordsOf } from '#platform/words/load.ts';
import { timeZoneAt } from '#platform/words/zone.ts';
import { joinedLine, publicReason } from '#modules/duplicates/joined-line.ts';
import { accountOf } from '#modules/duplicates/who.ts';
import { figuresOf } from '#modules/programmes/figures/queries.ts';
import { ownProgramme, programmeOf, readProgramme } from '#modules/programmes/queries.ts';
import { maySeePersons, mayPublish } from '#modules/results/access.ts';
import { namesFor } from '#modules/results/figure/queries.ts';
import type { JoinedEntries } from '#modules/results/joined/queries.ts';
import { knownFrom } from '#modules/results/known.ts';
import { dismissErratum, publish, publishErratum } from '#modules/results/publications/commands.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { publicationsWithSeals, standingOf } from '#modules/results/publications/latest-queries.ts';
import { joinedSince } from '#modules/results/publications/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const asked = { known: url.searchParams.get('known'), at: url.searchParams.get('at') };
  const { asKnownOn, isWrong } = knownFrom(asked, timeZoneAt((await networkOf(scope)).country));
  const page = await readProgramme(scope, params.slug, async (tx, found) => {
    const programme = await programmeOf(tx, found.scope, params.slug);
    const { framework, results } = await figuresOf(tx, found, { asKnownOn });
    const standing = await publicationsWithSeals(tx, found.scope, found.programmeId);
    // Why fewer are counted although nothing else was recorded; by name for those who work with the people.
    const joined: Record<string, JoinedEntries[]> = {};
    for (const { publication: { publicationId }, seal: { isErratumProposed, changes } } of standing) {
      if (isErratumProposed && changes.joined + changes.separated > 0 && maySeePersons(found.scope)) joined[publicationId] = await joinedSince(tx, found.scope, publicationId);
    }
    return {
      joined,
      slug: params.slug,
      titles: programme.titles,
      asKnownOn,
      isWrong,
      typed: asked.at || asked.known,
      levels: framework.levels,
      names: await namesFor(tx, found.scope, [...results, ...standing.flatMap(({ publication, seal }) => [publication.result, seal.figure])], locals.locale),
      indicators: framework.indicators.map((indicator, at) => ({
        indicatorId: indicator.indicatorId,
        levelId: indicator.levelId,
        titles: indicator.titles,
        result: results[at] ?? null,
        published: (indicator.query && standingOf(standing, { indicatorId: indicator.indicatorId, query: indicator.query })?.publication.publicationId) ?? null,
      })),
      publications: standing.map(({ publication: { publicationId, indicatorId, titles, publishedAt, result, supersededBy, seal }, seal: { state, isErratumProposed, figure, errata } }) => ({
        publicationId, levelId: framework.indicators.find((indicator) => indicator.indicatorId === indicatorId)?.levelId ?? null, titles, publishedAt, result, supersededBy, code: seal, state, isErratumProposed, figure, errata,
      })),
      mayPublish: found.scope === scope && mayPublish(scope, found.programmeId),
    };
  });
  const t = await wordsOf(locals.locale);
  const accounts = await accountNames(scope, Object.values(page.joined).flat().flatMap(({ joinedBy, separatedBy }) => accountOf(separatedBy ?? joinedBy) ?? []));
  return { ...page, joined: Object.fromEntries(Object.entries(page.joined).map(([id, entries]) => [id, { lines: entries.map((one) => joinedLine(one, accounts, t)), reason: publicReason(entries, t) }])) };
};

export const actions: Actions = {
  publish: async ({ request, locals, params }) => {
    const { indicator: indicatorId } = await textsOf(request, 'indicator');
    try {
      const scope = scopeOf(locals);
      const programmeId = await ownProgramme(scope, params.slug);
      const indicator = await readProgramme(scope, params.slug, async (tx, found) => (await figuresOf(tx, found)).framework.indicators.find((one) => one.indicatorId === indicatorId));
      if (!indicator?.query) throw new Problem(404, 'platform.not_found');
      await execute(publish, scope, { programmeId, indicatorId, query: indicator.query, titles: indicator.titles });
      return { done: 'published' as const };
    } catch (error) {
      return failed(error, locals);
    }
  },
  decide: async ({ request, locals }) => {
    const input = await textsOf(request, 'publication', 'reason', 'decision');
    try {
      const decision = { publicationId: input.publication, reasons: input.reason.trim() ? { [locals.locale]: input.reason.trim() } : {} };
      if (input.decision === 'publish') await execute(publishErratum, scopeOf(locals), decision);
      else await execute(dismissErratum, scopeOf(locals), decision);
      return { done: 'decided' as const };
    } catch (error) {
      return failed(error, locals, input);
    }
  },
};
