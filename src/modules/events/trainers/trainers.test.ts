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
import { checkIn } from '../check-in/commands.ts';
import { eventKinds } from '../evidence.ts';
import { holdAttended } from '../held-by-attendance-jobs.ts';
import { printable } from '../paper/printing-queries.ts';
import { eventPage, participationsOf } from '../participants/queries.ts';
import { cancelEvent, planEvent } from '../planning/commands.ts';
import { planIn } from '../planning/queries.ts';
import { recordFacilitator } from './commands.ts';
import { linkedFacilitators, linkFacilitator } from './linked-commands.ts';
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

test('a training of trainers on its own has a window of its own, and leading in another programme of the network counts for it', async () => {
  const { eventId } = await execute(addEvent, ours, { programmeId, titles: { en: 'ToT on its own' }, kind: 'training-of-trainers', days: ['2022-07-01'] });
  await execute(recordEvidence, ours, { programmeId, kind: 'participation', happenedOn: '2022-07-01', payload: { eventId, personId: people.Petar!, days: ['2022-07-01'] } });
  const petar = async (on: string) => (await ladderOf(ours, programmeId, on)).roots.find(({ personId }) => personId === people.Petar)!;
  expect((await petar('2022-08-01')).activeUntil).toBe('2023-01-01');
  await execute(setCompletion, ours, { programmeId, seriesId: eventId, rule: { of: 'days', share: 100 }, trainerMonths: 2 });
  expect([(await petar('2022-08-01')).activeUntil, (await petar('2022-09-02')).isActive]).toEqual(['2022-09-01', false]);
  const other = newId();
  await kolo.db.insertInto('programme').values({ network_id: ours.networkId, programme_id: other, slug: `o-${other.slice(-12)}`, titles: '{}' }).execute();
  const elsewhere = (await execute(addEvent, ours, { programmeId: other, titles: { en: 'Elsewhere' }, kind: 'training', days: ['2022-08-20'] })).eventId;
  await execute(recordEvidence, ours, { programmeId: other, kind: 'participation', happenedOn: '2022-08-20', payload: { eventId: elsewhere, personId: people.Mira!, days: ['2022-08-20'] } });
  await execute(recordFacilitator, ours, { programmeId: other, eventId: elsewhere, personId: people.Petar });
  expect(await petar('2022-09-02')).toMatchObject({ activeUntil: '2022-10-20', isActive: true, elsewhere: 1, trainings: [], people: 0 });
  // In the other programme he is nobody's trainer, and no name of this one is told.
  expect((await ladderOf(ours, other, '2022-09-02')).roots).toEqual([]);
});

test('nobody has led a training that did not take place, whatever was said before it was called off', async () => {
  await lead(tot, 'Ekspert');
  const ana = async (on: string) => (({ activeUntil, trainings }) => ({ activeUntil, led: trainings.length }))((await ladderOf(ours, programmeId, on)).roots[0]!.trained[0]!);
  const led = async (on: string) => (await ladderOf(ours, programmeId, on)).generations.map((one) => one.led);
  const { eventId } = await execute(addEvent, ours, { programmeId, titles: { en: 'Later' }, kind: 'training', days: ['2022-09-01', '2022-09-02'] });
  await expect(lead(eventId, 'Ana')).rejects.toMatchObject({ status: 409, code: 'trainers.not_held_yet' });
  expect((await ladderOf(ours, programmeId, '2022-10-01')).trainings.map((one) => one.eventId)).toEqual([training, tot]);
  // Written all the same, by a list or another program, it counts from when the training took place, and as long as that is what is known.
  await execute(recordEvidence, ours, { programmeId, kind: 'participation', happenedOn: '2022-09-01', payload: { eventId, personId: people.Ana, days: ['2022-09-01', '2022-09-02'], part: 'facilitator' } });
  await execute(cancelEvent, ours, { programmeId, eventId });
  expect([await ana('2022-10-01'), await led('2022-10-01')]).toEqual([{ activeUntil: '2022-09-30', led: 0 }, [1, 0]]);
  const { evidenceId } = await execute(recordEvidence, ours, { programmeId, kind: 'event-held', happenedOn: '2022-09-01', payload: { eventId, days: ['2022-09-01'] } });
  expect([await ana('2022-10-01'), await led('2022-10-01')]).toEqual([{ activeUntil: '2023-03-01', led: 1 }, [1, 1]]);
  await execute(withdrawEvidence, ours, { evidenceId, reason: 'Nobody came' });
  expect(await ana('2022-10-01')).toEqual({ activeUntil: '2022-09-30', led: 0 });
});

test('a name on the plan that means somebody known becomes evidence when the event was held, follows the days, and never goes against what a person said', async () => {
  const plan = { programmeId, eventId: null, kind: 'training', titles: { en: 'Planned' }, days: ['2022-09-01', '2022-09-02'], facilitators: ['Ana X', 'Mr Guest'] };
  const { eventId } = await execute(planEvent, ours, plan);
  const link = (personId: string | null, name = 'Ana X') => execute(linkFacilitator, ours, { programmeId, eventId, name, personId });
  await link(people.Ana!);
  await expect(link(people.Ana!, 'Nobody on the plan')).rejects.toMatchObject({ status: 404 });
  expect(await linkedFacilitators(ours, eventId)).toEqual([{ name: 'Ana X', personId: people.Ana, called: 'Ana X' }]);
  const led = async () => (await kolo.db.selectFrom('fact').select(['person_id', 'happened_on', 'evidence_id']).where('event_id', '=', eventId).where('measure', '=', 'facilitation').where('known_until', 'is', null).orderBy('happened_on').execute());
  const said = async () => (await led()).map((one) => [one.person_id, one.happened_on]);
  await holdAttended('2022-10-01');
  expect(await said()).toEqual([]);
  for (const [at, day] of ['2022-09-01', '2022-09-02'].entries()) {
    await execute(checkIn, ours, { operationId: newId(), eventId, who: { personId: people.Petar }, day, present: true, via: 'door', at: `${day}T09:00:00Z` });
    await holdAttended('2022-10-01');
    expect((await said()).length).toBe(at + 1);
  }
  expect(await said()).toEqual([[people.Ana, '2022-09-01'], [people.Ana, '2022-09-02']]);
  await link(null);
  await holdAttended('2022-10-01');
  expect(await said()).toEqual([]);
  await link(people.Ana!);
  await holdAttended('2022-10-01');
  expect((await said()).map(([who]) => who)).toEqual([people.Ana, people.Ana]);
  // What a coordinator takes back is not written again.
  await link(people.Mira!);
  await holdAttended('2022-10-01');
  expect((await said()).map(([who]) => who)).toEqual([people.Mira, people.Mira]);
  await execute(withdrawEvidence, ours, { evidenceId: (await led())[0]!.evidence_id, reason: 'She was ill' });
  await holdAttended('2022-10-01');
  expect(await said()).toEqual([]);
});

test('whoever leads is evidence like everybody, and counted among nobody', async () => {
  const before = [await count('people'), await count('attendances'), await count('participations')];
  const { evidenceId } = await lead(training, 'Ana');
  expect([await count('people'), await count('attendances'), await count('participations')]).toEqual(before);
  expect((await kolo.db.selectFrom('evidence').select(['kind', 'payload']).where('evidence_id', '=', evidenceId).executeTakeFirst())).toMatchObject({ kind: 'participation', payload: { part: 'facilitator', days: ['2022-05-10'] } });
  expect(await kolo.db.selectFrom('log_entry').select('action').where('at', '=', (eb) => eb.selectFrom('evidence').select('recorded_at').where('evidence_id', '=', evidenceId)).orderBy('seq').execute()).toEqual([{ action: 'attendance.record' }, { action: 'facilitator.record' }]);
  await expect(lead(training, 'Ana')).rejects.toMatchObject({ status: 409, code: 'trainers.already_recorded' });
  await execute(withdrawEvidence, ours, { evidenceId, reason: 'She was ill that day' });
  await lead(training, 'Ana');
  // Nor is she on the list of those who came, on a sheet to sign, or away from her own page.
  const { participants, total } = await eventPage(ours, training);
  expect([participants.map(({ name }) => name).sort(), total]).toEqual([['Mira X', 'Petar X'], 2]);
  const plan = (await reading(ours, (tx) => planIn(tx, ours.networkId, training)))!;
  expect((await reading(ours, (tx) => printable(tx, ours.networkId, plan, 'en'))).map(({ personId }) => personId).sort()).toEqual([people.Mira!, people.Petar!].sort());
  expect((await participationsOf(ours, people.Ana!)).map(({ eventId, hasLed }) => [eventId, hasLed])).toEqual([[training, true], [tot, false]]);
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
