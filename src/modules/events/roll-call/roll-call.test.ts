import { beforeAll, expect, test } from 'vitest';
import fc from 'fast-check';
import { sql } from 'kysely';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addPerson } from '#modules/people/commands.ts';
import { recordEvidence } from '#modules/results/commands.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { checkIn, checkInMany } from '../check-in/commands.ts';
import { recordedHow } from '../attendance-testing.ts';
import { eventKinds } from '../evidence.ts';
import { planEvent } from '../planning/commands.ts';
import { planOf } from '../planning/queries.ts';
import { register, saveForm, substituteDelegate } from '../registration/commands.ts';
import { cellIn, cellText, changesOf, messagesOf, undoing, undone, type Change } from './changes.ts';
import { secretFor } from '../secret-link.ts';
import { addToRoll } from './commands.ts';
import { calledFor, rollCall } from './queries.ts';

const kolo = withDatabase();
let scope: Scope;
let programmeId: string;
let eventId: string;
let ana: string;
let morning: string;
const [first, second] = ['2055-03-01', '2055-03-02'] as const;
const now = new Date('2055-03-01T22:30:00Z');

beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  scope = systemScope(newId(), 'test');
  programmeId = newId();
  await kolo.db.insertInto('network').values({ network_id: scope.networkId, slug: 'ours', names: '{}' }).execute();
  await kolo.db.insertInto('programme').values({ network_id: scope.networkId, programme_id: programmeId, slug: 'p', titles: '{}', published_at: new Date() }).execute();
  ({ eventId } = await execute(planEvent, scope, { programmeId, eventId: null, kind: 'training', titles: { en: 'Training' }, venuePlace: 'BG-M-SOF46', days: [first, second], sessions: [{ day: first, starts: '09:00', ends: '12:00' }] }));
  morning = (await kolo.db.selectFrom('event_session').select('session_id').where('event_id', '=', eventId).executeTakeFirstOrThrow()).session_id;
  await execute(saveForm, scope, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30 });
  ana = (await execute(register, publicScope(scope.networkId), { eventId, given: 'Ana', surname: 'Ilić', email: 'ana@example.org', organisationText: 'Дом здравља', locale: 'en', origin: 'https://kolo.example', challenge: 'one' })).registrationId;
  // Somebody on an imported list who did not sign.
  const { personId } = await execute(addPerson, scope, { given: 'Борис', surname: 'Аврамовић' });
  await execute(recordEvidence, scope, { programmeId, kind: 'participation', happenedOn: first, payload: { eventId, personId, days: [] }, source: { sheet: 'List', row: 3 } });
});
const attended = async () => (await sql<{ who: string }>`select given || ' ' || happened_on as who from fact join person using (network_id, person_id) where event_id = ${eventId} and measure = 'attendance' and known_until is null order by 1`.execute(kolo.db)).rows.map(({ who }) => who);
const cell = (day: string, sessionId: string | null = null) => ({ who: { registrationId: ana, version: 0 }, day, sessionId });

test('who registered and who stands on a list are called, by surname; the clocks of the event say which day it is', async () => {
  const roll = await rollCall(scope, eventId, now);
  // Half past ten in the evening of Greenwich is the next day in Sofia.
  expect([roll.today, roll.people.map(({ name, isRegistered, days }) => [name, isRegistered, days])]).toEqual(['2055-03-02', [['Борис Аврамовић', true, []], ['Ana Ilić', true, []]]]);
  expect(calledFor(roll, { q: 'zdravlja', missing: true }).map(({ name }) => name)).toEqual(['Ana Ilić']);
  const stranger = memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'N' }, roles: ['funder'], organisationId: null, programmeIds: null });
  await expect(rollCall(stranger, eventId)).rejects.toMatchObject({ status: 404 });
});

test('a page that is sent twice counts once; undone, everything is as it was, and what the door said stays', async () => {
  const page = newId();
  const changes = changesOf([], [cellText(cell(first)), cellText(cell(first, morning)), cellText(cell(second))]);
  const messages = messagesOf(eventId, page, changes, now);
  await execute(checkInMany, scope, { eventId, messages });
  const { heard } = await execute(checkInMany, scope, { eventId, messages: messagesOf(eventId, page, changes, now) });
  expect([heard.map(({ outcome }) => outcome), await attended()]).toEqual([['accepted', 'accepted', 'accepted'], [`Ana ${first}`, `Ana ${second}`]]);
  // The other piece is the list's of the beginning, which this test put there by itself.
  expect(await recordedHow(scope.networkId)).toEqual({ recorded: 1, otherwise: 1 });
  expect((await rollCall(scope, eventId, now)).people[1]).toMatchObject({ days: [first, second], sessions: [morning], ways: { [first]: 'roll-call', [second]: 'roll-call' } });
  await execute(checkIn, scope, { operationId: newId(), eventId, who: { registrationId: ana }, day: second, present: true, via: 'door', at: now.toISOString() });
  const done = changes.map((change, at) => ({ ...change, operationId: messages[at]!.operationId as string, was: { days: [], sessions: [] } }));
  await execute(checkInMany, scope, { eventId, messages: undoing(eventId, page, done, new Map([[morning, first]]), now) });
  expect(await attended()).toEqual([`Ana ${second}`]);
  expect((await rollCall(scope, eventId, now)).people[1]).toMatchObject({ days: [second], sessions: [], ways: { [second]: 'door' } });
});

test('a day taken back takes its sessions along, and undone brings them back', async () => {
  await execute(checkInMany, scope, { eventId, messages: messagesOf(eventId, newId(), changesOf([], [cellText(cell(first, morning))]), now) });
  const before = (await rollCall(scope, eventId, now)).people[1]!;
  expect([before.days, before.sessions]).toEqual([[first, second], [morning]]);
  const page = newId();
  const changes = changesOf([cellText(cell(first)), cellText(cell(second))], [cellText(cell(second))]);
  await execute(checkInMany, scope, { eventId, messages: messagesOf(eventId, page, changes, now) });
  expect((await rollCall(scope, eventId, now)).people[1]).toMatchObject({ days: [second], sessions: [] });
  const done = changes.map((change) => ({ ...change, operationId: newId(), was: before }));
  await execute(checkInMany, scope, { eventId, messages: undoing(eventId, page, done, new Map([[morning, first]]), now) });
  expect((await rollCall(scope, eventId, now)).people[1]).toMatchObject({ days: [first, second], sessions: [morning] });
});

test('somebody who is on no list: chosen, somebody else, or recognised; each once, with her organisation', async () => {
  const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: 'Клуб родитеља Шабац', seat: 'RS-L-71269' });
  const known = (await execute(addPerson, scope, { given: 'Vesna', surname: 'Ristić-Kovač' })).personId;
  const walk = (more: object) => execute(addToRoll, scope, { operationId: newId(), eventId, day: first, at: now.toISOString(), organisationText: 'Klub roditelja Šabac', placeText: 'Šabac', ...more });
  expect((await walk({ personId: known })).personId).toBe(known);
  const [operationId, called] = [newId(), { given: 'Vesna', surname: 'Ristić-Kovač', isSomebodyElse: true }];
  const [other, again] = await Promise.all([walk({ operationId, ...called }), walk({ operationId, ...called })]);
  // The page sent twice makes one person.
  expect([again!.personId, (await kolo.db.selectFrom('person').select('person_id').where('network_id', '=', scope.networkId).where('surname', '=', 'Ristić-Kovač').execute()).length]).toEqual([other!.personId, 2]);
  expect(other!.personId).not.toBe(known);
  await walk({ given: 'Zorka', surname: 'Novaković' });
  const { rows } = await sql<{ name: string; organisation: string; place: string; via: string }>`
    select p.surname as name, e.payload ->> 'organisationId' as organisation, e.payload ->> 'placeId' as place, e.source ->> 'via' as via from evidence e join person p on p.person_id = (e.payload ->> 'personId')::uuid
    where e.payload ->> 'eventId' = ${eventId} and p.surname <> 'Ilić' and p.surname <> 'Аврамовић' order by 1`.execute(kolo.db);
  expect(rows).toEqual(['Novaković', 'Ristić-Kovač', 'Ristić-Kovač'].map((name) => ({ name, organisation: organisationId, place: 'RS-L-71269', via: 'roll-call' })));
  await expect(walk({})).rejects.toMatchObject({ status: 422 });
  expect((await planOf(scope, eventId)).eventId).toBe(eventId);
});

test('a tick belongs to the name that stood beside it: a place given on since is not taken for whoever has it now', async () => {
  const vera = await execute(register, publicScope(scope.networkId), { eventId, given: 'Vera', surname: 'Šukić', email: 'vera@example.org', organisationText: 'Дом здравља', locale: 'en', origin: 'https://kolo.example', challenge: 'two' });
  // The page is open while the place is given on.
  const row = (await rollCall(scope, eventId, now)).people.find(({ name }) => name === 'Vera Šukić')!;
  const box = cellText({ who: row.who, day: first, sessionId: null });
  const { version } = await kolo.db.selectFrom('registration').select('version').where('registration_id', '=', vera.registrationId).executeTakeFirstOrThrow();
  await execute(substituteDelegate, publicScope(scope.networkId), { token: secretFor('registration', { networkId: scope.networkId, id: vera.registrationId, version }), given: 'Goran', surname: 'Lukić', email: 'goran@example.org' });
  const before = await attended();
  const tick = async (text: string) => (await execute(checkInMany, scope, { eventId, messages: messagesOf(eventId, newId(), changesOf([], [text]), now) })).heard[0]!;
  expect(await tick(box)).toMatchObject({ outcome: 'rejected', problem: { code: 'check-in.registration_passed_on', details: { name: 'Goran Lukić' } } });
  expect(await attended()).toEqual(before);
  const goran = (await rollCall(scope, eventId, now)).people.find(({ name }) => name === 'Goran Lukić')!;
  expect(await tick(cellText({ who: goran.who, day: first, sessionId: null }))).toMatchObject({ outcome: 'accepted' });
});

test('an undoing says what it did not undo, and why', async () => {
  const row = async () => (await rollCall(scope, eventId, now)).people.find(({ name }) => name === 'Ana Ilić')!;
  const { who, days, sessions } = await row();
  expect(days).toEqual([first, second]);
  const box = (day: string) => cellText({ who, day, sessionId: null });
  const page = newId();
  const dayOf = new Map([[morning, first]]);
  const changes = changesOf([box(first), box(second)], []);
  const messages = messagesOf(eventId, page, changes, now);
  await execute(checkInMany, scope, { eventId, messages });
  // A door says one of the days meanwhile; then it turns out that the event was called off before it began.
  const done = changes.map((change, at) => ({ ...change, operationId: messages[at]!.operationId as string, was: { days, sessions } }));
  const back = async (of: typeof done, on: string) => undone(eventId, on, of, dayOf, (await execute(checkInMany, scope, { eventId, messages: undoing(eventId, on, of, dayOf, now) })).heard);
  await execute(checkIn, scope, { operationId: newId(), eventId, who, day: second, present: true, via: 'door', at: now.toISOString() });
  expect(await back(done, page)).toEqual({ n: 1, left: [{ change: done[1], problem: null }] });
  expect((await row()).days).toEqual([first, second]);
  const again = newId();
  const more = messagesOf(eventId, again, changes, now);
  await execute(checkInMany, scope, { eventId, messages: more });
  await kolo.db.updateTable('event').set({ cancelled_at: new Date('2055-02-28T12:00:00Z') }).where('event_id', '=', eventId).execute();
  const called = done.map((change, at) => ({ ...change, operationId: more[at]!.operationId as string }));
  expect(await back(called, again)).toMatchObject({ n: 0, left: [{ problem: { code: 'check-in.event_cancelled' } }, { problem: { code: 'check-in.event_cancelled' } }] });
  await kolo.db.updateTable('event').set({ cancelled_at: null }).where('event_id', '=', eventId).execute();
});

test('only what was touched is a change, and boxes come back as they were written', () => {
  const ids = [newId(), newId()];
  const text = fc.record({ kind: fc.constantFrom('r', 'p'), id: fc.constantFrom(...ids), day: fc.constantFrom(first, second), session: fc.option(fc.constantFrom(...ids)) }).map(({ kind, id, day, session }) => `${kind}${id}${kind === 'r' ? '.2' : ''} ${day}${session ? ` ${session}` : ''}`);
  fc.assert(
    fc.property(fc.uniqueArray(text), fc.uniqueArray(text), (was, is) => {
      for (const one of was) expect(cellText(cellIn(one)!)).toBe(one);
      const changes = changesOf(was, is);
      const said = (present: boolean) => changes.filter((one: Change) => one.present === present).map((one) => cellText(one.cell)).sort();
      expect(said(true)).toEqual(is.filter((one) => !was.includes(one)).sort());
      // A day stays while one of its sessions is ticked.
      expect(said(false)).toEqual(was.filter((one) => !is.includes(one) && !is.some((other) => other.startsWith(`${one} `))).sort());
      expect(changesOf(is, is)).toEqual([]);
    }),
  );
  expect(['', 'x', `r${ids[0]}`, `r${ids[0]} ${first}`, `p${ids[0]}.1 ${first}`, `r${ids[0]} 2055-3-1`, `q${ids[0]} ${first}`].map(cellIn)).toEqual([null, null, null, null, null, null, null]);
});
