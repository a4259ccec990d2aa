import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { brokenLink } from '#platform/log/log.ts';
import { colleaguesOf } from '#platform/offline/colleagues-queries.ts';
import { takeIn } from '#platform/offline/intake.ts';
import { memoryStore } from '#platform/offline/memory.ts';
import { ownerOf } from '#platform/offline/owner.ts';
import { enqueue, replay, standing, takeOver } from '#platform/offline/queue.ts';
import { accountWith, memberOf } from '#platform/session/testing.ts';
import { wordsOf } from '#platform/words/load.ts';
import { onClocks } from '#platform/words/zone.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { lookAtWritten } from '#modules/duplicates/looking/commands.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addPerson, whenPeopleAreWritten } from '#modules/people/commands.ts';
import { recordEvidence } from '#modules/results/commands.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { recordedHow } from '../attendance-testing.ts';
import { eventKinds } from '../evidence.ts';
import { completionsOf } from '../completion/queries.ts';
import { eventPage } from '../participants/queries.ts';
import { cancelEvent, planEvent } from '../planning/commands.ts';
import { planOf } from '../planning/queries.ts';
import { register, saveForm, substituteDelegate } from '../registration/commands.ts';
import { decideRegistration } from '../registration/deciding-commands.ts';
import { secretFor } from '../secret-link.ts';
import { checkIn, checkInMany } from './commands.ts';
import { doorCopy, offlineCheckIn } from './offline.ts';
import { codeMark, daysToTake, fromRow, keptUntil } from './roster.ts';
import { roster } from './roster-queries.ts';
import { saidPresence } from './shape.ts';

const kolo = withDatabase();
let scope: Scope;
let programmeId: string;
let eventId: string;
let centre: string;
const [first, second] = ['2055-03-01', '2055-03-02'] as const;

beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  whenPeopleAreWritten((context, ids) => lookAtWritten(context, 'person', ids));
  scope = systemScope(newId(), 'test');
  await kolo.db.insertInto('network').values({ network_id: scope.networkId, slug: 'ours', names: '{}' }).execute();
  centre = (await execute(addOrganisation, scope, { type: 'public-institution', name: 'Центар за социјални рад Шабац', seat: 'RS-L-71269' })).organisationId;
});
beforeEach(async () => {
  programmeId = newId();
  await kolo.db.insertInto('programme').values({ network_id: scope.networkId, programme_id: programmeId, slug: `p${programmeId}`, titles: '{}', published_at: new Date() }).execute();
  eventId = (await execute(planEvent, scope, { programmeId, eventId: null, kind: 'training', titles: { en: 'Training' }, venuePlace: 'RS-L-71269', days: [first, second], sessions })).eventId;
  await execute(saveForm, scope, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30 });
});

const sessions = [{ day: first, starts: '09:00', ends: '12:00', titles: { en: 'Morning' } }, { day: first, starts: '13:00', ends: '16:00', titles: { en: 'Afternoon' } }];
const sessionAt = async (starts: string) => (await kolo.db.selectFrom('event_session').select('session_id').where('event_id', '=', eventId).where('starts', '=', starts).executeTakeFirstOrThrow()).session_id;
let checks = 0;
const registered = async (given: string, more = {}) =>
  (await execute(register, publicScope(scope.networkId), { eventId, given, surname: 'Петровић', email: `${given.toLowerCase()}@example.org`, organisationText: 'Центар за социјални рад Шабац', locale: 'en', origin: 'https://kolo.example', challenge: `check ${++checks}`, ...more })).registrationId;
const row = (registrationId: string) => kolo.db.selectFrom('registration').selectAll().where('registration_id', '=', registrationId).executeTakeFirstOrThrow();
const message = (who: object, more = {}) => ({ operationId: newId(), eventId, who, day: first, present: true, via: 'door', at: '2055-03-01T08:00:00+01:00', ...more });
const say = (who: object, more = {}) => execute(checkIn, scope, message(who, more));
/** What the figures rest on: who was there on which days. */
const attended = async () => (await sql<{ who: string; day: string }>`select given || ' ' || surname as who, happened_on::text as day from fact join person using (network_id, person_id) where event_id = ${eventId} and measure = 'attendance' and known_until is null order by 1, 2`.execute(kolo.db)).rows.map(({ who, day }) => `${who} ${day}`);
const pieces = async () => (await sql<{ days: string[]; sessions?: string[]; source: object }>`select payload -> 'days' as days, payload -> 'sessions' as sessions, source from evidence e where payload ->> 'eventId' = ${eventId} and kind = 'participation' and not exists (select from evidence l where l.replaces = e.evidence_id)`.execute(kolo.db)).rows;

test('who registered is matched or made new, and is there; the second day corrects the first', async () => {
  const jelena = (await execute(addPerson, scope, { given: 'Jelena', surname: 'Stojšić-Grbavac', email: 'jelena.sg@example.org', affiliations: [{ organisationId: centre }] })).personId;
  const [known, fresh] = [await registered('Јелена', { surname: 'Стојшић-Грбавац', email: 'jelena.sg@example.org' }), await registered('Xenia')];
  await kolo.db.updateTable('registration').set({ person_id: null, identified_by: null }).where('registration_id', '=', known).execute();
  expect(await say({ registrationId: known })).toMatchObject({ outcome: 'accepted', personId: jelena, registrationId: known });
  expect(await say({ code: (await row(fresh)).check_in_code.toLowerCase() })).toMatchObject({ outcome: 'accepted', registrationId: fresh });
  expect([(await row(known)).identified_by, (await row(fresh)).identified_by]).toEqual(['matching', 'new']);
  expect(await say({ registrationId: known }, { day: second })).toMatchObject({ outcome: 'accepted' });
  expect(await attended()).toEqual([`Jelena Stojšić-Grbavac ${first}`, `Jelena Stojšić-Grbavac ${second}`, `Xenia Петровић ${first}`]);
  // One piece for each person, with how it is known.
  expect((await pieces()).map(({ days, source }) => [days, source])).toEqual(expect.arrayContaining([[[first, second], expect.objectContaining({ via: 'door', command: 'attendance.check_in' })], [[first], expect.objectContaining({ via: 'door' })]]));
  expect(await recordedHow(scope.networkId)).toEqual({ recorded: 3, otherwise: 0 });
});

test('what was said of somebody is not said of whoever has her place since', async () => {
  const registrationId = await registered('Ana');
  const { version, delegate } = await row(registrationId);
  const before = message({ registrationId, version: delegate });
  await execute(substituteDelegate, publicScope(scope.networkId), { token: secretFor('registration', { networkId: scope.networkId, id: registrationId, version }), given: 'Dragan', surname: 'Илић', email: 'dragan@example.org' });
  await expect(execute(checkIn, scope, before)).rejects.toMatchObject({ code: 'check-in.registration_passed_on', details: { name: 'Dragan Илић' } });
  await expect(execute(checkIn, scope, message({ registrationId, version: delegate }, { present: false }))).rejects.toMatchObject({ code: 'check-in.registration_passed_on' });
  expect(await attended()).toEqual([]);
  await say({ registrationId, version: delegate + 1 });
  expect(await attended()).toEqual([`Dragan Илић ${first}`]);
});

test('the same message sent again changes nothing, and is answered as before', async () => {
  const ana = message({ registrationId: await registered('Ana') });
  const answer = await execute(checkIn, scope, ana);
  const before = await pieces();
  expect(await execute(checkIn, scope, ana)).toEqual(answer);
  expect(await pieces()).toEqual(before);
  const again = { ...ana, operationId: newId() };
  const { heard } = await execute(checkInMany, scope, { eventId, messages: [ana, again, again, ana] });
  expect(heard.map(({ outcome }) => outcome)).toEqual(['accepted', 'already', 'already', 'accepted']);
  expect(await attended()).toEqual([`Ana Петровић ${first}`]);
});

test('two doors say it of one person: she was there once, and the second is told who was first', async () => {
  const ana = await registered('Ana');
  const [one, other] = await Promise.all([say({ registrationId: ana }), say({ registrationId: ana })]);
  expect([one.outcome, other.outcome].sort()).toEqual(['accepted', 'already']);
  expect([one, other].find(({ outcome }) => outcome === 'already')!.before).toMatchObject({ via: 'door', at: expect.stringMatching(/^\d{4}-/) });
  expect(await attended()).toEqual([`Ana Петровић ${first}`]);
  expect(await pieces()).toHaveLength(1);
});

describe('taking back', () => {
  test('takes back one’s own message, never what the other door said', async () => {
    const ana = { registrationId: await registered('Ana') };
    const mine = message(ana);
    await execute(checkIn, scope, mine);
    await say(ana);
    expect(await say(ana, { present: false, takesBack: mine.operationId })).toMatchObject({ outcome: 'already' });
    expect(await attended()).toEqual([`Ana Петровић ${first}`]);
    // Sent again by the first device after all: it was taken back.
    expect(await execute(checkIn, scope, mine)).toMatchObject({ outcome: 'accepted' });
    expect(await say(ana, { present: false })).toMatchObject({ outcome: 'accepted' });
    expect(await attended()).toEqual([]);
    // She registered: she stays on the list as one who did not come.
    expect((await pieces()).map(({ days }) => days)).toEqual([[]]);
    expect(await say(ana)).toMatchObject({ outcome: 'accepted' });
    expect(await attended()).toEqual([`Ana Петровић ${first}`]);
  });

  test('that overtakes its message on the way holds it back, in one batch and in two', async () => {
    const ana = { registrationId: await registered('Ana') };
    for (const together of [true, false]) {
      const mine = message(ana);
      const back = message(ana, { present: false, takesBack: mine.operationId });
      const heard = together ? (await execute(checkInMany, scope, { eventId, messages: [back, mine] })).heard : [await execute(checkIn, scope, back), await execute(checkIn, scope, mine)];
      expect(heard.map(({ outcome }) => outcome)).toEqual(['already', 'already']);
    }
    expect(await attended()).toEqual([]);
  });

  test('leaves what a list said before anybody stood at the door', async () => {
    const personId = (await execute(addPerson, scope, { given: 'Mira', surname: 'Listić' })).personId;
    await execute(recordEvidence, scope, { programmeId, kind: 'participation', happenedOn: first, payload: { eventId, personId, days: [first] }, source: { sheet: 'List', row: 7 } });
    const mine = message({ personId });
    expect(await execute(checkIn, scope, mine)).toMatchObject({ outcome: 'already', before: null });
    await say({ personId }, { day: second });
    await say({ personId }, { present: false, takesBack: mine.operationId });
    expect(await attended()).toEqual([`Mira Listić ${first}`, `Mira Listić ${second}`]);
    expect((await pieces())[0]!.source).toMatchObject({ sheet: 'List', row: 7, via: 'door' });
  });

  test('of somebody only the door knew leaves nothing', async () => {
    const walked = message({ walkIn: { given: 'Zora', surname: 'Prolaznik' } });
    await execute(checkIn, scope, walked);
    expect(await attended()).toEqual([`Zora Prolaznik ${first}`]);
    await say({ walkIn: { given: 'Zora', surname: 'Prolaznik' } }, { present: false, takesBack: walked.operationId });
    expect([await attended(), (await pieces()).length]).toEqual([[], 0]);
    expect((await kolo.db.selectFrom('evidence').select('kind').where('programme_id', '=', programmeId).execute()).map(({ kind }) => kind).sort()).toEqual(['participation', 'withdrawal']);
  });
});

test('whoever states no municipality comes from where her organisation sits, said to be its seat; whoever states one represents it', async () => {
  await say({ registrationId: await registered('Ana', { placeText: 'Лозница' }) });
  await say({ registrationId: await registered('Boba') });
  await say({ walkIn: { given: 'Vera', surname: 'Илић', organisationText: 'Centar za socijalni rad Šabac' } });
  await say({ walkIn: { given: 'Zora', surname: 'Prolaznik' } });
  const { rows } = await sql<{ given: string; place: string | null; relation: string | null }>`
    select p.given, f.place_id as place, f.relation from fact f join person p using (network_id, person_id) where event_id = ${eventId} and measure = 'attendance' and known_until is null order by 1`.execute(kolo.db);
  expect(rows).toEqual([
    { given: 'Ana', place: 'RS-L-70734', relation: 'represents' },
    { given: 'Boba', place: 'RS-L-71269', relation: 'seat' },
    { given: 'Vera', place: 'RS-L-71269', relation: 'seat' },
    { given: 'Zora', place: null, relation: null },
  ]);
});

describe('somebody who is not on the list', () => {
  test('is who she surely is', async () => {
    const dragana = (await execute(addPerson, scope, { given: 'Dragana', surname: 'Vukašinović-Rašeta', affiliations: [{ organisationId: centre }] })).personId;
    expect(await say({ walkIn: { given: 'Драгана', surname: 'Вукашиновић-Рашета', organisationText: 'Centar za socijalni rad Šabac', placeId: 'RS-L-71269' } })).toMatchObject({ personId: dragana, registrationId: null });
  });

  test('is made known where that is in doubt, and the coordinator is asked', async () => {
    const before = (await execute(addPerson, scope, { given: 'Radmila', surname: 'Veselinović' })).personId;
    const { personId } = await say({ walkIn: { given: 'R.', surname: 'Veselinović' } });
    expect(personId).not.toBe(before);
    const doubts = await kolo.db.selectFrom('duplicate').select(['one_id', 'other_id', 'state']).where('state', '=', 'open').execute();
    expect(doubts.map(({ one_id, other_id }) => [one_id, other_id].sort())).toContainEqual([before, personId].sort());
  });
});

test('a session is of its day; who is taken out of it was there that day if a door said so', async () => {
  const ana = { registrationId: await registered('Ana') };
  const [morning, afternoon] = [await sessionAt('09:00'), await sessionAt('13:00')];
  await say(ana, { sessionId: morning });
  await say(ana, { sessionId: afternoon });
  expect(await attended()).toEqual([`Ana Петровић ${first}`]);
  expect(new Set((await pieces())[0]!.sessions)).toEqual(new Set([morning, afternoon]));
  await say(ana, { sessionId: afternoon, present: false });
  expect((await pieces())[0]).toMatchObject({ days: [first], sessions: [morning] });
  await say(ana, { sessionId: morning, present: false });
  expect(await attended()).toEqual([]);
  await expect(say(ana, { sessionId: morning, day: second })).rejects.toMatchObject({ status: 409, code: 'check-in.session_not_of_day' });
  // Planned again with another end and title: it is the same session.
  await execute(planEvent, scope, { programmeId, eventId, kind: 'training', titles: { en: 'Training' }, venuePlace: null, days: [first, second], sessions: [{ ...sessions[0], ends: '12:30', titles: { en: 'Begin' } }] });
  expect([await sessionAt('09:00'), (await planOf(scope, eventId)).sessions.length]).toEqual([morning, 1]);
  // It begins at another hour, and is named: the attendance stays its own. Without a name it would be lost, and that is refused.
  await say(ana, { sessionId: morning });
  const replan = (sessions: object[]) => execute(planEvent, scope, { programmeId, eventId, kind: 'training', titles: { en: 'Training' }, venuePlace: null, days: [first, second], sessions });
  const later = { ...sessions[0], starts: '10:00' };
  for (const lost of [[later], [], [{ ...later, day: second, sessionId: morning }]]) await expect(replan(lost)).rejects.toMatchObject({ status: 409, code: 'planning.session_has_attendance', details: { day: first, starts: '09:00' } });
  await replan([{ ...later, sessionId: morning }, sessions[1]!]);
  expect(await sessionAt('10:00')).toBe(morning);
});

test('what cannot be is refused with a sentence, and holds nothing up', async () => {
  const [ana, boba] = [await registered('Ana'), await registered('Boba')];
  await execute(decideRegistration, scope, { eventId, registrationId: boba, decision: 'decline' });
  const messages = [message({ registrationId: ana }, { day: '2055-03-03' }), message({ registrationId: newId() }), message({ registrationId: boba }), message({ code: '0123456789AB' }), message({ personId: newId() }), message({ registrationId: ana })];
  const { heard } = await execute(checkInMany, scope, { eventId, messages });
  expect(heard.map(({ outcome, problem }) => problem?.code ?? outcome)).toEqual(['check-in.day_not_of_event', 'check-in.registration_unknown', 'check-in.registration_declined', 'check-in.code_unknown', 'check-in.person_unknown', 'accepted']);
  await expect(execute(checkIn, scope, messages[2])).rejects.toMatchObject({ status: 409, code: 'check-in.registration_declined', details: { name: 'Boba Петровић' } });
  // Put right, the same message goes through: nothing was kept of the refusal.
  await execute(decideRegistration, scope, { eventId, registrationId: boba, decision: 'accept' });
  expect(await execute(checkIn, scope, messages[2])).toMatchObject({ outcome: 'accepted' });
  await execute(cancelEvent, scope, { programmeId, eventId });
  await expect(say({ registrationId: ana }, { day: second })).rejects.toMatchObject({ code: 'check-in.event_cancelled' });
  await kolo.db.updateTable('programme').set({ status: 'closed' }).where('programme_id', '=', programmeId).execute();
  await expect(say({ registrationId: ana }, { day: second })).rejects.toMatchObject({ code: 'check-in.programme_closed' });
  await expect(execute(checkIn, scope, { ...messages[5], eventId: newId(), operationId: newId() })).rejects.toMatchObject({ status: 403 });
});

test('of an event whose rest was called off, the days that took place are taken, however late their messages come; later ones are not', async () => {
  const ana = await registered('Ana');
  const waits = message({ registrationId: ana }, { at: `${first}T09:00:00+01:00` });
  await execute(cancelEvent, scope, { programmeId, eventId });
  await expect(execute(checkIn, scope, waits)).rejects.toMatchObject({ code: 'check-in.event_cancelled', details: { day: onClocks(new Date(), 'Europe/Belgrade').slice(0, 10) } });
  const calledOff = (at: string, zone = 'Europe/Belgrade') => kolo.db.updateTable('event').set({ cancelled_at: new Date(at), time_zone: zone }).where('event_id', '=', eventId).execute();
  // Half an hour before midnight in Belgrade: the first day has taken place, the second one does not.
  await calledOff(`${first}T23:30:00+01:00`);
  expect(await execute(checkIn, scope, waits)).toMatchObject({ outcome: 'accepted' });
  await expect(say({ registrationId: ana }, { day: second })).rejects.toMatchObject({ status: 409, code: 'check-in.event_cancelled', details: { day: first } });
  const door = await roster(scope, eventId);
  expect([door.event.calledOffOn, daysToTake(door.event)]).toEqual([first, [first]]);
  // Called off once more, it was called off when it was; and nobody has to be there on the day that does not take place.
  await execute(cancelEvent, scope, { programmeId, eventId });
  expect((await roster(scope, eventId)).event.calledOffOn).toBe(first);
  const { people } = await reading(scope, (tx) => completionsOf(tx, scope.networkId, programmeId, eventId, second));
  expect(people).toMatchObject([{ attended: 1, held: 1, isComplete: true }]);
  // By the clocks of Chișinău it was the second day already.
  await calledOff(`${first}T23:30:00+01:00`, 'Europe/Chisinau');
  expect(await say({ registrationId: ana }, { day: second })).toMatchObject({ outcome: 'accepted' });
});

test('field workers stand at the door, also those of one programme; nobody else, and nobody from abroad', async () => {
  const ana = await registered('Ana');
  const as = (role: Role, programmeIds: string[] | null = null) => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'x' }, roles: [role], organisationId: null, programmeIds });
  const who = { registrationId: ana };
  const mine = message(who);
  expect(await execute(checkIn, as('field-worker', [programmeId]), mine)).toMatchObject({ outcome: 'accepted' });
  // Another field worker says the second day, and takes back what the first said: the door is one.
  expect(await execute(checkIn, as('field-worker'), message(who, { day: second }))).toMatchObject({ outcome: 'accepted' });
  expect(await execute(checkIn, as('field-worker'), message(who, { present: false, takesBack: mine.operationId }))).toMatchObject({ outcome: 'accepted' });
  expect(await attended()).toEqual([`Ana Петровић ${second}`]);
  for (const one of [as('field-worker', [newId()]), as('funder'), as('auditor'), as('organisation-representative'), publicScope(scope.networkId), systemScope(newId(), 'abroad')]) {
    await expect(execute(checkIn, one, message(who))).rejects.toMatchObject({ status: 403 });
  }
});

test('what waits on a phone to which nobody comes back a colleague sends: it says for good who took it at the door and who sent it, and comes only once whoever sends it again', async () => {
  const [anaId, bobaId] = [await accountWith({ email: `ana.${newId()}@example.org`, name: 'Ana Anić' }), await accountWith({ email: `boba.${newId()}@example.org`, name: 'Boba Bobić' })];
  await memberOf(scope.networkId, anaId, 'field-worker');
  const as = (id: string, role: Role, programmeIds: string[] | null = null) => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id, name: 'x' }, roles: [role], organisationId: null, programmeIds });
  const [ana, boba, elsewhere] = [as(anaId, 'field-worker'), as(bobaId, 'field-worker'), as(newId(), 'field-worker', [newId()])];
  await memberOf(scope.networkId, bobaId, 'field-worker');
  const store = memoryStore();
  const isAbout = ({ input }: { input: unknown }) => (input as { eventId: string }).eventId === eventId;
  const t = await wordsOf('en');
  const sync = (who: Scope) => replay(store, (request) => takeIn(who, JSON.parse(JSON.stringify(request)), { commands: [offlineCheckIn], copies: [doorCopy], makers: colleaguesOf }, t), { network: scope.networkId, owner: ownerOf(who), wanted: [{ name: 'door', key: eventId, isAbout }] });
  const [mira, vera] = [await registered('Mira'), await registered('Vera')];
  const said = [message({ registrationId: mira }), message({ registrationId: mira }, { day: second }), message({ registrationId: vera }), message({ code: '0000000000ZZ' })];
  for (const input of said) await enqueue(store, { id: input.operationId, command: 'attendance.check_in', input, label: '', cancels: null, owner: ownerOf(ana) }, new Date());
  const waits = await store.items();

  // Whoever has no right at this event is not told whose they are, and cannot send them; they go on waiting for Ana.
  expect((await sync(elsewhere)).colleagues).toEqual([]);
  await takeOver(store, { from: ownerOf(ana), to: ownerOf(elsewhere) }, isAbout);
  await sync(elsewhere);
  expect([(await store.items()).map(({ failures: _, ...one }) => one), await attended()]).toEqual([waits.map(({ failures: _, ...one }) => one), []]);

  expect((await sync(boba)).colleagues).toEqual([{ owner: ownerOf(ana), name: 'Ana Anić' }]);
  await takeOver(store, { from: ownerOf(ana), to: ownerOf(boba) }, isAbout);
  const copied = await store.items();
  await sync(boba);
  expect(await attended()).toEqual([`Mira Петровић ${first}`, `Mira Петровић ${second}`, `Vera Петровић ${first}`]);
  const [signature, sender] = [`account:${anaId}`, `account:${bobaId}`];
  const evidence = await sql<{ by: string; days: Record<string, { madeBy?: string }> }>`select recorded_by as by, source -> 'days' as days from evidence e where payload ->> 'eventId' = ${eventId} and kind = 'participation' and not exists (select from evidence l where l.replaces = e.evidence_id) order by happened_on, evidence_id`.execute(kolo.db);
  expect(evidence.rows.map(({ by, days }) => [by, Object.values(days).map(({ madeBy }) => madeBy)])).toEqual([[sender, [signature, signature]], [sender, [signature]]]);
  expect((await kolo.db.selectFrom('check_in').select(['made_by', 'heard_from']).where('event_id', '=', eventId).execute())).toEqual([0, 1, 2].map(() => ({ made_by: signature, heard_from: sender })));
  const page = await eventPage(scope, eventId);
  expect(page.participants.map(({ sentFor }) => sentFor)).toEqual([[first, second], [first]].map((days) => days.map((day) => ({ day, by: 'Ana Anić', sender: 'Boba Bobić' }))));
  expect(page.participants.map(({ source }) => source.ways)).toEqual([['door'], ['door']]);
  const log = await sql<{ actor: string; maker: string }>`select distinct actor_id as actor, details ->> 'madeBy' as maker from log_entry where action = 'attendance.check_in' and subject_id = ${eventId}`.execute(kolo.db);
  expect(log.rows).toEqual([{ actor: bobaId, maker: anaId }]);
  // What the server did not take is hers who sent it to read.
  expect((await store.items()).map(({ id, owner, state }) => [id, owner, state])).toEqual([[said[3]!.operationId, ownerOf(boba), 'rejected']]);

  // The answer was lost, and Ana is back: the same messages again, from her and in her name, change nothing.
  const before = await pieces();
  await store.write({ put: copied });
  await takeOver(store, { from: ownerOf(boba), to: ownerOf(ana) }, isAbout);
  expect((await store.items()).map(({ owner, madeBy }) => [owner, madeBy])).toEqual(said.map(() => [ownerOf(ana), undefined]));
  await sync(ana);
  expect([await pieces(), (await standing(store)).waiting]).toEqual([before, []]);
  // Her second day at the door, said by another on another phone, says nothing of Ana.
  await execute(checkIn, boba, message({ registrationId: vera }, { day: second }));
  expect((await eventPage(scope, eventId)).participants.map(({ sentFor }) => sentFor.map(({ day }) => day)).sort()).toEqual([[first], [first, second]]);
  // Her account is deleted: what she did stays, without her name; and she stays known to phones on which her work waits.
  await kolo.db.updateTable('auth.holder').set({ name: '-' }).where('id', '=', anaId).execute();
  expect([(await eventPage(scope, eventId)).participants[0]!.sentFor[0]!.by, (await colleaguesOf(scope, [ownerOf(ana), ownerOf(elsewhere)])).get(ownerOf(ana))?.name]).toEqual([null, null]);
});

test('a field worker strikes out no list and no sheet that others recorded; a coordinator does', async () => {
  const as = (role: Role) => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'x' }, roles: [role], organisationId: null, programmeIds: null });
  const personId = (await execute(addPerson, scope, { given: 'Mira', surname: 'Spiskova' })).personId;
  await execute(recordEvidence, scope, { programmeId, kind: 'participation', happenedOn: first, payload: { eventId, personId, days: [first] }, source: { sheet: 'List', row: 7 } });
  const worker = as('field-worker');
  // Writing the second day over the list does not make the list hers.
  await execute(checkIn, worker, message({ personId }, { day: second }));
  await expect(execute(checkIn, worker, message({ personId }, { present: false }))).rejects.toMatchObject({ status: 409, code: 'check-in.stands_on_list', details: { day: first } });
  await execute(checkIn, worker, message({ personId }, { day: second, present: false }));
  const ana = { registrationId: await registered('Ana') };
  const signed = message(ana, { via: 'signed-sheet', mark: 'AB 1' });
  await execute(checkIn, as('field-worker'), signed);
  for (const takesBack of [null, signed.operationId]) await expect(execute(checkIn, worker, message(ana, { present: false, takesBack }))).rejects.toMatchObject({ code: 'check-in.stands_on_list' });
  expect(await attended()).toEqual([`Ana Петровић ${first}`, `Mira Spiskova ${first}`]);
  await execute(checkIn, as('coordinator'), message({ personId }, { present: false }));
  await execute(checkIn, as('programme-officer'), message(ana, { present: false, takesBack: signed.operationId }));
  expect(await attended()).toEqual([]);
});

test('the list on phones has those expected and those who came, with what was said of them', async () => {
  const [ana, boba, , dana] = [await registered('Ana'), await registered('Boba'), await registered('Vera', { challenge: undefined }), await registered('Dana')];
  const mine = message({ registrationId: dana });
  await execute(checkIn, scope, mine);
  for (const registrationId of [boba, dana]) await execute(decideRegistration, scope, { eventId, registrationId, decision: 'decline' });
  const listed = (await doorCopy.read(scope, eventId)).rows.map(fromRow);
  expect(new Map(listed.map(({ id, said }) => [id, said]))).toEqual(new Map([[ana, []], [dana, [[mine.operationId, first, null]]]]));
  // A scanned code finds its person on the phone, and no code of a badge lies there.
  const { rows: codes } = await sql<{ id: string; code: string }>`select registration_id as id, check_in_code as code from registration where event_id = ${eventId}`.execute(kolo.db);
  const codeOf = new Map(codes.map(({ id, code }) => [id, code]));
  for (const { id, mark } of listed) expect(mark).toBe(await codeMark(eventId, codeOf.get(id)!));
  const kept = await doorCopy.read(scope, eventId);
  expect(codes.filter(({ code }) => JSON.stringify(kept).includes(code))).toEqual([]);
  // And it has an end: two weeks after the last day.
  expect(kept.until).toBe(keptUntil([second], ''));
});

test('a signature stands in the evidence also of who was at the door before, and each day keeps its own sheet', async () => {
  const ana = { registrationId: await registered('Ana') };
  const [one, two] = [newId(), newId()];
  const [door, signed, next] = [message(ana), message(ana, { via: 'signed-sheet', fileId: one, mark: 'AB 1' }), message(ana, { via: 'signed-sheet', fileId: two, mark: 'CD 1', day: second })];
  for (const each of [door, signed, next]) await execute(checkIn, scope, each);
  const days = { [first]: { via: 'signed-sheet', operation: signed.operationId, fileId: one, mark: 'AB 1' }, [second]: { via: 'signed-sheet', operation: next.operationId, fileId: two, mark: 'CD 1' } };
  expect(await pieces()).toMatchObject([{ days: [first, second], source: { fileId: two, days } }]);
  await say(ana, { present: false, takesBack: signed.operationId });
  await say(ana, { present: false, day: second, takesBack: next.operationId });
  const [{ days: left, source }] = (await pieces()) as [{ days: string[]; source: Record<string, unknown> }];
  expect([left, source.days, source.fileId]).toEqual([[first], { [first]: { via: 'door', operation: door.operationId } }, undefined]);
});

test('a phone claims no signature: what it says was said at the door', async () => {
  const ana = message({ registrationId: await registered('Ana') }, { via: 'signed-sheet', fileId: newId(), mark: 'AB 1' });
  expect(await offlineCheckIn.take(scope, [offlineCheckIn.input.parse(ana)], [null])).toMatchObject([{ outcome: 'accepted' }]);
  expect((await pieces()).map(({ source }) => source)).toEqual([{ command: 'attendance.check_in', via: 'door', operation: ana.operationId, days: { [first]: { via: 'door', operation: ana.operationId } } }]);
  expect(saidPresence.safeParse({ ...ana, takesBack: newId() }).success).toBe(false);
});

test('each registration has a code nobody can guess; another delegate gets another', async () => {
  const [ana, boba] = [await registered('Ana'), await registered('Boba')];
  const codes = [(await row(ana)).check_in_code, (await row(boba)).check_in_code];
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
  expect(new Set(codes).size).toBe(2);
  const { rows } = await sql<{ letter: string; n: number }>`select letter, count(*)::int as n from generate_series(1, 2000), lateral unnest(string_to_array(new_check_in_code() || left(generate_series::text, 0), null)) letter group by 1`.execute(kolo.db);
  // 24,000 signs over 32: 750 of each, give or take six standard deviations.
  expect(rows.length).toBe(32);
  for (const { n } of rows) expect(Math.abs(n - 750)).toBeLessThan(165);
  await execute(substituteDelegate, publicScope(scope.networkId), { token: secretFor('registration', { networkId: scope.networkId, id: ana, version: 0 }), given: 'Dragan', surname: 'Илић', email: 'dragan@example.org' });
  expect((await row(ana)).check_in_code).not.toBe(codes[0]);
});

test('the log has one entry for each effect, nobody’s name, and holds', async () => {
  const [ana, boba] = [await registered('Ana'), await registered('Boba')];
  const log = () => kolo.db.selectFrom('log_entry').select(['action', 'details']).where('action', 'like', 'attendance.%').where('subject_id', '=', eventId).orderBy('seq').execute();
  const mine = message({ registrationId: ana });
  await execute(checkInMany, scope, { eventId, messages: [mine, message({ registrationId: ana }), message({ registrationId: boba }), mine] });
  expect((await log()).map(({ action, details }) => [action, (details as { outcome?: string }).outcome])).toEqual([['attendance.check_in', 'accepted'], ['attendance.check_in', 'accepted'], ['attendance.check_in_many', undefined]]);
  expect(JSON.stringify(await log())).not.toMatch(/ana|петровић/i);
  expect(await reading(scope, (tx) => brokenLink(tx, scope.networkId))).toBeNull();
});
