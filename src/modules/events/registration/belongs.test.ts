/** For whom somebody comes: asked for where seats are limited by it, recognised or not, and said by the coordinator where it was not. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import type { Scope } from '#platform/session/scope.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addPerson } from '#modules/people/commands.ts';
import { placeNamed } from '#modules/places/written-name.ts';
import { checkIn } from '../check-in/commands.ts';
import { cancelRegistration } from './commands.ts';
import { identifyRegistration, sayBelonging } from './deciding-commands.ts';
import { inviteOrganisation } from './invitation-commands.ts';
import { registrations } from './queries.ts';
import { comes, inDays, newGround, planned, saved } from './registration-testing.ts';
import { type RegistrationFilter } from './row-queries.ts';
import { secretFor } from '../secret-link.ts';

const kolo = withDatabase();
let scope: Scope;
let visitor: Scope;
let programmeId: string;
let eventId: string;
let centre: string;
const sabac = 'RS-L-71269';
const pazar = placeNamed('Нови Пазар', { country: 'RS' })!;
const day = inDays(30);

beforeAll(async () => {
  ({ scope, visitor, programmeId } = await newGround({ country: 'RS' }));
  centre = (await execute(addOrganisation, scope, { type: 'public-institution', name: 'Центар за социјални рад Шабац', seat: sabac })).organisationId;
});
beforeEach(async () => {
  eventId = await planned({ scope, programmeId }, { capacity: null, venuePlace: null });
});

const form = (more = {}) => saved({ scope, programmeId }, eventId, more);
const come = (given: string, more = {}) => comes(visitor, eventId, given, { surname: 'Belić', email: `${given.toLowerCase()}@belongs.example`, ...more });
const list = (filter: RegistrationFilter = {}) => registrations(scope, eventId, filter);
const one = async (given: string) => (await list()).registered.find((row) => row.given === given)!;
const names = async (filter: RegistrationFilter) => (await list(filter)).registered.map(({ given }) => given);
const say = (registrationId: string, organisationId: string | null, placeId: string | null) => execute(sayBelonging, scope, { eventId, registrationId, organisationId, placeId });

test('where seats are limited by organisation or municipality nobody passes the limit by leaving it empty', async () => {
  await form({ perOrganisation: 1 });
  await expect(come('Ana', { placeText: 'Šabac' })).rejects.toMatchObject({ status: 422, issues: [{ message: 'registration.problem_organisation_missing' }], field: 'organisationText' });
  await expect(come('Ana', { organisationText: '  ' })).rejects.toMatchObject({ issues: [{ path: 'organisationText', message: 'registration.problem_organisation_missing' }] });
  expect((await come('Ana', { organisationText: 'A club' })).state).toBe('seat');
  for (const limits of [{ perMunicipality: 1 }, { quotas: [{ of: 'municipality', id: sabac, seats: 1 }] }]) {
    await form(limits);
    await expect(come('Boba', { organisationText: 'A club' })).rejects.toMatchObject({ status: 422, issues: [{ message: 'registration.problem_place_missing' }], field: 'placeText' });
  }
  await form({ perMunicipality: 1, perOrganisation: 1 });
  // Whom she comes for is said by her invitation.
  const { invitationId } = await execute(inviteOrganisation, scope, { eventId, organisationId: centre, email: 'csr@belongs.example', seats: 1, locale: 'en', origin: 'https://kolo.example' });
  expect((await come('Vera', { invitationId, challenge: null })).state).toBe('seat');
  await form();
  expect((await come('Goran')).state).toBe('seat');
});

test('what was not recognised is shown and found; said by the coordinator it counts under the limit at once, and goes into the record', async () => {
  await form({ perOrganisation: 1, perMunicipality: 1 });
  const all = [await come('Ana', { organisationText: 'Центар за социјални рад Шабац', placeText: 'Шабац' }), await come('Boba', { organisationText: 'Klub 2', placeText: 'Zzz' }), await come('Vera', { organisationText: 'Klub', placeText: 'Нови Пазар' })];
  const [ana, boba] = all.map(({ registrationId }) => registrationId) as [string, string, string];
  expect(all.map(({ state }) => state)).toEqual(['seat', 'seat', 'seat']);
  expect((await list()).registered.map((row) => [row.given, row.isOrganisationKnown, row.isPlaceKnown, row.placeId])).toEqual([['Ana', true, true, sabac], ['Boba', false, false, null], ['Vera', false, true, pazar]]);
  expect([await names({ unrecognised: 'organisation' }), await names({ unrecognised: 'place' }), (await list()).unrecognised]).toEqual([['Boba', 'Vera'], ['Boba'], { organisation: 2, place: 1 }]);
  const waits = await come('Dragan', { organisationText: 'Other', placeText: 'Шабац' });
  expect(waits.state).toBe('waiting');
  // Of the two of Šabac one gives up her seat: the other one counts now, so nobody moves up.
  await say(boba, centre, sabac);
  expect(await one('Boba')).toMatchObject({ isOrganisationKnown: true, isPlaceKnown: true, organisation: 'Центар за социјални рад Шабац', organisationText: 'Klub 2', place: 'Zzz', state: 'seat' });
  await execute(cancelRegistration, visitor, { token: secretFor('registration', { networkId: scope.networkId, id: ana, version: 0 }) });
  expect((await one('Dragan')).state).toBe('waiting');
  await execute(checkIn, scope, { operationId: newId(), eventId, who: { registrationId: boba }, day, present: true, via: 'door', at: new Date().toISOString() });
  const { payload } = await kolo.db.selectFrom('evidence').select('payload').where('kind', '=', 'participation').executeTakeFirstOrThrow();
  expect(payload).toMatchObject({ organisationId: centre, placeId: sabac });
  // Taken back, it is what she wrote and nothing more; that makes room for whoever waits.
  await say(boba, null, null);
  expect([await one('Boba'), (await one('Dragan')).state]).toMatchObject([{ isOrganisationKnown: false, organisation: 'Klub 2' }, 'seat']);
  expect((await kolo.db.selectFrom('log_entry').select(['action', 'details']).where('action', '=', 'registration.belongs').execute()).map(({ details }) => details)).toMatchObject([{ event: eventId, organisation: centre, place: sabac }, { organisation: null, place: null }]);
});

test('whoever is left empty though there is a limit is shown too; whom an invitation names is not said otherwise', async () => {
  await form();
  const empty = await come('Empty');
  await come('Centre', { organisationText: 'Центар за социјални рад Шабац' });
  expect((await list()).unrecognised).toEqual({ organisation: 0, place: 0 });
  await form({ perOrganisation: 5, perMunicipality: 5 });
  // The centre has a seat of its own: for that municipality she counts.
  expect([await names({ unrecognised: 'organisation' }), await names({ unrecognised: 'place' })]).toEqual([['Empty'], ['Empty']]);
  await say(empty.registrationId, null, pazar);
  expect([await names({ unrecognised: 'organisation' }), await names({ unrecognised: 'place' })]).toEqual([['Empty'], []]);
  const { invitationId } = await execute(inviteOrganisation, scope, { eventId, organisationId: centre, email: 'csr@belongs.example', seats: 1, locale: 'en', origin: 'https://kolo.example' });
  const { registrationId } = await come('Vera', { invitationId, challenge: null });
  expect((await list()).unrecognised).toEqual({ organisation: 1, place: 0 });
  await expect(say(registrationId, null, null)).rejects.toMatchObject({ status: 409, code: 'registration.comes_by_invitation' });
  await expect(say(empty.registrationId, newId(), null)).rejects.toMatchObject({ status: 404 });
  await expect(say(empty.registrationId, null, 'RS-nowhere')).rejects.toMatchObject({ status: 404 });
  await expect(execute(sayBelonging, visitor, { eventId, registrationId, organisationId: null, placeId: null })).rejects.toMatchObject({ status: 403 });
});

test('what may be meant is proposed; who is not known yet is looked for again with the organisation', async () => {
  await form();
  const elsewhere = (await execute(addOrganisation, scope, { type: 'cso', name: 'Удружење Сунце', seat: pazar })).organisationId;
  const namesake = async (organisationId: string) => (await execute(addPerson, scope, { given: 'М.', surname: 'Кркобабић', affiliations: [{ organisationId }] })).personId;
  const [hers, another] = [await namesake(centre), await namesake(elsewhere)];
  const { registrationId } = await come('Marija', { surname: 'Krkobabić', organisationText: 'Centar socijalni rad', placeText: 'Šapac' });
  expect(await one('Marija')).toMatchObject({ personId: null, mayBe: { organisations: ['Центар за социјални рад Шабац'], places: [sabac] } });
  await say(registrationId, centre, null);
  expect(await one('Marija')).toMatchObject({ personId: hers, identifiedBy: 'matching' });
  // What a person has said is not asked again.
  await execute(identifyRegistration, scope, { eventId, registrationId, personId: another });
  await say(registrationId, null, sabac);
  expect(await one('Marija')).toMatchObject({ personId: another, identifiedBy: 'coordinator' });
});
