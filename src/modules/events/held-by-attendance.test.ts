/** Attendance on a day is evidence that the event took place on it: counted by hand, followed when it is taken back. */
import { expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { reading } from '#platform/db/transaction.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { explain } from '#modules/results/explain.ts';
import { query } from '#modules/results/shape.ts';
import { stage, type Stage } from '#modules/results/testing.ts';
import { checkIn } from './check-in/commands.ts';
import { holdEvent } from './commands.ts';
import { completionsOf } from './completion/queries.ts';
import { holdAttended } from './held-by-attendance-jobs.ts';

const kolo = withDatabase();
const [first, second] = ['2026-05-26', '2026-05-27'];
const said = (s: Stage, eventId: string, personId: string, day: string, more = {}) => execute(checkIn, s.scope, { operationId: newId(), eventId, who: { personId }, day, present: true, via: 'door', at: `${day}T09:00:00Z`, ...more });
const counts = async (s: Stage, where = {}) => [(await s.ask({ method: 'events', where })).net, (await s.ask({ method: 'event-days', where })).net];

test('a day on which somebody was there was held as soon as it is past; one nobody came to is not', async () => {
  const s = await stage();
  const [both, empty] = [await s.event('training', [first, second]), await s.event('training', [first])];
  const [ana, mira] = [await s.person('Ana'), await s.person('Mira')];
  await said(s, both, ana, first);
  await holdAttended(first);
  expect(await counts(s)).toEqual([0, 0]);
  await holdAttended(second);
  expect(await counts(s)).toEqual([1, 1]);
  await said(s, both, mira, second, { via: 'roll-call' });
  await holdAttended('2026-06-01');
  expect([await counts(s), await counts(s, { eventIds: [empty] }), await counts(s, { from: '2026-05-27', until: '2026-05-27' })]).toEqual([[1, 2], [0, 0], [1, 1]]);
  // Asked again, nothing more is written.
  const pieces = async () => (await kolo.db.selectFrom('evidence').select('evidence_id').where('network_id', '=', s.scope.networkId).where('kind', '=', 'event-held').execute()).length;
  const before = await pieces();
  await holdAttended('2026-06-02');
  expect(await pieces()).toBe(before);
  // What is taken back proves nothing any more.
  await said(s, both, mira, second, { present: false });
  await holdAttended('2026-06-02');
  expect(await counts(s)).toEqual([1, 1]);
  await said(s, both, ana, first, { present: false });
  await holdAttended('2026-06-02');
  expect(await counts(s)).toEqual([0, 0]);
});

test('between two days nobody has completed the event, though the first is known to be held', async () => {
  const s = await stage();
  const eventId = await s.event('training', [first, second]);
  const ana = await s.person('Ana');
  await said(s, eventId, ana, first);
  await holdAttended(second);
  const completed = (today: string) => reading(s.scope, async (tx) => (await completionsOf(tx, s.scope.networkId, s.programmeId, eventId, today)).people.map(({ attended, held, isComplete }) => [attended, held, isComplete]));
  expect([await counts(s), await completed(second)]).toEqual([[1, 1], [[1, 2, false]]]);
  await said(s, eventId, ana, second);
  expect(await completed(second)).toEqual([[2, 2, true]]);
});

test('what a person said stays; attendance only adds to it', async () => {
  const s = await stage();
  const eventId = await s.event('training', [first, second]);
  await execute(holdEvent, s.scope, { programmeId: s.programmeId, eventId, days: [first] });
  await holdAttended('2026-06-01');
  expect(await counts(s)).toEqual([1, 1]);
  const ana = await s.person('Ana');
  await said(s, eventId, ana, second);
  await holdAttended('2026-06-01');
  expect(await counts(s)).toEqual([1, 2]);
  await said(s, eventId, ana, second, { present: false });
  await holdAttended('2026-06-01');
  expect((await counts(s))[0]).toBe(1);
});

test('the page "why" says by which way each attendance is known, to a visitor too, and never per person where lines are lists', async () => {
  const s = await stage();
  const eventId = await s.event('training', [first, second]);
  const organisationId = await s.organisation('cso');
  for (const [n, via] of (['door', 'roll-call', 'self', 'signed-sheet', 'door'] as const).entries()) await said(s, eventId, await s.person(`P${n}`), first, { via });
  const both = await s.person('Both');
  await said(s, eventId, both, first);
  await said(s, eventId, both, second, { via: 'self' });
  const cso = await s.person('Cso');
  await said(s, eventId, cso, first, { who: { personId: cso, organisationId } });
  const ways = async (method: string, as = s.scope) => (await reading(as, (tx) => explain(tx, as, s.programmeId, query.parse({ method })))).lines.map(({ sources }) => sources.flatMap((one) => one.ways).join()).sort();
  const expected = ['door', 'door', 'door', 'door,self', 'roll-call', 'self', 'signed-sheet'];
  expect([await ways('attendances'), await ways('people', s.visitor), await ways('organisations', s.visitor)]).toEqual([expected, expected, ['']]);
  await holdAttended('2026-06-01');
  expect(await ways('events', s.visitor)).toEqual(['attendance']);
});
