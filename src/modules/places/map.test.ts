import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { childrenOf, parentsOf, unitById } from './gazetteer.ts';
import { mapSymbols } from './map-symbols.ts';
import { countriesOf, mapOf, mapWithOnly, onMap } from './map.ts';
import { simplified } from './simplify.ts';

describe('the map of a country', () => {
  test('of Serbia has its 145 self-governments and stays small', () => {
    const map = mapOf('RS');
    expect(map.shapes).toHaveLength(145);
    expect(map.shapes.filter(({ unit }) => !['city', 'municipality'].includes(unitById(unit)!.type))).toEqual([]);
    const shapes = map.shapes.map(({ d }) => `<path d="${d}"/>`).join('');
    expect(shapes.length).toBeLessThanOrEqual(40_000);
    expect(gzipSync(map.land + map.borders).length).toBeLessThanOrEqual(10_000);
  });
  test('of Bulgaria has 28 oblasts and its 265 municipalities as points, each in the picture', () => {
    const map = mapOf('BG');
    expect([map.shapes.length, map.points.length]).toEqual([28, 265]);
    const [, , width, height] = map.viewBox.split(' ').map(Number) as [number, number, number, number];
    expect(map.points.filter(({ x, y }) => x < 0 || y < 0 || x > width || y > height)).toEqual([]);
  });
  test('of Moldova has its 37 units and is higher than wide', () => {
    const map = mapOf('MD');
    expect(map.shapes.map(({ unit }) => unit).sort()).toEqual(childrenOf('MD').flatMap((region) => childrenOf(region.id).map((unit) => unit.id)).sort());
    const [, , width, height] = map.viewBox.split(' ').map(Number) as [number, number, number, number];
    expect(height / width).toBeCloseTo(1.25, 1);
  });
  test('shapes are closed paths of whole numbers', () => {
    for (const country of ['RS', 'BG', 'MD'] as const) for (const { d } of mapOf(country).shapes) expect(d).toMatch(/^(M\d+,\d+l[-\d ]+z)+$/);
  });
  test('the south of Serbia is below and Šabac left of Belgrade', () => {
    const corner = (unit: string) => mapOf('RS').shapes.find((shape) => shape.unit === unit)!.d.match(/^M(\d+),(\d+)/)!.slice(1).map(Number) as [number, number];
    expect(corner('RS-L-70432')[1]).toBeGreaterThan(corner('RS-L-80438')[1]);
    expect(corner('RS-L-71269')[0]).toBeLessThan(corner('RS-L-79014')[0]);
  });
  test('around some places only their part is shown', () => {
    const [x, y, width, height] = mapOf('RS', { around: ['RS-L-70645', 'RS-L-71030'] }).viewBox.split(' ').map(Number) as [number, number, number, number];
    expect(width).toBeLessThan(400);
    expect([x >= 0, y >= 0, x + width <= 1000, height > 0]).toEqual([true, true, true, true]);
    expect(mapOf('RS', { around: ['MD-OR'] }).viewBox).toBe(mapOf('RS').viewBox);
  });
});

test('parts of a city are drawn as their city, what is larger than the map shows not at all', () => {
  expect(onMap(mapOf('RS'), 'RS-G-70181')).toBe('RS-L-79014');
  expect(onMap(mapOf('BG'), 'BG-M-TGV35')).toBe('BG-M-TGV35');
  expect(onMap(mapOf('RS'), parentsOf('RS-L-70645')[0]!.id)).toBeNull();
  expect(countriesOf(['RS-L-70645', 'BG-25', 'BG-M-TGV35', 'nowhere'])).toEqual(['BG', 'RS']);
});

test('what is highlighted is drawn by its value; what nobody reported is hatched; the rest is not drawn', () => {
  const { shapes, points } = mapSymbols(mapOf('RS'), new Map([['RS-L-70645', { label: 'Kragujevac: 10', value: 10 }], ['RS-L-71269', { label: 'Šabac: 0', value: 0 }], ['RS-L-71030', { label: 'Rekovac', unreported: true }], ['MD-OR', { label: 'Orhei' }]]));
  expect(points).toEqual([]);
  expect(Object.fromEntries(shapes.map(({ unit, strength, unreported }) => [unit, [strength, unreported]]))).toEqual({ 'RS-L-70645': [0.9, false], 'RS-L-71269': [0.25, false], 'RS-L-71030': [0.9, true] });
  expect(mapSymbols(mapOf('BG'), new Map([['BG-M-TGV35', { label: 'Търговище' }]])).points).toEqual([expect.objectContaining({ unit: 'BG-M-TGV35', strength: 0.9, r: 14 })]);
});

test('a page sends only the shapes it highlights', () => {
  const map = mapWithOnly(mapOf('RS'), ['RS-L-70645', 'nowhere']);
  expect(map.shapes.map(({ unit }) => unit)).toEqual(['RS-L-70645']);
  expect([map.land, map.borders]).toEqual([mapOf('RS').land, mapOf('RS').borders]);
});

test('a simplified line keeps its ends and stays near', () => {
  expect(simplified([[0, 0], [1, 0.1], [2, -0.1], [3, 5], [4, 6], [5, 7], [6, 8.1], [7, 9]], 0.5)).toEqual([[0, 0], [2, -0.1], [3, 5], [7, 9]]);
  expect(simplified([[0, 0], [5, 0], [5, 5], [0, 0]], 1)).toEqual([[0, 0], [5, 0], [5, 5], [0, 0]]);
});
