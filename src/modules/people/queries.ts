import { sql } from 'kysely';
import { pageOf, pageSize, readCursor, type Page, type PageRequest } from '#platform/db/cursor.ts';
import { reading } from '#platform/db/transaction.ts';
import { foundOrAlike, type Alike } from '#platform/matching/near-queries.ts';
import { searchQuery } from '#platform/matching/search-form.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { seesAllPeople, visiblePeople } from './access.ts';
import type { Person, PersonRow } from './shape.ts';

export interface PersonFilter extends PageRequest {
  /** Words of the name, in any script and spelling. */
  q?: string | null;
  /** Who stands for this organisation today. */
  organisationId?: string | null;
}

/**
 * The people this scope may see, by surname, fifty at a time, with the total. One statement whatever the size of the network:
 * the page comes from the index of names, the total from the tally (measured: see bench/).
 */
export const listPeople = (scope: Scope, filter: PersonFilter = {}): Promise<Page<PersonRow>> => listBy(scope, filter, searchQuery(filter.q));

/** The same; where nobody is called so, those whose names are spelt nearly so. */
export const findPeople = (scope: Scope, filter: PersonFilter = {}): Promise<Page<PersonRow> & Alike> => foundOrAlike(scope, 'person', filter.q, (query) => listBy(scope, filter, query));

function listBy(scope: Scope, filter: PersonFilter, query: string | null): Promise<Page<PersonRow>> {
  const after = readCursor(filter.after);
  const before = readCursor(filter.before);
  // An entry that was joined into another one is shown as that one.
  const where = sql`p.network_id = ${scope.networkId} and p.same_as is null and ${visiblePeople(scope)}
    ${query === null ? sql`` : sql`and p.person_id = any (array(select people_found(${query}::tsquery)))`}
    ${filter.organisationId ? sql`and p.person_id in (select coalesce(m.same_as, m.person_id) from affiliation a join person m using (network_id, person_id) join organisation o using (network_id, organisation_id)
      where a.network_id = ${scope.networkId} and (o.organisation_id = ${filter.organisationId} or o.same_as = ${filter.organisationId}) and coalesce(a.until_day, current_date) >= current_date)` : sql``}`;
  // What was searched for is gathered once, for the total and the page; everything is read along the index of names and counted by the tally.
  const gathered = query !== null;
  const hit = !gathered
    ? sql``
    : seesAllPeople(scope) && !filter.organisationId
      ? sql`with hit as materialized (select * from people_called(${query}::tsquery))`
      : sql`with hit as materialized (select p.person_id, p.sort_name from person p where ${where})`;
  const total = gathered
    ? sql`(select count(*) from hit)`
    : filter.organisationId || !seesAllPeople(scope)
      ? sql`(select count(*) from person p where ${where})`
      : sql`((select coalesce(sum(n), 0)::bigint from tally where network_id = ${scope.networkId} and subject = 'person')
          - (select count(*) from person where network_id = ${scope.networkId} and same_as is not null))`;
  const from = after ?? before;
  // A row comparison, so that the index of names answers it.
  const beyond = from ? sql`and (p.sort_name collate "und-x-icu", p.person_id) ${sql.raw(after ? '>' : '<')} (${from.name} collate "und-x-icu", ${from.id}::uuid)` : sql``;
  const direction = sql.raw(before && !after ? 'desc' : 'asc');
  return reading(scope, async (tx) => {
    const { rows } = await sql<{ total: number; items: (PersonRow & { sort_name: string })[] }>`
      ${hit} select ${total} as total, coalesce(json_agg(json_build_object('personId', row.person_id, 'given', given, 'surname', surname, 'sort_name', sort_name, 'organisations', (
        select coalesce(json_agg(json_build_object('organisationId', o.organisation_id, 'name', o.name, 'role', a.role) order by o.name), '[]')
        from (
          select distinct coalesce(o.same_as, o.organisation_id) as organisation_id, a.role from person m join affiliation a using (network_id, person_id) join organisation o using (network_id, organisation_id)
          where m.network_id = ${scope.networkId} and (m.person_id = row.person_id or m.same_as = row.person_id) and coalesce(a.until_day, current_date) >= current_date
        ) a join organisation o on o.network_id = ${scope.networkId} and o.organisation_id = a.organisation_id))), '[]') as items
      from (
        select * from (
          select p.person_id, p.sort_name from ${gathered ? sql`hit p where true` : sql`person p where ${where}`} ${beyond}
          order by p.sort_name collate "und-x-icu" ${direction}, p.person_id ${direction}
          limit ${pageSize(filter.limit) + 1}
        ) p cross join lateral (select given, surname from person n where n.network_id = ${scope.networkId} and n.person_id = p.person_id) name
        order by p.sort_name collate "und-x-icu" ${direction}, p.person_id ${direction}
      ) row`.execute(tx);
    const { total: count, items } = rows[0]!;
    const page = pageOf(items, filter, count, (row) => ({ name: row.sort_name, id: row.personId }));
    return { ...page, items: page.items.map(({ sort_name: _, ...row }) => row) };
  });
}

/** One person, whichever of the entries joined into hers is asked for; the answer's id is that of the entry that stands for all. @throws 404 when there is no such person for this scope */
export const person = (scope: Scope, personId: string): Promise<Person> =>
  reading(scope, async (tx) => {
    const { networkId } = scope;
    const { rows } = await sql<Person>`
      with p as (
        select p.* from person p where p.network_id = ${networkId} and ${visiblePeople(scope)}
          and p.person_id = (select coalesce(same_as, person_id) from person where network_id = ${networkId} and person_id = ${personId})
      ), entry as (
        select m.* from person m join p on m.network_id = p.network_id and (m.person_id = p.person_id or m.same_as = p.person_id)
      )
      select p.person_id as "personId", p.given, p.surname,
        coalesce(p.sex, (select e.sex from entry e where e.sex is not null order by e.person_id limit 1)) as sex,
        coalesce(p.birth_date, (select e.birth_date from entry e where e.birth_date is not null order by e.person_id limit 1))::text as "birthDate",
        coalesce(p.email, (select e.email from entry e where e.email is not null order by e.person_id limit 1)) as email,
        coalesce(p.phone, (select e.phone from entry e where e.phone is not null order by e.person_id limit 1)) as phone,
        array(select distinct e.email from entry e where e.email is not null order by 1) as emails,
        array(select distinct e.phone from entry e where e.phone is not null order by 1) as phones,
        (select coalesce(json_agg(json_build_object('affiliationId', a.affiliation_id, 'organisationId', r.organisation_id, 'organisation', r.name, 'role', a.role,
            'from', a.from_day, 'until', a.until_day) order by a.until_day desc nulls first, a.from_day desc nulls last, r.name), '[]')
          from entry e join affiliation a using (network_id, person_id) join organisation o using (network_id, organisation_id)
            join organisation r on r.network_id = o.network_id and r.organisation_id = coalesce(o.same_as, o.organisation_id)) as affiliations,
        (select coalesce(json_agg(spelling order by spelling), '[]') from (
            select s.spelling from entry e join person_spelling s using (network_id, person_id)
            union select concat_ws(' ', e.given, e.surname) from entry e where e.person_id <> p.person_id
            except select concat_ws(' ', p.given, p.surname)
          ) spellings) as spellings
      from p`.execute(tx);
    if (!rows[0]) throw notFound();
    return rows[0];
  });

/** Names of some people, for pages that show ids of theirs. Unknown and invisible ids are missing from the map. */
export const personNames = (scope: Scope, ids: readonly string[]): Promise<Map<string, { given: string | null; surname: string | null }>> =>
  reading(scope, async (tx) => {
    if (!ids.length) return new Map();
    const { rows } = await sql<{ person_id: string; given: string | null; surname: string | null }>`
      select p.person_id, p.given, p.surname from person p where p.network_id = ${scope.networkId} and p.person_id = any (${[...ids]}::uuid[]) and ${visiblePeople(scope)}`.execute(tx);
    return new Map(rows.map(({ person_id, given, surname }) => [person_id, { given, surname }]));
  });

/** One stretch of time in which somebody stood for an organisation. */
export interface Stretch {
  affiliationId: string;
  personId: string;
  name: string;
  role: string | null;
  /** `YYYY-MM-DD`; null where nobody knows. */
  from: string | null;
  /** Null: until today, as far as is known. */
  until: string | null;
}

/** Who stood for an organisation when, as far as this scope may see people; those of today first, at most two hundred. */
export const stoodFor = (scope: Scope, organisationId: string): Promise<Stretch[]> =>
  reading(scope, async (tx) => {
    const { rows } = await sql<Stretch>`
      select a.affiliation_id as "affiliationId", p.person_id as "personId", concat_ws(' ', p.given, p.surname) as name, a.role, a.from_day::text as "from", a.until_day::text as until
      from affiliation a join person e using (network_id, person_id) join organisation o using (network_id, organisation_id)
        join person p on p.network_id = e.network_id and p.person_id = coalesce(e.same_as, e.person_id)
      where a.network_id = ${scope.networkId} and (o.organisation_id = ${organisationId} or o.same_as = ${organisationId}) and ${visiblePeople(scope)}
      order by a.until_day desc nulls first, a.from_day desc nulls last, p.sort_name collate "und-x-icu" limit 200`.execute(tx);
    return rows;
  });
