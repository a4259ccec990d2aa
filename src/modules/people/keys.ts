import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { blockingKeys, comparablePerson } from './matching.ts';

interface Known {
  id: string;
  given: string | null;
  surname: string | null;
  phone: string | null;
  email: string | null;
  birth: string | null;
  organisations: string[];
}

/** The keys of a person: those of each of her affiliations, because the next sheet may name any of them. */
const keysOf = ({ given, surname, phone, email, birth, organisations }: Known): string[] => [
  ...new Set((organisations.length ? organisations : [null]).flatMap((organisation) => blockingKeys(comparablePerson({ given, surname, phone, email, birthDate: birth, organisation })))),
];

/** Writes the match keys of these people anew, in the transaction that changed them. Three statements, however many they are. */
export async function keepPersonKeys(tx: Tx, networkId: string, personIds: readonly string[]) {
  if (!personIds.length) return;
  const { rows } = await sql<Known>`
    select p.person_id as id, given, surname, phone, email, birth_date::text as birth,
      array(select distinct organisation_id from affiliation a where a.network_id = p.network_id and a.person_id = p.person_id) as organisations
    from person p where p.network_id = ${networkId} and p.person_id = any (${[...personIds]}::uuid[])`.execute(tx);
  const pairs = rows.flatMap((known) => keysOf(known).map((key) => [known.id, key] as const));
  await sql`delete from match_key where network_id = ${networkId} and kind = 'person' and subject_id = any (${[...personIds]}::uuid[])`.execute(tx);
  await sql`
    insert into match_key (network_id, kind, key, subject_id)
    select ${networkId}, 'person', key, id from unnest(${pairs.map(([id]) => id)}::uuid[], ${pairs.map(([, key]) => key)}::text[]) as pair (id, key)`.execute(tx);
}
