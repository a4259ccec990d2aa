/** Every unit can be asked of a programme: whole, by series, by event and by time, split by who they are; each line with the query that proves it. */
import { beforeAll, expect, test } from 'vitest';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { stage, type Stage } from '#modules/results/testing.ts';
import { methods } from '#modules/results/shape.ts';
import { resultOf } from '#modules/results/queries.ts';
import { answer } from './queries.ts';
import { questionFrom } from './question.ts';
import { sayLines } from './say.ts';

withDatabase();
let s: Stage;
let cycle: string;
let events: string[];

beforeAll(async () => {
  s = await stage();
  cycle = await s.cycle('training-of-trainers');
  events = [await s.event('training-of-trainers', ['2022-05-26', '2022-05-27'], cycle), await s.event('training-of-trainers', ['2022-06-16'], cycle), await s.event('training', ['2022-09-01'])];
  for (const [at, days] of [['2022-05-26', '2022-05-27'], ['2022-06-16'], ['2022-09-01']].entries()) await s.record('event-held', days[0]!, { eventId: events[at], days, placeId: 'RS-L-79014' });
  const [cso, town] = [await s.organisation('cso'), await s.organisation('authority')];
  for (let n = 0; n < 6; n++) {
    const personId = await s.person(`P${n}`, 'X');
    const who = { personId, organisationId: n < 4 ? cso : town, placeId: n < 3 ? 'RS-L-71269' : 'RS-L-80233', relation: n < 3 ? 'seat' : 'represents', breakdown: { ...(n < 5 && { sex: n < 2 ? 'M' : 'F' }) } };
    await s.record('participation', '2022-05-26', { ...who, eventId: events[0], days: n === 5 ? ['2022-05-26'] : ['2022-05-26', '2022-05-27'] });
    if (n < 5) await s.record('participation', '2022-06-16', { ...who, eventId: events[1], days: ['2022-06-16'] });
    if (n === 0) await s.record('participation', '2022-09-01', { ...who, eventId: events[2], days: ['2022-09-01'] });
  }
});

const ask = async (search: string, as: Scope = s.scope) => {
  const question = questionFrom(new URLSearchParams(search));
  const found = await reading(as, (tx) => answer(tx, as, s.programmeId, { ...question, method: question.method! }, 'en'));
  const t = await wordsOf('en');
  return { ...found, said: sayLines(found, question, { locale: 'en', t, has: t.has }).map(({ of, value, figure }) => [of, ...(value === null ? [] : [value]), figure].join(': ')) };
};

test('every unit of the whole programme', async () => {
  const figures = Object.fromEntries(await Promise.all(methods.map(async (method) => [method, (await ask(`method=${method}`)).lines.map(({ result }) => result.net)])));
  expect(figures).toEqual({
    people: [6], participations: [12], attendances: [17], 'completed-people': [5], 'every-day-people': [5], organisations: [2],
    // By seat and by representation, and nobody declared that they are to be added up.
    municipalities: [null], events: [3], 'event-days': [4], cycles: [1], outputs: [0],
  });
});

test('by series, by event and by time', async () => {
  expect((await ask('method=people&each=series')).said).toEqual(['training-of-trainers: 6']);
  expect((await ask('method=completed-people&each=series')).lines.map(({ result }) => result.net)).toEqual([5]);
  expect((await ask('method=attendances&each=event')).lines.map(({ of, result }) => [of, result.net])).toEqual([[events[0], 11], [events[1], 5], [events[2], 1]]);
  expect((await ask('method=people&each=quarter')).said).toEqual(['2022-Q2: 6', '2022-Q3: 1']);
  expect((await ask('method=events&each=month&until=2022-06-30')).said).toEqual(['May 2022: 1', 'June 2022: 1']);
  expect((await ask('method=events&each=kind')).said).toEqual(['training: 1', 'training of trainers: 2']);
});

test('split by sex, by type of organisation, by municipality and by relation; each line is proven by its own query', async () => {
  const { said, lines, overlapping } = await ask('method=people&by=sex');
  expect([said, overlapping]).toEqual([['The whole programme: not stated: 1', 'The whole programme: female: 3', 'The whole programme: male: 2'], []]);
  for (const { query, result } of lines) if (query) expect((await reading(s.scope, (tx) => resultOf(tx, s.scope, s.programmeId, query))).net).toBe(result.net);
  expect((await ask('method=people&by=organisation-type')).lines.map(({ value, result }) => [value, result.net])).toEqual([['authority', 2], ['cso', 4]]);
  expect((await ask('method=people&by=municipality')).said).toEqual(['The whole programme: Šabac: 3', 'The whole programme: Kula: 3']);
  // Municipalities of different relations are told apart, until somebody counts them together; each by itself is only itself.
  expect((await ask('method=municipalities')).said).toEqual(['The whole programme: 1 + 1']);
  expect((await ask('method=municipalities&by=municipality')).said).toEqual(['The whole programme: Šabac: 1', 'The whole programme: Kula: 1']);
  const together = await ask('method=municipalities&mix=yes');
  expect([together.said, together.lines[0]!.result.parts.map(({ relation, net }) => [relation, net])]).toEqual([['The whole programme: 2'], [['represents', 1], ['seat', 1]]]);
  expect(await reading(s.scope, (tx) => resultOf(tx, s.scope, s.programmeId, together.lines[0]!.query!))).toMatchObject({ net: 2, refused: null });
  expect((await ask('method=municipalities&by=relation')).lines.map(({ value, result }) => [value, result.net])).toEqual([['seat', 1], ['represents', 1], ['venue', 1]]);
});

test('a bare number stands in no line of a split, and that is said', async () => {
  const other = await stage();
  const eventId = await other.event('training', ['2022-05-01']);
  await other.record('reported-figure', '2022-05-01', { eventId, what: 'person', value: 25, sentence: 'Twenty-five came.' });
  const found = await reading(other.scope, (tx) => answer(tx, other.scope, other.programmeId, { ...questionFrom(new URLSearchParams('by=sex')), method: 'people' }, 'en'));
  expect([found.lines, found.unnamed]).toEqual([[], 25]);
});

test('a visitor gets no small groups by asking more finely', async () => {
  const { lines } = await ask('method=people&by=sex', s.visitor);
  expect(lines.every(({ result }) => result.net === null)).toBe(true);
  expect((await ask('method=people&each=event', s.visitor)).lines.at(-1)!.result.net).toBe(null);
});
