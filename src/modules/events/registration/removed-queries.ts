/** What the link of a registration, or of an invitation, says after what it opened was removed. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { namedBy } from '../secret-link.ts';

/** Of which event it was, and on which day (`YYYY-MM-DD`, by the clocks there) everything was removed. Nothing of her: it is not known any more. */
export interface Removed {
  scope: Scope;
  titles: Localised;
  removedOn: string;
}

/** @returns null for a link that opens something, never opened anything, or whose removal is too long ago */
export async function removedBy(token: string): Promise<Removed | null> {
  const named = namedBy('registration', token) ?? namedBy('seats', token);
  if (!named) return null;
  const scope = publicScope(named.networkId);
  const hash = createHash('sha256').update(named.id).digest('hex');
  const { rows } = await reading(scope, (tx) =>
    sql<Omit<Removed, 'scope'>>`
      select e.titles, (f.purged_at at time zone e.time_zone)::date::text as "removedOn" from removed_link l join registration_form f using (network_id, event_id) join event e using (network_id, event_id)
      where l.network_id = ${named.networkId} and l.hash = ${hash} and f.purged_at is not null`.execute(tx));
  return rows[0] ? { scope, ...rows[0] } : null;
}
