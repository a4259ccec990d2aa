import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { wordsOf } from '#platform/words/load.ts';
import { locales } from '#platform/words/locales.ts';
import { stage } from '#modules/results/testing.ts';
import { eventKindNames } from './kinds.ts';

withDatabase();

test.each(locales)('every kind has a word and a hint, and no two kinds the same (%s)', async (locale) => {
  const t = await wordsOf(locale);
  const words = eventKindNames.map((kind) => t(`events.kind_${kind}`));
  expect(words.every((word) => word.trim() !== '') && eventKindNames.every((kind) => t(`events.kind_${kind}_hint`).trim() !== '')).toBe(true);
  expect(new Set(words).size).toBe(eventKindNames.length);
});

test('the database knows exactly these', async () => {
  const s = await stage();
  for (const kind of eventKindNames) await s.event(kind, ['2022-05-01']);
  await expect(s.event('party', ['2022-05-01'])).rejects.toThrow(/event_kind_check/);
  const { rows } = await sql<{ definition: string }>`select pg_get_constraintdef(oid) as definition from pg_constraint where conname = 'event_kind_check'`.execute(database());
  expect([...rows[0]!.definition.matchAll(/'([a-z-]+)'/g)].map((match) => match[1]).sort()).toEqual([...eventKindNames].sort());
});
