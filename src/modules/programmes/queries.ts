import { sql } from 'kysely';
import { pageOf, pageSize, readCursor, type Page, type PageRequest } from '#platform/db/cursor.ts';
import { database } from '#platform/db/database.ts';
import { reading } from '#platform/db/transaction.ts';
import { searchPatterns } from '#platform/matching/search-form.ts';
import { notFound } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
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
export function listProgrammes(scope: Scope, filter: ProgrammeFilter = {}): Promise<Page<ProgrammeRow>> {
  const { q, status, year, organisationId, isPublished } = filter;
  const patterns = searchPatterns(q);
  const after = readCursor(filter.after);
  const before = readCursor(filter.before);
  const from = after ?? before;
  const where = sql`p.network_id = ${scope.networkId} and ${visibleProgrammes(scope)}
    ${patterns ? (patterns.length ? sql`and p.fold like all (${patterns}::text[])` : sql`and false`) : sql``}
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
export const programme = (scope: Scope, slug: string): Promise<Programme> =>
  reading(scope, async (tx) => {
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
  });

/** The scope of a visitor of a public page. @throws 404 when no network has published a programme under this address */
export async function visitorOf(slug: string): Promise<Scope> {
  const { rows } = await sql<{ network: string | null }>`select network_of_programme(${slug}) as network`.execute(database());
  if (!rows[0]?.network) throw notFound();
  return publicScope(rows[0].network);
}
