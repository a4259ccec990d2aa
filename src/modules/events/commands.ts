import { sql } from 'kysely';
import { command, executeWithin } from '#platform/command/command.ts';
import { assertSeen } from '#platform/command/seen.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { mayRecord } from '#modules/results/access.ts';
import { correctEvidence, recordEvidence, replaceEvidence, type Right } from '#modules/results/commands.ts';
import { refreshFacts } from '#modules/results/rebuild.ts';
import { mayArrange } from './access.ts';
import { setCompletion } from './completion/commands.ts';
import { eventHeld } from './evidence.ts';
import { markOf, type SeriesFields } from './series/form.ts';
import { changedEvent, changedSeries, heldEvent, newEvent, newSeries, oneEvent, oneSeries } from './shape.ts';
import { standingOn } from './standing-queries.ts';

export const addSeries = command({
  name: 'series.add',
  input: newSeries,
  may: (scope, { programmeId }) => mayArrange(scope, programmeId),
  async run(context, { programmeId, titles, kind, isCycle, componentId, rule, trainerMonths }) {
    const { tx, scope: { networkId } } = context;
    await belongs(tx, networkId, programmeId, { componentId });
    const seriesId = newId();
    const { n } = await tx.selectFrom('series').select((eb) => eb.fn.countAll<number>().as('n')).where('network_id', '=', networkId).where('programme_id', '=', programmeId).executeTakeFirstOrThrow();
    await tx
      .insertInto('series')
      .values({ network_id: networkId, series_id: seriesId, programme_id: programmeId, titles: JSON.stringify(titles), kind, is_cycle: isCycle, component_id: componentId, position: n })
      .execute();
    if (rule) await executeWithin(context, setCompletion, { programmeId, seriesId, rule, trainerMonths });
    return { seriesId };
  },
  record: ({ seriesId }, { programmeId, kind }) => ({ subject: { kind: 'series', id: seriesId }, details: { programme: programmeId, kind } }),
});

/** A series that becomes a cycle, or stops being one, is counted anew: what was one list may become several. @throws Problem 409 when somebody else has changed it meanwhile */
export const changeSeries = command({
  name: 'series.change',
  input: changedSeries,
  may: (scope, { programmeId }) => mayArrange(scope, programmeId),
  async run(context, { programmeId, seriesId, seen, titles, kind, isCycle, componentId, rule, trainerMonths }) {
    const { tx, scope: { networkId } } = context;
    await belongs(tx, networkId, programmeId, { seriesId, componentId: componentId ?? null });
    const before = await tx.selectFrom('series').select(['titles', 'kind', 'is_cycle as isCycle', 'component_id as componentId', 'completion as rule', 'trainer_months as trainerMonths']).where('network_id', '=', networkId).where('series_id', '=', seriesId).forNoKeyUpdate().executeTakeFirstOrThrow();
    assertSeen(seen, markOf(before as SeriesFields));
    const row = { titles: titles && JSON.stringify(titles), kind, is_cycle: isCycle, component_id: componentId };
    if (Object.values(row).some((value) => value !== undefined)) await tx.updateTable('series').set(row).where('network_id', '=', networkId).where('series_id', '=', seriesId).execute();
    if (isCycle !== undefined || kind !== undefined) await refreshFacts(tx, networkId, { seriesId });
    if (rule) await executeWithin(context, setCompletion, { programmeId, seriesId, rule, trainerMonths });
    return { seriesId };
  },
  record: ({ seriesId }, { programmeId, titles: _, seriesId: __, seen: ___, ...changed }) => ({ subject: { kind: 'series', id: seriesId }, details: { programme: programmeId, changed: Object.keys(changed).filter((key) => key !== 'programmeId') } }),
});

export const addEvent = command({
  name: 'event.add',
  input: newEvent,
  may: (scope, { programmeId }) => mayArrange(scope, programmeId),
  async run({ tx, scope: { networkId }, now }, { programmeId, titles, kind, seriesId, componentId, venuePlace, venueText, days, dayPrecision }) {
    await belongs(tx, networkId, programmeId, { seriesId, componentId });
    await placeExists(tx, venuePlace);
    const eventId = newId();
    await tx
      .insertInto('event')
      .values({
        network_id: networkId, event_id: eventId, programme_id: programmeId, series_id: seriesId, component_id: componentId, kind, titles: JSON.stringify(titles), venue_place: venuePlace, venue_text: venueText,
        first_day: days[0]!, last_day: days.at(-1)!, day_precision: dayPrecision, created_at: now,
      })
      .execute();
    await tx.insertInto('event_day').values(days.map((day) => ({ network_id: networkId, event_id: eventId, day }))).execute();
    return { eventId };
  },
  record: ({ eventId }, { programmeId, kind }) => ({ subject: { kind: 'event', id: eventId }, details: { programme: programmeId, kind } }),
});

/** Changes what an event is called, is and belongs to. Its days are what evidence says; they are corrected there. */
export const changeEvent = command({
  name: 'event.change',
  input: changedEvent,
  may: (scope, { programmeId }) => mayArrange(scope, programmeId),
  async run({ tx, scope: { networkId } }, { programmeId, eventId, titles, kind, seriesId, componentId, venuePlace, venueText }) {
    const found = await tx.selectFrom('event').select('event_id').where('network_id', '=', networkId).where('programme_id', '=', programmeId).where('event_id', '=', eventId).forUpdate().executeTakeFirst();
    if (!found) throw notFound();
    await belongs(tx, networkId, programmeId, { seriesId: seriesId ?? null, componentId: componentId ?? null });
    await placeExists(tx, venuePlace ?? null);
    const row = { titles: titles && JSON.stringify(titles), kind, series_id: seriesId, component_id: componentId, venue_place: venuePlace, venue_text: venueText };
    if (Object.values(row).some((value) => value !== undefined)) await tx.updateTable('event').set(row).where('network_id', '=', networkId).where('event_id', '=', eventId).execute();
    if (kind !== undefined || seriesId !== undefined) await refreshFacts(tx, networkId, { eventId });
    return { eventId };
  },
  record: ({ eventId }, { programmeId, kind }) => ({ subject: { kind: 'event', id: eventId }, details: { programme: programmeId, ...(kind && { kind }) } }),
});

/** Removes an event on which nothing stands; evidence, even taken back, keeps its event. */
export const removeEvent = command({
  name: 'event.remove',
  input: oneEvent,
  may: (scope, { programmeId }) => mayArrange(scope, programmeId),
  async run({ tx, scope: { networkId } }, { programmeId, eventId }) {
    await removeUnused(tx, networkId, programmeId, 'event', eventId);
    return { eventId };
  },
  record: ({ eventId }, { programmeId }) => ({ subject: { kind: 'event', id: eventId }, details: { programme: programmeId } }),
});

/** Removes a series without events, on which nothing else stands either. */
export const removeSeries = command({
  name: 'series.remove',
  input: oneSeries,
  may: (scope, { programmeId }) => mayArrange(scope, programmeId),
  async run({ tx, scope: { networkId } }, { programmeId, seriesId }) {
    await removeUnused(tx, networkId, programmeId, 'series', seriesId);
    return { seriesId };
  },
  record: ({ seriesId }, { programmeId }) => ({ subject: { kind: 'series', id: seriesId }, details: { programme: programmeId } }),
});

/** Says that an event was held, at its venue, on these days (without any: on the days it was planned for). Said again, it replaces what was said before. */
export const holdEvent = command({
  name: 'event.hold',
  input: heldEvent,
  may: (scope, { programmeId }) => mayRecord(scope, programmeId),
  async run(context, { programmeId, eventId, days, source }) {
    const { tx, scope } = context;
    const { networkId } = scope;
    const event = await tx.selectFrom('event').select('venue_place').where('network_id', '=', networkId).where('programme_id', '=', programmeId).where('event_id', '=', eventId).forUpdate().executeTakeFirst();
    if (!event) throw notFound();
    const planned = await tx.selectFrom('event_day').select('day').where('network_id', '=', networkId).where('event_id', '=', eventId).orderBy('day').execute();
    const on = days ?? planned.map(({ day }) => day);
    const { rows: [said] } = await sql<Right & { payload: { days: string[] } }>`
      select e.evidence_id, e.kind, e.happened_on::text as happened_on, e.payload, e.source, e.import_id, e.recorded_at from fact f join evidence e using (network_id, evidence_id)
      where f.network_id = ${networkId} and f.event_id = ${eventId} and f.measure = 'event' and f.known_until is null order by e.evidence_id limit 1`.execute(tx);
    const evidence = { happenedOn: on[0]!, payload: { eventId, days: on, placeId: event.venue_place }, source };
    if (!said) return executeWithin(context, recordEvidence, { programmeId, kind: eventHeld.name, ...evidence });
    // Whoever says what happened says more of it, whoever said the rest; to strike a day out is to correct.
    if (said.payload.days.some((day) => !on.includes(day))) return executeWithin(context, correctEvidence, { evidenceId: said.evidence_id, ...evidence });
    const { ids } = await replaceEvidence(context, programmeId, [{ ...said, happened_on: on[0]!, payload: evidence.payload, source }]);
    return { evidenceId: ids[0]! };
  },
  record: ({ evidenceId }, { eventId, programmeId }) => ({ subject: { kind: 'event', id: eventId }, details: { programme: programmeId, evidence: evidenceId } }),
});

async function removeUnused(tx: Tx, networkId: string, programmeId: string, what: 'event' | 'series', id: string) {
  const { rows } = await sql`select from ${sql.table(what)} where network_id = ${networkId} and programme_id = ${programmeId} and ${sql.ref(`${what}_id`)} = ${id} for update`.execute(tx);
  if (!rows.length) throw notFound();
  const standing = await standingOn(tx, networkId, what, id);
  if (standing.length) throw new Problem(409, `events.${what}_in_use`, { standing });
  await sql`delete from ${sql.table(what)} where network_id = ${networkId} and ${sql.ref(`${what}_id`)} = ${id}`.execute(tx);
}

/** The programme is there, and what is named belongs to it and to no other. */
async function belongs(tx: Tx, network_id: string, programme_id: string, { seriesId = null, componentId = null }: { seriesId?: string | null; componentId?: string | null }) {
  const of = { network_id, programme_id };
  if (!(await tx.selectFrom('programme').select('programme_id').where((eb) => eb.and(of)).executeTakeFirst())) throw notFound();
  if (seriesId && !(await tx.selectFrom('series').select('series_id').where((eb) => eb.and({ ...of, series_id: seriesId })).executeTakeFirst())) throw notFound();
  if (componentId && !(await tx.selectFrom('component').select('component_id').where((eb) => eb.and({ ...of, component_id: componentId })).executeTakeFirst())) throw notFound();
}

async function placeExists(tx: Tx, id: string | null) {
  if (id && !(await tx.selectFrom('place').select('id').where('id', '=', id).executeTakeFirst())) throw new Problem(422, 'events.place_unknown', { place: id }, 'venuePlace');
}
