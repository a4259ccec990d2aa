import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import { inSomeNetwork } from '#modules/networks/queries.ts';
import { listEvents, type EventFilter } from '#modules/events/timeline/queries.ts';
import { visibleProgrammes } from '../access.ts';

/** The address of the programme an event belongs to: in the asker's network, else where it is published. @throws 404 */
export const addressOfEvent = async (asking: Scope | null, eventId: string): Promise<string> =>
  (asking && (await addressIn(asking, eventId))) ?? inSomeNetwork((visitor) => addressIn(visitor, eventId));

const addressIn = (scope: Scope, eventId: string): Promise<string | null> =>
  reading(scope, async (tx) => {
    const { rows } = await sql<{ slug: string }>`
      select p.slug from event e join programme p using (network_id, programme_id) where e.network_id = ${scope.networkId} and e.event_id = ${eventId} and ${visibleProgrammes(scope)}`.execute(tx);
    return rows[0]?.slug ?? null;
  });

/** The events of all programmes this scope may see, the earliest first, with the total. */
export const eventsFor = (scope: Scope, filter: EventFilter) => listEvents(scope, visibleProgrammes(scope), filter);
