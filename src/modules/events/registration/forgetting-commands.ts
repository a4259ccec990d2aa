/** People who are known only because they registered: they are remembered as that, and forgotten with the last registration that names them. */
import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';

/** Says that these people became known by a registration. */
export async function becameKnown(tx: Tx, networkId: string, people: readonly string[]): Promise<void> {
  if (people.length) await tx.insertInto('person_of_registration').values(people.map((person_id) => ({ network_id: networkId, person_id }))).execute();
}

/** Whom no registration names any more: its time is over, nobody confirmed it, her place was given to somebody else, or it was said that she is another. */
export const unnamed = (networkId: string): RawBuilder<unknown> => sql`from person_of_registration k
  where k.network_id = ${networkId} and not exists (select from registration r where r.network_id = k.network_id and r.person_id = k.person_id)`;

/**
 * Removes those of them of whom nothing else is known; the others are from now on people of the network like all. Evidence of her having been there is something, also where it was taken back.
 * @returns how many were removed
 */
export async function forgetUnnamed(tx: Tx, networkId: string): Promise<number> {
  const { rows: people } = await sql<{ id: string }>`
    delete from person p using (select k.person_id ${unnamed(networkId)}) only_registered where p.network_id = ${networkId} and p.person_id = only_registered.person_id
      and not exists (select from evidence e where e.network_id = p.network_id and e.payload ->> 'personId' = p.person_id::text)
      and not exists (select from certificate c where c.network_id = p.network_id and c.person_id = p.person_id)
      and not exists (select from alliance_representative a where a.network_id = p.network_id and a.person_id = p.person_id)
      and not exists (select from event_facilitator f where f.network_id = p.network_id and f.person_id = p.person_id)
      and not exists (select from alliance_term a where a.network_id = p.network_id and a.person_id = p.person_id)
      and not exists (select from alliance_candidate a where a.network_id = p.network_id and a.person_id = p.person_id)
      and not exists (select from person m where m.network_id = p.network_id and (m.same_as = p.person_id or (m.person_id = p.person_id and m.same_as is not null)))
    returning p.person_id as id`.execute(tx);
  const ids = people.map(({ id }) => id);
  if (ids.length) {
    await sql`delete from match_key where network_id = ${networkId} and kind = 'person' and subject_id = any (${ids}::uuid[])`.execute(tx);
    await sql`delete from duplicate where network_id = ${networkId} and kind = 'person' and (one_id = any (${ids}::uuid[]) or other_id = any (${ids}::uuid[]))`.execute(tx);
  }
  await sql`delete from person_of_registration known using (select k.person_id ${unnamed(networkId)}) others where known.network_id = ${networkId} and known.person_id = others.person_id`.execute(tx);
  return ids.length;
}
