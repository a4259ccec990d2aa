import { expect, test } from 'vitest';
import { pagesPerList, sitemapIndex, sitemapPart, type PublicPages } from './sitemap.ts';

const made = (n: number): PublicPages => ({ name: 'things', count: async () => n, list: async (offset, limit) => Array.from({ length: Math.max(0, Math.min(limit, n - offset)) }, (_, i) => ({ path: `/things/${offset + i}`, changedOn: '2026-11-01' })) });

test('every page stands in exactly one part, in each language', async () => {
  const kinds = [made(pagesPerList + 3)];
  const index = await sitemapIndex(kinds, 'https://kolo.example');
  const parts = [...index.matchAll(/\/sitemap\/([a-z]+-\d+)<\/loc>/g)].map((match) => match[1]!);
  expect(parts).toEqual(['things-0', 'things-1']);
  const told = (await Promise.all(parts.map((part) => sitemapPart(kinds, part, 'https://kolo.example')))).join('');
  const addresses = [...told.matchAll(/<loc>(.*?)<\/loc>/g)].map((match) => match[1]!);
  expect([addresses.length, new Set(addresses).size]).toEqual([(pagesPerList + 3) * 5, (pagesPerList + 3) * 5]);
  expect(addresses[0]).toBe('https://kolo.example/sr-Cyrl/things/0');
  expect(Buffer.byteLength(told)).toBeLessThan(50_000_000);
});

test('no part that does not exist, and nothing that breaks the file', async () => {
  expect([await sitemapPart([made(3)], 'things-1', 'x'), await sitemapPart([made(3)], 'others-0', 'x'), await sitemapPart([made(3)], 'things-', 'x')]).toEqual([null, null, null]);
  expect(await sitemapPart([{ name: 'odd', count: async () => 1, list: async () => [{ path: '/a?b&c' }] }], 'odd-0', 'https://k')).toContain('<loc>https://k/en/a?b&#38;c</loc>');
});
