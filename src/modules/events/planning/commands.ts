import { sql } from 'kysely';
import { command, executeWithin, type CommandContext } from '#platform/command/command.ts';
import { assertSeen } from '#platform/command/seen.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Localised } from '#platform/words/localised.ts';
import { mayArrange } from '../access.ts';
import { timeZoneAt } from '#platform/words/zone.ts';
import { addEvent, changeEvent } from '../commands.ts';
import { entriesOf } from '../calendar/entries.ts';
import { assertPromisesKept, formIfAny, moveUp, tellEverybody, unkeptAt } from '../registration/seat-commands.ts';
import { organisationMeant } from '../registration/who.ts';
import { planIn, type Plan } from './queries.ts';
import { firstDays, moved } from './repeating.ts';
import { seriesFor } from './series-commands.ts';
import { cancelledEvent, copiedEvent, plannedEvent, type PlannedEvent } from './shape.ts';

/** Plans a new event, or changes a planned one. Days of which something is said stay: they are corrected where the evidence is. */
export const planEvent = command({
  name: 'event.plan',
  input: plannedEvent,
  may: (scope, { programmeId }) => mayArrange(scope, programmeId),
  run: (context, input) => plan(context, input),
  record: ({ eventId }, { programmeId, kind }) => ({ subject: { kind: 'event', id: eventId }, details: { programme: programmeId, kind } }),
});

async function plan(context: CommandContext, input: PlannedEvent): Promise<{ eventId: string }> {
  const { tx, now } = context;
  const { networkId } = context.scope;
  const { programmeId, titles, kind, componentId, venuePlace, venueText, sessions } = input;
  const days = [...new Set([...input.days, ...sessions.map(({ day }) => day)])].sort();
  if (!days.length) throw new Problem(422, 'events.day_missing', {}, 'day_0');
  if (input.eventId && input.sequence !== null) {
    const row = await tx.selectFrom('event').select('sequence').where('network_id', '=', networkId).where('event_id', '=', input.eventId).forNoKeyUpdate().executeTakeFirst();
    if (row) assertSeen(input.sequence, row.sequence);
  }
  const before = input.eventId ? await planIn(tx, networkId, input.eventId) : null;
  const formBefore = input.eventId ? await formIfAny(context, input.eventId) : null;
  const unkept = formBefore ? await unkeptAt(context, formBefore) : 0;
  const seriesId = input.newSeries ? await seriesFor(context, input, input.newSeries) : input.seriesId;
  const fields = { programmeId, titles, kind, seriesId, componentId, venuePlace, venueText };
  const { eventId } = input.eventId ? await executeWithin(context, changeEvent, { ...fields, eventId: input.eventId }) : await executeWithin(context, addEvent, { ...fields, days });
  if (input.levelId && !(await tx.selectFrom('framework_level').select('level_id').where('network_id', '=', networkId).where('programme_id', '=', programmeId).where('level_id', '=', input.levelId).executeTakeFirst())) throw notFound();
  const { country } = await tx.selectFrom('network').select('country').where('network_id', '=', networkId).executeTakeFirstOrThrow();
  const { budget } = input;
  await tx
    .updateTable('event')
    .set({
      time_zone: input.timeZone ?? timeZoneAt(venuePlace ?? country),
      budget_ref: budget?.ref ?? null, budget_narrative: budget?.narrative ?? null, budget_planned: budget?.planned ?? null, budget_spent: budget?.spent ?? null, budget_currency: budget?.currency ?? null,
      level_id: input.levelId, address: input.address, accessibility: JSON.stringify(input.accessibility), online_url: input.onlineUrl, capacity: input.capacity,
      facilitators: input.facilitators, agenda: JSON.stringify(input.agenda), ...(before && formBefore && { calendar_entries: Math.max(before.calendarEntries, entriesOf({ ...before, isPublic: false }, 'en', String).length) }), changed_at: now, sequence: input.eventId ? sql`sequence + 1` : sql`sequence`,
    })
    .where('network_id', '=', networkId)
    .where('event_id', '=', eventId)
    .execute();
  if (input.eventId) await moveDays(context, eventId, days);
  await keepSessions(context, eventId, sessions);
  await setParties(context, eventId, input);
  const form = input.eventId ? await formIfAny(context, eventId) : null;
  if (form) {
    // Also when the days that are dropped were all that was still to come.
    const lastDay = formBefore && formBefore.lastDay > form.lastDay ? formBefore.lastDay : form.lastDay;
    const after = await planIn(tx, networkId, eventId);
    const isMoved = !!before && !!after && whenAndWhere(before) !== whenAndWhere(after);
    // By which link one takes part concerns those alone who have it.
    if (!form.isCancelled && (isMoved || before?.onlineUrl !== after?.onlineUrl)) await tellEverybody(context, { ...form, lastDay }, 'moved', isMoved ? ['seat', 'waiting'] : ['seat']);
    await assertPromisesKept(context, form, unkept, 'capacity');
    // More seats, or a later day, may let those in who wait.
    await moveUp(context, form);
  }
  return { eventId };
}

/** What everybody who registered must know of days, hours and venue, as one text to compare. */
const whenAndWhere = ({ venuePlace, venueText, address, timeZone, days, sessions }: Plan): string => JSON.stringify([venuePlace, venueText, address, days, sessions.map(({ day, starts, ends }) => [day, starts, ends]), sessions.length ? timeZone : null]);

/**
 * A session named by its id, or one that still begins when it did, keeps its id: who was in it is said of the id.
 * @throws Problem 409 when a session in which somebody was would go, or move to another day
 */
async function keepSessions({ tx, scope: { networkId } }: CommandContext, eventId: string, sessions: PlannedEvent['sessions']) {
  const before = await tx.selectFrom('event_session').select(['session_id', 'day', 'starts']).where('network_id', '=', networkId).where('event_id', '=', eventId).orderBy('session_id').execute();
  const left = [...before];
  const take = (isMeant: (one: (typeof before)[number]) => boolean) => {
    const at = left.findIndex(isMeant);
    return at < 0 ? null : left.splice(at, 1)[0]!;
  };
  const named = sessions.map(({ sessionId }) => (sessionId ? take((one) => one.session_id === sessionId) : null));
  const kept = sessions.map(({ day, starts }, at) => named[at] ?? take((one) => one.day === day && one.starts === starts));
  const lost = [...left, ...kept.filter((one, at) => one && one.day !== sessions[at]!.day)].map((one) => one!);
  if (lost.length) {
    const { rows } = await sql<{ id: string }>`
      select distinct session as id from evidence e, jsonb_array_elements_text(e.payload -> 'sessions') session
      where e.network_id = ${networkId} and e.kind = 'participation' and e.payload ->> 'eventId' = ${eventId} and jsonb_typeof(e.payload -> 'sessions') = 'array' and session = any (${lost.map((one) => one.session_id)}::text[])
        and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id)`.execute(tx);
    const attended = lost.find((one) => rows.some(({ id }) => id === one.session_id));
    if (attended) throw new Problem(409, 'planning.session_has_attendance', { day: attended.day, starts: attended.starts }, 'sessions');
  }
  await tx.deleteFrom('event_session').where('network_id', '=', networkId).where('event_id', '=', eventId).execute();
  if (!sessions.length) return;
  await tx
    .insertInto('event_session')
    .values(sessions.map((one, at) => ({ network_id: networkId, session_id: kept[at]?.session_id ?? newId(), event_id: eventId, day: one.day, starts: one.starts, ends: one.ends, titles: JSON.stringify(one.titles) })))
    .execute();
}

/** Writes down who receives and who comes; a name that surely means an organisation of the network stands for it. */
async function setParties({ tx, scope: { networkId } }: CommandContext, eventId: string, { host, guests, venuePlace }: PlannedEvent) {
  await tx.deleteFrom('event_party').where('network_id', '=', networkId).where('event_id', '=', eventId).execute();
  const parties = [...(host ? [{ part: 'host', position: 0, name: host }] : []), ...guests.map((name, position) => ({ part: 'guest', position, name }))];
  for (const party of parties) {
    // The place of the visit says where the host sits, and nothing about the guests.
    const organisation_id = await organisationMeant(tx, networkId, party.name, party.part === 'host' ? venuePlace : null);
    await tx.insertInto('event_party').values({ network_id: networkId, event_id: eventId, ...party, organisation_id }).execute();
  }
}

/**
 * Days of which something is said now stay: attendance, that the event was held, or what a document reports of it. What was taken back says nothing. Every other day comes and goes with the plan.
 * @throws Problem 409 naming the first day that would be lost
 */
async function moveDays({ tx, scope: { networkId } }: CommandContext, eventId: string, days: string[]) {
  const event = await tx.selectFrom('event').select(['first_day', 'day_precision']).where('network_id', '=', networkId).where('event_id', '=', eventId).executeTakeFirstOrThrow();
  const before = (await tx.selectFrom('event_day').select('day').where('network_id', '=', networkId).where('event_id', '=', eventId).orderBy('day').execute()).map(({ day }) => day);
  if (before.join() === days.join()) return;
  // Where only the month is known, its day stands for the month: once days are chosen, none of them is what was said.
  const gone = event.day_precision === 'day' ? before.filter((day) => !days.includes(day)) : before;
  const { rows } = await sql<{ day: string | null }>`
    select min(happened_on)::text as day from fact where network_id = ${networkId} and event_id = ${eventId} and known_until is null and happened_on = any (${gone}::date[])`.execute(tx);
  const [{ day: said } = { day: null }] = rows;
  if (said) throw new Problem(409, 'planning.days_have_evidence', { day: said }, 'day_0');
  await tx.deleteFrom('event_day').where('network_id', '=', networkId).where('event_id', '=', eventId).execute();
  await tx.insertInto('event_day').values(days.map((day) => ({ network_id: networkId, event_id: eventId, day }))).execute();
  await tx.updateTable('event').set({ first_day: days[0]!, last_day: days.at(-1)!, day_precision: 'day' }).where('network_id', '=', networkId).where('event_id', '=', eventId).execute();
  // The reminder is for the day before the first one; whoever was there already needs none for the rest.
  if (days[0] !== event.first_day) await tx.updateTable('registration').set({ reminded_at: null }).where('network_id', '=', networkId).where('event_id', '=', eventId).execute();
}

/** Plans the same event again on other days, once or in a rhythm: everything, its rule of completion too, but its registrations, its form and what happened at it. */
export const copyEvent = command({
  name: 'event.copy',
  input: copiedEvent,
  may: (scope, { programmeId }) => mayArrange(scope, programmeId),
  async run(context, { programmeId, eventId, first, rhythm, times, asSeries }) {
    const { tx } = context;
    const { networkId } = context.scope;
    const of = { network_id: networkId, event_id: eventId };
    const event = await tx.selectFrom('event').selectAll().where((eb) => eb.and({ ...of, programme_id: programmeId })).executeTakeFirst();
    if (!event) throw notFound();
    const days = (await tx.selectFrom('event_day').select('day').where((eb) => eb.and(of)).execute()).map(({ day }) => day);
    const sessions = await tx.selectFrom('event_session').select(['day', 'starts', 'ends', 'titles']).where((eb) => eb.and(of)).execute();
    const parties = await tx.selectFrom('event_party').select(['part', 'name']).where((eb) => eb.and(of)).orderBy('position').execute();
    const named = (part: string) => parties.flatMap((one) => (one.part === part ? [one.name] : []));
    // The event itself is the first of the series.
    const seriesId = event.series_id ?? (asSeries ? await seriesFor(context, { programmeId, eventId, seriesId: null, kind: event.kind, componentId: event.component_id }, event.titles as Localised) : null);
    if (seriesId !== event.series_id) await executeWithin(context, changeEvent, { programmeId, eventId, seriesId });
    const eventIds: string[] = [];
    for (const start of firstDays(first, rhythm, times)) {
      const on = (day: string) => moved(day, event.first_day, start);
      const copy = await executeWithin(context, planEvent, {
        programmeId, eventId: null, titles: event.titles, kind: event.kind, seriesId, componentId: event.component_id, levelId: event.level_id, venuePlace: event.venue_place, venueText: event.venue_text,
        address: event.address, accessibility: event.accessibility, onlineUrl: event.online_url, capacity: event.capacity, facilitators: event.facilitators, agenda: event.agenda,
        days: days.map(on), sessions: sessions.map((one) => ({ ...one, day: on(one.day) })), timeZone: event.time_zone, host: named('host')[0] ?? null, guests: named('guest'),
        // What was spent was spent on the one that is copied.
        budget: { ref: event.budget_ref, narrative: event.budget_narrative, planned: event.budget_planned, spent: null, currency: event.budget_currency },
      });
      // What makes it the same training: when somebody has completed it, how long a trainer of it stays active, and whether people say themselves that they came.
      await tx.updateTable('event').set({ completion: JSON.stringify(event.completion), trainer_months: event.trainer_months, self_check_in: event.self_check_in }).where('network_id', '=', networkId).where('event_id', '=', copy.eventId).execute();
      // Whom the names of those who lead it mean goes with the names.
      await sql`insert into event_facilitator (network_id, event_id, name, person_id) select network_id, ${copy.eventId}, name, person_id from event_facilitator where network_id = ${networkId} and event_id = ${eventId}`.execute(tx);
      eventIds.push(copy.eventId);
    }
    return { eventIds };
  },
  record: ({ eventIds }, { eventId, programmeId }) => ({ subject: { kind: 'event', id: eventId }, details: { programme: programmeId, events: eventIds } }),
});

/** Calls an event off, or what is left of it (`called-off-queries.ts`): it stays on the list and in every calendar, struck out; its registration is closed. */
export const cancelEvent = called('event.cancel', true);
/** Takes the calling off back. Registration stays closed until somebody opens it. */
export const restoreEvent = called('event.restore', false);

function called(name: 'event.cancel' | 'event.restore', isOff: boolean) {
  return command({
    name,
    input: cancelledEvent,
    may: (scope, { programmeId }) => mayArrange(scope, programmeId),
    async run(context, { programmeId, eventId }) {
      const { tx, now, scope: { networkId } } = context;
      const { rows } = await sql<{ isOtherwise: boolean }>`update event e set cancelled_at = ${isOff ? sql`coalesce(was.cancelled_at, ${now})` : null}::timestamptz, sequence = sequence + 1, changed_at = ${now}
        from (select event_id, cancelled_at from event where network_id = ${networkId} and programme_id = ${programmeId} and event_id = ${eventId} for update) was
        where e.network_id = ${networkId} and e.event_id = was.event_id returning (was.cancelled_at is null) = ${isOff} as "isOtherwise"`.execute(tx);
      if (!rows.length) throw notFound();
      if (isOff) await tx.updateTable('registration_form').set({ is_open: false }).where('network_id', '=', networkId).where('event_id', '=', eventId).execute();
      const form = await formIfAny(context, eventId);
      if (form && rows[0]!.isOtherwise) {
        await tellEverybody(context, form, isOff ? 'called_off' : 'restored');
        await moveUp(context, form);
      }
      return { eventId };
    },
    record: (_, { eventId, programmeId }) => ({ subject: { kind: 'event', id: eventId }, details: { programme: programmeId } }),
  });
}
