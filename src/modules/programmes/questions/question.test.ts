import { expect, test } from 'vitest';
import { linesOf, narrowed, questionFrom } from './question.ts';

const [a, b] = ['01919191-0000-7000-8000-000000000001', '01919191-0000-7000-8000-000000000002'];
const askable = { series: [a!], events: [a!, b!], kinds: ['training', 'camp'], first: '2022-03-30', last: '2022-06-30' };
const asked = (search: string) => {
  const question = questionFrom(new URLSearchParams(search));
  return linesOf({ ...question, method: question.method! }, askable).map(({ of, query }) => [of, query.where]);
};

test('whole, by series, by event, by kind: one line each, all with the same time', () => {
  expect(asked('method=people&from=2022-04-01')).toEqual([[null, { from: '2022-04-01' }]]);
  expect(asked('method=people&each=series')).toEqual([[a, { seriesIds: [a] }]]);
  expect(asked('method=people&each=event&until=2022-05-01')).toEqual([[a, { eventIds: [a], until: '2022-05-01' }], [b, { eventIds: [b], until: '2022-05-01' }]]);
  expect(asked('method=people&each=kind&kind=camp')).toEqual([['camp', { eventKinds: ['camp'] }]]);
});

test('stretches of time cover exactly what is asked for, whatever day it begins on', () => {
  expect(asked('method=people&each=month&from=2022-05-10&until=2022-06-05')).toEqual([['2022-05', { from: '2022-05-10', until: '2022-05-31' }], ['2022-06', { from: '2022-06-01', until: '2022-06-05' }]]);
  expect(asked('method=people&each=quarter')).toEqual([['2022-Q1', { from: '2022-01-01', until: '2022-03-31' }], ['2022-Q2', { from: '2022-04-01', until: '2022-06-30' }]]);
  expect(asked('method=people&each=year&from=2021-12-31')).toEqual([['2021', { from: '2021-12-31', until: '2021-12-31' }], ['2022', { from: '2022-01-01', until: '2022-12-31' }]]);
  expect(asked('method=people&each=month&from=2024-02-15&until=2024-02-20')).toEqual([['2024-02', { from: '2024-02-15', until: '2024-02-20' }]]);
});

test('what an address says wrongly counts as not said', () => {
  expect(questionFrom(new URLSearchParams('method=everything&each=drop&by=x&from=yesterday&kind=party'))).toEqual({ method: null, each: 'whole', by: 'none', kind: null, from: null, until: null, mix: null });
});

test('a line narrowed to one value, and none for what is not stated', () => {
  const query = { method: 'people' as const, where: { eventIds: [a!] }, mixRelations: false };
  expect(narrowed(query, 'sex', 'F')!.where).toEqual({ eventIds: [a], breakdown: { sex: 'F' } });
  expect(narrowed(query, 'relation', 'seat')!.where).toEqual({ eventIds: [a], relations: ['seat'] });
  expect(narrowed(query, 'sex', null)).toBe(null);
});
