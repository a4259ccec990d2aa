/** What a visitor without an account may list: the programmes that the networks of this installation have published. */
import { sql } from 'kysely';
import { database } from '#platform/db/database.ts';
import type { Page } from '#platform/db/cursor.ts';
import { reading } from '#platform/db/transaction.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import type { Locale } from '#platform/words/locales.ts';
import { timelineOf, type TimelineEvent } from '#modules/events/timeline/queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import type { Network } from '#modules/networks/shape.ts';
import type { Names } from '#modules/results/figure/names.ts';
import { namesFor } from '#modules/results/figure/queries.ts';
import { resultsOf } from '#modules/results/queries.ts';
import { reachOf, type Reached } from '#modules/results/reach/queries.ts';
import type { Result } from '#modules/results/shape.ts';
import { conflicts, type Conflict } from '../conflicts.ts';
import { frameworkOf } from '../framework/queries.ts';
import type { Framework } from '../framework/shape.ts';
import { listProgrammes, programme, visitorOf, type ProgrammeFilter } from '../queries.ts';
import type { Programme, ProgrammeRow } from '../shape.ts';

/** The networks that have published something; each is asked through its own wall. */
export async function publicNetworks(): Promise<Network[]> {
  const { rows } = await sql<{ id: string }>`select networks_with_programmes() as id`.execute(database());
  const networks = await Promise.all(rows.map(({ id }) => networkOf(publicScope(id))));
  return networks.sort((a, b) => a.slug.localeCompare(b.slug));
}

/** Published programmes by network; networks in which nothing matches are left out. */
export async function publishedProgrammes(filter: ProgrammeFilter = {}, networkSlug: string | null = null): Promise<{ network: Network; page: Page<ProgrammeRow> }[]> {
  const networks = (await publicNetworks()).filter((network) => networkSlug === null || network.slug === networkSlug);
  const lists = await Promise.all(networks.map(async (network) => ({ network, page: await listProgrammes(publicScope(network.networkId), filter) })));
  return lists.filter(({ page }) => page.total > 0);
}

/** Everything the public page of a programme shows. */
export interface PublicProgramme {
  scope: Scope;
  network: Network;
  fiche: Programme;
  framework: Framework;
  conflicts: Conflict[];
  /** By indicator; null where nothing can be counted yet. */
  results: Record<string, Result | null>;
  names: Names;
  reached: Reached[];
  timeline: TimelineEvent[];
}

/** A published programme as a visitor sees it, whoever she is. @throws 404 when nothing is published under this address */
export async function publicProgramme(slug: string, locale: Locale): Promise<PublicProgramme> {
  const scope = await visitorOf(slug);
  const [network, fiche] = await Promise.all([networkOf(scope), programme(scope, slug)]);
  return reading(scope, async (tx) => {
    const framework = await frameworkOf(tx, scope, fiche.programmeId);
    const countable = framework.indicators.filter((indicator) => indicator.query !== null);
    const counted = await resultsOf(tx, scope, fiche.programmeId, countable.map((indicator) => indicator.query!));
    const results = Object.fromEntries(framework.indicators.map((indicator) => [indicator.indicatorId, counted[countable.indexOf(indicator)] ?? null]));
    return {
      scope,
      network,
      fiche,
      framework,
      conflicts: conflicts(framework.indicators, framework.decisions),
      results,
      names: await namesFor(tx, scope, counted, locale),
      reached: await reachOf(tx, scope, fiche.programmeId),
      timeline: await timelineOf(tx, scope, fiche.programmeId),
    };
  });
}
