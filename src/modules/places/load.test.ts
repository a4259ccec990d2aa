import { expect, test } from 'vitest';
import { withDatabase } from '#platform/db/testing.ts';
import { sql } from 'kysely';
import { allUnits } from './gazetteer.ts';
import { ensurePlaces, loadPlaces } from './load.ts';

const test_ = withDatabase();

test('every shipped unit is in the database, with its names, and loading again changes nothing', async () => {
  const { rows } = await test_.pool.query('select id, country, level, parent, names from place order by id');
  expect(rows).toHaveLength(allUnits().length);
  expect(rows.find((row) => row.id === 'BG-M-TGV35')).toEqual({
    id: 'BG-M-TGV35', country: 'BG', level: 3, parent: 'BG-25',
    names: { 'sr-Cyrl': 'Трговиште', 'sr-Latn': 'Trgovište', bg: 'Търговище', ro: 'Targovishte', en: 'Targovishte', official: 'Търговище' },
  });
  expect(await loadPlaces(test_.db)).toBe(0);
});

test('a unit that differs is set right, and only that one', async () => {
  await sql`update place set names = '{}' where id = 'RS-L-71269'`.execute(test_.db);
  expect(await loadPlaces(test_.db)).toBe(1);
  const { rows } = await test_.pool.query(`select names->>'official' as name from place where id = 'RS-L-71269'`);
  expect(rows).toEqual([{ name: 'Šabac' }]);
});

test('a start loads the gazetteer when it ships another one than was loaded last, and only then', async () => {
  await sql`comment on table place is 'gazetteer of an older Kolo'`.execute(test_.db);
  await sql`update place set names = '{}' where id = 'RS-L-71269'`.execute(test_.db);
  expect(await ensurePlaces(test_.db)).toBe(1);
  await sql`update place set names = '{}' where id = 'RS-L-71269'`.execute(test_.db);
  expect(await ensurePlaces(test_.db)).toBe(0);
  await sql`comment on table place is null`.execute(test_.db);
  expect(await ensurePlaces(test_.db)).toBe(1);
});
