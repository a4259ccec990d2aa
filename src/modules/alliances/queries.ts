/** Networks of organisations: a list, one of them, and what a visitor sees of those that are published. */
import { sql } from 'kysely';
import { database } from '#platform/db/database.ts';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { foldWords } from '#platform/matching/fold.ts';
import { notFound } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import { collator } from '#platform/words/format.ts';
import { say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { isWithin, unitById } from '#modules/places/gazetteer.ts';
import { seesAllAlliances } from './access.ts';
import { linksOn } from './membership/queries.ts';
import type { Alliance, AllianceKind, AllianceRow } from './shape.ts';

export interface AllianceFilter {
  /** Words of its name or of the places it works in, in any script. */
  q?: string | null;
  kind?: AllianceKind | null;
  /** A unit of the gazetteer: networks that work in it, in a part of it, or in what it is part of. */
  place?: string | null;
  page?: number;
}

export interface AlliancePage<Row> {
  items: Row[];
  total: number;
  page: number;
  pages: number;
}

export const perPage = 30;

/** Rows on one page of a list that is held in memory: there are hundreds of networks and members at most, never hundreds of thousands. */
export function pageOf<Row>(rows: readonly Row[], wanted = 1): AlliancePage<Row> {
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const page = Math.min(pages, Math.max(1, Math.trunc(wanted) || 1));
  return { items: rows.slice((page - 1) * perPage, page * perPage), total: rows.length, page, pages };
}

/** The networks this scope may see that fit, by name in the reader's language. @param day on which members are counted, `YYYY-MM-DD` */
export const alliancesCalled = async (scope: Scope, locale: Locale, day: string, filter: AllianceFilter = {}): Promise<AllianceRow[]> => found(await reading(scope, (tx) => rowsIn(tx, scope, day)), locale, filter);

/** Of all networks of the installation those that are published, for visitors. */
export async function publicAlliancesCalled(locale: Locale, day: string, filter: AllianceFilter = {}): Promise<AllianceRow[]> {
  const rows = await Promise.all((await networksWithAlliances()).map((networkId) => reading(publicScope(networkId), (tx) => rowsIn(tx, publicScope(networkId), day))));
  return found(rows.flat(), locale, filter);
}

/** The same, a page at a time. */
export const listAlliances = async (scope: Scope, locale: Locale, day: string, filter: AllianceFilter = {}): Promise<AlliancePage<AllianceRow>> => pageOf(await alliancesCalled(scope, locale, day, filter), filter.page);
export const publicAlliances = async (locale: Locale, day: string, filter: AllianceFilter = {}): Promise<AlliancePage<AllianceRow>> => pageOf(await publicAlliancesCalled(locale, day, filter), filter.page);

/** Where a visitor finds this one. @throws 404 */
export async function publicAlliance(allianceId: string): Promise<{ scope: Scope; alliance: Alliance }> {
  for (const networkId of await networksWithAlliances()) {
    const scope = publicScope(networkId);
    const there = await findAlliance(scope, allianceId);
    if (there) return { scope, alliance: there };
  }
  throw notFound();
}

/** Networks of the installation that have published any. */
export async function networksWithAlliances(): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select networks_with_alliances() as id order by 1`.execute(database());
  return rows.map(({ id }) => id);
}

/** @throws 404 */
export async function alliance(scope: Scope, allianceId: string): Promise<Alliance> {
  const there = await findAlliance(scope, allianceId);
  if (!there) throw notFound();
  return there;
}

export const findAlliance = (scope: Scope, allianceId: string): Promise<Alliance | null> => reading(scope, (tx) => allianceIn(tx, scope, allianceId));

/** Inside a transaction that is open already. */
export async function allianceIn(tx: Tx, scope: Scope, allianceId: string): Promise<Alliance | null> {
  const { rows } = await sql<Alliance>`
    select a.alliance_id as "allianceId", a.names, a.purposes, a.kind, a.organisation_id as "organisationId", a.founded_on::text as "foundedOn", a.ended_on::text as "endedOn", a.website,
      a.published_at is not null as "isPublished", ${areas} as areas
    from alliance a where a.network_id = ${scope.networkId} and a.alliance_id = ${allianceId} ${seesAllAlliances(scope) ? sql`` : sql`and a.published_at is not null`}`.execute(tx);
  return rows[0] ?? null;
}

const areas = sql`array(select place_id from alliance_area r where r.network_id = a.network_id and r.alliance_id = a.alliance_id order by place_id)`;

async function rowsIn(tx: Tx, scope: Scope, day: string): Promise<AllianceRow[]> {
  const { rows } = await sql<Omit<AllianceRow, 'members'> & { isKnown: boolean }>`
    select a.alliance_id as "allianceId", a.names, a.kind, ${areas} as areas, a.published_at is not null as "isPublished", a.ended_on::text as "endedOn",
      exists (select from alliance_member m where m.network_id = a.network_id and m.alliance_id = a.alliance_id) as "isKnown"
    from alliance a where a.network_id = ${scope.networkId} ${seesAllAlliances(scope) ? sql`` : sql`and a.published_at is not null`}`.execute(tx);
  // By the links a network's own page counts with: entries that were joined are one member, and a network that has ended has none.
  const links = Map.groupBy(await linksOn(tx, scope, day), ({ allianceId }) => allianceId);
  return rows.map(({ isKnown, ...row }) => ({ ...row, members: isKnown ? new Set(links.get(row.allianceId)?.map(({ organisationId, memberAllianceId }) => memberAllianceId ?? organisationId)).size : null }));
}

function found(rows: readonly AllianceRow[], locale: Locale, { q, kind, place }: AllianceFilter): AllianceRow[] {
  const words = foldWords(q ?? '');
  const { compare } = collator(locale);
  return rows
    .filter((row) => (!kind || row.kind === kind) && (!place || row.areas.some((area) => isWithin(area, place) || isWithin(place, area))) && words.every((word) => wordsOf(row).some((known) => known.startsWith(word))))
    .sort((a, b) => compare(say(a.names, locale), say(b.names, locale)) || (a.allianceId < b.allianceId ? -1 : 1));
}

/** What a network is found by: its names, and the places it works in. Folded. */
export const wordsOf = ({ names, areas }: AllianceRow): string[] => foldWords([...Object.values(names), ...areas.flatMap((id) => Object.values(unitById(id)?.names ?? {}))].join(' '));
