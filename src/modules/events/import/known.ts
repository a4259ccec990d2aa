import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';

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

/** Every organisation that shares a blocking key with the rows, once for each spelling. */
export async function knownOrganisations(tx: Tx, networkId: string, keys: ReadonlySet<string>): Promise<KnownOrganisation[]> {
  const ids = await subjects(tx, networkId, 'organisation', keys);
  const { rows } = await sql<KnownOrganisation>`
    select organisation_id as id, name, spelling, seat, type from organisation o
    cross join lateral (
      select name as spelling
      union select value from jsonb_each_text(names)
      union select s.spelling from organisation_spelling s where s.network_id = o.network_id and s.organisation_id = o.organisation_id
    ) spellings
    where network_id = ${networkId} and organisation_id = any (${ids}::uuid[])
    order by organisation_id, spelling <> name, spelling`.execute(tx);
  return rows;
}

/** Every person that shares a blocking key with the rows, once for each organisation she stands or stood for. */
export async function knownPeople(tx: Tx, networkId: string, keys: ReadonlySet<string>): Promise<KnownPerson[]> {
  const ids = await subjects(tx, networkId, 'person', keys);
  const { rows } = await sql<KnownPerson>`
    select distinct p.person_id as id, given, surname, p.phone, p.email, a.organisation_id as organisation, o.seat as place
    from person p
    left join affiliation a on a.network_id = p.network_id and a.person_id = p.person_id
    left join organisation o on o.network_id = a.network_id and o.organisation_id = a.organisation_id
    where p.network_id = ${networkId} and p.person_id = any (${ids}::uuid[])
    order by p.person_id, a.organisation_id`.execute(tx);
  return rows;
}
