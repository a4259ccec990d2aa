import { sql } from 'kysely';
import { z } from 'zod';
import { command, executeWithin } from '#platform/command/command.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { mayRecord } from '#modules/results/access.ts';
import { recordAttendance } from '../attendance-commands.ts';

/** Says that a person led an event, on the days it was held (until that is known, on the days it is planned for): a participation of another part. */
export const recordFacilitator = command({
  name: 'facilitator.record',
  input: z.strictObject({ programmeId: z.uuid(), eventId: z.uuid({ error: 'trainers.problem_choose' }), personId: z.uuid({ error: 'trainers.problem_choose' }) }),
  may: (scope, { programmeId }) => mayRecord(scope, programmeId),
  async run(context, { programmeId, eventId, personId }) {
    const { tx, scope: { networkId } } = context;
    const { rows } = await sql<{ planned: string[]; held: string[]; isRecorded: boolean }>`
      select (select coalesce(jsonb_agg(d.day order by d.day), '[]') from event_day d where d.network_id = e.network_id and d.event_id = e.event_id) as planned,
        (select coalesce(jsonb_agg(distinct f.happened_on), '[]') from fact f where f.network_id = e.network_id and f.event_id = e.event_id and f.measure = 'event-day' and f.known_until is null) as held,
        exists (select from fact f where f.network_id = e.network_id and f.event_id = e.event_id and f.measure = 'facilitation' and f.known_until is null and f.person_id = (
          select coalesce(same_as, person_id) from person p where p.network_id = e.network_id and p.person_id = ${personId})) as "isRecorded"
      from event e where e.network_id = ${networkId} and e.programme_id = ${programmeId} and e.event_id = ${eventId} for update of e`.execute(tx);
    if (!rows[0]) throw notFound();
    if (rows[0].isRecorded) throw new Problem(409, 'trainers.already_recorded');
    const days = rows[0].held.length ? rows[0].held : rows[0].planned;
    const { ids } = await executeWithin(context, recordAttendance, { programmeId, recorded: [{ happenedOn: days[0]!, payload: { eventId, personId, days, part: 'facilitator' } }] });
    return { evidenceId: ids[0]! };
  },
  record: ({ evidenceId }, { eventId, programmeId }) => ({ subject: { kind: 'event', id: eventId }, details: { programme: programmeId, evidence: evidenceId } }),
});
