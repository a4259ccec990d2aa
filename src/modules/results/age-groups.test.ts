import { setImmediate } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import { correctEvidence } from './commands.ts';
import { disaggregated } from './disaggregated-queries.ts';
import { query, type Query } from './shape.ts';
import { stage, type Stage } from './testing.ts';

withDatabase();

let s: Stage;
let eventId: string;
const groups = [...Array<string>(9).fill('0-17'), ...Array<string>(7).fill('18-29'), ...Array<string>(6).fill('30-64'), ...Array<string>(3).fill('65+')];
const recorded: { evidenceId: string; personId: string }[] = [];

beforeAll(async () => {
  s = await stage();
  eventId = await s.event('training', ['2022-05-01']);
  for (const [at, age_group] of groups.entries()) {
    const personId = await s.person();
    recorded.push({ personId, evidenceId: await s.record('participation', '2022-05-01', { eventId, personId, relation: 'represents', days: ['2022-05-01'], breakdown: { age_group, sex: at % 2 ? 'M' : 'F' } }) });
  }
});

const byAge = (as: Scope, of: Partial<Query> & Pick<Query, 'method'> = { method: 'people' }) => reading(as, (tx) => disaggregated(tx, as, s.programmeId, query.parse(of), 'breakdown:age_group'));
const cells = async (as: Scope, of?: Partial<Query> & Pick<Query, 'method'>) => Object.fromEntries((await byAge(as, of)).cells.map(({ value, net }) => [value ?? '', net]));

it('by age group, whole for those who work with the people', async () => {
  expect(await cells(s.scope)).toEqual({ '0-17': 9, '18-29': 7, '30-64': 6, '65+': 3 });
  expect(await cells(s.scope, { method: 'people', where: { breakdown: { sex: 'F' } } })).toEqual({ '0-17': 5, '18-29': 3, '30-64': 3, '65+': 2 });
});

it('the three oldest are hidden from the public together with the next small cell, and so is every single figure that would tell them', async () => {
  const shown = await cells(s.visitor);
  expect(shown['65+']).toBe(null);
  const hidden = Object.entries(shown).filter(([, net]) => net === null).map(([group]) => group);
  expect(hidden).toHaveLength(2);
  for (const [age_group, net] of Object.entries(shown)) expect((await s.ask({ method: 'people', where: { breakdown: { age_group } } }, s.visitor)).net).toBe(net);
  expect((await s.ask({ method: 'people' }, s.visitor)).net).toBe(25);
  // What is shown and the whole leave only the sum of the two.
  const rest = 25 - Object.values(shown).reduce<number>((sum, net) => sum + (net ?? 0), 0);
  expect(rest).toBeGreaterThanOrEqual(5);
  expect(await byAge(s.visitor)).toMatchObject({ overlapping: null });
});

it('two characteristics at once are not to be had in public', async () => {
  await expect(byAge(s.visitor, { method: 'people', where: { breakdown: { sex: 'F' } } })).rejects.toMatchObject({ status: 422, code: 'results.split_twice' });
});

it('a correction moves a person from one group to the other; before it she stands where she stood', async () => {
  const before = new Date();
  // What is corrected in the same millisecond counts as known in it.
  while (Date.now() === before.getTime()) await setImmediate();
  const { evidenceId, personId } = recorded[0]!;
  await execute(correctEvidence, s.scope, { evidenceId, payload: { eventId, personId, relation: 'represents', days: ['2022-05-01'], breakdown: { age_group: '18-29', sex: 'F' } } });
  expect(await cells(s.scope)).toMatchObject({ '0-17': 8, '18-29': 8 });
  const then = await reading(s.scope, (tx) => disaggregated(tx, s.scope, s.programmeId, query.parse({ method: 'people' }), 'breakdown:age_group', { asKnownOn: before }));
  expect(Object.fromEntries(then.cells.map(({ value, net }) => [value, net]))).toMatchObject({ '0-17': 9, '18-29': 7 });
});
