import { beforeAll, beforeEach, expect, test } from 'vitest';
import fc from 'fast-check';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { onClocks } from '#platform/words/zone.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { recordedHow } from '../attendance-testing.ts';
import { checkIn } from '../check-in/commands.ts';
import { eventKinds } from '../evidence.ts';
import { planEvent } from '../planning/commands.ts';
import { cancelRegistration, register, saveForm } from '../registration/commands.ts';
import { rollCall } from '../roll-call/queries.ts';
import { secretFor } from '../secret-link.ts';
import { askForLink, comeByBadge, comeByLetter, comeByLink, setSelfCheckIn } from './commands.ts';
import { openWall, wallToken, wallWith } from './queries.ts';
import { codeAt, isOnWall, passAt, seenAt, type Wall } from './wall-code.ts';

const kolo = withDatabase();
let scope: Scope;
let stranger: Scope;
let programmeId: string;
let eventId: string;
let registrationId: string;
let token: string;
let code: string;
let n = 0;
const today = onClocks(new Date(), 'Europe/Belgrade').slice(0, 10);

beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  scope = systemScope(newId(), 'test');
  stranger = publicScope(scope.networkId);
  programmeId = newId();
  await kolo.db.insertInto('network').values({ network_id: scope.networkId, slug: 'ours', names: '{}' }).execute();
  await kolo.db.insertInto('programme').values({ network_id: scope.networkId, programme_id: programmeId, slug: 'p', titles: '{}', published_at: new Date() }).execute();
});
beforeEach(async () => {
  ({ eventId } = await execute(planEvent, scope, { programmeId, eventId: null, kind: 'training', titles: { en: 'Training' }, venuePlace: 'RS-L-71269', days: [today] }));
  await execute(saveForm, scope, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30 });
  ({ registrationId } = await execute(register, stranger, { eventId, given: 'Ана', surname: 'Илић', email: 'ana@example.org', locale: 'en', origin: 'https://kolo.example', challenge: `c${++n}` }));
  code = (await kolo.db.selectFrom('registration').select('check_in_code').where('registration_id', '=', registrationId).executeTakeFirstOrThrow()).check_in_code;
  token = secretFor('registration', { networkId: scope.networkId, id: registrationId, version: 0 });
});
const turnOn = (mode: 'off' | 'minute' | 'day' = 'minute') => execute(setSelfCheckIn, scope, { programmeId, eventId, mode });
const wall = (mode: 'minute' | 'day' = 'minute'): Wall => ({ eventId, mode, timeZone: 'Europe/Belgrade' });
const there = async () => (await rollCall(scope, eventId)).people.filter(({ days }) => days.length).map(({ name, ways }) => [name, ways[today]]);
const badge = (more: object = {}) => execute(comeByBadge, stranger, { eventId, pass: passAt(eventId, new Date()), code, operationId: newId(), ...more });

test('a code holds its minute and one more, or its day; a pass holds a quarter of an hour, and only for its event', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), fc.integer({ min: -300, max: 600 }), (at, later) => {
      const [one, shown] = [wall(), new Date(at.getTime() + later * 1000)];
      const minutes = Math.floor(shown.getTime() / 60_000) - Math.floor(at.getTime() / 60_000);
      const typed = codeAt(one, at);
      expect(typed).toMatch(/^[0-9B-DF-HJKMNP-TV-Z]{6}$/);
      // Two codes are alike once in a thousand million times.
      expect(isOnWall(one, ` ${typed.toLowerCase().slice(0, 3)}-${typed.slice(3)} `, shown)).toBe(minutes === 0 || minutes === 1);
      const pass = passAt(eventId, at);
      expect(seenAt(eventId, pass, shown)?.getTime() ?? null).toBe(later >= 0 && later <= 900 ? at.getTime() : null);
      expect([seenAt(newId(), pass, at), seenAt(eventId, `${pass}x`, at), seenAt(eventId, pass.replace(/^\d+/, String(at.getTime() + 1)), shown)]).toEqual([null, null, null]);
    }),
    { numRuns: 200 },
  );
  const evening = new Date('2027-03-01T22:30:00Z');
  expect([codeAt(wall('day'), evening) === codeAt(wall('day'), new Date('2027-03-01T08:00:00Z')), codeAt(wall('day'), evening) === codeAt(wall('day'), new Date('2027-03-01T23:30:00Z')), seenAt(eventId, 'NaN.x', evening)]).toEqual([true, false, null]);
});

test('it is off until a coordinator turns it on; a field worker does not', async () => {
  const address = wallToken({ networkId: scope.networkId, eventId });
  await expect(openWall(address)).rejects.toMatchObject({ status: 404 });
  await expect(badge()).rejects.toMatchObject({ code: 'self-check-in.off' });
  const worker = memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'N' }, roles: ['field-worker'], organisationId: null, programmeIds: null });
  await expect(execute(setSelfCheckIn, worker, { programmeId, eventId, mode: 'day' })).rejects.toMatchObject({ status: 403 });
  await turnOn();
  expect((await openWall(address)).day).toBe(today);
  expect([await wallWith(codeAt(wall(), new Date())), await wallWith('AAAAAA')]).toEqual([address, null]);
  await expect(openWall('x')).rejects.toMatchObject({ status: 404 });
});

test('by her badge she is there once, and it says that she said so herself', async () => {
  await turnOn();
  await expect(badge({ code: 'ZZZZZZZZZZZZ' })).rejects.toMatchObject({ status: 422, code: 'self-check-in.code_unknown' });
  await expect(badge({ pass: passAt(eventId, new Date(Date.now() - 16 * 60_000)) })).rejects.toMatchObject({ status: 422, code: 'self-check-in.pass_old' });
  await expect(badge({ pass: passAt(newId(), new Date()) })).rejects.toMatchObject({ code: 'self-check-in.pass_old' });
  expect(await there()).toEqual([]);
  expect([(await badge({ code: code.toLowerCase() })).outcome, (await badge()).outcome]).toEqual(['accepted', 'already']);
  expect(await there()).toEqual([['Ана Илић', 'self']]);
  expect(await recordedHow(scope.networkId)).toEqual({ recorded: 1, otherwise: 0 });
});

test('what the coordinator takes back stays taken back', async () => {
  await turnOn();
  await badge();
  await execute(checkIn, scope, { operationId: newId(), eventId, who: { registrationId }, day: today, present: false, via: 'roll-call', at: new Date().toISOString() });
  expect(await there()).toEqual([]);
  await expect(badge()).rejects.toMatchObject({ status: 409, code: 'self-check-in.taken_back' });
  await execute(checkIn, scope, { operationId: newId(), eventId, who: { registrationId }, day: today, present: true, via: 'roll-call', at: new Date().toISOString() });
  expect(await there()).toEqual([['Ана Илић', 'roll-call']]);
});

test('by the link of her registration with the code of the wall', async () => {
  await turnOn('day');
  const say = (typed: string) => execute(comeByLink, stranger, { token, wall: typed, operationId: newId() });
  await expect(say('000000')).rejects.toMatchObject({ status: 422, code: 'self-check-in.wall_wrong', field: 'wall' });
  // The last letter but one: the last one carries bits that say nothing.
  await expect(execute(comeByLink, stranger, { token: token.replace(/.(?=.$)/, (letter) => (letter === 'x' ? 'y' : 'x')), wall: codeAt(wall('day'), new Date()), operationId: newId() })).rejects.toMatchObject({ status: 403 });
  expect((await say(codeAt(wall('day'), new Date()))).day).toBe(today);
  expect(await there()).toEqual([['Ана Илић', 'self']]);
});

test('without a badge by a letter, in either script, and nobody learns who is on the list', async () => {
  await turnOn();
  const waiting = async () => (await kolo.pool.query<{ payload: Record<string, string> }>("select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'events.send-self-check-in-letter' and payload ->> 'registrationId' = $1", [registrationId])).rows.map(({ payload }) => payload);
  const ask = (who: string) => execute(askForLink, stranger, { eventId, pass: passAt(eventId, new Date()), who, origin: 'https://kolo.example' });
  const answers = [await ask('nobody@example.org'), await ask('Nobody Else')];
  expect([answers, await waiting()]).toEqual([[{ eventId }, { eventId }], []]);
  expect(await ask('Ilić Ana')).toEqual({ eventId });
  const [letter] = await waiting();
  const link = secretFor('here', { networkId: scope.networkId, id: registrationId, version: 0 });
  const confirm = (seen: string, of = link) => execute(comeByLetter, stranger, { token: of, seen, operationId: newId() });
  await expect(confirm(passAt(eventId, new Date()))).rejects.toMatchObject({ status: 422, code: 'self-check-in.letter_old' });
  await expect(confirm(passAt(eventId, new Date(Date.now() - 13 * 3_600_000), registrationId))).rejects.toMatchObject({ code: 'self-check-in.letter_old' });
  await expect(confirm(letter!.seen!, token)).rejects.toMatchObject({ status: 403 });
  expect((await confirm(letter!.seen!)).outcome).toBe('accepted');
  expect(await there()).toEqual([['Ана Илић', 'self']]);
  await execute(cancelRegistration, stranger, { token });
  await expect(confirm(letter!.seen!)).rejects.toMatchObject({ status: 404 });
});
