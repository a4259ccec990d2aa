import { expect, test } from 'vitest';
import { byLevel } from './by-level.ts';
import type { Level } from './shape.ts';

const level = (levelId: string): Level => ({ levelId, parentId: null, tier: { en: 'result' }, titles: { en: levelId } });

test('groups follow the order of the framework; what belongs to no level comes first and empty levels are left out', () => {
  const all = [{ n: 1, levelId: 'b' }, { n: 2, levelId: 'a' }, { n: 3, levelId: null }, { n: 4, levelId: 'b' }, { n: 5, levelId: 'removed' }];
  expect(byLevel([level('a'), level('b'), level('c')], all).map((group) => [group.level?.levelId ?? null, group.all.map(({ n }) => n)])).toEqual([[null, [3, 5]], ['a', [2]], ['b', [1, 4]]]);
});
