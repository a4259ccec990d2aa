import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { organisationEntry, personEntry, type Entry, type OrganisationRecord, type PersonRecord } from '../comparing.ts';
import type { Kind } from '../shape.ts';
import { pairKey } from './most-probable.ts';
import type { ComparableOrganisation } from '#modules/organisations/matching.ts';
import type { ComparablePerson } from '#modules/people/comparable-person.ts';

/** A key that more entries than this share says too little to be asked about one of them: everybody named Jovana whose surname begins with P. */
const SHARED_BY_MOST = 60;
/** Entries that one look compares at most; those sharing most keys first. */
const COMPARED = 120;

/** Entries that share a match key with one of these: who may be the same at all. Read from the index of keys alone, however large the network is. */
export async function candidatesFor(tx: Tx, networkId: string, kind: Kind, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select shared.subject_id as id
    from match_key own
    cross join lateral (
      select subject_id, count(*) over () as n from (
        select k.subject_id from match_key k where k.network_id = own.network_id and k.kind = own.kind and k.key = own.key limit ${SHARED_BY_MOST + 1}
      ) block
    ) shared
    where own.network_id = ${networkId} and own.kind = ${kind} and own.subject_id = ${id} and shared.subject_id <> ${id} and shared.n <= ${SHARED_BY_MOST}
    group by shared.subject_id order by count(*) desc, shared.subject_id limit ${COMPARED}`.execute(tx);
  return rows.map((row) => row.id);
}

/** The pairs of this kind that are known already, in the whole network or around one entry: which of them somebody has decided about, and whether there are any. */
export async function knownPairs(tx: Tx, networkId: string, kind: Kind, id: string | null): Promise<{ decided: Set<string>; any: boolean }> {
  const { rows } = await sql<{ oneId: string; otherId: string; decided: boolean }>`
    select one_id as "oneId", other_id as "otherId", state in ('same', 'different') as decided from duplicate where network_id = ${networkId} and kind = ${kind}
      ${id ? sql`and (one_id = ${id} or other_id = ${id})` : sql`and state in ('same', 'different')`}`.execute(tx);
  return { decided: new Set(rows.filter((row) => row.decided).map(pairKey)), any: !id || rows.length > 0 };
}

/** How many entries of this kind the network has. */
export async function entriesOf(tx: Tx, networkId: string, kind: Kind): Promise<number> {
  const { rows } = await sql<{ n: number }>`select coalesce(sum(n), 0)::int as n from tally where network_id = ${networkId} and subject = ${kind}`.execute(tx);
  return rows[0]!.n;
}

/** The people of these ids as the matching sees them; all of the network, a page at a time, where `after` is given instead. */
export async function peopleAsEntries(tx: Tx, networkId: string, which: readonly string[] | { after: string | null; limit: number }): Promise<Entry<ComparablePerson>[]> {
  const { rows } = await sql<PersonRecord>`
    select p.person_id as id, coalesce(p.same_as, p.person_id) as "rootId", p.given, p.surname, p.phone, p.email, p.birth_date::text as "birthDate",
      (select coalesce(jsonb_agg(distinct jsonb_build_object('organisation', coalesce(o.same_as, o.organisation_id), 'place', o.seat)), '[]')
        from affiliation a join organisation o using (network_id, organisation_id) where a.network_id = p.network_id and a.person_id = p.person_id) as affiliations
    from person p where p.network_id = ${networkId} and ${chosen('p.person_id', which)}`.execute(tx);
  return rows.map(personEntry);
}

export async function organisationsAsEntries(tx: Tx, networkId: string, which: readonly string[] | { after: string | null; limit: number }): Promise<Entry<ComparableOrganisation>[]> {
  const { rows } = await sql<OrganisationRecord>`
    select o.organisation_id as id, coalesce(o.same_as, o.organisation_id) as "rootId", o.name, o.seat,
      array(select value from jsonb_each_text(o.names)) || array(select s.spelling from organisation_spelling s where s.network_id = o.network_id and s.organisation_id = o.organisation_id order by s.spelling) as spellings
    from organisation o where o.network_id = ${networkId} and ${chosen('o.organisation_id', which)}`.execute(tx);
  return rows.map(organisationEntry);
}

const chosen = (column: string, which: readonly string[] | { after: string | null; limit: number }) =>
  'after' in which
    ? sql`${sql.ref(column)} > ${which.after ?? '00000000-0000-0000-0000-000000000000'}::uuid order by ${sql.ref(column)} limit ${which.limit}`
    : sql`${sql.ref(column)} = any (${[...which]}::uuid[])`;
