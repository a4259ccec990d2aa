import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '#platform/root.ts';
import { localeNames, locales, type Locale } from '#platform/words/locales.ts';

/** What is always said the same within a sentence of the product: its text without what is put in, long enough to be taken for nothing else. */
const saidIn = (text: string): string[] => text.split(/[{}#]|'(?=[{}])/).map((part) => part.trim()).filter((part) => part.length >= 12 && part.includes(' ') && !/, (?:plural|select|selectordinal),/.test(part));

interface Known {
  /** Words that stand alone in an element, and parts of sentences. */
  alone: Set<string>;
  parts: Set<string>;
  all: string;
}
const known = new Map<Locale, Known>();
function wordsIn(locale: Locale): Known {
  let found = known.get(locale);
  if (!found) {
    const values = Object.values(JSON.parse(readFileSync(join(root, `src/platform/words/generated/${locale}.json`), 'utf8')) as Record<string, string>);
    found = { alone: new Set(values.filter((value) => value.length > 3 && !value.includes('{'))), parts: new Set(values.flatMap(saidIn)), all: values.join('\n') };
    known.set(locale, found);
  }
  return found;
}

const others = new Map<Locale, { alone: string[]; parts: string[] }>();
/** The words of the four other languages that are not the words of this one too. */
function wordsOfOthers(locale: Locale) {
  let found = others.get(locale);
  if (!found) {
    const [own, rest] = [wordsIn(locale), locales.filter((one) => one !== locale).map(wordsIn)];
    const names = Object.values(localeNames);
    found = { alone: rest.flatMap(({ alone }) => [...alone]).filter((word) => !own.alone.has(word) && !names.includes(word)), parts: rest.flatMap(({ parts }) => [...parts]).filter((part) => !own.all.includes(part)) };
    others.set(locale, found);
  }
  return found;
}

/**
 * What a page says in the product's words of another language: labels that stand alone, and sentences. What is marked as being in another language (`lang`) may be.
 * Empty is what every page must give.
 */
export async function foreignWords(page: Page, locale: Locale): Promise<string[]> {
  const seen = await page.evaluate(() => {
    const own = document.documentElement.lang;
    const texts: string[] = [document.title];
    for (const element of document.querySelectorAll<HTMLElement>('body *:not(script, style, code)')) {
      if (element.closest('[lang]')?.getAttribute('lang') !== own) continue;
      for (const node of element.childNodes) if (node.nodeType === 3 && node.textContent!.trim()) texts.push(node.textContent!.replace(/\s+/g, ' ').trim());
      for (const name of ['aria-label', 'alt', 'title', 'placeholder']) if (element.getAttribute(name)) texts.push(element.getAttribute(name)!);
    }
    return texts;
  });
  const { alone, parts } = wordsOfOthers(locale);
  const [words, whole] = [new Set(seen), seen.join('\n')];
  return [...alone.filter((word) => words.has(word)), ...parts.filter((part) => whole.includes(part))];
}
