import { expect, test } from 'vitest';
import { currentStandard, criteriaOf, scale, standards } from './standards.ts';
import { areaScores, missing, plotted } from './scoring.ts';

test('every text of every set is there in the four languages, and no criterion twice', () => {
  for (const { areas, titles } of standards) {
    const texts = [titles, ...scale, ...areas.flatMap(({ names, criteria }) => [names, ...criteria.map((one) => one.texts)])];
    for (const text of texts) expect([Object.keys(text).sort(), Object.values(text).every((one) => one.trim().length > 2)]).toEqual([['bg', 'en', 'ro', 'sr-Cyrl'], true]);
    const ids = areas.flatMap(({ criteria }) => criteria.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test('an area is the mean of its criteria, and nothing while one is missing', () => {
  const [first, second] = currentStandard.areas[0]!.criteria;
  expect(areaScores(currentStandard, { [first!.id]: { score: 3 }, [second!.id]: { score: 0 } })[0]).toEqual({ area: 'governance', score: 1.5 });
  expect(areaScores(currentStandard, { [first!.id]: { score: 3 } })[0]!.score).toBe(null);
  expect(missing(currentStandard, { [first!.id]: { score: 0 } })).toEqual(criteriaOf(currentStandard).slice(1).map(({ id }) => id));
});

test('points lie by their day and score; one day alone stands in the middle', () => {
  const at = (day: string, score: number, kind: 'self' | 'peer' = 'self') => ({ day, score, kind });
  expect(plotted([at('2026-01-11', 3), at('2026-01-01', 0), at('2026-01-06', 1.5, 'peer')]).map(({ x, y, kind }) => [x, y, kind])).toEqual([[0, 100, 'self'], [50, 50, 'peer'], [100, 0, 'self']]);
  expect(plotted([at('2026-01-01', 3)])).toMatchObject([{ x: 50, y: 0 }]);
});
