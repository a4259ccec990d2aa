/**
 * Gathers every module's words into one file per locale, derives Serbian Latin from Cyrillic, and writes the key type.
 * Fails with a list when a key lacks a language or two languages take different arguments.
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { toLatin } from '../src/platform/matching/transliterate.ts';

const source = join(import.meta.dirname, '..', 'src');
const out = join(source, 'platform', 'words', 'generated');
const written = ['sr-Cyrl', 'bg', 'ro', 'en'] as const;
const words: Record<string, Record<string, string>> = { 'sr-Cyrl': {}, 'sr-Latn': {}, bg: {}, ro: {}, en: {} };
const problems: string[] = [];

for (const locale of written) {
  for (const file of globSync(`**/words/${locale}.json`, { cwd: source }).sort()) {
    const area = file.split(sep).at(-3)!;
    for (const [key, text] of Object.entries(JSON.parse(readFileSync(join(source, file), 'utf8')) as Record<string, string>)) {
      const full = `${area}.${key}`;
      if (full in words[locale]!) problems.push(`${file}: "${full}" is there twice`);
      words[locale]![full] = text;
    }
  }
}

function argumentsOf(elements: MessageFormatElement[], found = new Set<string>()): Set<string> {
  for (const element of elements) {
    if (element.type === TYPE.argument || element.type === TYPE.number || element.type === TYPE.date || element.type === TYPE.time) found.add(element.value);
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      found.add(element.value);
      for (const option of Object.values(element.options)) argumentsOf(option.value, found);
    }
  }
  return found;
}

const keys = [...new Set(written.flatMap((locale) => Object.keys(words[locale]!)))].sort();
for (const key of keys) {
  const shapes = new Map<string, string>();
  for (const locale of written) {
    const text = words[locale]![key];
    if (text === undefined) problems.push(`"${key}" has no words in ${locale}`);
    else {
      try {
        shapes.set(locale, [...argumentsOf(parse(text, { ignoreTag: true }))].sort().join(','));
      } catch (error) {
        problems.push(`"${key}" in ${locale} cannot be read: ${(error as Error).message}`);
      }
    }
  }
  if (new Set(shapes.values()).size > 1) problems.push(`"${key}" takes different arguments: ${[...shapes].map(([l, s]) => `${l}(${s})`).join(' ')}`);
  if (words['sr-Cyrl']![key] !== undefined) words['sr-Latn']![key] = toLatin(words['sr-Cyrl']![key]!, 'sr');
}

if (problems.length) {
  console.error(`Words: ${problems.length} problem(s)\n  ${problems.join('\n  ')}`);
  process.exit(1);
}

mkdirSync(out, { recursive: true });
for (const [locale, texts] of Object.entries(words)) {
  const sorted = Object.fromEntries(keys.map((key) => [key, texts[key]]));
  writeIfChanged(join(out, `${locale}.json`), JSON.stringify(sorted, null, 1) + '\n');
}
writeIfChanged(join(out, 'keys.ts'), `/** Made by bin/words.ts. */\nexport type WordKey =\n${keys.map((key) => `  | ${JSON.stringify(key)}`).join('\n')};\n`);

/** Leaves an unchanged file alone, so that a running dev server does not reload for nothing. */
function writeIfChanged(path: string, text: string) {
  try {
    if (readFileSync(path, 'utf8') === text) return;
  } catch {
    // First run: the file is not there yet.
  }
  writeFileSync(path, text);
}
