/** Names among an event's facilitators that mean somebody known, and the evidence that follows once the event was held. */
import { sql } from 'kysely';
import { z } from 'zod';
import { command, executeWithin, type CommandContext } from '#platform/command/command.ts';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import { signatureOf } from '#modules/results/access.ts';
import type { Source } from '#modules/results/shape.ts';
import { mayArrange } from '../access.ts';
import { recordAttendance } from '../attendance-commands.ts';
import { participation } from '../evidence.ts';

/** Says whom a name on the plan means, or that it means nobody known. */
export const linkFacilitator = command({
  name: 'facilitator.link',
  input: z.strictObject({ programmeId: z.uuid(), eventId: z.uuid(), name: z.string().min(1).max(200), personId: z.uuid().nullable() }),
  may: (scope, { programmeId }) => mayArrange(scope, programmeId),
  async run({ tx, scope: { networkId } }, { programmeId, eventId, name, personId }) {
    const { rows } = await sql<{ there: boolean }>`
      select ${personId}::uuid is null or exists (select from person where network_id = ${networkId} and person_id = ${personId}) as there
      from event where network_id = ${networkId} and programme_id = ${programmeId} and event_id = ${eventId} and ${name} = any (facilitators) for update`.execute(tx);
    if (!rows[0]?.there) throw notFound();
    await tx.deleteFrom('event_facilitator').where('network_id', '=', networkId).where('event_id', '=', eventId).where('name', '=', name).execute();
    if (personId) await tx.insertInto('event_facilitator').values({ network_id: networkId, event_id: eventId, name, person_id: personId }).execute();
    return { eventId };
  },
  record: ({ eventId }, { programmeId, personId }) => ({ subject: { kind: 'event', id: eventId }, details: { programme: programmeId, person: personId } }),
});

/** Names on the plan of an event → whom they mean. The caller has made sure that the scope may see the event and persons. */
export const linkedFacilitators = ({ networkId }: { networkId: string }, eventId: string): Promise<{ name: string; personId: string; called: string }[]> =>
  reading({ networkId }, async (tx) => {
    const { rows } = await sql<{ name: string; personId: string; called: string }>`
      select f.name, s.person_id as "personId", concat_ws(' ', s.given, s.surname) as called from event_facilitator f join event e using (network_id, event_id) join person p using (network_id, person_id)
        join person s on s.network_id = p.network_id and s.person_id = coalesce(p.same_as, p.person_id)
      where f.network_id = ${networkId} and f.event_id = ${eventId} and f.name = any (e.facilitators)`.execute(tx);
    return rows;
  });

/** How it is known, in the source of such a piece. */
const VIA = 'plan';

interface Follows {
  programmeId: string;
  eventId: string;
  personId: string;
  /** Days on which evidence says the event was held; none where the plan names her no more, or it was not held after all. */
  days: string[];
  piece: { evidenceId: string; payload: object; source: Source } | null;
}

/** Where the plan and the days held say otherwise than the evidence that was written from them by `signature`. What a person said of a facilitator, or took back, stays. */
export async function unfollowed(tx: Tx, networkId: string, signature: string): Promise<Follows[]> {
  const { rows } = await sql<Follows>`
    with planned as (
        select distinct e.programme_id, f.event_id, coalesce(p.same_as, p.person_id) as person_id, array(select distinct d.happened_on from fact d
            where d.network_id = e.network_id and d.event_id = e.event_id and d.measure = 'event-day' and d.known_until is null order by 1) as days
        from event_facilitator f join event e using (network_id, event_id) join person p using (network_id, person_id) where f.network_id = ${networkId} and f.name = any (e.facilitators)),
      written as (
        select f.programme_id, f.event_id, f.person_id, f.evidence_id, array_agg(distinct f.happened_on order by f.happened_on) as days
        from fact f join evidence v on v.network_id = f.network_id and v.evidence_id = f.evidence_id
        where f.network_id = ${networkId} and f.measure = 'facilitation' and f.known_until is null and v.source ->> 'via' = ${VIA} and v.recorded_by = ${signature} group by 1, 2, 3, 4)
    select coalesce(planned.programme_id, written.programme_id) as "programmeId", event_id as "eventId", person_id as "personId", array(select unnest(planned.days)::text) as days,
      case when v.evidence_id is not null then jsonb_build_object('evidenceId', v.evidence_id, 'payload', v.payload, 'source', v.source) end as piece
    from planned full join written using (event_id, person_id) left join evidence v on v.network_id = ${networkId} and v.evidence_id = written.evidence_id
    where case when v.evidence_id is not null then planned.days is distinct from written.days
      else planned.days <> '{}' and not exists (select from evidence said join person m on m.network_id = said.network_id and m.person_id = (said.payload ->> 'personId')::uuid
        where said.network_id = ${networkId} and said.kind = ${participation.name} and said.payload ->> 'eventId' = event_id::text and said.payload ->> 'part' = 'facilitator' and coalesce(m.same_as, m.person_id) = planned.person_id
          and (said.recorded_by <> ${signature} or exists (select from evidence later where later.network_id = said.network_id and later.replaces = said.evidence_id and later.recorded_by <> ${signature}))) end`.execute(tx);
  return rows;
}

/** Writes that those whom the plan names led the event on the days it was held; follows when the plan or the days change. @returns how many pieces */
export async function followPlans(context: CommandContext): Promise<number> {
  const found = await unfollowed(context.tx, context.scope.networkId, signatureOf(context.scope));
  for (const [programmeId, own] of Map.groupBy(found, (one) => one.programmeId)) {
    const [written, fresh] = [own.flatMap(({ days, piece }) => (piece ? [{ days, piece }] : [])), own.filter(({ piece }) => !piece)];
    await executeWithin(context, recordAttendance, {
      programmeId,
      recorded: fresh.map(({ eventId, personId, days }) => ({ happenedOn: days[0]!, payload: { eventId, personId, days, part: 'facilitator' }, source: { command: 'event.hold_by_attendance', via: VIA } })),
      corrected: written.filter(({ days }) => days.length).map(({ days, piece }) => ({ evidenceId: piece.evidenceId, happenedOn: days[0]!, payload: { ...piece.payload, days }, source: piece.source })),
      withdrawn: written.filter(({ days }) => !days.length).map(({ piece }) => piece.evidenceId),
      reason: 'facilitator.link',
    });
  }
  return found.length;
}
