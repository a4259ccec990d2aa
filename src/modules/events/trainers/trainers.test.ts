import { beforeAll, beforeEach, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { reading } from '#platform/db/transaction.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { addPerson } from '#modules/people/commands.ts';
import { recordEvidence, withdrawEvidence } from '#modules/results/commands.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { resultsOf } from '#modules/results/queries.ts';
import { addEvent, addSeries } from '../commands.ts';
import { setCompletion } from '../completion/commands.ts';
import { eventKinds } from '../evidence.ts';
import { recordFacilitator } from './commands.ts';
import { ladderOf } from './queries.ts';

const kolo = withDatabase();
let ours: Scope;
let programmeId: string;
let seriesId: string;
let tot: string, training: string;
const people: Record<string, string> = {};

beforeAll(() => useKinds([...eventKinds, ...resultKinds]));
beforeEach(async () => {
  ours = systemScope(newId(), 'test');
  await kolo.db.insertInto('network').values({ network_id: ours.networkId, slug: `n-${ours.networkId.slice(-12)}`, names: '{}' }).execute();
  programmeId = newId();
  await kolo.db.insertInto('programme').values({ network_id: ours.networkId, programme_id: programmeId, slug: `p-${programmeId.slice(-12)}`, titles: '{}' }).execute();
  ({ seriesId } = await execute(addSeries, ours, { programmeId, titles: { en: 'ToT' }, kind: 'training-of-trainers', isCycle: true }));
  const event = async (kind: string, days: string[], series: string | null) => (await execute(addEvent, ours, { programmeId, seriesId: series, titles: { en: kind }, kind, days })).eventId;
  tot = await event('training-of-trainers', ['2022-03-30', '2022-03-31'], seriesId);
  training = await event('training', ['2022-05-10'], null);
  for (const given of ['Ekspert', 'Ana', 'Mira', 'Petar']) people[given] = (await execute(addPerson, ours, { given, surname: 'X' })).personId;
  const took = (eventId: string, personId: string, days: string[]) => execute(recordEvidence, ours, { programmeId, kind: 'participation', happenedOn: days[0], payload: { eventId, personId, days } });
  await took(tot, people.Ana!, ['2022-03-30', '2022-03-31']);
  await took(tot, people.Mira!, ['2022-03-30']);
  await took(training, people.Mira!, ['2022-05-10']);
  await took(training, people.Petar!, ['2022-05-10']);
});
const lead = (eventId: string, who: string) => execute(recordFacilitator, ours, { programmeId, eventId, personId: people[who] });
const count = async (method: 'people' | 'attendances' | 'participations') => (await reading(ours, (tx) => resultsOf(tx, ours, programmeId, [{ method, where: {}, mixRelations: false }])))[0]!.net;

test('a training of trainers that belongs to no series makes trainers too', async () => {
  const { eventId } = await execute(addEvent, ours, { programmeId, titles: { en: 'ToT on its own' }, kind: 'training-of-trainers', days: ['2022-07-01', '2022-07-02'] });
  await execute(recordEvidence, ours, { programmeId, kind: 'participation', happenedOn: '2022-07-01', payload: { eventId, personId: people.Petar!, days: ['2022-07-01', '2022-07-02'] } });
  await execute(recordEvidence, ours, { programmeId, kind: 'participation', happenedOn: '2022-07-01', payload: { eventId, personId: people.Mira!, days: ['2022-07-01'] } });
  await lead(eventId, 'Ana');
  const { roots, names } = await ladderOf(ours, programmeId, '2022-08-01');
  expect(roots.map((root) => [names[root.personId], root.trained.map((one) => [names[one.personId], one.becameOn, one.activeUntil])])).toEqual([['Ana X', [['Petar X', '2022-07-02', '2023-01-02']]]]);
});

test('from the sheets to the tree: trained, active, leading, and who was reached', async () => {
  await lead(tot, 'Ekspert');
  await lead(training, 'Ana');
  const { roots, generations, net, gross, names } = await ladderOf(ours, programmeId, '2022-06-01');
  expect(roots.map((root) => [names[root.personId], root.trained.map((one) => [names[one.personId], one.becameOn, one.activeUntil, one.isActive, one.people])])).toEqual([['Ekspert X', [['Ana X', '2022-03-31', '2022-11-10', true, 2]]]]);
  expect(generations.map(({ gross, net, first }) => [gross, net, first])).toEqual([[2, 2, 2], [2, 2, 1]]);
  expect([net, gross]).toEqual([3, 4]);
  expect((await ladderOf(ours, programmeId, '2022-11-11')).roots[0]!.trained[0]!.isActive).toBe(false);
  // A rule that is easier makes a trainer of whoever meets it; a shorter window ends sooner.
  await execute(setCompletion, ours, { programmeId, seriesId, rule: { of: 'days', share: 50 }, trainerMonths: 1 });
  expect((await ladderOf(ours, programmeId, '2022-06-01')).roots[0]!.trained.map((one) => [one.personId, one.becameOn, one.activeUntil, one.isActive])).toEqual([
    [people.Ana, '2022-03-30', '2022-06-10', true],
    [people.Mira, '2022-03-30', '2022-04-30', false],
  ]);
});

test('whoever leads is evidence like everybody, and counted among nobody', async () => {
  const before = [await count('people'), await count('attendances'), await count('participations')];
  const { evidenceId } = await lead(training, 'Ana');
  expect([await count('people'), await count('attendances'), await count('participations')]).toEqual(before);
  expect((await kolo.db.selectFrom('evidence').select(['kind', 'payload']).where('evidence_id', '=', evidenceId).executeTakeFirst())).toMatchObject({ kind: 'participation', payload: { part: 'facilitator', days: ['2022-05-10'] } });
  await expect(lead(training, 'Ana')).rejects.toMatchObject({ status: 409, code: 'trainers.already_recorded' });
  await execute(withdrawEvidence, ours, { evidenceId, reason: 'She was ill that day' });
  await lead(training, 'Ana');
});

test('who does not run the programme sees no ladder and says nothing about it', async () => {
  const as = (role: Role, networkId = ours.networkId) => memberScope({ networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId: null, programmeIds: null });
  for (const role of ['funder', 'auditor', 'organisation-representative'] as Role[]) {
    await expect((async () => ladderOf(as(role), programmeId, '2022-06-01'))()).rejects.toMatchObject({ status: 404 });
    await expect(execute(recordFacilitator, as(role), { programmeId, eventId: training, personId: people.Ana })).rejects.toMatchObject({ status: 403 });
  }
  const theirs = systemScope(newId(), 'test');
  await kolo.db.insertInto('network').values({ network_id: theirs.networkId, slug: `t-${theirs.networkId.slice(-12)}`, names: '{}' }).execute();
  await expect(execute(recordFacilitator, theirs, { programmeId, eventId: training, personId: people.Ana })).rejects.toMatchObject({ status: 404 });
  expect((await ladderOf(theirs, programmeId, '2022-06-01')).roots).toEqual([]);
});
