import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('comes back as it was; a formula does not stay one', () => {
  const rows = [['Име', 'Потребе'], ['Ана "Анка" Илић', 'хлеб, млеко\nи воћe'], [null, '=HYPERLINK("http://evil.example")'], ['+381 64 1', '']];
  expect(parse(csvOf(rows), { bom: true })).toEqual([['Име', 'Потребе'], ['Ана "Анка" Илић', 'хлеб, млеко\nи воћe'], ['', '\'=HYPERLINK("http://evil.example")'], ["'+381 64 1", '']]);
});
