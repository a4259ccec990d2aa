/** A coordinator puts somebody on the list who telephoned: the same list, limits and matching; and what somebody agrees to is said by herself. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, type Scope } from '#platform/session/scope.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addPerson } from '#modules/people/commands.ts';
import { cancelEvent } from '../planning/commands.ts';
import { cancelRegistration, changeConsent, changeRegistration, register, substituteDelegate } from './commands.ts';
import { decideRegistration } from './deciding-commands.ts';
import { inviteOrganisation } from './invitation-commands.ts';
import { linkedRegistration } from './link-queries.ts';
import { registrations } from './queries.ts';
import { comes, inDays, linkOf, newGround, planned, saved, type Ground } from './registration-testing.ts';
import { registeredOne } from './row-queries.ts';

const kolo = withDatabase();
let ground: Ground;
let scope: Scope;
let coordinator: Scope;
let eventId: string;

beforeAll(async () => {
  ground = await newGround({ country: 'RS' });
  ({ scope } = ground);
  coordinator = memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'Vesna' }, roles: ['coordinator'], organisationId: null, programmeIds: null });
});
beforeEach(async () => {
  eventId = await planned(ground, { capacity: 2 });
  await saved(ground, eventId);
});

const enter = (given: string, { consent = null, registrationId = newId(), as = coordinator, ...more }: { consent?: string | null; registrationId?: string; as?: Scope } & Record<string, unknown> = {}) =>
  execute(register, as, { eventId, given, surname: 'Ilić', email: null, organisationText: null, locale: 'en', origin: 'https://kolo.example', byHand: { registrationId, consent }, ...more });
const one = (registrationId: string) => registeredOne(scope, eventId, registrationId);
const link = (registrationId: string, version = 0) => linkOf(scope, registrationId, version);

test('stands on the same list under the same limits, without an address, once however often it is sent; the log says who entered it', async () => {
  const { personId } = await execute(addPerson, scope, { given: 'Радмила', surname: 'Тошић', phone: '064 555 111' });
  await comes(ground.visitor, eventId, 'Ana');
  const registrationId = newId();
  expect(await enter('Radmila', { surname: 'Tošić', phone: '064 555 111', registrationId })).toEqual({ registrationId, state: 'seat' });
  expect(await enter('Radmila', { surname: 'Tošić', phone: '064 555 111', registrationId })).toEqual({ registrationId, state: 'seat' });
  expect((await enter('Late')).state).toBe('waiting');
  expect((await registrations(scope, eventId)).counts).toMatchObject({ seat: 2, waiting: 1 });
  expect(await one(registrationId)).toMatchObject({ personId, email: null, isByHand: true, consentSaid: null });
  const { rows } = await sql<{ actor: unknown; details: unknown }>`select actor_id as actor, details from log_entry where network_id = ${scope.networkId} and action = 'registration.register' and subject_id = ${registrationId} order by at limit 1`.execute(kolo.db);
  expect(rows).toEqual([{ actor: coordinator.actor.kind === 'account' && coordinator.actor.id, details: { byHand: true, consent: 'not asked' } }]);
});

test('also where the form is closed to others; nobody else may, and nobody twice with her address', async () => {
  await saved(ground, eventId, { isOpen: false });
  const address = { email: 'vera@hand.example' };
  await enter('Vera', address);
  await expect(enter('Vera', address)).rejects.toMatchObject({ code: 'registration.on_list_already' });
  await expect(enter('Mira', { as: ground.visitor })).rejects.toMatchObject({ status: 403 });
  await expect(execute(register, ground.visitor, { eventId, given: 'Mira', surname: 'Ilić', email: null, locale: 'en', origin: 'https://kolo.example' })).rejects.toMatchObject({ status: 422 });
});

test('what she agrees to is written down only with how she said so; else she is asked by her own link', async () => {
  await expect(enter('Ana', { photoConsent: true })).rejects.toMatchObject({ code: 'registration.consent_how', field: 'consent' });
  const { registrationId: told } = await enter('Boba', { photoConsent: true, consent: 'telephone' });
  expect(await one(told)).toMatchObject({ photoConsent: true, listConsent: false, consentSaid: 'telephone' });
  const { registrationId: unasked } = await enter('Vera');
  expect((await registrations(scope, eventId)).agreed).toEqual({ seats: 2, list: 0, photo: 1, unasked: 1 });
  await execute(changeConsent, ground.visitor, { token: link(unasked), photoConsent: false, listConsent: true });
  expect((await linkedRegistration(link(unasked))).registration).toMatchObject({ listConsent: true, consentSaid: 'herself' });
});

test('an organisation says nothing of what its delegate agrees to, nor does whoever sends somebody else', async () => {
  const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: `Suncokret ${newId()}`, seat: 'RS-L-71269' });
  const { invitationId } = await execute(inviteOrganisation, scope, { eventId, organisationId, email: 'office@hand.example', seats: 1, locale: 'en', origin: 'https://kolo.example' });
  const { registrationId } = await comes(ground.visitor, eventId, 'Delegate', { invitationId, challenge: null, photoConsent: true, listConsent: true });
  expect(await one(registrationId)).toMatchObject({ photoConsent: false, listConsent: false, consentSaid: null });
  await execute(changeConsent, ground.visitor, { token: link(registrationId), photoConsent: true, listConsent: true });
  await execute(substituteDelegate, ground.visitor, { token: link(registrationId), given: 'Ema', surname: 'Jović', email: 'ema@hand.example' });
  expect(await one(registrationId)).toMatchObject({ given: 'Ema', photoConsent: false, listConsent: false, consentSaid: null });
});

test('a coordinator who is told that somebody does not come says so, and the next one moves up', async () => {
  const [ana, , vera] = [await enter('Ana'), await enter('Boba'), await enter('Vera')];
  await execute(decideRegistration, coordinator, { eventId, registrationId: ana.registrationId, decision: 'cancel' });
  expect([(await one(ana.registrationId)).state, (await one(vera.registrationId)).state]).toEqual(['cancelled', 'seat']);
});

test('while it is called off nobody is sent, entered, invited or given a seat; when it is over nothing is changed', async () => {
  const { registrationId } = await comes(ground.visitor, eventId, 'Ana');
  const mine = { token: link(registrationId) };
  const other = { given: 'Ema', surname: 'Jović', email: 'ema@hand.example' };
  const decide = () => execute(decideRegistration, coordinator, { eventId, registrationId, decision: 'decline' });
  await execute(cancelEvent, scope, { programmeId: ground.programmeId, eventId });
  const calledOff = { code: 'registration.called_off', status: 409 };
  await expect(execute(substituteDelegate, ground.visitor, { ...mine, ...other })).rejects.toMatchObject(calledOff);
  await expect(decide()).rejects.toMatchObject(calledOff);
  await expect(enter('Mira')).rejects.toMatchObject(calledOff);
  await kolo.db.updateTable('event').set({ cancelled_at: null, first_day: inDays(-3), last_day: inDays(-2) }).where('event_id', '=', eventId).execute();
  const over = { code: 'registration.over', status: 409 };
  await expect(execute(substituteDelegate, ground.visitor, { ...mine, ...other })).rejects.toMatchObject(over);
  await expect(execute(cancelRegistration, ground.visitor, mine)).rejects.toMatchObject(over);
  await expect(execute(changeRegistration, ground.visitor, { ...mine, given: 'Ana', surname: 'Ilić', email: 'new@hand.example' })).rejects.toMatchObject(over);
  await expect(decide()).rejects.toMatchObject(over);
  await expect(enter('Mira')).rejects.toMatchObject(over);
  expect((await one(registrationId)).state).toBe('seat');
});
