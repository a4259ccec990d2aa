/** The list nobody published (S1): who was trained or heard and got no presentation. */
import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { eventKinds } from '#modules/events/evidence.ts';
import { holdEvent } from '#modules/events/commands.ts';
import { unwaiveFeedback, waiveFeedback } from '#modules/events/after/feedback/commands.ts';
import { feedbackOf } from '#modules/events/after/feedback/queries.ts';
import { gapTable, showGap } from '#modules/events/after/feedback/show.ts';
import { cancelEvent, planEvent, restoreEvent } from '#modules/events/planning/commands.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { recordEvidence } from '#modules/results/commands.ts';
import { useKinds } from '#modules/results/kind.ts';
import { query } from '#modules/results/shape.ts';
import { whyNumber } from '../public/queries.ts';
import { asked } from '../public/shape.ts';
import { programme } from '../queries.ts';
import { seedDemo } from './seed.ts';

withDatabase();
let scope: Scope;
let programmeId: string;
const slug = 'families-in-crisis';

beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  const { networkId } = await seedDemo();
  scope = systemScope(networkId, 'test');
  ({ programmeId } = await programme(scope, slug));
});

const shown = async (reader = scope) => {
  const found = await feedbackOf(reader, programmeId);
  return found.open.map((gap) => showGap(gap, found, { locale: 'sr-Latn', slug, eventAt: (id) => `/events/${id}` }));
};
const lists = async (reader = scope) => {
  const gaps = await shown(reader);
  return (['trained', 'heard'] as const).map((group) => gaps.filter((gap) => gap.group === group).map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'sr-Latn')));
};

test('trained and never presented to: Kula, Šabac, Ivanjica; heard only: Novi Sad, Raška, Zrenjanin, Stara Pazova; to anybody', async () => {
  const exact = [['Ivanjica', 'Kula', 'Šabac'], ['Novi Sad', 'Raška', 'Stara Pazova', 'Zrenjanin']];
  expect(await lists()).toEqual(exact);
  expect(await lists(publicScope(scope.networkId))).toEqual(exact);
});

test('each gap says where, when and in which relation, and its evidence names it', async () => {
  const gaps = await shown();
  const said = (name: string) => gaps.find((gap) => gap.name === name)!.occasions.map(({ part, relations, firstDay, lastDay }) => [part, ...relations, firstDay, lastDay].join(' '));
  expect(said('Šabac')).toEqual(['heard represents 2022-05-04 2022-05-05', 'trained works-in 2022-05-26 2022-06-17']);
  expect(said('Ivanjica')).toEqual(['heard seat 2022-03-30 2022-03-31', 'trained works-in 2022-05-26 2022-06-17']);
  expect(said('Kula')).toEqual(['trained works-in 2022-05-26 2022-06-17']);
  for (const { evidence } of gaps.flatMap(({ occasions }) => occasions)) {
    const q = new URL(evidence!, 'http://kolo').searchParams.get('q')!;
    const { explanation } = await whyNumber(slug, 'en', asked.parse({ indicator: null, publication: null, claim: null, reading: null, q, known: null, at: null, after: null }));
    expect([explanation.result.net, explanation.lines.length]).toEqual([1, 1]);
    expect(query.parse(JSON.parse(q)).where.places!.length).toBe(1);
  }
});

test('as a table for other programs it has a row for each time somebody was reached', async () => {
  const [head, ...rows] = gapTable(await shown(), [], await wordsOf('en'));
  expect(head!.length).toBe(9);
  expect(rows.filter(([, name]) => name === 'Šabac')).toEqual([
    ['municipality', 'Šabac', 'heard', expect.stringContaining('Novi Sad'), '2022-05-04', '2022-05-05', 'representation', '', ''],
    ['municipality', 'Šabac', 'trained', expect.stringContaining('training'), '2022-05-26', '2022-06-17', 'area of work', '', ''],
  ]);
  expect(new Set(rows.map(([, name]) => name)).size).toBe(7);
});

test('a presentation planned there is said, one called off is not, one held closes the gap', async () => {
  const kula = (await shown()).find(({ name }) => name === 'Kula')!;
  const { eventId } = await execute(planEvent, scope, { programmeId, eventId: null, kind: 'regional-presentation', titles: { en: 'Presentation in Kula' }, venuePlace: kula.id, days: ['2022-09-01'] });
  const planned = async () => (await shown()).find(({ name }) => name === 'Kula')?.planned.map(({ firstDay, isPast }) => [firstDay, isPast]);
  expect(await planned()).toEqual([['2022-09-01', true]]);
  await execute(cancelEvent, scope, { programmeId, eventId });
  expect(await planned()).toEqual([]);
  await execute(restoreEvent, scope, { programmeId, eventId });
  await execute(holdEvent, scope, { programmeId, eventId });
  expect(await planned()).toBe(undefined);
  // Somebody from Raška who came to it closes that gap too, wherever it was held.
  await execute(recordEvidence, scope, { programmeId, kind: 'reported-list', happenedOn: '2022-09-01', payload: { eventId, relation: 'represents', places: [{ text: 'Raška', placeId: 'RS-L-71021' }] } });
  expect((await lists())).toEqual([['Ivanjica', 'Šabac'], ['Novi Sad', 'Stara Pazova', 'Zrenjanin']]);
});

test('"not needed, because" takes a gap off the list, keeps the reason, and can be taken back', async () => {
  const gap = (await shown()).find(({ name }) => name === 'Zrenjanin')!;
  const waive = (reason: string) => execute(waiveFeedback, scope, { programmeId, kind: 'place', subjectId: gap.id, reason });
  await expect(waive('no')).rejects.toMatchObject({ status: 422, issues: [{ path: 'reason', message: 'after.problem_reason' }] });
  const { waiverId } = await waive('They read the study in their own council.');
  await expect(waive('They read the study in their own council.')).rejects.toMatchObject({ status: 404 });
  expect((await lists())[1]).not.toContain('Zrenjanin');
  expect((await feedbackOf(scope, programmeId)).waived.map(({ id, waiver }) => [id, waiver.reason])).toEqual([[gap.id, 'They read the study in their own council.']]);
  await execute(unwaiveFeedback, scope, { programmeId, waiverId });
  expect((await lists())[1]).toContain('Zrenjanin');
  await expect(execute(unwaiveFeedback, scope, { programmeId, waiverId })).rejects.toMatchObject({ status: 404 });
});
