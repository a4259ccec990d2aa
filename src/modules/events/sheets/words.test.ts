/** Every problem that this folder can report has its sentence, with all it needs. */
import { readFileSync, readdirSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';

const here = new URL('.', import.meta.url);
const source = readdirSync(here)
  .filter((name) => name.endsWith('.ts') && !name.includes('test'))
  .map((name) => readFileSync(new URL(name, here), 'utf8'))
  .join('\n');
/** Names of problems as the code writes them: `note('no_header', …)`, `problem('no_date', …)`, the reasons of refusals and the notes of grids. */
const names = new Set([
  ...[...source.matchAll(/\b(?:note|problem|notice|sheetProblem)\(\s*(?:[^'(),]*\? )?'([a-z_]+)'(?: : '([a-z_]+)')?/g)].flatMap(([, one, other]) => [one!, ...(other ? [other] : [])]),
  ...[...source.matchAll(/new SheetUnreadable\('([a-z_]+)'/g)].map(([, name]) => name!),
  ...[...source.matchAll(/#problem\('([a-z_]+)'/g)].map(([, name]) => name!),
  ...[...source.matchAll(/code: '([a-z_]+)', row/g)].map(([, name]) => name!),
]);
const params = { file: 'lista.xlsx', sheet: 'Lista', row: 7, column: 'B', cell: 'B7', name: 'Ana Ilić', header: 'Ime', kind: 'pdf', limit: 200_000, megabytes: 60, rows: 5, stated: 21, read: 20, days: 2 };

describe.each(['sr-Cyrl', 'bg', 'ro', 'en'])('%s', (locale) => {
  const words = JSON.parse(readFileSync(new URL(`words/${locale}.json`, here), 'utf8')) as Record<string, string>;

  it('has exactly the sentences of the problems that exist', () => {
    expect(Object.keys(words).sort()).toEqual([...names].map((name) => `problem_${name}`).sort());
  });

  it('says each of them', () => {
    for (const [key, text] of Object.entries(words)) {
      const said = new IntlMessageFormat(text, locale === 'sr-Cyrl' ? 'sr-Cyrl-RS' : locale, undefined, { ignoreTag: true }).format(params);
      expect(said, key).toMatch(/[.!?]$/);
      expect(said, key).not.toMatch(/[{}]/);
    }
  });
});
