import type { Locale } from '#platform/words/locales.ts';
import type { Span } from './sentences.ts';
import type { Token } from './tokens.ts';
import { languageFamily, lookFor } from './units.ts';

/** A quantity that no number stands behind. It is marked, because a reader takes it for a figure. */
const words = {
  en: lookFor('many|numerous|several|a number of|countless|a large number of|most of|the majority of'),
  sr: lookFor('mnogo|mnogi|mnoge|mnogih|brojni|brojne|brojnih|nekoliko|veliki broj|velikog broja|više desetina|većina'),
  bg: lookFor('много|множество|редица|няколко|голям брой|повечето|многобройн*'),
  ro: lookFor('mulți|multe|numeroase|numeroși|câteva|câțiva|o serie de|majoritatea|un număr mare de'),
};

/** Where the words of a sentence claim a quantity without giving it. */
export function vagueWordsIn(tokens: readonly Token[], language: Locale): Span[] {
  const pattern = words[languageFamily(language)];
  const found: Span[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const hit = pattern.exec(tokens.slice(at, at + 4).map((token) => token.plain).join(' '))?.[0];
    // "As many as in 2020" compares; it does not count.
    if (hit === undefined || /^(?:as|how)$/.test(tokens[at - 1]?.plain ?? '')) continue;
    const length = hit.split(' ').length;
    found.push({ start: tokens[at]!.start, end: tokens[at + length - 1]!.end });
    at += length - 1;
  }
  return found;
}
