import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { entriesOf } from '../calendar/entries.ts';
import { programmeCalendar } from '../calendar/queries.ts';
import { holdEvent } from '../commands.ts';
import { eventKinds } from '../evidence.ts';
import { cancelEvent, copyEvent, planEvent, restoreEvent } from './commands.ts';
import { amountIn, toForm, toInput } from './form.ts';
import { plannedEvents, type Which, planOf, publicPlan } from './queries.ts';

const kolo = withDatabase();
let scope: Scope;
let programmeId: string;

beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  scope = systemScope(newId(), 'test');
  programmeId = newId();
  await kolo.db.insertInto('network').values({ network_id: scope.networkId, slug: 'ours', names: '{}' }).execute();
  await kolo.db.insertInto('programme').values({ network_id: scope.networkId, programme_id: programmeId, slug: 'p', titles: '{}', published_at: new Date() }).execute();
});

const training = () => ({
  programmeId, eventId: null, kind: 'training', titles: { 'sr-Cyrl': 'Обука за водитеље', en: 'Training of case managers' }, venuePlace: 'RS-L-71269', address: 'Трг 1', accessibility: { en: 'Step-free' }, onlineUrl: 'https://meet.example/x', capacity: 20, facilitators: ['Ана Илић'],
  days: ['2027-01-31'], sessions: [{ day: '2027-01-30', starts: '09:30', ends: '12:00', titles: { en: 'Opening' } }],
});

test('an event is planned with its days and sessions, and found in any script', async () => {
  const { eventId } = await execute(planEvent, scope, training());
  expect(await planOf(scope, eventId)).toMatchObject({ days: ['2027-01-30', '2027-01-31'], firstDay: '2027-01-30', lastDay: '2027-01-31', sessions: [{ day: '2027-01-30', starts: '09:30', ends: '12:00', titles: { en: 'Opening' } }], capacity: 20, facilitators: ['Ана Илић'], sequence: 0 });
  const ids = async (which: Which, q = '') => (await plannedEvents(scope, programmeId, which, q)).events.map((row) => row.eventId);
  const [before, after] = [{ of: 'upcoming', today: '2027-01-31', page: 1 }, { of: 'past', today: '2027-02-01', page: 1 }] as const;
  expect([await ids(before, 'obuka voditelje'), await ids(before, 'nothing of that kind'), await ids(after, 'voditelje'), await ids({ ...after, today: '2027-01-31' })]).toEqual([[eventId], [], [eventId], []]);
  // The end of January stands in the first week of February's sheet too.
  expect([await ids({ of: 'month', month: '2027-01' }), await ids({ of: 'month', month: '2027-02' }), await ids({ of: 'month', month: '2027-03' })]).toEqual([[eventId], [eventId], []]);
  // A visitor sees it, but not the link for those who have a seat.
  expect((await publicPlan(eventId)).plan).toMatchObject({ eventId, onlineUrl: null, address: 'Трг 1' });
});

test('what the form is filled with comes back as it was, and a change of one language keeps the other', async () => {
  const { eventId } = await execute(planEvent, scope, training());
  const plan = await planOf(scope, eventId);
  const { values, days } = toForm(plan, 'en', null);
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...values, title: 'Renamed' })) form.set(name, value);
  for (const [n, row] of days.entries()) for (const [name, value] of Object.entries(row)) form.set(`${name}_${n}`, value);
  await execute(planEvent, scope, toInput(form, { language: 'en', plan, programmeId, country: null }));
  const after = await planOf(scope, eventId);
  expect({ ...after, changedAt: null }).toEqual({ ...plan, changedAt: null, titles: { 'sr-Cyrl': 'Обука за водитеље', en: 'Renamed' }, sequence: 1 });
  // Begun at another hour, it is the same session.
  form.set(`starts_${days.findIndex(({ starts }) => starts)}`, '10:15');
  await execute(planEvent, scope, toInput(form, { language: 'en', plan: after, programmeId, country: null }));
  expect((await planOf(scope, eventId)).sessions).toEqual(plan.sessions.map((one) => ({ ...one, starts: '10:15' })));
  form.set('place', 'Atlantis');
  expect(() => toInput(form, { language: 'en', plan, programmeId, country: null })).toThrow('planning.place_unknown');
});

test('a monthly copy stands on its own days; the session goes along', async () => {
  const { eventId } = await execute(planEvent, scope, training());
  const { eventIds } = await execute(copyEvent, scope, { programmeId, eventId, first: '2027-02-27', rhythm: 'month', times: 2 });
  const copies = await Promise.all(eventIds.map((id) => planOf(scope, id)));
  expect(copies.map(({ days, sessions, titles }) => [days, sessions[0]!.day, titles.en])).toEqual([
    [['2027-02-27', '2027-02-28'], '2027-02-27', 'Training of case managers'],
    [['2027-03-27', '2027-03-28'], '2027-03-27', 'Training of case managers'],
  ]);
});

test('days about which something was recorded stay', async () => {
  const { eventId } = await execute(planEvent, scope, training());
  await execute(holdEvent, scope, { programmeId, eventId });
  await expect(execute(planEvent, scope, { ...training(), eventId, days: ['2027-05-01'] })).rejects.toMatchObject({ code: 'planning.days_have_evidence' });
  await execute(planEvent, scope, { ...training(), eventId, titles: { en: 'Other title' } });
});

test('calling off and taking it back count up what calendars see', async () => {
  const { eventId } = await execute(planEvent, scope, training());
  await execute(cancelEvent, scope, { programmeId, eventId });
  expect(await planOf(scope, eventId)).toMatchObject({ isCancelled: true, sequence: 1 });
  await execute(restoreEvent, scope, { programmeId, eventId });
  expect(await planOf(scope, eventId)).toMatchObject({ isCancelled: false, sequence: 2 });
});

test('without a day, or with a session that ends before it starts, it is said where', async () => {
  await expect(execute(planEvent, scope, { ...training(), days: [], sessions: [] })).rejects.toMatchObject({ code: 'events.day_missing', field: 'day_0' });
  await expect(execute(planEvent, scope, { ...training(), sessions: [{ day: '2027-01-30', starts: '12:00', ends: '09:00', titles: {} }] })).rejects.toMatchObject({ field: 'sessions.0.ends' });
});

test('a visitor plans nothing', async () => {
  await expect(execute(planEvent, publicScope(scope.networkId), training())).rejects.toMatchObject({ status: 403 });
});

test('the zone goes with the venue until somebody chooses one; hours in calendars go by it', async () => {
  const zoneOf = async (eventId: string) => (await planOf(scope, eventId)).timeZone;
  const { eventId } = await execute(planEvent, scope, { ...training(), venuePlace: 'BG-M-SOF46' });
  expect(await zoneOf(eventId)).toBe('Europe/Sofia');
  const starts = async () => (await programmeCalendar('p')).events.filter((one) => one.eventId === eventId).flatMap((one) => entriesOf(one, 'en', () => '')).map((one) => (one.starts as Date).toISOString?.() ?? one.starts);
  // Half past nine on the clocks of Sofia, and an hour later in Greenwich when the venue moves to Šabac.
  expect(await starts()).toContain('2027-01-30T07:30:00.000Z');
  const texts = toForm(await planOf(scope, eventId), 'en', null);
  expect(texts.values.timeZone).toBe('');
  await execute(planEvent, scope, { ...training(), eventId, venuePlace: 'RS-L-71269' });
  expect(await zoneOf(eventId)).toBe('Europe/Belgrade');
  expect(await starts()).toContain('2027-01-30T08:30:00.000Z');
  await execute(planEvent, scope, { ...training(), eventId, timeZone: 'Europe/Chisinau' });
  expect([await zoneOf(eventId), toForm(await planOf(scope, eventId), 'en', null).values.timeZone]).toEqual(['Europe/Chisinau', 'Europe/Chisinau']);
  await expect(execute(planEvent, scope, { ...training(), timeZone: 'Mars/Base' })).rejects.toMatchObject({ status: 422 });
});

test('host, guests and the line of the budget: kept, copied without what was spent, and the budget shown to nobody outside', async () => {
  const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: 'Удружење „Пријатељи“ Зајечар', seat: 'RS-L-70653' });
  const { eventId } = await execute(planEvent, scope, { ...training(), venuePlace: null, kind: 'exchange-visit', host: 'Udruženje „Prijatelji“ Zaječar', guests: ['Somebody we do not know', 'Други'], budget: { ref: '2.1.3', narrative: 'Study visits', planned: 1250.5, spent: 300, currency: 'EUR' } });
  const plan = await planOf(scope, eventId);
  expect([plan.parties, plan.budget]).toEqual([
    [{ part: 'host', name: 'Удружење „Пријатељи“ Зајечар', organisationId }, { part: 'guest', name: 'Somebody we do not know', organisationId: null }, { part: 'guest', name: 'Други', organisationId: null }],
    { ref: '2.1.3', narrative: 'Study visits', planned: 1250.5, spent: 300, currency: 'EUR' },
  ]);
  expect((await publicPlan(eventId)).plan).toMatchObject({ budget: null, parties: plan.parties });
  const { eventIds } = await execute(copyEvent, scope, { programmeId, eventId, first: '2027-05-01' });
  expect(await planOf(scope, eventIds[0]!)).toMatchObject({ budget: { ref: '2.1.3', planned: 1250.5, spent: null, currency: 'EUR' }, parties: [{ part: 'host', organisationId }, {}, {}] });
  await expect(execute(planEvent, scope, { ...training(), budget: { planned: 10 } })).rejects.toMatchObject({ status: 422, issues: [{ path: 'budget.currency', message: 'planning.problem_currency' }] });
});

test('amounts as people write them', () => {
  expect(['1250', '1.250,50', '1 250.5', '12.345.678', '0', '1,5', 'x', '-3', '1.2.3', ''].map((text) => amountIn(text || null))).toEqual([1250, 1250.5, 1250.5, 12_345_678, 0, 1.5, NaN, NaN, NaN, null]);
});

test('long lists come in pages: what is next first, what is over latest first; nothing is cut', async () => {
  const { programmeId: many } = await longProgramme();
  const page = async (of: 'upcoming' | 'past', page: number) => {
    const { events, total, pages } = await plannedEvents(scope, many, { of, today: '2027-06-01', page });
    return [events.length, events[0]?.firstDay, total, pages];
  };
  expect([await page('upcoming', 1), await page('upcoming', 2), await page('past', 1), await page('past', 99)]).toEqual([[50, '2027-06-01', 61, 2], [11, '2027-07-21', 61, 2], [50, '2027-05-31', 151, 4], [1, '2027-01-01', 151, 4]]);
});

/** A programme with an event on each of 212 days. */
async function longProgramme() {
  const id = newId();
  await kolo.db.insertInto('programme').values({ network_id: scope.networkId, programme_id: id, slug: `long-${id.slice(-6)}`, titles: '{}', published_at: new Date() }).execute();
  await sql`insert into event (network_id, event_id, programme_id, kind, titles, first_day, last_day)
    select ${scope.networkId}, gen_random_uuid(), ${id}, 'training', '{"en":"E"}', date '2027-01-01' + n, date '2027-01-01' + n from generate_series(0, 211) n`.execute(kolo.db);
  return { programmeId: id };
}
