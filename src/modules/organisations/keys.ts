import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { blockingKeys, comparableOrganisation } from './matching.ts';
import { shippedTowns } from './towns.ts';

interface Known {
  id: string;
  seat: string | null;
  spellings: string[];
}

const keysOf = ({ seat, spellings }: Known): string[] => [...new Set(spellings.flatMap((name) => blockingKeys(comparableOrganisation({ name, place: seat }, shippedTowns))))];

/** Writes the match keys of these organisations anew, from all their names and spellings, in the transaction that changed them. */
export async function keepOrganisationKeys(tx: Tx, networkId: string, organisationIds: readonly string[]) {
  if (!organisationIds.length) return;
  const ids = [...organisationIds];
  const { rows } = await sql<Known>`
    select organisation_id as id, seat, array[name]
      || array(select value from jsonb_each_text(names))
      || array(select spelling from organisation_spelling s where s.network_id = o.network_id and s.organisation_id = o.organisation_id) as spellings
    from organisation o where network_id = ${networkId} and organisation_id = any (${ids}::uuid[])`.execute(tx);
  const pairs = rows.flatMap((known) => keysOf(known).map((key) => [known.id, key] as const));
  await sql`delete from match_key where network_id = ${networkId} and kind = 'organisation' and subject_id = any (${ids}::uuid[])`.execute(tx);
  await sql`
    insert into match_key (network_id, kind, key, subject_id)
    select ${networkId}, 'organisation', key, id from unnest(${pairs.map(([id]) => id)}::uuid[], ${pairs.map(([, key]) => key)}::text[]) as pair (id, key)`.execute(tx);
}
