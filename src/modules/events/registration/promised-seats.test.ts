/** Seats promised to invited organisations: kept for them under every limit until a day, then given to those who wait. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import type { Problem } from '#platform/problem.ts';
import { sentence } from '#platform/problem-sentences.ts';
import type { Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { secretFor } from '../secret-link.ts';
import { cancelRegistration } from './commands.ts';
import { decideRegistration } from './deciding-commands.ts';
import { inviteOrganisation, releaseSeats } from './invitation-commands.ts';
import { keepRegistrations } from './keeping-jobs.ts';
import { linkedInvitation } from './invitation-queries.ts';
import { linkedRegistration } from './link-queries.ts';
import { registrations } from './queries.ts';
import { comes, inDays, linkOf, newGround, planned, saved } from './registration-testing.ts';
import { sayWaits } from './say.ts';

const kolo = withDatabase();
let scope: Scope;
let visitor: Scope;
let programmeId: string;
let eventId: string;
let centre: string;

beforeAll(async () => {
  ({ scope, visitor, programmeId } = await newGround());
  centre = (await execute(addOrganisation, scope, { type: 'public-institution', name: 'Центар за социјални рад Шабац', seat: 'RS-L-71269' })).organisationId;
});
beforeEach(async () => {
  eventId = await plan({ eventId: null });
  await form();
});

const plan = (more = {}) => planned({ scope, programmeId }, { eventId, ...more });
const form = (more = {}) => saved({ scope, programmeId }, eventId, more);
const invite = async (seats: number, more = {}) => (await execute(inviteOrganisation, scope, { eventId, organisationId: centre, email: 'csr@example.org', seats, locale: 'en', origin: 'https://kolo.example', ...more })).invitationId;
const come = async (given: string, more = {}) => linkOf(scope, (await comes(visitor, eventId, given, more)).registrationId);
const delegate = (given: string, invitationId: string) => come(given, { invitationId, challenge: null });
const state = async (token: string) => (await linkedRegistration(token)).registration.state;
const states = (...tokens: string[]) => Promise.all(tokens.map(state));
const why = async (token: string) => sayWaits((await linkedRegistration(token)).waits!, await wordsOf('en'));
const lastLetter = async (token: string) => {
  const { registrationId } = (await linkedRegistration(token)).registration;
  return (await sql<{ letter: string }>`select payload ->> 'letter' as letter from graphile_worker._private_jobs where payload ->> 'registrationId' = ${registrationId} order by id desc limit 1`.execute(kolo.db)).rows[0]!.letter;
};
const kept = async () => (await registrations(scope, eventId)).invitations.map((one) => one.kept);

test('strangers take what is not promised and are told why they wait; the delegates find their seats', async () => {
  const invitationId = await invite(2);
  const [ana, boba, claims] = [await come('Ana'), await come('Boba'), await come('Claims', { organisationText: 'Centar za socijalni rad Šabac' })];
  expect(await states(ana, boba, claims)).toEqual(['seat', 'waiting', 'waiting']);
  expect(await why(boba)).toBe('Place on the waiting list: 1. All 3 seats are taken or promised to invited organisations (2).');
  // Whoever writes the organisation's name into the open form takes nothing that was promised to it.
  expect(await why(claims)).toContain('kept for delegates whom it registers itself (2)');
  expect(await kept()).toEqual([2]);
  const [vera, goran, third] = [await delegate('Vera', invitationId), await delegate('Goran', invitationId), await delegate('Third', invitationId)];
  expect([await states(vera, goran, third), await kept()]).toEqual([['seat', 'seat', 'waiting'], [0]]);
  // A delegate cancels: her seat is promised again, and nobody else's. The next delegate has it.
  await execute(cancelRegistration, visitor, { token: vera });
  expect(await states(boba, third)).toEqual(['waiting', 'seat']);
});

test('released by the coordinator, the unused go to whoever waits, in order, and she is told why', async () => {
  const invitationId = await invite(2);
  const [, boba, claims, vera] = [await come('Ana'), await come('Boba'), await come('Goran'), await delegate('Vera', invitationId)];
  await execute(releaseSeats, scope, { eventId, invitationId });
  expect([await states(boba, claims, vera), await lastLetter(boba), await lastLetter(claims), await kept()]).toEqual([['seat', 'waiting', 'seat'], 'released', 'waiting', [0]]);
  // The link stays: its next delegate is one of those who wait.
  expect(await state(await delegate('Late', invitationId))).toBe('waiting');
  expect((await linkedInvitation(secretFor('seats', { networkId: scope.networkId, id: invitationId, version: 0 }))).invitation.areKept).toBe(false);
});

test('their day over, by itself; nobody has to look', async () => {
  const invitationId = await invite(2, { holdsUntil: inDays(10) });
  const [, boba] = [await come('Ana'), await come('Boba')];
  await keepRegistrations(inDays(10));
  expect([await state(boba), await kept()]).toEqual(['waiting', [2]]);
  await keepRegistrations(inDays(11));
  await keepRegistrations(inDays(11));
  expect([await state(boba), await lastLetter(boba), await kept()]).toEqual(['seat', 'released', [0]]);
  const log = await kolo.db.selectFrom('log_entry').select('details').where('action', '=', 'seats.lapse').execute();
  expect(log.map(({ details }) => details)).toEqual([{ on: inDays(11), n: 1 }]);
  // Invited again they are kept again, where there is room.
  expect(await delegate('Vera', invitationId).then(state)).toBe('seat');
});

test('nothing that is decided costs an organisation what was promised: too many, fewer seats, a seat given away, a lower limit', async () => {
  const refused = (n: number) => ({ status: 409, code: 'registration.promises_broken', details: { n } });
  await expect(invite(4)).rejects.toMatchObject({ ...refused(1), field: 'seats' });
  await invite(2);
  await come('Ana');
  const boba = await come('Boba');
  await expect(plan({ capacity: 2 })).rejects.toMatchObject({ ...refused(1), field: 'capacity' });
  const { registrationId } = (await linkedRegistration(boba)).registration;
  await expect(execute(decideRegistration, scope, { eventId, registrationId, decision: 'accept' })).rejects.toMatchObject(refused(1));
  await expect(form({ perMunicipality: 1 })).rejects.toMatchObject(refused(1));
  expect([await state(boba), await kept()]).toEqual(['waiting', [2]]);
  await plan({ capacity: 4 });
  expect(await state(boba)).toBe('seat');
});

test('seats given beyond the total, and a total lowered, while all promised ones are used do not make the next delegate wait', async () => {
  const invitationId = await invite(2);
  const [, boba, vera] = [await come('Ana'), await come('Boba'), await delegate('Vera', invitationId), await delegate('Goran', invitationId)];
  const { registrationId } = (await linkedRegistration(boba)).registration;
  await execute(decideRegistration, scope, { eventId, registrationId, decision: 'accept' });
  await plan({ capacity: 2 });
  await execute(cancelRegistration, visitor, { token: vera });
  expect([await states(boba, await come('Ceca'), await delegate('Mira', invitationId), await delegate('Third', invitationId)), await kept()]).toEqual([['seat', 'waiting', 'seat', 'waiting'], [0]]);
});

test('whoever wrote the organisation’s name into the open form takes none of its promised seats, not even by the coordinator, and not where she had one before', async () => {
  const named = { organisationText: 'Centar za socijalni rad Šabac' };
  const invitationId = await invite(2);
  const [, claims] = [await come('Ana'), await come('Claims', named)];
  const { registrationId } = (await linkedRegistration(claims)).registration;
  await expect(execute(decideRegistration, scope, { eventId, registrationId, decision: 'accept' })).rejects.toMatchObject({ status: 409, code: 'registration.promises_broken', details: { n: 1 } });
  expect([await states(await delegate('Vera', invitationId), await delegate('Goran', invitationId)), await kept()]).toEqual([['seat', 'seat'], [0]]);
  // Another event: she was there first, and two are promised beside her.
  eventId = await plan({ eventId: null });
  await form();
  expect(await state(await come('First', named))).toBe('seat');
  await expect(invite(3)).rejects.toMatchObject({ code: 'registration.promises_broken', details: { n: 1 } });
  const later = await invite(2);
  expect([await kept(), await states(await come('Boba'), await delegate('Mira', later), await delegate('Petar', later), await delegate('Third', later))]).toEqual([[2], ['waiting', 'seat', 'seat', 'waiting']]);
});

test('the limit of a municipality holds for invited delegates by the seat of their organisation, and keeps what is promised there', async () => {
  await form({ perMunicipality: 2 });
  // The municipality's limit stands in the way, whatever room the event has: it is the one that is named, in words.
  const tooMany = (await invite(3).catch((caught: unknown) => caught)) as Problem;
  expect([tooMany.code, sentence(tooMany, await wordsOf('en')), sentence(tooMany, await wordsOf('sr-Cyrl'))]).toEqual([
    'registration.promises_broken', expect.stringMatching(/^There are 2 seats here for the municipality Šabac\. With this, 1 seat promised/), expect.stringMatching(/^За општину Шабац овде има 2 места\. Тиме 1 место обећано/),
  ]);
  const invitationId = await invite(1);
  const [ana, boba, far] = [await come('Ana', { placeText: 'Šabac' }), await come('Boba', { placeText: 'Шабац' }), await come('Far', { placeText: 'Loznica' })];
  expect(await states(ana, boba, far)).toEqual(['seat', 'waiting', 'seat']);
  expect(await why(boba)).toContain('The 2 seats for this municipality are taken or promised to invited organisations (1).');
  expect(await state(await delegate('Vera', invitationId))).toBe('seat');
  expect(await why(boba)).toContain('The 2 seats for this municipality are taken.');
});

test('twenty strangers and the delegates at once: never oversold, no promise lost', async () => {
  await plan({ capacity: 5 });
  const invitationId = await invite(2);
  const tokens = await Promise.all([...Array.from({ length: 20 }, (_, n) => come(`Guest${n}`)), delegate('Vera', invitationId), delegate('Goran', invitationId)]);
  const all = await states(...tokens);
  expect([all.filter((one) => one === 'seat').length, all.slice(-2)]).toEqual([5, ['seat', 'seat']]);
});
