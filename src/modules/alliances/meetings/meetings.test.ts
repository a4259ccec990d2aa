import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { recordDecision, revokeDecision } from '#modules/events/after/minutes/commands.ts';
import { addTask } from '#modules/events/after/tasks/commands.ts';
import { eventKinds } from '#modules/events/evidence.ts';
import { planEvent } from '#modules/events/planning/commands.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addPerson } from '#modules/people/commands.ts';
import { recordEvidence } from '#modules/results/commands.ts';
import { useKinds } from '#modules/results/kind.ts';
import { beginTerm, saveBody } from '../bodies/commands.ts';
import { addAlliance } from '../commands.ts';
import { joinAlliance } from '../membership/commands.ts';
import { linkMeeting, unlinkMeeting } from './commands.ts';
import { eventsToLink, meetingOf, meetingsOf } from './queries.ts';

const kolo = withDatabase();
let scope: Scope;
let programmeId: string;
let union: string;
const organisations: Record<string, string> = {};
const as = (role: Role, organisationId: string | null = null, programmeIds: string[] | null = null) => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'N' }, roles: [role], organisationId, programmeIds });
const refused = (work: Promise<unknown>) => work.then(() => null, ({ code }) => code as string);
const plan = async (day: string, kind = 'meeting') => (await execute(planEvent, scope, { programmeId, eventId: null, kind, titles: { en: `Meeting of ${day}` }, days: [day] })).eventId;
const link = (eventId: string, more = {}, who = scope) => execute(linkMeeting, who, { allianceId: union, eventId, ...more });
async function comes(eventId: string, day: string, organisation: string | null, personId?: string) {
  const who = personId ?? (await execute(addPerson, scope, { given: 'Somebody', surname: newId().slice(-8) })).personId;
  await execute(recordEvidence, scope, { programmeId, kind: 'participation', happenedOn: day, payload: { eventId, personId: who, organisationId: organisation && organisations[organisation], days: [day] } });
  return who;
}

beforeAll(async () => {
  useKinds(eventKinds);
  scope = systemScope(newId(), 'test');
  programmeId = newId();
  await kolo.db.insertInto('network').values({ network_id: scope.networkId, slug: 'home', names: '{}' }).execute();
  await kolo.db.insertInto('programme').values({ network_id: scope.networkId, programme_id: programmeId, slug: 'p', titles: '{}' }).execute();
  for (const name of ['sun', 'moon', 'star', 'comet']) organisations[name] = (await execute(addOrganisation, scope, { type: 'cso', name })).organisationId;
  const made = async (name: string) => (await execute(addAlliance, scope, { names: { en: name }, kind: 'umbrella' })).allianceId;
  union = await made('Union');
  const local = await made('Local');
  const joins = (allianceId: string, part: object, from: string) => execute(joinAlliance, scope, { allianceId, ...part, from });
  await joins(union, { organisationId: organisations.sun }, '2026-01-01');
  await joins(union, { memberAllianceId: local }, '2026-01-01');
  await joins(union, { organisationId: organisations.star }, '2026-03-01');
  await joins(local, { organisationId: organisations.moon }, '2026-01-01');
});

test('who was represented is told by the membership of that day; each member once, networks through their members', async () => {
  const [first, second, planned] = [await plan('2026-02-10'), await plan('2026-04-10'), await plan('2026-06-10')];
  expect((await eventsToLink(scope)).map(({ eventId }) => eventId)).toEqual([planned, second, first]);
  for (const one of [first, second, planned]) await link(one);
  expect(await eventsToLink(scope)).toEqual([]);
  for (const name of ['moon', 'moon', 'star', null]) await comes(first, '2026-02-10', name);
  for (const name of ['sun', 'comet']) await comes(second, '2026-04-10', name);
  const { meetings, names, regularity, years } = await meetingsOf(scope, union, 2026, 'en');
  const told = meetings.map(({ eventId, isHeld, people, withoutOrganisation, attendance: { members, represented, guests } }) => [eventId, isHeld, people, withoutOrganisation, members.map((one) => `${names.get((one.organisationId ?? one.memberAllianceId)!)!.name} ${one.cameAs.length}`), represented, guests.map((id) => names.get(id)!.name)]);
  expect(told).toEqual([
    [planned, false, 0, 0, ['Local 0', 'star 0', 'sun 0'], 0, []],
    [second, true, 2, 0, ['Local 0', 'star 0', 'sun 1'], 1, ['comet']],
    // In February the star was no member yet.
    [first, true, 4, 1, ['Local 1', 'sun 0'], 1, ['star']],
  ]);
  expect([regularity.map(({ id, came, of }) => `${names.get(id)!.name} ${came}/${of}`), years]).toEqual([['Local 1/2', 'sun 1/2', 'star 0/1'], [2026]]);
  expect((await meetingsOf(scope, union, 2025, 'en')).meetings).toEqual([]);
});

test('a body’s meeting counts its seats, and is no meeting of every member', async () => {
  const { bodyId } = await execute(saveBody, scope, { allianceId: union, kind: 'board', seats: 2 });
  const eventId = await plan('2024-05-05');
  await link(eventId, { bodyId });
  const chair = await comes(eventId, '2024-05-05', 'sun');
  const absent = (await execute(addPerson, scope, { given: 'Absent', surname: 'One' })).personId;
  await execute(beginTerm, scope, { bodyId, personId: chair, role: 'chair', from: '2024-01-01', until: null, consentOn: null });
  await execute(beginTerm, scope, { bodyId, personId: absent, role: 'member', from: '2024-01-01', until: null, consentOn: null });
  const { meetings: [meeting], regularity } = await meetingsOf(scope, union, 2024, 'en');
  expect([meeting!.seats, meeting!.body?.kind, regularity]).toEqual([{ of: 2, came: 1 }, 'board', []]);
  expect(await refused(link(eventId, { bodyId: newId() }))).toBe('platform.not_found');
});

test('decisions are for those who work on it, the auditor and members’ representatives; tasks for those who work on it; an unpublished programme hides its meetings', async () => {
  const eventId = await plan('2023-05-05');
  await link(eventId);
  const { decisionId } = await execute(recordDecision, scope, { eventId, text: 'We meet again in June.' });
  await execute(recordDecision, scope, { eventId, text: 'The fee is ten euros.' });
  await execute(revokeDecision, scope, { eventId, decisionId, reason: 'June does not suit anybody.' });
  await execute(addTask, scope, { eventId, title: 'Write to everybody', organisationId: organisations.sun, dueOn: '2026-12-01', locale: 'en', origin: 'https://kolo.example' });
  const sees = async (who: Scope) => meetingOf(who, union, eventId, 'en').then(({ meeting }) => [meeting.decisions?.map(({ number, revokedBecause }) => [number, revokedBecause]) ?? null, meeting.openTasks?.map((one) => one.who) ?? null], ({ code }) => code);
  const all = [[1, 'June does not suit anybody.'], [2, null]];
  expect([await sees(as('field-worker')), await sees(as('auditor')), await sees(as('funder')), await sees(as('organisation-representative', organisations.sun))]).toEqual([[all, ['sun']], [all, null], 'platform.not_found', 'platform.not_found']);
  await kolo.db.updateTable('programme').set({ published_at: new Date() }).where('programme_id', '=', programmeId).execute();
  // The union exists since 2026 for its members: in 2023 the sun represented nobody.
  expect([await sees(as('funder')), await sees(as('organisation-representative', organisations.sun)), await sees(as('coordinator', null, [newId()])), await sees(publicScope(scope.networkId))]).toEqual([[null, null], [null, null], [null, null], 'platform.not_found']);
  const later = await plan('2026-09-09');
  await link(later);
  await execute(recordDecision, scope, { eventId: later, text: 'We go on.' });
  const decisions = async (organisation: string) => (await meetingOf(as('organisation-representative', organisations[organisation]), union, later, 'en')).meeting.decisions?.length ?? null;
  expect([await decisions('sun'), await decisions('moon'), await decisions('comet')]).toEqual([1, 1, null]);
});

test('an event is a meeting of one network; only who runs both links it, and unlinked it stays an event', async () => {
  const eventId = await plan('2022-05-05');
  const other = (await execute(addAlliance, scope, { names: { en: 'Other' }, kind: 'local' })).allianceId;
  expect([await refused(link(eventId, {}, as('field-worker'))), await refused(link(eventId, {}, as('coordinator', null, [newId()]))), await refused(link(newId()))]).toEqual(['platform.forbidden', 'platform.forbidden', 'platform.not_found']);
  await link(eventId);
  expect(await refused(execute(linkMeeting, scope, { allianceId: other, eventId }))).toBe('meetings.of_another');
  await execute(unlinkMeeting, scope, { allianceId: union, eventId });
  expect([await refused(meetingOf(scope, union, eventId, 'en')), await refused(execute(unlinkMeeting, scope, { allianceId: union, eventId }))]).toEqual(['platform.not_found', 'platform.not_found']);
  expect(await kolo.db.selectFrom('event').select('event_id').where('event_id', '=', eventId).execute()).toHaveLength(1);
});
