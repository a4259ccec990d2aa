import { expect, test } from 'vitest';
import { allUnits, unitById } from './gazetteer.ts';
import { decide, whichPlace } from './which-place.ts';
import { writtenName } from './written-name.ts';

test('what a form shows for a unit is read as that unit again, for every one of them', () => {
  expect(allUnits().length).toBeGreaterThan(500);
  const lost = allUnits().filter(({ id }) => writtenName(id) !== id && decide(whichPlace(writtenName(id))).best?.unit !== id);
  expect(lost).toEqual([]);
  // The district and the town of one name are two.
  expect([writtenName('BG-25'), writtenName('BG-M-TGV35'), unitById('BG-25') !== null]).toEqual(['област Търговище', 'Търговище', true]);
  expect(allUnits().filter(({ id }) => writtenName(id) === id).length / allUnits().length).toBeLessThan(0.1);
});
