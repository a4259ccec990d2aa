/** Options of an organiser's own question, written one on a line, in one language at a time. Pure. */
import { inLanguage, say, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';

export interface WrittenOption {
  id: string;
  titles: Localised;
}

/** A text of another language that merely stood there, because nobody has written it in this one, is not taken for this one's. */
export const worded = (before: Localised | undefined, words: string, language: Locale): Localised =>
  before && !before[language] && inLanguage(before, language)?.text === words ? before : { ...before, [language]: words };

/** What was written before keeps its id: it is known by its words, or by its place where as many lines stand there as before. @param before the options offered so far @param gone those offered once: one of them comes back only by its words */
export function optionsIn(lines: readonly string[], before: readonly WrittenOption[], language: Locale, gone: readonly WrittenOption[] = []): WrittenOption[] {
  const used = new Set<string>();
  return lines.map((line, at) => {
    const words = line.slice(0, 300);
    const same = [...before, ...gone].find((one) => !used.has(one.id) && say(one.titles, language) === words) ?? (lines.length === before.length && !used.has(before[at]!.id) ? before[at] : undefined);
    const id = same?.id ?? freshId('o', (one) => used.has(one) || [...before, ...gone].some((option) => option.id === one));
    used.add(id);
    return { id, titles: worded(same?.titles, words, language) };
  });
}

export function freshId(letter: string, isTaken: (id: string) => boolean): string {
  for (let n = 1; ; n++) if (!isTaken(`${letter}${n}`)) return `${letter}${n}`;
}
