import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const tokens = new Map([...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]));

/** Relative luminance of an sRGB colour (WCAG 2.2). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
function contrast(front: string, ground: string, theme: 'light' | 'dark'): number {
  const [high, low] = [luminance(tokens.get(front)![theme]), luminance(tokens.get(ground)![theme])].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

const grounds = ['paper', 'raised', 'sunken', 'madder-tint', 'indigo-tint', 'ochre-tint', 'moss-tint'];
const text = ['ink', 'soft', 'madder', 'indigo', 'ochre', 'moss'];
const shapes = ['edge', 'madder', 'indigo', 'ochre-shape', 'moss-shape'];

describe.each(['light', 'dark'] as const)('a %s page', (theme) => {
  test.each(text)('%s can be read on every ground (4.5)', (front) => {
    const poor = grounds.map((ground) => [ground, contrast(front, ground, theme)] as const).filter(([, ratio]) => ratio < 4.5);
    expect(poor).toEqual([]);
  });
  test.each(shapes)('a shape in %s can be seen on every ground (3)', (front) => {
    const poor = grounds.map((ground) => [ground, contrast(front, ground, theme)] as const).filter(([, ratio]) => ratio < 3);
    expect(poor).toEqual([]);
  });
  test('the main button can be read, also under the pointer', () => {
    expect(contrast('on-madder', 'madder', theme)).toBeGreaterThanOrEqual(4.5);
    expect(contrast('on-madder', 'madder-deep', theme)).toBeGreaterThanOrEqual(4.5);
  });
});

test('every colour of the file has a light and a dark value', () => {
  const colours = [...css.matchAll(/--([\w-]+):[^;]*#[0-9a-f]{3,6}/g)].map(([, name]) => name!);
  expect(new Set(colours)).toEqual(new Set(tokens.keys()));
});
