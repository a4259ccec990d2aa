/** On which days somebody can be said to have taken part, whoever says so: the rule of the door, for every other way but a list that comes as a file and says which days it is about. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { Problem } from '#platform/problem.ts';
import { occasion, refusal } from './check-in/occasion-queries.ts';
import { tookPlace } from './trainers/queries.ts';

interface Said {
  eventId: string;
  /** `YYYY-MM-DD`. */
  days: readonly string[];
}

/**
 * Asked before anything is written. What is about events of other programmes, or of none, is refused by the kind of evidence itself.
 * @throws Problem 422 `check-in.…` where a day is none of the event's and nothing says that it took place on it, or attendance of it is not taken any more
 */
export async function onlyItsDays(tx: Tx, { networkId, programmeId }: { networkId: string; programmeId: string }, said: readonly Said[]): Promise<void> {
  for (const [eventId, own] of Map.groupBy(said, (one) => one.eventId)) {
    const days = new Set(own.flatMap((one) => one.days));
    if (!days.size) continue;
    const { rows } = await sql<{ day: string }>`
      select distinct f.happened_on::text as day from fact f where f.network_id = ${networkId} and f.event_id = ${eventId} and ${tookPlace}`.execute(tx);
    const unknown = days.difference(new Set(rows.map(({ day }) => day)));
    if (!unknown.size) continue;
    const isOurs = await tx.selectFrom('event').select('event_id').where('network_id', '=', networkId).where('programme_id', '=', programmeId).where('event_id', '=', eventId).executeTakeFirst();
    if (!isOurs) continue;
    const at = await occasion(tx, networkId, eventId);
    for (const day of [...unknown].sort()) {
      const why = refusal(at, { day, sessionId: null });
      if (why) throw new Problem(422, why.code, why.details, 'payload.days');
    }
  }
}
