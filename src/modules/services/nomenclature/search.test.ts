import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { categories, nomenclature, termId } from './nomenclature.ts';
import { searchTerms } from './search.ts';

const { questions } = JSON.parse(readFileSync(new URL('./fixtures/questions.json', import.meta.url), 'utf8')) as { questions: Record<string, string[]> };
const asked = Object.entries(questions).flatMap(([meant, texts]) => texts.map((text) => ({ meant, text })));

/** Right when the category meant, or a national service it stands for, is among the first five. */
function isFound(meant: string, text: string): boolean {
  const category = termId('category', meant.replace('category:', ''));
  const right = new Set([category, ...(nomenclature().nationalOf.get(category) ?? [])]);
  return searchTerms(text, 5).some(({ term }) => right.has(term.id));
}

test('two hundred questions in four languages and both scripts lead to the service that was meant', () => {
  expect(asked.length).toBeGreaterThanOrEqual(200);
  const missed = asked.filter(({ meant, text }) => !isFound(meant, text));
  console.info(`recall@5 ${(1 - missed.length / asked.length).toFixed(3)} of ${asked.length}; missed: ${missed.map(({ text }) => text).join(', ') || 'none'}`);
  expect(1 - missed.length / asked.length).toBeGreaterThanOrEqual(0.97);
});

test('every common category has its own questions, and its own name finds it first', () => {
  expect(Object.keys(questions).sort()).toEqual(categories().map(({ code }) => `category:${code}`).sort());
  for (const { id, labels } of categories()) for (const label of Object.values(labels)) expect([label, searchTerms(label, 3).map(({ term }) => term.id)]).toEqual([label, expect.arrayContaining([id])]);
});

test('nothing is made of words that mean nothing here', () => {
  for (const text of ['', '   ', 'za', '!!!', 'qwertzuiop', '12345']) expect([text, searchTerms(text)]).toEqual([text, []]);
});

test('an official abbreviation, in either script', () => {
  expect(searchTerms('ЦОП', 1)[0]!.term.code).toBe('BG-4.3');
  expect(searchTerms('ЦНСТ', 5).map(({ term }) => term.code)).toContain('BG-8.1');
});
