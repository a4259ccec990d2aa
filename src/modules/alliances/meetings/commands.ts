import { sql } from 'kysely';
import { z } from 'zod';
import { command } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { mayArrange } from '#modules/events/access.ts';
import { signatureOf } from '#modules/results/access.ts';
import { mayChangeAlliances } from '../access.ts';

const id = z.uuid();

/** Whoever runs the network and the programme the event belongs to. @throws 404 for an event that is not there */
async function mayLink(scope: Scope, { eventId }: { eventId: string }, tx: Tx): Promise<boolean> {
  const event = await tx.selectFrom('event').select('programme_id').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).executeTakeFirst();
  if (!event) throw notFound();
  return mayChangeAlliances(scope) && mayArrange(scope, event.programme_id);
}

/** An event is a meeting of this network, or of one of its bodies. */
export const linkMeeting = command({
  name: 'alliance_meeting.link',
  input: z.strictObject({ allianceId: id, eventId: id, bodyId: id.nullable().default(null) }),
  may: mayLink,
  async run({ tx, scope, now }, { allianceId, eventId, bodyId }) {
    const { networkId } = scope;
    const { rows: [there] } = await sql<{ hasBody: boolean }>`select ${bodyId}::uuid is null or exists (select from alliance_body b where b.network_id = a.network_id and b.alliance_id = a.alliance_id and b.body_id = ${bodyId}::uuid) as "hasBody"
      from alliance a where a.network_id = ${networkId} and a.alliance_id = ${allianceId}`.execute(tx);
    if (!there?.hasBody) throw notFound();
    const row = { alliance_id: allianceId, body_id: bodyId };
    const linked = await tx.insertInto('alliance_meeting').values({ network_id: networkId, event_id: eventId, ...row, linked_at: now, linked_by: signatureOf(scope) })
      .onConflict((conflict) => conflict.columns(['network_id', 'event_id']).doUpdateSet(row).where('alliance_meeting.alliance_id', '=', allianceId)).returning('event_id').executeTakeFirst();
    if (!linked) throw new Problem(409, 'meetings.of_another', {}, 'event');
    return { eventId };
  },
  record: ({ eventId }, { allianceId, bodyId }) => ({ subject: { kind: 'event', id: eventId }, details: { alliance: allianceId, body: bodyId } }),
});

/** The event is no meeting of the network; it stays what it is. */
export const unlinkMeeting = command({
  name: 'alliance_meeting.unlink',
  input: z.strictObject({ allianceId: id, eventId: id }),
  may: mayLink,
  async run({ tx, scope: { networkId } }, { allianceId, eventId }) {
    const gone = await tx.deleteFrom('alliance_meeting').where('network_id', '=', networkId).where('alliance_id', '=', allianceId).where('event_id', '=', eventId).executeTakeFirst();
    if (!gone.numDeletedRows) throw notFound();
    return { eventId };
  },
  record: ({ eventId }, { allianceId }) => ({ subject: { kind: 'event', id: eventId }, details: { alliance: allianceId } }),
});
