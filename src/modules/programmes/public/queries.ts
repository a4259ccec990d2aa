/** What a visitor without an account may list: the programmes that the networks of this installation have published. */
import type { Page } from '#platform/db/cursor.ts';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import { timeZoneAt } from '#platform/words/zone.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';
import { timelineOf, type TimelineEvent } from '#modules/events/timeline/queries.ts';
import { networkOf, publicNetworks } from '#modules/networks/queries.ts';
import type { Network } from '#modules/networks/shape.ts';
import type { Names } from '#modules/results/figure/names.ts';
import { maySeePersons, reachesProgramme } from '#modules/results/access.ts';
import { namesFor } from '#modules/results/figure/queries.ts';
import { unsettledIn, unsettledOf, type Unsettled } from '#modules/results/unsettled/queries.ts';
import { knownFrom } from '#modules/results/known.ts';
import { publicationsWithSeals, standingOf, type Standing } from '#modules/results/publications/latest-queries.ts';
import { publicationsOf, sealedLines } from '#modules/results/publications/queries.ts';
import { resultsOf } from '#modules/results/queries.ts';
import { reachOf, type Reached } from '#modules/results/reach/queries.ts';
import { claimsOfProgramme, type Claim, type Claims } from '#modules/results/claims/queries.ts';
import { explain, type Explanation } from '#modules/results/explain.ts';
import { query as queryShape, type Query, type Result } from '#modules/results/shape.ts';
import { conflicts, type Conflict } from '../conflicts.ts';
import { frameworkOf } from '../framework/queries.ts';
import type { Framework, Indicator } from '../framework/shape.ts';
import { listProgrammes, programme, visitorOf, type ProgrammeFilter } from '../queries.ts';
import type { Programme, ProgrammeRow } from '../shape.ts';
import type { Asked } from './shape.ts';

/** Published programmes by network; networks in which nothing matches are left out. */
export async function publishedProgrammes(filter: ProgrammeFilter = {}, networkSlug: string | null = null): Promise<{ network: Network; page: Page<ProgrammeRow> }[]> {
  const networks = (await publicNetworks()).filter((network) => networkSlug === null || network.slug === networkSlug);
  const lists = await Promise.all(networks.map(async (network) => ({ network, page: await listProgrammes(publicScope(network.networkId), filter) })));
  return lists.filter(({ page }) => page.total > 0);
}

/** A published sentence that its own evidence contradicts: what Kolo is for, in one example. */
export interface Example {
  slug: string;
  claim: Claim;
  language: Locale | null;
  names: Names;
}

/** The first contradicted claim among these programmes; null where every published number holds. */
export async function contradictedClaim(network: Network, programmes: readonly ProgrammeRow[], locale: Locale): Promise<Example | null> {
  const scope = publicScope(network.networkId);
  return reading(scope, async (tx) => {
    for (const { programmeId, slug } of programmes) {
      const { claims, texts, names } = await claimsOfProgramme(tx, scope, programmeId, { public: true, locale });
      const claim = claims.find(({ status }) => status === 'contradicted');
      if (claim) return { slug, claim, names, language: texts.find(({ textId }) => textId === claim.textId)?.language ?? null };
    }
    return null;
  });
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
  /** Place names that nobody has settled: of the whole programme, and inside the figure of each indicator. */
  unsettled: Unsettled[];
  unsettledIn: Record<string, Unsettled[]>;
  reached: Reached[];
  timeline: TimelineEvent[];
  claims: Claims;
  /** Everything published under a seal, newest first. */
  published: Standing[];
  /** By indicator: the state of its published figure's seal. */
  seals: Record<string, Standing['seal']['state']>;
}

/** A published programme as a visitor sees it, whoever she is. @throws 404 when nothing is published under this address */
export async function publicProgramme(slug: string, locale: Locale): Promise<PublicProgramme> {
  const scope = await visitorOf(slug);
  const [network, fiche] = await Promise.all([networkOf(scope), programme(scope, slug)]);
  return reading(scope, async (tx) => {
    const framework = await frameworkOf(tx, scope, fiche.programmeId);
    const countable = framework.indicators.filter((indicator) => indicator.query !== null);
    const counted = await resultsOf(tx, scope, fiche.programmeId, countable.map((indicator) => indicator.query!));
    const published = await publicationsWithSeals(tx, scope, fiche.programmeId);
    const seals = countable.flatMap(({ indicatorId, query }) => {
      const standing = standingOf(published, { indicatorId, query: query! });
      return standing ? [[indicatorId, standing.seal.state] as const] : [];
    });
    const open = await unsettledIn(tx, scope, fiche.programmeId, countable.map((indicator) => indicator.query!), counted, { locale });
    const reached = await reachOf(tx, scope, fiche.programmeId);
    const results = Object.fromEntries(framework.indicators.map((indicator) => [indicator.indicatorId, counted[countable.indexOf(indicator)] ?? null]));
    return {
      scope,
      network,
      fiche,
      framework,
      conflicts: conflicts(framework.indicators, framework.decisions),
      results,
      names: await namesFor(tx, scope, counted, locale),
      unsettled: reached.some(({ isUnresolved }) => isUnresolved) ? await unsettledOf(tx, scope, fiche.programmeId, { locale }) : [],
      unsettledIn: Object.fromEntries(countable.map(({ indicatorId }, at) => [indicatorId, open[at]!])),
      reached,
      timeline: await timelineOf(tx, scope, fiche.programmeId),
      published,
      seals: Object.fromEntries(seals),
      claims: await claimsOfProgramme(tx, scope, fiche.programmeId, { public: true, locale }),
    };
  });
}

/** One figure with its definition and the evidence behind it, as a visitor sees it. */
export interface WhyNumber {
  network: Network;
  fiche: Programme;
  /** The name of what is counted, where it has one. */
  titles: Localised | null;
  query: Query;
  indicator: Indicator | null;
  claim: Claim | null;
  claimLanguage: Locale | null;
  explanation: Explanation;
  /** The lines tell also what only those may see who work on the programme: names, files and rows; otherwise they are a visitor's. */
  isInside: boolean;
  /** Place names inside the figure that nobody has settled. */
  unsettled: Unsettled[];
  /** The published figure, where there is one. */
  standing: Standing | null;
  names: Names;
  /** The moment asked about; null for now. */
  asKnownOn: Date | null;
  /** What was typed is no date. */
  knownIsWrong: boolean;
  /** Everything published about it, to go back to. */
  published: Standing['publication'][];
}

/**
 * The figure is everybody's; the lines behind it open for `reader`, who may be signed in, as far down as she may see: to the file and its row.
 * @throws 404 when nothing is published under this address, or nothing there is asked about
 */
export async function whyNumber(slug: string, locale: Locale, asked: Asked, reader: Scope | null = null): Promise<WhyNumber> {
  const scope = await visitorOf(slug);
  const [network, fiche] = await Promise.all([networkOf(scope), programme(scope, slug)]);
  const { asKnownOn, isWrong: knownIsWrong } = knownFrom(asked, timeZoneAt(network.country));
  const page = { asKnownOn, cursor: asked.after, limit: 100 };
  const isInside = reader !== null && reader.networkId === scope.networkId && maySeePersons(reader) && reachesProgramme(reader, fiche.programmeId);
  const own = isInside ? await reading(reader, async (tx) => explain(tx, reader, fiche.programmeId, (await askedAbout(tx, scope, fiche.programmeId, asked, locale)).query, page)) : null;
  return reading(scope, async (tx) => {
    const about = await askedAbout(tx, scope, fiche.programmeId, asked, locale);
    const everybodys = await explain(tx, scope, fiche.programmeId, about.query, own ? { asKnownOn, limit: 1 } : page);
    // The figure itself stays as everybody sees it, small groups hidden; only the lines are told apart further.
    const explanation = own ? { ...own, result: { ...everybodys.result, evidence: own.result.evidence } } : everybodys;
    // The definition names events and series, the lines name places.
    const { where } = about.query;
    const named = [...(where.eventIds ?? []), ...(where.seriesIds ?? []), ...explanation.lines.flatMap(({ places }) => places.flatMap(({ id }) => id ?? []))];
    const published = await publicationsWithSeals(tx, scope, fiche.programmeId);
    const standing = asked.publication ? (published.find(({ publication }) => publication.publicationId === asked.publication) ?? null) : standingOf(published, { indicatorId: about.indicator?.indicatorId ?? null, query: about.query });
    // What stands behind a mark, and what it may mean, is for those inside.
    const inside = isInside ? reader : scope;
    const [unsettled] = await unsettledIn(tx, inside, fiche.programmeId, [about.query], [explanation.result], { locale, asKnownOn });
    return { network, fiche, ...about, explanation, isInside, unsettled: unsettled!, standing, names: await namesFor(tx, inside, [explanation.result, ...(about.claim?.readings ?? []).map(({ result }) => result)], locale, named), asKnownOn, knownIsWrong, published: published.map(({ publication }) => publication) };
  });
}

async function askedAbout(tx: Tx, scope: Scope, programmeId: string, asked: Asked, locale: Locale): Promise<Pick<WhyNumber, 'titles' | 'query' | 'indicator' | 'claim' | 'claimLanguage'>> {
  if (asked.indicator) {
    const indicator = (await frameworkOf(tx, scope, programmeId)).indicators.find(({ indicatorId }) => indicatorId === asked.indicator);
    if (!indicator?.query) throw notFound();
    return { titles: indicator.titles, query: indicator.query, indicator, claim: null, claimLanguage: null };
  }
  if (asked.publication) {
    const { publications } = await publicationsOf(tx, scope, programmeId, { limit: 200 });
    const published = publications.find(({ publicationId }) => publicationId === asked.publication);
    if (!published) throw notFound();
    return { titles: published.titles, query: published.query, indicator: null, claim: null, claimLanguage: null };
  }
  if (asked.claim) {
    const { claims, texts } = await claimsOfProgramme(tx, scope, programmeId, { public: true, claimId: asked.claim, locale });
    const claim = claims[0];
    const read = claim?.readings[asked.reading];
    if (!claim || !read) throw notFound();
    return { titles: read.titles, query: read.query, indicator: null, claim, claimLanguage: texts.find(({ textId }) => textId === claim.textId)?.language ?? null };
  }
  const written = queryShape.safeParse(fromJson(asked.q));
  if (!written.success) throw notFound();
  return { titles: null, query: written.data, indicator: null, claim: null, claimLanguage: null };
}

function fromJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    // Not even JSON: the same answer as for a wrong shape.
    return undefined;
  }
}

/** What the seal of a published figure was made over. @throws 404 when it is not a public programme's */
export async function sealedLinesOf(slug: string, publicationId: string): Promise<{ definition: string; leaves: string[]; seal: string }> {
  const scope = await visitorOf(slug);
  return reading(scope, (tx) => sealedLines(tx, scope, publicationId));
}
