/** How records read over time. */
import { sql } from 'kysely';
import type { CommandContext } from '#platform/command/command.ts';
import { contactIds } from '#modules/organisations/form.ts';
import { recordNow } from './record-queries.ts';
import type { Fields, Kind } from './shape.ts';

/**
 * Keeps how a record reads, when that is different from the version before. Called before a change and after it, in its transaction: what came in by another
 * way, e.g. with a directory, is kept as it was found.
 */
export async function keepVersion({ tx, scope, now }: CommandContext, kind: Kind, id: string, when: 'before' | 'after'): Promise<void> {
  const { networkId } = scope;
  const record = await recordNow(tx, networkId, kind, id);
  if (!record || record.id !== id) return;
  const { rows } = await sql<{ version: number; fields: Fields }>`
    select version, fields from record_version where network_id = ${networkId} and kind = ${kind} and subject_id = ${id} order by version desc limit 1`.execute(tx);
  const last = rows[0];
  if (last && sameFields(last.fields, record.fields)) return;
  const by = when === 'after' && scope.actor.kind === 'account' ? scope.actor.id : null;
  await tx.insertInto('record_version').values({ network_id: networkId, kind, subject_id: id, version: (last?.version ?? 0) + 1, fields: JSON.stringify(record.fields), made_at: now, account_id: by }).execute();
  if (last) await forgetContacts(tx, networkId, kind, id, contactIds(last.fields).filter((contact) => !contactIds(record.fields).includes(contact)));
}

/** Somebody who is no contact any more has a right to be gone from the earlier versions and from old proposals too. */
async function forgetContacts(tx: CommandContext['tx'], networkId: string, kind: Kind, id: string, contacts: readonly string[]) {
  for (const contact of contacts) {
    const without = (column: string) => sql`(select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(${sql.ref(column)}) where key not like ${`contact.${contact}.%`})`;
    await sql`update record_version set fields = ${without('fields')} where network_id = ${networkId} and kind = ${kind} and subject_id = ${id}`.execute(tx);
    await sql`update proposal set proposed = ${without('proposed')}, base = ${without('base')} where network_id = ${networkId} and kind = ${kind} and subject_id = ${id} and state <> 'waiting'`.execute(tx);
  }
}

const sameFields = (a: Fields, b: Fields) => Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([field, text]) => b[field] === text);
