import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { pairOf } from './resolve.ts';

/** An organisation of the network that a sheet may mean, under one of its names. */
export interface KnownOrganisation {
  id: string;
  name: string;
  spelling: string;
  seat: string | null;
  type: string;
}

/** A person of the network that a sheet may mean, with one of her affiliations. */
export interface KnownPerson {
  id: string;
  given: string | null;
  surname: string | null;
  phone: string | null;
  email: string | null;
  organisation: string | null;
  place: string | null;
}

/** Keys asked for in one statement: an array of this size is still planned as an index lookup. */
const keysAtOnce = 20_000;

async function subjects(tx: Tx, networkId: string, kind: 'person' | 'organisation', keys: ReadonlySet<string>): Promise<string[]> {
  const found = new Set<string>();
  const all = [...keys];
  for (let from = 0; from < all.length; from += keysAtOnce) {
    const { rows } = await sql<{ id: string }>`select distinct subject_id as id from match_key where network_id = ${networkId} and kind = ${kind} and key = any (${all.slice(from, from + keysAtOnce)}::text[])`.execute(tx);
    for (const { id } of rows) found.add(id);
  }
  return [...found];
}

/** Every organisation that shares a blocking key with the rows, and what somebody has searched out for a row (`chosen`), once for each spelling; entries that were joined under the id of the one that stands for them. */
export async function knownOrganisations(tx: Tx, networkId: string, keys: ReadonlySet<string>, chosen: readonly string[] = []): Promise<KnownOrganisation[]> {
  const ids = [...new Set([...(await subjects(tx, networkId, 'organisation', keys)), ...chosen])];
  const { rows } = await sql<KnownOrganisation>`
    select r.organisation_id as id, r.name, spelling, o.seat, r.type from organisation o
    join organisation r on r.network_id = o.network_id and r.organisation_id = coalesce(o.same_as, o.organisation_id)
    cross join lateral (
      select o.name as spelling
      union select value from jsonb_each_text(o.names)
      union select s.spelling from organisation_spelling s where s.network_id = o.network_id and s.organisation_id = o.organisation_id
    ) spellings
    where o.network_id = ${networkId} and o.organisation_id = any (${ids}::uuid[])
    order by r.organisation_id, o.organisation_id <> r.organisation_id, spelling <> o.name, spelling`.execute(tx);
  return rows;
}

/** Every person that shares a blocking key with the rows, or was searched out for one, once for each organisation she stands or stood for; joined entries under the id of the one that stands for them. */
export async function knownPeople(tx: Tx, networkId: string, keys: ReadonlySet<string>, chosen: readonly string[] = []): Promise<KnownPerson[]> {
  const ids = [...new Set([...(await subjects(tx, networkId, 'person', keys)), ...chosen])];
  const { rows } = await sql<KnownPerson>`
    select distinct coalesce(p.same_as, p.person_id) as id, given, surname, p.phone, p.email, coalesce(o.same_as, o.organisation_id) as organisation, o.seat as place, p.same_as is not null as joined
    from person p
    left join affiliation a on a.network_id = p.network_id and a.person_id = p.person_id
    left join organisation o on o.network_id = a.network_id and o.organisation_id = a.organisation_id
    where p.network_id = ${networkId} and p.person_id = any (${ids}::uuid[])
    order by id, joined, organisation, given, surname`.execute(tx);
  return rows;
}

/** Pairs of these that somebody has said are never the same, as `id id` with the smaller id first. */
export async function knownToDiffer(tx: Tx, networkId: string, kind: 'person' | 'organisation', ids: ReadonlySet<string>): Promise<Set<string>> {
  const rootOf = (id: 'one_id' | 'other_id') =>
    kind === 'person'
      ? sql`(select coalesce(same_as, person_id) from person where network_id = ${networkId} and person_id = ${sql.ref(`d.${id}`)})`
      : sql`(select coalesce(same_as, organisation_id) from organisation where network_id = ${networkId} and organisation_id = ${sql.ref(`d.${id}`)})`;
  const { rows } = await sql<{ one: string; other: string }>`
    select ${rootOf('one_id')} as one, ${rootOf('other_id')} as other from duplicate d where d.network_id = ${networkId} and d.kind = ${kind} and d.state = 'different'`.execute(tx);
  return new Set(rows.filter(({ one, other }) => ids.has(one) && ids.has(other)).map(({ one, other }) => pairOf(one, other)));
}
