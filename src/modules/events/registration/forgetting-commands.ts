/** People who are known only because they registered: they are remembered as that, and forgotten with the last registration that names them. */
import { sql, type RawBuilder } from 'kysely';
import { referredTo } from '#platform/db/references.ts';
import type { Tx } from '#platform/db/transaction.ts';

/** Says that these people became known by a registration. */
export async function becameKnown(tx: Tx, networkId: string, people: readonly string[]): Promise<void> {
  if (people.length) await tx.insertInto('person_of_registration').values(people.map((person_id) => ({ network_id: networkId, person_id }))).execute();
}

/** Whom no registration names any more: its time is over, nobody confirmed it, her place was given to somebody else, or it was said that she is another. */
export const unnamed = (networkId: string): RawBuilder<unknown> => sql`from person_of_registration k
  where k.network_id = ${networkId} and not exists (select from registration r where r.network_id = k.network_id and r.person_id = k.person_id)`;

/**
 * Tables whose rows about a person are part of her, or of what she did as a registered one: they go with her, or go on without her name. Whatever else refers to her, also in a table
 * that comes later, keeps her.
 */
const goWithHer: readonly string[] = ['person_spelling', 'affiliation', 'person_of_registration', 'registration', 'check_in', 'sign_in_sheet_row', 'sheet_photo_row', 'questionnaire_recipient', 'certificate_not_wanted'];

/**
 * Removes those of them of whom nothing else is known; the others are from now on people of the network like all. Evidence of her having been there is something, also where it was taken back.
 * @returns how many were removed
 */
export async function forgetUnnamed(tx: Tx, networkId: string): Promise<number> {
  const { rows: found } = await sql<{ id: string }>`select k.person_id as id ${unnamed(networkId)}`.execute(tx);
  const uses = await referredTo(tx, networkId, 'person', found.map(({ id }) => id), goWithHer);
  const { rows: people } = await sql<{ id: string }>`
    delete from person p where p.network_id = ${networkId} and p.person_id = any (${found.flatMap(({ id }) => (uses.has(id) ? [] : [id]))}::uuid[])
      and not exists (select from evidence e where e.network_id = p.network_id and e.payload ->> 'personId' = p.person_id::text)
      and p.same_as is null
    returning p.person_id as id`.execute(tx);
  const ids = people.map(({ id }) => id);
  if (ids.length) {
    await sql`delete from match_key where network_id = ${networkId} and kind = 'person' and subject_id = any (${ids}::uuid[])`.execute(tx);
    await sql`delete from duplicate where network_id = ${networkId} and kind = 'person' and (one_id = any (${ids}::uuid[]) or other_id = any (${ids}::uuid[]))`.execute(tx);
  }
  await sql`delete from person_of_registration known using (select k.person_id ${unnamed(networkId)}) others where known.network_id = ${networkId} and known.person_id = others.person_id`.execute(tx);
  return ids.length;
}
