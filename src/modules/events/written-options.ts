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

/**
 * What was written before keeps its id: it is known by its words, or, where nobody has worded it in this language yet and as many lines stand there as before, by its place: then the
 * line is its translation. Other words in a language it has are another option: whoever chose the one before has not chosen them.
 * @param before the options offered so far @param gone those offered once: one of them comes back only by its words
 */
export function optionsIn(lines: readonly string[], before: readonly WrittenOption[], language: Locale, gone: readonly WrittenOption[] = []): WrittenOption[] {
  const written = lines.map((line) => line.slice(0, 300));
  const known = [...before, ...gone];
  const used = new Set<string>();
  const take = (one: WrittenOption | undefined) => {
    if (one) used.add(one.id);
    return one;
  };
  // All lines by their words first: a line above must not take the place of one that merely moved.
  const meant = written.map((words) => take(known.find((one) => !used.has(one.id) && say(one.titles, language) === words)));
  return written.map((words, at) => {
    const inPlace = lines.length === before.length ? before[at] : undefined;
    const same = meant[at] ?? (inPlace && !used.has(inPlace.id) && inLanguage(inPlace.titles, language)?.lang !== language ? take(inPlace) : undefined);
    const id = same?.id ?? freshId('o', (one) => used.has(one) || known.some((option) => option.id === one));
    used.add(id);
    return { id, titles: worded(same?.titles, words, language) };
  });
}

export function freshId(letter: string, isTaken: (id: string) => boolean): string {
  for (let n = 1; ; n++) if (!isTaken(`${letter}${n}`)) return `${letter}${n}`;
}
