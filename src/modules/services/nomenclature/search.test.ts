import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fold } from '#platform/matching/fold.ts';
import { everydayWords } from './everyday-words.ts';
import { needIn } from '../need.ts';
import { categories, nomenclature, termId } from './nomenclature.ts';
import { searchTerms } from './search.ts';

type Questions = Record<string, string[]>;
const file = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as { questions: Questions; later?: Questions };
const listOf = (questions: Questions) => Object.entries(questions).flatMap(([meant, texts]) => texts.map((text) => ({ meant, text })));
const { questions } = file('questions');
const heldOut = file('held-out');
const asked = listOf(questions);

/** As the finder understands it: it takes no word of it for a place, and the category meant, or a national service it stands for, is among the first five terms it acts on. */
function isFound(meant: string, text: string): boolean {
  const category = termId('category', meant.replace('category:', ''));
  const right = new Set([category, ...(nomenclature().nationalOf.get(category) ?? [])]);
  const { terms, unit } = needIn(text);
  return unit === null && terms.slice(0, 5).some(({ id }) => right.has(id));
}
const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);
const recall = (list: readonly { meant: string; text: string }[]) => list.filter(({ meant, text }) => isFound(meant, text) && isFound(meant, capital(text))).length / list.length;

// What is really reached (README.md says it too); a change of the search may only raise it.
test.each([
  ['with the nomenclatures beside them', asked, 230, 0.99],
  ['whole sentences and inflected forms', listOf(heldOut.questions), 180, 0.86],
  ['written after the definitions', listOf(heldOut.later!), 80, 0.48],
])('questions in four languages and both scripts lead the finder to the service that was meant: %s', (_, list, many, least) => {
  const reached = recall(list);
  console.info(`recall@5 ${reached.toFixed(3)} of ${list.length}; missed: ${list.filter(({ meant, text }) => !isFound(meant, text)).map(({ text }) => text).join(', ') || 'none'}`);
  expect([list.length >= many, reached >= least]).toEqual([true, true]);
});

test('none of the held-out questions is a word of the search', () => {
  const own = new Set([...Object.values(everydayWords).flat(), ...nomenclature().terms.flatMap(({ labels }) => Object.values(labels)), ...asked.map(({ text }) => text)].map(fold));
  expect([heldOut.questions, heldOut.later!].flatMap(listOf).filter(({ text }) => own.has(fold(text)))).toEqual([]);
});

test('no official name and no everyday word of a service is taken for a place, however it is capitalised', () => {
  const words = [...nomenclature().terms.flatMap(({ labels }) => Object.values(labels)), ...Object.values(everydayWords).flat()];
  expect(words.flatMap((text) => [text, capital(text), text.toLowerCase(), text.toUpperCase()]).filter((text) => needIn(text).unit !== null)).toEqual([]);
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
