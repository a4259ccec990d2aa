import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { mailFolder } from '#platform/mail/mail.ts';
import { memberScope, type Role, type Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addPerson } from '#modules/people/commands.ts';
import { recordEvidence } from '#modules/results/commands.ts';
import { removeEvent } from '../commands.ts';
import { cancelEvent, restoreEvent } from '../planning/commands.ts';
import { secretFor } from '../secret-link.ts';
import { cancelRegistration, changeRegistration, confirmRegistration, register, substituteDelegate } from './commands.ts';
import { decideRegistration, identifyRegistration } from './deciding-commands.ts';
import { inviteOrganisation, withdrawSeats } from './invitation-commands.ts';
import { markOf } from './form.ts';
import { formToEdit } from './form-queries.ts';
import { keepRegistrations } from './keeping-jobs.ts';
import { sendRegistrationLetter, sendReplacedLetter, sendSeatsLetter } from './letter-jobs.ts';
import { linkedInvitation } from './invitation-queries.ts';
import { linkedRegistration } from './link-queries.ts';
import { registrations } from './queries.ts';
import { removedBy } from './removed-queries.ts';
import { comes, inDays, linkOf, newGround, planned, saved } from './registration-testing.ts';
import { sayWaits } from './say.ts';
import { dayAt } from './seat-commands.ts';

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
  eventId = await plan();
});

const plan = (more = {}) => planned({ scope, programmeId }, { onlineUrl: 'https://meet.example/x', ...more });
const form = (more = {}) => saved({ scope, programmeId }, eventId, more);
const come = (given: string, more = {}) => comes(visitor, eventId, given, { surname: 'Петровић', origin: 'https://seats.kolo.example', ...more });
/** The letters written meanwhile in which this stands, else about this network's links; other test files write into the same folder. */
async function mailTo(send: () => Promise<void>, ours = 'https://seats.kolo.example/'): Promise<string[]> {
  const before = new Set(await readdir(mailFolder).catch(() => []));
  await send();
  const written = await Promise.all((await readdir(mailFolder)).filter((name) => !before.has(name)).map((name) => readFile(`${mailFolder}/${name}`, 'utf8')));
  return written.map((letter) => letter.replace(/=\r?\n/g, '')).filter((letter) => letter.includes(ours) && /^Subject: .*Training/m.test(letter));
}
const link = (registrationId: string, version = 0) => linkOf(scope, registrationId, version);
const stateOf = async (registrationId: string) => (await linkedRegistration(link(registrationId))).registration.state;
const letters = async (registrationId: string) =>
  (await sql<{ letter: string }>`select payload ->> 'letter' as letter from graphile_worker._private_jobs where payload ->> 'registrationId' = ${registrationId} order by id`.execute(kolo.db)).rows.map(({ letter }) => letter);

describe('seats', () => {
  test('the fourth of three waits, is told why, and moves up when one cancels', async () => {
    await form({ perOrganisation: 2 });
    const csr = { organisationText: 'Centar za socijalni rad Šabac', placeText: 'Šabac' };
    const [ana, , vera] = [await come('Ana', csr), await come('Boba', csr), await come('Vera', csr)];
    expect(vera.state).toBe('waiting');
    const { waits } = await linkedRegistration(link(vera.registrationId));
    expect(waits).toEqual({ id: vera.registrationId, place: 1, because: [{ of: 'organisation', seats: 2, promised: 0 }] });
    expect(sayWaits(waits!, await wordsOf('en'))).toBe('Place on the waiting list: 1. The organisation’s 2 seats are taken.');
    // Somebody of another organisation passes her.
    const gordana = await come('Gordana', { organisationText: 'Another association' });
    expect(gordana.state).toBe('seat');
    await execute(cancelRegistration, visitor, { token: link(ana.registrationId) });
    expect([await stateOf(ana.registrationId), await stateOf(vera.registrationId)]).toEqual(['cancelled', 'seat']);
    expect([await letters(ana.registrationId), await letters(vera.registrationId)]).toEqual([['registered', 'cancelled'], ['waiting', 'promoted']]);
    // The link for taking part is hers now, and is nobody's who has no seat.
    expect([(await linkedRegistration(link(vera.registrationId))).plan.onlineUrl, (await linkedRegistration(link(ana.registrationId))).plan.onlineUrl]).toEqual(['https://meet.example/x', null]);
  });

  test('raised limits give seats at once; lowered ones take none', async () => {
    await form();
    const all = [await come('A'), await come('B'), await come('C'), await come('D')];
    expect(all.map(({ state }) => state)).toEqual(['seat', 'seat', 'seat', 'waiting']);
    await plan({ eventId, capacity: 4 });
    expect(await stateOf(all[3]!.registrationId)).toBe('seat');
    await plan({ eventId, capacity: 1 });
    await form();
    expect(await Promise.all(all.map(({ registrationId }) => stateOf(registrationId)))).toEqual(['seat', 'seat', 'seat', 'seat']);
  });

  test('twenty who come at once get exactly the seats there are', async () => {
    await form();
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => come(`Guest${n}`)));
    expect(all.filter(({ state }) => state === 'seat').length).toBe(3);
    const { registered } = await registrations(scope, eventId);
    expect(registered.map(({ waits }) => waits?.place ?? 0)).toEqual([0, 0, 0, ...Array.from({ length: 17 }, (_, n) => n + 1)]);
  });

  test('the coordinator gives a seat beyond the limit, puts somebody first, and accepts nobody else', async () => {
    await form({ perOrganisation: 1 });
    const of = { organisationText: 'Клуб' };
    const [a, b, c, d] = [await come('A', of), await come('B', of), await come('C', of), await come('D', of)];
    const decide = (one: { registrationId: string }, decision: string) => execute(decideRegistration, scope, { eventId, registrationId: one.registrationId, decision });
    await decide(d, 'move-up');
    expect((await linkedRegistration(link(d.registrationId))).waits!.place).toBe(1);
    await decide(b, 'accept');
    expect(await stateOf(b.registrationId)).toBe('seat');
    await decide(a, 'decline');
    await decide(b, 'decline');
    expect(await Promise.all([a, b, c, d].map(({ registrationId }) => stateOf(registrationId)))).toEqual(['declined', 'declined', 'waiting', 'seat']);
    await expect(execute(decideRegistration, visitor, { eventId, registrationId: a.registrationId, decision: 'accept' })).rejects.toMatchObject({ status: 403 });
  });
});

test('whoever puts a letter of her name or her address right stays herself; her data stays', async () => {
  await form();
  const { registrationId } = await come('Ana', { needsFood: 'no nuts' });
  const own = { given: 'Ana', surname: 'Петронић', email: 'ana@example.org', needsFood: 'no nuts' };
  await execute(changeRegistration, visitor, { token: link(registrationId), ...own });
  await execute(changeRegistration, visitor, { token: link(registrationId), ...own, email: 'ana@elsewhere.example' });
  await expect(linkedRegistration(link(registrationId))).rejects.toMatchObject({ status: 404 });
  expect((await linkedRegistration(link(registrationId, 1))).registration).toMatchObject({ surname: 'Петронић', email: 'ana@elsewhere.example', needsFood: 'no nuts' });
});

test('a withdrawn invitation with few seats keeps nobody waiting', async () => {
  await form();
  const { invitationId } = await execute(inviteOrganisation, scope, { eventId, organisationId: centre, email: 'csr@example.org', seats: 1, locale: 'en', origin: 'https://seats.kolo.example' });
  await come('Ana', { invitationId, challenge: null });
  const boba = await come('Boba', { invitationId, challenge: null });
  expect(boba.state).toBe('waiting');
  await execute(withdrawSeats, scope, { eventId, invitationId });
  expect(await stateOf(boba.registrationId)).toBe('seat');
});

describe('an event called off or moved', () => {
  test('is told to everybody with a seat or waiting; nobody moves up to what is called off; it is not removed', async () => {
    await form();
    const all = [await come('A'), await come('B'), await come('C'), await come('D')];
    const gone = await come('E');
    await execute(cancelRegistration, visitor, { token: link(gone.registrationId) });
    const last = async () => Promise.all([...all, gone].map(async ({ registrationId }) => (await letters(registrationId)).at(-1)));
    await plan({ eventId, titles: { en: 'Other title' } });
    expect(await last()).toEqual(['registered', 'registered', 'registered', 'waiting', 'cancelled']);
    await plan({ eventId, days: [inDays(31)] });
    expect(await last()).toEqual(['moved', 'moved', 'moved', 'moved', 'cancelled']);
    await execute(cancelEvent, scope, { programmeId, eventId });
    expect(await last()).toEqual(['called_off', 'called_off', 'called_off', 'called_off', 'cancelled']);
    await execute(cancelRegistration, visitor, { token: link(all[0]!.registrationId) });
    expect(await stateOf(all[3]!.registrationId)).toBe('waiting');
    await expect(execute(removeEvent, scope, { programmeId, eventId })).rejects.toMatchObject({ status: 409, code: 'events.event_in_use' });
    await execute(restoreEvent, scope, { programmeId, eventId });
    expect([await stateOf(all[3]!.registrationId), await letters(all[3]!.registrationId)]).toEqual(['seat', ['waiting', 'moved', 'called_off', 'restored', 'promoted']]);
  });

  test('over is over: who expected it is told that it is, and then nobody gets a seat or a letter', async () => {
    await form();
    const all = [await come('A'), await come('B'), await come('C'), await come('D')];
    await plan({ eventId, days: [inDays(-3)] });
    await expect(execute(cancelRegistration, visitor, { token: link(all[0]!.registrationId) })).rejects.toMatchObject({ status: 409, code: 'registration.over' });
    await plan({ eventId, days: [inDays(-3)], capacity: 10 });
    expect([await stateOf(all[3]!.registrationId), await letters(all[3]!.registrationId)]).toEqual(['waiting', ['waiting', 'moved']]);
  });
});

describe('an invited organisation', () => {
  test('has its own seats beside a limit of one, registers through its link, swaps a delegate, and the old link opens nothing', async () => {
    await form({ isOpen: false, perOrganisation: 1 });
    const { invitationId } = await execute(inviteOrganisation, scope, { eventId, organisationId: centre, email: 'csr@example.org', seats: 2, locale: 'sr-Latn', origin: 'https://seats.kolo.example' });
    const seats = secretFor('seats', { networkId: scope.networkId, id: invitationId, version: 0 });
    await expect(come('Stranger')).rejects.toMatchObject({ code: 'registration.closed' });
    const invited = { invitationId, challenge: null };
    const written = { ...invited, phone: '060 boba', needsAccess: 'boba walks badly', needsFood: 'no nuts', photoConsent: true, listConsent: true };
    const [ana, boba, vera] = [await come('Ana', { ...invited, needsFood: 'no nuts', photoConsent: true }), await come('Boba', written), await come('Vera', invited)];
    expect([ana.state, boba.state, vera.state]).toEqual(['seat', 'seat', 'waiting']);
    expect((await linkedInvitation(seats)).delegates.map(({ name, state }) => [name, state])).toEqual([['Ana Петровић', 'seat'], ['Boba Петровић', 'seat'], ['Vera Петровић', 'waiting']]);
    const dragan = { given: 'Dragan', surname: 'Илић', email: 'Dragan@example.org' };
    await expect(execute(changeRegistration, visitor, { token: link(boba.registrationId), ...dragan })).rejects.toMatchObject({ code: 'registration.somebody_else', field: 'given' });
    await execute(substituteDelegate, visitor, { token: link(boba.registrationId), ...dragan });
    await expect(linkedRegistration(link(boba.registrationId))).rejects.toMatchObject({ status: 404 });
    await expect(execute(cancelRegistration, visitor, { token: link(boba.registrationId) })).rejects.toMatchObject({ status: 404 });
    expect((await linkedRegistration(link(boba.registrationId, 1))).registration).toMatchObject({ given: 'Dragan', email: 'dragan@example.org', state: 'seat', organisation: 'Центар за социјални рад Шабац', phone: null, needsAccess: null, needsFood: null, photoConsent: false, listConsent: false, answers: {} });
    // Nothing of the one before is left.
    expect((await kolo.db.selectFrom('registration').selectAll().where('event_id', '=', eventId).execute()).filter((row) => /boba/i.test(JSON.stringify(row)))).toEqual([]);
    // An invitation is no seat: the link for taking part from afar is not in it, nor in its letter.
    expect((await linkedInvitation(seats)).plan.onlineUrl).toBe(null);
    // The organisation's link opens names; with it delegates are swapped and cancelled, those of the invitation only and while it stands.
    expect(Object.keys((await linkedInvitation(seats)).delegates[0]!)).toEqual(['registrationId', 'name', 'state']);
    await expect(linkedRegistration(seats)).rejects.toMatchObject({ status: 404 });
    await execute(substituteDelegate, visitor, { token: seats, registrationId: ana.registrationId, given: 'Ema', surname: 'Илић', email: 'ema@example.org' });
    expect((await linkedRegistration(link(ana.registrationId, 1))).registration).toMatchObject({ given: 'Ema', needsFood: null, photoConsent: false });
    await execute(cancelRegistration, visitor, { token: seats, registrationId: ana.registrationId });
    expect((await linkedInvitation(seats)).delegates.map(({ name, state }) => [name, state])).toEqual([['Dragan Илић', 'seat'], ['Vera Петровић', 'seat']]);
    await form();
    const stranger = await come('Stranger');
    await expect(execute(cancelRegistration, visitor, { token: seats, registrationId: stranger.registrationId })).rejects.toMatchObject({ status: 404 });
    await execute(withdrawSeats, scope, { eventId, invitationId });
    await expect(linkedInvitation(seats)).rejects.toMatchObject({ status: 404 });
    await expect(execute(cancelRegistration, visitor, { token: seats, registrationId: vera.registrationId })).rejects.toMatchObject({ status: 404 });
  });
});

test('whoever is replaced is told so, by whom, and at the address she had; then nothing of her is kept', async () => {
  await form();
  const { invitationId } = await execute(inviteOrganisation, scope, { eventId, organisationId: centre, email: 'csr@example.org', seats: 2, locale: 'en', origin: 'https://seats.kolo.example' });
  const seats = secretFor('seats', { networkId: scope.networkId, id: invitationId, version: 0 });
  const { registrationId } = await come('Ana', { invitationId, challenge: null, email: 'ana@replaced.example' });
  const kept = () => kolo.db.selectFrom('replaced_delegate').select(['replaced_id as id', 'email']).where('registration_id', '=', registrationId).orderBy('replaced_id').execute();
  const told = async () => (await sql<{ id: string }>`select payload ->> 'replacedId' as id from graphile_worker._private_jobs where payload ->> 'networkId' = ${scope.networkId} and payload ->> 'replacedId' is not null order by id`.execute(kolo.db)).rows.map(({ id }) => id);
  await execute(substituteDelegate, visitor, { token: seats, registrationId, given: 'Boba', surname: 'Илић', email: 'boba@replaced.example' });
  await execute(substituteDelegate, visitor, { token: link(registrationId, 1), given: 'Vera', surname: 'Симић', email: 'vera@example.org' });
  const [first, second] = await kept();
  expect(await told()).toEqual(expect.arrayContaining([first!.id, second!.id]));
  const written = async ({ id }: { id: string }) => (await mailTo(() => sendReplacedLetter(scope.networkId, id), '@replaced.example')).map((letter) => [/^To: (.*?)\r?$/m.exec(letter)![1], /by its invitation|by the link of your registration/.exec(letter)?.[0], letter.slice(letter.indexOf('Dear')).match(/meet\.example|Vera|Boba|Ana/g)]);
  expect([await written(first!), await written(second!)]).toEqual([[['ana@replaced.example', 'by its invitation', ['Ana']]], [['boba@replaced.example', 'by the link of your registration', ['Boba']]]]);
  // Sent twice, it is one letter; and nobody keeps whom it went to.
  expect([await written(first!), await kept()]).toEqual([[], []]);
  // After the event nobody is sent in her place any more; what was not sent goes with the registration.
  await execute(substituteDelegate, visitor, { token: link(registrationId, 2), given: 'Ana', surname: 'Илић', email: 'ana@replaced.example' });
  await plan({ eventId, days: [inDays(-1)] });
  await expect(execute(substituteDelegate, visitor, { token: link(registrationId, 3), given: 'Mira', surname: 'Илић', email: 'mira@example.org' })).rejects.toMatchObject({ code: 'registration.over' });
  expect((await kept()).map(({ email }) => email)).toEqual(['vera@example.org']);
  await keepRegistrations(inDays(30));
  expect(await kept()).toEqual([]);
});

describe('the human check', () => {
  test('without it the link of the letter is what puts one on the list, once', async () => {
    await form();
    const { registrationId, state } = await come('Ana', { challenge: null });
    expect([state, await letters(registrationId)]).toEqual(['unconfirmed', ['confirm']]);
    await execute(confirmRegistration, visitor, { token: link(registrationId) });
    await execute(confirmRegistration, visitor, { token: link(registrationId) });
    expect([await stateOf(registrationId), await letters(registrationId)]).toEqual(['seat', ['confirm', 'registered']]);
  });

  test('whoever wrote in time is in time, also where the form is closed when she opens her letter; not where the event was called off or is over', async () => {
    await form();
    const [ana, boba] = [await come('Ana', { challenge: null }), await come('Boba', { challenge: null })];
    const confirm = ({ registrationId }: { registrationId: string }) => execute(confirmRegistration, visitor, { token: link(registrationId) });
    const event = (more: object) => kolo.db.updateTable('event').set(more).where('event_id', '=', eventId).execute();
    await form({ isOpen: false, closesOn: inDays(-1) });
    await confirm(ana);
    expect(await stateOf(ana.registrationId)).toBe('seat');
    await event({ cancelled_at: new Date() });
    await expect(confirm(boba)).rejects.toMatchObject({ status: 409, code: 'registration.closed' });
    await event({ cancelled_at: null, first_day: inDays(-3), last_day: inDays(-2) });
    await expect(confirm(boba)).rejects.toMatchObject({ status: 409, code: 'registration.closed' });
    expect(await stateOf(boba.registrationId)).toBe('unconfirmed');
  });

  test('one answer counts once', async () => {
    await form();
    await come('Ana', { challenge: 'same' });
    await expect(come('Boba', { challenge: 'same' })).rejects.toMatchObject({ code: 'registration.check_used' });
  });

  test('whoever is on the list already is not on it twice, in whichever script', async () => {
    await form();
    const first = await come('Ana', { surname: 'Petrović', email: 'ana@example.org' });
    expect(await come('Ана', { surname: 'Петровић', email: 'ANA@example.org' })).toEqual({ registrationId: first.registrationId, state: 'unconfirmed' });
    expect((await registrations(scope, eventId)).registered.length).toBe(1);
  });
});

test('whoever was not accepted gives herself no seat, nor does an invitation; the coordinator may', async () => {
  await form();
  const ana = await come('Ana');
  const decide = (decision: string) => execute(decideRegistration, scope, { eventId, registrationId: ana.registrationId, decision });
  await decide('decline');
  const { invitationId } = await execute(inviteOrganisation, scope, { eventId, organisationId: centre, email: 'csr@example.org', seats: 2, locale: 'en', origin: 'https://seats.kolo.example' });
  // What she is told does not differ from what is told to everybody who is known; her letter says it to her.
  for (const more of [{}, { given: 'Ана', email: 'ana@example.org' }, { challenge: null }, { invitationId, challenge: null }]) expect(await come('Ana', more)).toEqual({ registrationId: ana.registrationId, state: 'unconfirmed' });
  // Nor by cancelling what was not accepted.
  await execute(cancelRegistration, visitor, { token: link(ana.registrationId) });
  expect(await come('Ana')).toMatchObject({ registrationId: ana.registrationId });
  expect([(await registrations(scope, eventId)).counts, (await letters(ana.registrationId)).at(-1)]).toEqual([{ seat: 0, waiting: 0, unconfirmed: 0, declined: 1, cancelled: 0 }, 'declined']);
  await decide('accept');
  expect(await stateOf(ana.registrationId)).toBe('seat');
  await execute(cancelRegistration, visitor, { token: link(ana.registrationId) });
  // Whoever cancelled herself may come again.
  expect(await come('Ana')).toMatchObject({ state: 'seat' });
});

test('a required question is asked for where it stands, a choice must be one of those offered, and no other answer is kept', async () => {
  await form({ questions: [{ id: 'lunch', kind: 'choice', titles: { en: 'Lunch?' }, required: true, options: [{ id: 'posno', titles: { en: 'Fasting' } }, { id: 'mrsno', titles: { en: 'Other' } }] }, { id: 'bus', kind: 'yes-no', titles: { en: 'Bus?' }, required: false }] });
  await expect(come('Ana')).rejects.toMatchObject({ issues: [{ message: 'registration.problem_question_unanswered' }], field: 'q_lunch' });
  await expect(come('Ana', { answers: { lunch: 'Pizza' } })).rejects.toMatchObject({ issues: [{ message: 'registration.problem_no_such_choice' }], field: 'q_lunch' });
  const { registrationId } = await come('Ana', { answers: { lunch: 'posno', other: 'x' } });
  expect((await linkedRegistration(link(registrationId))).registration.answers).toEqual({ lunch: 'posno' });
});

test('closed, past its last day, called off: nobody registers', async () => {
  await form({ isOpen: false });
  await expect(come('Ana')).rejects.toMatchObject({ code: 'registration.closed' });
  await form({ closesOn: inDays(-1) });
  await expect(come('Ana')).rejects.toMatchObject({ code: 'registration.closed' });
  await form();
  await kolo.db.updateTable('event').set({ cancelled_at: new Date() }).where('event_id', '=', eventId).execute();
  await expect(come('Ana')).rejects.toMatchObject({ code: 'registration.closed' });
});

test('who is known is known, who may be is asked about, and a new one becomes known when the coordinator says so', async () => {
  await form();
  const person = async (given: string, surname: string, more = {}) => (await execute(addPerson, scope, { given, surname, ...more })).personId;
  const jelena = await person('Jelena', 'Stojšić-Grbavac', { email: 'jelena.sg@example.org', phone: '064 555 1234', affiliations: [{ organisationId: centre }] });
  const doubtful = await person('R.', 'Veselinović');
  await come('Јелена', { surname: 'Стојшић-Грбавац', email: 'jelena.sg@example.org', phone: '+381 64 555 12 34', organisationText: 'Центар за социјални рад Шабац' });
  const radmila = await come('Radmila', { surname: 'Veselinović', email: 'r@other.example' });
  const fresh = await come('Xenia', { surname: 'Quorra' });
  const { registered } = await registrations(scope, eventId);
  expect(registered.map(({ given, personId, identifiedBy, proposals }) => [given, personId, identifiedBy, proposals.map((one) => one.personId)])).toEqual([
    ['Јелена', jelena, 'matching', []],
    ['Radmila', null, null, [doubtful]],
    ['Xenia', null, null, []],
  ]);
  const identify = (one: { registrationId: string }, personId: string | null) => execute(identifyRegistration, scope, { eventId, registrationId: one.registrationId, personId });
  await identify(radmila, doubtful);
  const { personId } = await identify(fresh, null);
  expect((await registrations(scope, eventId)).registered.map((one) => [one.personId, one.identifiedBy])).toEqual([[jelena, 'matching'], [doubtful, 'coordinator'], [personId, 'new']]);
});

describe('by itself', () => {
  test('the day before there is one letter, not to those who wait', async () => {
    await form();
    const all = [await come('A'), await come('B'), await come('C'), await come('D')];
    await keepRegistrations(inDays(29));
    await keepRegistrations(inDays(29));
    expect(await Promise.all(all.map(async ({ registrationId }) => (await letters(registrationId)).includes('reminder')))).toEqual([true, true, true, false]);
    expect((await letters(all[0]!.registrationId)).filter((letter) => letter === 'reminder').length).toBe(1);
  });

  test('on the day itself it goes to whom nothing reminded before, and says so; not to whoever wrote that day', async () => {
    await form();
    const [ana, boba] = [await come('Ana'), await come('Boba', { locale: 'sr-Latn' })];
    const on = inDays(30);
    await kolo.db.updateTable('registration').set({ created_at: new Date(`${on}T05:00:00Z`) }).where('registration_id', '=', boba.registrationId).execute();
    const reminders = async () => Promise.all([ana, boba].map(async ({ registrationId }) => (await letters(registrationId)).filter((letter) => letter === 'reminder').length));
    await keepRegistrations(inDays(28));
    expect(await reminders()).toEqual([0, 0]);
    await keepRegistrations(on);
    await keepRegistrations(on);
    expect(await reminders()).toEqual([1, 0]);
    // Nine in the morning where it is; the letter is written by the clocks there.
    await plan({ eventId, sessions: [{ day: on, starts: '09:00', ends: '10:00', titles: { en: 'Opening' } }] });
    const said = async (at: string, { registrationId } = ana) => (await mailTo(() => sendRegistrationLetter(scope.networkId, registrationId, 'reminder', new Date(at)))).map((text) => /^(?:Today|Tomorrow|Danas|Sutra): Training|we expect you \w+|\w+ vas čekamo/gm.exec(text.replace(/^Subject: /gm, ''))?.[0]);
    expect([await said(`${inDays(29)}T21:30:00Z`), await said(`${on}T05:00:00Z`), await said(`${inDays(29)}T08:00:00Z`, boba)]).toEqual([['Tomorrow: Training'], ['Today: Training'], ['Sutra: Training']]);
    // It has begun; and it is not expected a day before the eve.
    expect([await said(`${on}T09:30:00Z`), await said(`${inDays(28)}T08:00:00Z`)]).toEqual([[], []]);
  });

  test('the letter of an invitation does not say by which link one takes part from afar; that of a seat does', async () => {
    await form();
    const ana = await come('Ana');
    const { invitationId } = await execute(inviteOrganisation, scope, { eventId, organisationId: centre, email: 'csr@example.org', seats: 1, locale: 'en', origin: 'https://seats.kolo.example' });
    const [invited] = await mailTo(() => sendSeatsLetter(scope.networkId, invitationId));
    const [seated] = await mailTo(() => sendRegistrationLetter(scope.networkId, ana.registrationId, 'registered'));
    expect([invited!.includes('1 seat is kept'), invited!.includes('meet.example'), seated!.includes('meet.example')]).toEqual([true, false, true]);
  });

  test('her letter tells the hours, how one gets in and by which link, and brings the event into her calendar; a later one moves it there', async () => {
    const day = inDays(30);
    const session = (on: string, starts: string) => ({ day: on, starts, ends: '16:00', titles: { en: 'Opening' } });
    const trained = (more = {}) => plan({ eventId, address: 'Main street 1', accessibility: { en: 'No steps' }, sessions: [session(day, '09:00')], ...more });
    await trained();
    await form();
    const ana = await come('Ana');
    const sent = async (letter: 'registered' | 'moved') => {
      const [mail] = await mailTo(() => sendRegistrationLetter(scope.networkId, ana.registrationId, letter));
      const parts = [...mail!.matchAll(/Content-Type: text\/calendar[^]*?\r\n\r\n([^]*?)\r\n--/g)].map(([, body]) => Buffer.from(body!, 'base64').toString());
      return { mail: mail!, calendar: parts.join().replace(/\r\n /g, '') };
    };
    const first = await sent('registered');
    for (const part of ['Opening', 'Accessibility: No steps', 'Link for taking part: https://meet.example/x']) expect([part, first.mail.includes(part)]).toEqual([part, true]);
    expect([first.calendar.match(/UID:.*/g), first.calendar.includes('METHOD:PUBLISH'), first.calendar.includes('https://meet.example/x')]).toEqual([[`UID:${eventId}-1@kolo`], true, true]);
    // The hours alone, and the link alone, are a change; what the session is called is none.
    await trained({ sessions: [{ ...session(day, '09:00'), titles: { en: 'Welcome' } }] });
    expect(await letters(ana.registrationId)).toEqual(['registered']);
    await trained({ sessions: [session(day, '14:00')], onlineUrl: 'https://meet.example/other' });
    await trained({ days: [day, inDays(31)], sessions: [session(day, '14:00'), session(inDays(31), '09:00')] });
    await trained({ days: [inDays(40)], sessions: [session(inDays(40), '14:00')] });
    expect((await letters(ana.registrationId)).at(-1)).toBe('moved');
    const { calendar } = await sent('moved');
    // Two days became one: the second is called off in the calendar it had come into.
    expect([calendar.match(/UID:.*/g), calendar.match(/STATUS:.*/g), Number(/SEQUENCE:(\d+)/.exec(calendar)![1]) > Number(/SEQUENCE:(\d+)/.exec(first.calendar)![1]), calendar.includes(`DTSTART:${inDays(40).replaceAll('-', '')}T`)])
      .toEqual([[`UID:${eventId}-1@kolo`, `UID:${eventId}-2@kolo`], ['STATUS:CONFIRMED', 'STATUS:CANCELLED'], true, true]);
  });

  /** Every table of the database in which this text stands anywhere. */
  async function tablesWith(text: string): Promise<string[]> {
    const { rows } = await sql<{ name: string }>`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`.execute(kolo.db);
    expect(rows.length).toBeGreaterThan(60);
    const found: string[] = [];
    for (const { name } of rows) if ((await sql<{ has: boolean }>`select exists (select from ${sql.raw(name)} t where t::text ilike ${`%${text}%`}) as has`.execute(kolo.db)).rows[0]!.has) found.push(name);
    return found.sort();
  }

  test('when the time of keeping is over, nothing of it is in any table; whoever took part stays', async () => {
    await expect(form({ retentionDays: 13 })).rejects.toMatchObject({ issues: [{ path: 'retentionDays', message: 'registration.problem_retention' }] });
    await form({ retentionDays: 14 });
    const { registrationId } = await come('Zzyvoslava', { surname: 'Qwertović', email: 'zzyv@nowhere.example', phone: '+381 60 987 6543', needsFood: 'Zzyfood', organisationText: 'Zzyorg' });
    const came = await come('Yyanka', { surname: 'Uiopić', email: 'yyanka@nowhere.example' });
    await come('Xxenia', { surname: 'Asdfić', email: 'xxenia@nowhere.example', challenge: null });
    for (const one of [registrationId, came.registrationId]) await execute(identifyRegistration, scope, { eventId, registrationId: one, personId: null });
    const attended = (await registrations(scope, eventId)).registered.find(({ given }) => given === 'Yyanka')!.personId;
    await execute(recordEvidence, scope, { programmeId, kind: 'participation', happenedOn: inDays(30), payload: { eventId, personId: attended, days: [inDays(30)] } });
    expect(await tablesWith('zzyv')).toEqual(expect.arrayContaining(['public.person', 'public.registration', 'public.match_key']));
    await keepRegistrations(inDays(44));
    expect(await tablesWith('zzyv')).not.toEqual([]);
    await keepRegistrations(inDays(45));
    for (const secret of ['zzy', 'qwertović', 'nowhere.example', '60 987', 'xxenia', 'asdfić']) expect([secret, (await tablesWith(secret)).filter((name) => !(secret === 'nowhere.example' && ['public.person', 'public.match_key'].includes(name)))]).toEqual([secret, []]);
    expect(await tablesWith('yyanka')).toContain('public.person');
    expect((await registrations(scope, eventId)).form!.purgedAt).toBeInstanceOf(Date);
    // Her link says that it was done, and knows nothing of her; in a year it says nothing either.
    const removed = () => removedBy(link(registrationId));
    const { form: over } = await registrations(scope, eventId);
    expect([await removed(), await removedBy(link(newId()))]).toEqual([{ scope: expect.anything(), titles: expect.anything(), removedOn: dayAt(over!, over!.purgedAt!) }, null]);
    await keepRegistrations(inDays(364));
    expect(await removed()).not.toBeNull();
    await keepRegistrations(inDays(367));
    expect(await removed()).toBeNull();
    await expect(come('Late')).rejects.toMatchObject({ code: 'registration.closed' });
  });

  test('a registration nobody confirmed is gone after two days', async () => {
    await form();
    await come('Ana', { challenge: null });
    await kolo.db.updateTable('registration').set({ created_at: new Date(Date.now() - 49 * 3_600_000) }).where('event_id', '=', eventId).execute();
    // While the event lasts and its lists are written, the door may ask for her.
    for (const on of [inDays(30), inDays(33)]) await keepRegistrations(on);
    expect((await registrations(scope, eventId)).registered.length).toBe(1);
    await keepRegistrations();
    expect((await registrations(scope, eventId)).registered).toEqual([]);
  });
});

test('what somebody needs is read by whoever arranges the event; a funder reads nobody', async () => {
  await form();
  await come('Ana', { needsAccess: 'wheelchair' });
  const as = (role: Role) => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'x' }, roles: [role], organisationId: null, programmeIds: null });
  const needs = async (role: Role) => (await registrations(as(role), eventId)).registered.map(({ given, needsAccess }) => [given, needsAccess]);
  expect([await needs('coordinator'), await needs('field-worker')]).toEqual([[['Ana', 'wheelchair']], [['Ana', null]]]);
  for (const role of ['funder', 'auditor', 'organisation-representative'] as const) await expect(needs(role)).rejects.toMatchObject({ status: 404 });
});

test('registering counts nothing: no evidence and no fact', async () => {
  const count = async () => (await sql<{ n: number }>`select (select count(*) from evidence) + (select count(*) from fact) as n`.execute(kolo.db)).rows[0]!.n;
  await form();
  const before = await count();
  await come('Ana');
  expect(await count()).toBe(before);
});

test('the log says what happened, and nobody’s name', async () => {
  await form();
  await come('Nameless', { email: 'nameless@example.org' });
  const log = await kolo.db.selectFrom('log_entry').select(['action', 'actor_kind', 'details', 'subject_id']).orderBy('seq').execute();
  expect(log.at(-1)).toMatchObject({ action: 'registration.register', actor_kind: 'public' });
  expect(JSON.stringify(log)).not.toMatch(/nameless/i);
});

test('the day of closing is a day where the event is', () => {
  const late = new Date('2026-06-30T22:30:00Z');
  expect([dayAt({ timeZone: 'Europe/Belgrade' }, late), dayAt({ timeZone: 'Europe/Belgrade' }, new Date('2026-06-30T21:30:00Z'))]).toEqual(['2026-07-01', '2026-06-30']);
});

test('of two who change one form at once the second is told, and overwrites only what she has seen', async () => {
  const { form: none } = await formToEdit(scope, eventId);
  const seen = markOf(none);
  await form({ seen, intro: { en: 'Hall 1' } });
  // Also of two who make the first one.
  await expect(form({ seen, intro: { en: 'Hall 2' } })).rejects.toMatchObject({ status: 409, code: 'platform.changed_meanwhile' });
  const { form: read } = await formToEdit(scope, eventId);
  expect(read!.intro).toEqual({ en: 'Hall 1' });
  // Somebody who registers meanwhile changes nothing of it.
  await come('Mila');
  await form({ seen: markOf(read), intro: { en: 'Hall 2' } });
  expect((await formToEdit(scope, eventId)).form!.intro).toEqual({ en: 'Hall 2' });
});
