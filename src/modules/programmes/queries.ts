import { sql } from 'kysely';
import { pageOf, pageSize, readCursor, type Page, type PageRequest } from '#platform/db/cursor.ts';
import { database } from '#platform/db/database.ts';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { foundOrAlike, type Alike } from '#platform/matching/near-queries.ts';
import { searchQuery } from '#platform/matching/search-form.ts';
import { forbidden, notFound } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import { ownProgrammes } from '#modules/results/access.ts';
import { visibleProgrammes } from './access.ts';
import type { Programme, ProgrammeRow, Status } from './shape.ts';

export interface ProgrammeFilter extends PageRequest {
  /** Words of a title, in any script and spelling. */
  q?: string | null;
  status?: Status | null;
  /** Programmes that run in this year. */
  year?: number | null;
  organisationId?: string | null;
  isPublished?: boolean | null;
}

const row = sql`p.programme_id as "programmeId", p.slug, p.titles, p.starts_on as "startsOn", p.ends_on as "endsOn", p.status, p.is_practice as "isPractice",
  p.published_at is not null as "isPublished"`;

/** The programmes this scope may see, the latest first, with the total. */
export const listProgrammes = (scope: Scope, filter: ProgrammeFilter = {}): Promise<Page<ProgrammeRow>> => listBy(scope, filter, searchQuery(filter.q));

/** The same; where none is called so, those whose titles are spelt nearly so. */
export const findProgrammes = (scope: Scope, filter: ProgrammeFilter = {}): Promise<Page<ProgrammeRow> & Alike> => foundOrAlike(scope, 'programme', filter.q, (query) => listBy(scope, filter, query));

function listBy(scope: Scope, filter: ProgrammeFilter, query: string | null): Promise<Page<ProgrammeRow>> {
  const { status, year, organisationId, isPublished } = filter;
  const after = readCursor(filter.after);
  const before = readCursor(filter.before);
  const from = after ?? before;
  const where = sql`p.network_id = ${scope.networkId} and ${visibleProgrammes(scope)}
    ${query === null ? sql`` : sql`and words_of(p.fold) @@ ${query}::tsquery`}
    ${status ? sql`and p.status = ${status}` : sql``}
    ${year ? sql`and ${String(year)} between left(p.starts_on, 4) and left(coalesce(p.ends_on, p.starts_on), 4)` : sql``}
    ${organisationId ? sql`and exists (select from programme_organisation po where po.network_id = p.network_id and po.programme_id = p.programme_id and po.organisation_id = ${organisationId})` : sql``}
    ${isPublished == null ? sql`` : sql`and (p.published_at is not null) = ${isPublished}`}`;
  const beyond = from ? sql`and (coalesce(p.starts_on, ''), p.programme_id) ${sql.raw(after ? '<' : '>')} (${from.name}, ${from.id}::uuid)` : sql``;
  const direction = sql.raw(before && !after ? 'asc' : 'desc');
  return reading(scope, async (tx) => {
    const { rows } = await sql<{ total: number; items: ProgrammeRow[] }>`
      select (select count(*) from programme p where ${where}) as total, coalesce(json_agg(row), '[]') as items from (
        select ${row} from programme p where ${where} ${beyond}
        order by coalesce(p.starts_on, '') ${direction}, p.programme_id ${direction} limit ${pageSize(filter.limit) + 1}
      ) row`.execute(tx);
    const { total, items } = rows[0]!;
    return pageOf(items, filter, total, ({ startsOn, programmeId }) => ({ name: startsOn ?? '', id: programmeId }));
  });
}

/** The whole fiche of a programme. @throws 404 when there is none under this address for this scope */
export const programme = (scope: Scope, slug: string): Promise<Programme> => reading(scope, (tx) => programmeOf(tx, scope, slug));

/** The same inside a running transaction. */
export async function programmeOf(tx: Tx, scope: Scope, slug: string): Promise<Programme> {
  const { rows } = await sql<Programme>`
    select ${row}, p.subtitles, p.short_names as "shortNames",
      jsonb_build_object('programme', '{}'::jsonb, 'year', null, 'theme', null, 'title', '{}'::jsonb) || p.funding as funding,
      p.contract_number as "contractNumber", p.budget, p.currency, p.sectors, p.target_groups as "targetGroups", p.summary, p.objectives,
      p.expected_results as "expectedResults", p.activities,
      jsonb_build_object('title', null, 'url', null, 'language', null, 'publishedOn', null) || p.source as source, p.published_at as "publishedAt",
      (select coalesce(json_agg(json_build_object('organisationId', o.organisation_id, 'role', po.role, 'name', o.name, 'names', o.names, 'type', o.type, 'website', o.website)
          order by po.position, o.name), '[]')
        from programme_organisation po join organisation o using (network_id, organisation_id) where po.network_id = p.network_id and po.programme_id = p.programme_id) as organisations,
      (select coalesce(json_agg(json_build_object('placeId', pp.place_id, 'relation', pp.relation) order by pp.position, pp.place_id), '[]')
        from programme_place pp where pp.network_id = p.network_id and pp.programme_id = p.programme_id) as places,
      (select coalesce(json_agg(json_build_object('componentId', c.component_id, 'titles', c.titles) order by c.position, c.component_id), '[]')
        from component c where c.network_id = p.network_id and c.programme_id = p.programme_id) as components
    from programme p where p.network_id = ${scope.networkId} and p.slug = ${slug} and ${visibleProgrammes(scope)}`.execute(tx);
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** The scope of a visitor of a public page. @throws 404 when no network has published a programme under this address */
export async function visitorOf(slug: string): Promise<Scope> {
  const { rows } = await sql<{ network: string | null }>`select network_of_programme(${slug}) as network`.execute(database());
  if (!rows[0]?.network) throw notFound();
  return publicScope(rows[0].network);
}

/** A programme as a request found it, and the scope it is read through. */
export interface Found {
  programmeId: string;
  slug: string;
  endsOn: string | null;
  scope: Scope;
}

/**
 * Reads about the programme under this address, for whoever asks: through her own scope where it is one of her work's programmes, else as a visitor
 * where a network has published it. One transaction inside that network's wall.
 * @param asking null for a visitor.
 * @throws 404 when there is neither
 */
export async function readProgramme<T>(asking: Scope | null, slug: string, work: (tx: Tx, found: Found) => Promise<T>): Promise<T> {
  const own = asking && (await reading(asking, (tx) => inNetwork(tx, asking, slug, work)));
  if (own) return own.answer;
  const visitor = await visitorOf(slug);
  const published = await reading(visitor, (tx) => inNetwork(tx, visitor, slug, work));
  if (!published) throw notFound();
  return published.answer;
}

async function inNetwork<T>(tx: Tx, asking: Scope, slug: string, work: (tx: Tx, found: Found) => Promise<T>): Promise<{ answer: T } | null> {
  const { rows } = await sql<Omit<Found, 'scope'> & { isOwn: boolean }>`
    select p.programme_id as "programmeId", p.slug, p.ends_on as "endsOn", ${ownProgrammes(asking)} as "isOwn"
    from programme p where p.network_id = ${asking.networkId} and p.slug = ${slug} and ${visibleProgrammes(asking)}`.execute(tx);
  if (!rows[0]) return null;
  const { isOwn, ...found } = rows[0];
  return { answer: await work(tx, { ...found, scope: isOwn ? asking : publicScope(asking.networkId) }) };
}

/** The id of a programme one works on, for writing into it. @throws 404 when there is none under this address, 403 when it is only there to be read */
export const ownProgramme = (scope: Scope, slug: string): Promise<string> =>
  readProgramme(scope, slug, async (_, found) => {
    if (found.scope !== scope) throw forbidden();
    return found.programmeId;
  });
