import { expect, test } from 'vitest';
import { wordsOf } from '#platform/words/load.ts';
import type { Locale } from '#platform/words/locales.ts';
import { methods, query, type Query } from '../shape.ts';
import { defineQuery } from './define.ts';

async function defined(asked: Partial<Query> & Pick<Query, 'method'>, locale: Locale, names = {}) {
  const t = await wordsOf(locale);
  return defineQuery(query.parse(asked), { locale, t, has: t.has }, names);
}

test('a definition names what is counted, the relation, the events and the time', async () => {
  expect(await defined({ method: 'municipalities', where: { relations: ['seat'], eventKinds: ['exchange-event'], from: '2022-03-01' } }, 'en')).toEqual([
    { term: 'What is counted', text: 'Municipalities: each once; a city counts once with all its parts.' },
    { term: 'Relation to the municipality', text: 'seat' },
    { term: 'From which events', text: 'exchange event' },
    { term: 'For what time', text: 'from 1 March 2022; counted is who was there, or what was held, on at least one day of it' },
  ]);
  expect((await defined({ method: 'attendances', where: { until: '2022-03-31' } }, 'en')).at(-1)).toEqual({ term: 'For what time', text: 'until 31 March 2022' });
});

test('a declared mixture of relations is printed', async () => {
  const [, relation] = await defined({ method: 'municipalities', mixRelations: true }, 'en');
  expect(relation).toEqual({ term: 'Relation to the municipality', text: 'all together; somebody declared so' });
});

test('a query without a filter speaks of the whole programme, and an event by its name', async () => {
  const id = '01919191-0000-7000-8000-000000000001';
  expect((await defined({ method: 'people' }, 'sr-Cyrl'))[1]).toEqual({ term: 'Са којих догађаја', text: 'цео програм' });
  expect((await defined({ method: 'people', where: { eventIds: [id] } }, 'sr-Cyrl', { [id]: 'Лесковац' }))[1]!.text).toBe('„Лесковац“');
});

test('every method can be defined in every language', async () => {
  for (const locale of ['sr-Cyrl', 'sr-Latn', 'bg', 'ro', 'en'] as const) {
    for (const method of methods) expect((await defined({ method }, locale)).every(({ term, text }) => term && text)).toBe(true);
  }
});
