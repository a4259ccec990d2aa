import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { reading } from '#platform/db/transaction.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { daysLater } from '#platform/days.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { locales } from '#platform/words/locales.ts';
import { onClocks } from '#platform/words/zone.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { withdrawEvidence } from '#modules/results/commands.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { entriesOf } from '../calendar/entries.ts';
import { programmeCalendar } from '../calendar/queries.ts';
import { checkIn } from '../check-in/commands.ts';
import { holdEvent } from '../commands.ts';
import { setCompletion } from '../completion/commands.ts';
import { completionsOf } from '../completion/queries.ts';
import { eventKinds } from '../evidence.ts';
import { register, saveForm } from '../registration/commands.ts';
import { setSelfCheckIn } from '../self-check-in/commands.ts';
import { cancelEvent, copyEvent, planEvent, restoreEvent } from './commands.ts';
import { amountFor, amountIn, inRows, rowLabels, toForm, toInput } from './form.ts';
import { plannedEvents, planOf, programmesWithEvents, publicPlan, type Which } from './queries.ts';

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
  days: ['2055-01-31'], sessions: [{ day: '2055-01-30', starts: '09:30', ends: '12:00', titles: { en: 'Opening' } }],
});

test('an event is planned with its days and sessions, and found in any script', async () => {
  const { eventId } = await execute(planEvent, scope, training());
  expect(await planOf(scope, eventId)).toMatchObject({ days: ['2055-01-30', '2055-01-31'], firstDay: '2055-01-30', lastDay: '2055-01-31', sessions: [{ day: '2055-01-30', starts: '09:30', ends: '12:00', titles: { en: 'Opening' } }], capacity: 20, facilitators: ['Ана Илић'], sequence: 0 });
  const ids = async (which: Which, q = '') => (await plannedEvents(scope, { programmeId }, which, q)).events.map((row) => row.eventId);
  const [before, after] = [{ of: 'upcoming', today: '2055-01-31', page: 1 }, { of: 'past', today: '2055-02-01', page: 1 }] as const;
  expect([await ids(before, 'obuka voditelje'), await ids(before, 'nothing of that kind'), await ids(after, 'voditelje'), await ids({ ...after, today: '2055-01-31' })]).toEqual([[eventId], [], [eventId], []]);
  // The end of January stands in the first week of February's sheet too.
  expect([await ids({ of: 'month', month: '2055-01' }), await ids({ of: 'month', month: '2055-02' }), await ids({ of: 'month', month: '2055-03' })]).toEqual([[eventId], [eventId], []]);
  // A visitor sees it, but not the link for those who have a seat.
  expect((await publicPlan(eventId)).plan).toMatchObject({ eventId, onlineUrl: null, address: 'Трг 1' });
});

test('of two people at one plan the second is told, and nothing of the first is lost unseen', async () => {
  const { eventId } = await execute(planEvent, scope, training());
  const { sequence } = await planOf(scope, eventId);
  const save = (seen: number, address: string) => execute(planEvent, scope, { ...training(), eventId, sequence: seen, address });
  const address = async () => (await planOf(scope, eventId)).address;
  await save(sequence, 'Трг 2');
  await expect(save(sequence, 'Трг 3')).rejects.toMatchObject({ status: 409, code: 'platform.changed_meanwhile' });
  expect(await address()).toBe('Трг 2');
  // Having looked, she saves hers.
  await save(sequence + 1, 'Трг 3');
  expect(await address()).toBe('Трг 3');
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

test('a monthly copy stands on its own days; the session, and when somebody has completed it, go along', async () => {
  const { eventId } = await execute(planEvent, scope, training());
  await execute(setCompletion, scope, { programmeId, seriesId: eventId, rule: { of: 'sessions', share: 80 }, trainerMonths: 9 });
  await execute(setSelfCheckIn, scope, { programmeId, eventId, mode: 'day' });
  const { eventIds } = await execute(copyEvent, scope, { programmeId, eventId, first: '2055-02-27', rhythm: 'month', times: 2 });
  const copies = await Promise.all(eventIds.map((id) => planOf(scope, id)));
  expect(copies.map(({ days, sessions, titles }) => [days, sessions[0]!.day, titles.en])).toEqual([
    [['2055-02-27', '2055-02-28'], '2055-02-27', 'Training of case managers'],
    [['2055-03-27', '2055-03-28'], '2055-03-27', 'Training of case managers'],
  ]);
  const rules = await kolo.db.selectFrom('event').select(['completion', 'trainer_months', 'self_check_in']).where('event_id', 'in', [eventId, ...eventIds]).execute();
  expect(rules).toEqual(Array(3).fill({ completion: { of: 'sessions', share: 80 }, trainer_months: 9, self_check_in: 'day' }));
});

describe('once a day has taken place', () => {
  const [first, second, third] = ['2055-04-01', '2055-04-02', '2055-04-03'];
  let eventId: string;
  const plan = async (days: string[], sessions: object[] = []) => {
    await execute(planEvent, scope, { ...training(), eventId, days, sessions });
    return planOf(scope, eventId);
  };
  const comes = (day: string, more: object = {}) =>
    execute(checkIn, scope, { operationId: newId(), eventId, who: { walkIn: { given: 'Dragana', surname: 'Petrović' } }, day, present: true, via: 'door', at: '2055-04-01T09:00:00+02:00', ...more });
  beforeEach(async () => {
    ({ eventId } = await execute(planEvent, scope, { ...training(), days: [first, second], sessions: [] }));
  });

  test('days to come are moved, added and dropped, and attendance is taken on them; what was recorded stays with its day', async () => {
    await comes(first);
    // Snow: the second day is a week later, and there will be a third.
    expect(await plan([first, '2055-04-09', '2055-04-10'])).toMatchObject({ days: [first, '2055-04-09', '2055-04-10'], firstDay: first, lastDay: '2055-04-10' });
    await expect(comes(second)).rejects.toMatchObject({ code: 'check-in.day_not_of_event' });
    const { personId } = await comes('2055-04-09');
    const completed = async (today: string) => (await reading(scope, (tx) => completionsOf(tx, scope.networkId, programmeId, eventId, today))).people.find((one) => one.personId === personId)!;
    expect(await completed('2055-04-09')).toMatchObject({ attended: 2, held: 3, isComplete: false });
    expect((await programmeCalendar('p')).events.filter((one) => one.eventId === eventId).flatMap((one) => entriesOf(one, 'en', () => '')).map(({ starts, ends }) => [starts, ends])).toEqual([[first, first], ['2055-04-09', '2055-04-10']]);
    expect(await plan([first, '2055-04-09'])).toMatchObject({ lastDay: '2055-04-09' });
    expect(await completed('2055-04-09')).toMatchObject({ attended: 2, held: 2, isComplete: true, completedOn: '2055-04-09' });
    // A day before the first one was forgotten in the plan.
    expect(await plan(['2055-03-31', first, '2055-04-09'])).toMatchObject({ firstDay: '2055-03-31' });
  });

  test('the day itself stays, whether somebody came or it is said that it was held; and goes when that is taken back', async () => {
    const { operationId, personId } = await comes(first);
    for (const days of [[second], [second, third]]) await expect(plan(days)).rejects.toMatchObject({ status: 409, code: 'planning.days_have_evidence', details: { day: first }, field: 'day_0' });
    await comes(first, { who: { personId }, present: false, takesBack: operationId });
    expect((await plan([second])).days).toEqual([second]);
    await execute(holdEvent, scope, { programmeId, eventId, days: [second] });
    await expect(plan([third])).rejects.toMatchObject({ code: 'planning.days_have_evidence', details: { day: second } });
    await plan([second, third]);
    const { evidence_id: evidenceId } = await kolo.db.selectFrom('fact').select('evidence_id').where('event_id', '=', eventId).where('measure', '=', 'event').where('known_until', 'is', null).executeTakeFirstOrThrow();
    await execute(withdrawEvidence, scope, { evidenceId, reason: 'It snowed.' });
    expect((await plan([third])).days).toEqual([third]);
  });

  test('a session somebody was in stays on its day, the others go anywhere', async () => {
    const [morning, later] = [{ day: first, starts: '09:00', ends: '12:00', titles: {} }, { day: second, starts: '09:00', ends: '12:00', titles: {} }];
    const [one, other] = (await plan([], [morning, later])).sessions.map(({ id }) => id);
    await comes(first, { sessionId: one });
    const moved = { ...later, sessionId: other, day: '2055-04-09' };
    expect((await plan([], [{ ...morning, sessionId: one }, moved])).sessions.map(({ id, day }) => [id, day])).toEqual([[one, first], [other, '2055-04-09']]);
    await expect(plan([first], [moved])).rejects.toMatchObject({ code: 'planning.session_has_attendance' });
    await comes('2055-04-09', { sessionId: other });
  });

  test('who is registered is told of the other days, also when the last of them is dropped, and reminded anew only of another beginning', async () => {
    const today = onClocks(new Date(), 'Europe/Belgrade').slice(0, 10);
    await plan([today, daysLater(today, 1)]);
    await execute(saveForm, scope, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 90 });
    const { registrationId } = await execute(register, publicScope(scope.networkId), { eventId, given: 'Vera', surname: 'Ilić', email: 'vera.days@example.org', organisationText: 'Udruženje', locale: 'en', origin: 'https://kolo.example', challenge: newId() });
    const replan = async (...days: number[]) => {
      await sql`delete from graphile_worker._private_jobs where payload ->> 'registrationId' = ${registrationId}`.execute(kolo.db);
      await kolo.db.updateTable('registration').set({ reminded_at: new Date() }).where('registration_id', '=', registrationId).execute();
      await plan(days.map((n) => daysLater(today, n)));
      const { rows } = await sql<{ letter: string }>`select payload ->> 'letter' as letter from graphile_worker._private_jobs where payload ->> 'registrationId' = ${registrationId}`.execute(kolo.db);
      const { reminded_at } = await kolo.db.selectFrom('registration').select('reminded_at').where('registration_id', '=', registrationId).executeTakeFirstOrThrow();
      return [...rows.map(({ letter }) => letter), reminded_at && 'reminded'];
    };
    expect([await replan(0, 2), await replan(-1, 2), await replan(-1, 2), await replan(-1), await replan(-2)]).toEqual([['moved', 'reminded'], ['moved', null], ['reminded'], ['moved', 'reminded'], [null]]);
  });

  test('an event of which only the month is known keeps it while something is said of it', async () => {
    await kolo.db.updateTable('event').set({ day_precision: 'month' }).where('event_id', '=', eventId).execute();
    await execute(holdEvent, scope, { programmeId, eventId, days: [first] });
    await expect(plan([first, third])).rejects.toMatchObject({ code: 'planning.days_have_evidence' });
  });
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
  await expect(execute(planEvent, scope, { ...training(), sessions: [{ day: '2055-01-30', starts: '12:00', ends: '09:00', titles: {} }] })).rejects.toMatchObject({ field: 'sessions.0.ends' });
  // On the page it stands at the row in which it was written: here the third, after a day without hours.
  const row = { day: '2055-01-30', starts: '', ends: '', title: '' };
  const texts = { values: {}, days: [{ ...row, starts: '09:00', ends: '10:00' }, row, { ...row, starts: '12:00', ends: '09:00' }] };
  expect(inRows([{ field: 'sessions.1.ends' }, { field: 'days.0' }, { field: 'titles' }], texts)).toEqual([{ field: 'ends_2' }, { field: 'day_1' }, { field: 'titles' }]);
  expect(rowLabels(texts, await wordsOf('en')).ends_2).toBe('Row 3');
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
  expect(await starts()).toContain('2055-01-30T07:30:00.000Z');
  const texts = toForm(await planOf(scope, eventId), 'en', null);
  expect(texts.values.timeZone).toBe('');
  await execute(planEvent, scope, { ...training(), eventId, venuePlace: 'RS-L-71269' });
  expect(await zoneOf(eventId)).toBe('Europe/Belgrade');
  expect(await starts()).toContain('2055-01-30T08:30:00.000Z');
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
  const { eventIds } = await execute(copyEvent, scope, { programmeId, eventId, first: '2055-05-01' });
  expect(await planOf(scope, eventIds[0]!)).toMatchObject({ budget: { ref: '2.1.3', planned: 1250.5, spent: null, currency: 'EUR' }, parties: [{ part: 'host', organisationId }, {}, {}] });
  await expect(execute(planEvent, scope, { ...training(), budget: { planned: 10 } })).rejects.toMatchObject({ status: 422, issues: [{ path: 'budget.currency', message: 'planning.problem_currency' }] });
});

test('the events of all programmes one works on, by programme and kind', async () => {
  const { programmeId: other } = await longProgramme();
  const { slug } = await kolo.db.selectFrom('programme').select('slug').where('programme_id', '=', other).executeTakeFirstOrThrow();
  await execute(planEvent, scope, { ...training(), kind: 'camp', titles: { en: 'Camp' }, days: ['2056-01-31'], sessions: [] });
  const found = async (asking: Scope, slug: string | null, kind: string | null) => (await plannedEvents(asking, { slug, kind }, { of: 'upcoming', today: '2055-07-30', page: 1 })).events.map((row) => [row.programme.slug, row.kind, row.firstDay]);
  const [last, camp] = [[slug, 'training', '2055-07-31'], ['p', 'camp', '2056-01-31']];
  expect([await found(scope, null, null), await found(scope, slug, null), await found(scope, null, 'camp'), await found(scope, slug, 'camp')]).toEqual([[[slug, 'training', '2055-07-30'], last, camp], [[slug, 'training', '2055-07-30'], last], [camp], []]);
  const limited = memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: '' }, roles: ['field-worker'], organisationId: null, programmeIds: [programmeId] });
  expect([await found(limited, null, null), (await programmesWithEvents(limited)).map(({ slug }) => slug), await found(publicScope(scope.networkId), null, null)]).toEqual([[camp], ['p'], []]);
});

test('amounts as people write them', () => {
  expect(['1250', '1.250,50', '1 250.5', '12.345.678', '0', '1,5', 'x', '-3', '1.2.3', ''].map((text) => amountIn(text || null))).toEqual([1250, 1250.5, 1250.5, 12_345_678, 0, 1.5, NaN, NaN, NaN, null]);
  expect([amountFor(250_000, 'sr-Latn'), amountFor(1250.5, 'en'), amountFor(null, 'bg')]).toEqual(['250.000', '1,250.50', '']);
  // What stands in the field is read back as the same amount, in every language.
  const amounts = [0, 1, 999.99, 1250, 1250.5, 12_345.6, 250_000, 12_345_678.91];
  for (const language of locales) expect(amounts.map((amount) => amountIn(amountFor(amount, language)))).toEqual(amounts);
});

test('long lists come in pages: what is next first, what is over latest first; nothing is cut', async () => {
  const { programmeId: many } = await longProgramme();
  const page = async (of: 'upcoming' | 'past', page: number) => {
    const { events, total, pages } = await plannedEvents(scope, { programmeId: many }, { of, today: '2055-06-01', page });
    return [events.length, events[0]?.firstDay, total, pages];
  };
  expect([await page('upcoming', 1), await page('upcoming', 2), await page('past', 1), await page('past', 99)]).toEqual([[50, '2055-06-01', 61, 2], [11, '2055-07-21', 61, 2], [50, '2055-05-31', 151, 4], [1, '2055-01-01', 151, 4]]);
});

/** A programme with an event on each of 212 days. */
async function longProgramme() {
  const id = newId();
  await kolo.db.insertInto('programme').values({ network_id: scope.networkId, programme_id: id, slug: `long-${id.slice(-6)}`, titles: '{}', published_at: new Date() }).execute();
  await sql`insert into event (network_id, event_id, programme_id, kind, titles, first_day, last_day)
    select ${scope.networkId}, gen_random_uuid(), ${id}, 'training', '{"en":"E"}', date '2055-01-01' + n, date '2055-01-01' + n from generate_series(0, 211) n`.execute(kolo.db);
  return { programmeId: id };
}
