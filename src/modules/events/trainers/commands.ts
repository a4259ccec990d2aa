import { sql } from 'kysely';
import { z } from 'zod';
import { command, executeWithin } from '#platform/command/command.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { mayRecord } from '#modules/results/access.ts';
import { recordAttendance } from '../attendance-commands.ts';
import { tookPlace } from './queries.ts';

/**
 * Says that a person led an event, on the days it took place: a participation of another part. Who is to lead what is still to come stands on its plan, and is recorded once it took place.
 * @throws 409 `trainers.not_held_yet` while nothing says that it took place, `trainers.already_recorded`
 */
export const recordFacilitator = command({
  name: 'facilitator.record',
  input: z.strictObject({ programmeId: z.uuid(), eventId: z.uuid({ error: 'trainers.problem_choose' }), personId: z.uuid({ error: 'trainers.problem_choose' }) }),
  may: (scope, { programmeId }) => mayRecord(scope, programmeId),
  async run(context, { programmeId, eventId, personId }) {
    const { tx, now, scope: { networkId } } = context;
    const { rows } = await sql<{ days: string[]; isRecorded: boolean }>`
      select (select coalesce(jsonb_agg(distinct f.happened_on), '[]') from fact f where f.network_id = e.network_id and f.event_id = e.event_id and ${tookPlace} and f.happened_on <= ${now}) as days,
        exists (select from fact f where f.network_id = e.network_id and f.event_id = e.event_id and f.measure = 'facilitation' and f.known_until is null and f.person_id = (
          select coalesce(same_as, person_id) from person p where p.network_id = e.network_id and p.person_id = ${personId})) as "isRecorded"
      from event e where e.network_id = ${networkId} and e.programme_id = ${programmeId} and e.event_id = ${eventId} for update of e`.execute(tx);
    if (!rows[0]) throw notFound();
    if (rows[0].isRecorded) throw new Problem(409, 'trainers.already_recorded');
    const { days } = rows[0];
    if (!days.length) throw new Problem(409, 'trainers.not_held_yet');
    const { ids } = await executeWithin(context, recordAttendance, { programmeId, recorded: [{ happenedOn: days[0]!, payload: { eventId, personId, days, part: 'facilitator' } }] });
    return { evidenceId: ids[0]! };
  },
  record: ({ evidenceId }, { eventId, programmeId }) => ({ subject: { kind: 'event', id: eventId }, details: { programme: programmeId, evidence: evidenceId } }),
});
