/** Attendance on a day proves that the event took place on it: once the day is past, nobody has to say so. */
import { sql } from 'kysely';
import { z } from 'zod';
import { command, execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { is, systemScope } from '#platform/session/scope.ts';
import { recordEvidenceOf, replaceEvidence, takeBackEvidence, type Right } from '#modules/results/commands.ts';
import { eventHeld } from './evidence.ts';
import { followPlans, unfollowed } from './trainers/linked-commands.ts';

/** How it is known, in the source of such a piece. */
const VIA = 'attendance';
/** Who says so. What a person has put right since is hers, and is only added to. */
const ACTOR = 'attendance';
const OURS = `system:${ACTOR}`;

interface Unsaid {
  programmeId: string;
  eventId: string;
  venue: string | null;
  /** Past days on which evidence says somebody was there. */
  attended: string[];
  /** What is said of it so far: the latest piece, and its days. */
  isOurs: boolean | null;
  piece: (Omit<Right, 'payload'> & { payload: { days: string[]; placeId?: string | null } }) | null;
}

/** Events of which attendance says more days than evidence says they were held on, or of which Kolo said a day that no attendance stands for any more. */
async function unsaid(tx: Tx, networkId: string, on: string): Promise<Unsaid[]> {
  const { rows } = await sql<Unsaid>`
    with there as (select event_id, array_agg(distinct happened_on order by happened_on) as days from fact
        where network_id = ${networkId} and measure = 'attendance' and known_until is null and event_id is not null and happened_on < ${on}::date group by event_id),
      held as (select f.event_id, (array_agg(f.evidence_id order by f.evidence_id))[1] as evidence_id from fact f where f.network_id = ${networkId} and f.measure = 'event' and f.known_until is null group by f.event_id),
      said as (select f.event_id, array_agg(distinct f.happened_on order by f.happened_on) as days from fact f where f.network_id = ${networkId} and f.measure = 'event-day' and f.known_until is null group by f.event_id)
    select e.programme_id as "programmeId", e.event_id as "eventId", e.venue_place as venue, array(select unnest(there.days)::text) as attended,
      v.recorded_by = ${OURS} as "isOurs", case when v.evidence_id is not null then jsonb_build_object('evidence_id', v.evidence_id, 'kind', v.kind, 'happened_on', v.happened_on, 'payload', v.payload, 'source', v.source, 'import_id', v.import_id, 'recorded_at', v.recorded_at) end as piece
    from event e left join there using (event_id) left join held using (event_id) left join said using (event_id)
      left join evidence v on v.network_id = e.network_id and v.evidence_id = held.evidence_id
    where e.network_id = ${networkId} and (not coalesce(there.days, '{}') <@ coalesce(said.days, '{}')
      or (v.source ->> 'via' = ${VIA} and v.recorded_by = ${OURS} and coalesce(said.days, '{}') <> coalesce(there.days, '{}')))`.execute(tx);
  return rows.map((row) => ({ ...row, piece: row.piece && { ...row.piece, recorded_at: new Date(row.piece.recorded_at) } }));
}

/**
 * Writes as `event-held` what attendance proves, and who led it by the plan. What a person said stays and is only added to; what Kolo said follows the attendance, also when that is taken back.
 * Said twice it changes nothing.
 */
export const holdByAttendance = command({
  name: 'event.hold_by_attendance',
  input: z.strictObject({ on: z.iso.date() }),
  may: (scope) => is(scope, 'coordinator') && scope.actor.kind === 'system',
  async run(context, { on }) {
    const { tx, scope: { networkId } } = context;
    const found = await unsaid(tx, networkId, on);
    for (const { programmeId, eventId, venue, attended, piece, ...one } of found) {
      const isOurs = one.isOurs && piece?.source.via === VIA;
      const days = isOurs ? attended : [...new Set([...(piece?.payload.days ?? []), ...attended])].sort();
      const source = { command: 'event.hold_by_attendance', via: VIA };
      if (!piece) await recordEvidenceOf(context, programmeId, [{ kind: eventHeld.name, happenedOn: days[0]!, payload: { eventId, days, placeId: venue }, source }]);
      else if (!days.length) await takeBackEvidence(context, programmeId, [piece], 'event.hold_by_attendance');
      else await replaceEvidence(context, programmeId, [{ ...piece, happened_on: days[0]!, payload: { ...piece.payload, days }, source: isOurs ? source : piece.source }]);
    }
    // Now that it is known which days were held: who led them, as the plan says.
    return { n: found.length + (await followPlans(context)) };
  },
  record: ({ n }, { on }) => ({ subject: { kind: 'event', id: 'all' }, details: { on, n } }),
});

/** For every network where there is something to say; asked every hour. @param on the day it is, `YYYY-MM-DD`: days before it are past */
export async function holdAttended(on = new Date().toISOString().slice(0, 10)): Promise<void> {
  const networks = await database().selectFrom('network').select('network_id').execute();
  for (const { network_id: networkId } of networks) {
    const isDue = await reading({ networkId }, async (tx) => (await unsaid(tx, networkId, on)).length + (await unfollowed(tx, networkId, OURS)).length > 0);
    if (isDue) await execute(holdByAttendance, systemScope(networkId, ACTOR), { on });
  }
}
