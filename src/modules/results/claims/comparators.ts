import type { Locale } from '#platform/words/locales.ts';
import type { Token } from './tokens.ts';
import { languageFamily, lookFor } from './units.ts';

/** How a text means its number. Words: `claims.comparator_<comparator>`. */
export const comparators = ['exactly', 'at-least', 'more-than', 'at-most', 'less-than', 'about', 'nearly', 'between'] as const;
export type Comparator = (typeof comparators)[number];

type Words = [Comparator, string][];
const before: Record<'en' | 'sr' | 'bg' | 'ro', Words> = {
  en: [['at-least', 'at least|no less than|not less than|no fewer than|minimum|minimum of|a minimum of|min'], ['at-most', 'at most|no more than|not more than|up to|maximum|a maximum of|max'], ['more-than', 'more than|over|above|exceeding'], ['less-than', 'less than|fewer than|under|below'], ['nearly', 'nearly|almost|close to'], ['about', 'about|around|approximately|approx|some|circa|ca|roughly']],
  sr: [['at-least', 'najmanje|bar|barem|minimum|minimalno|ne manje od|makar'], ['at-most', 'najviše|maksimalno|maksimum|ne više od|do'], ['more-than', 'više od|preko|iznad'], ['less-than', 'manje od|ispod'], ['nearly', 'skoro|gotovo|zamalo|blizu'], ['about', 'oko|otprilike|cca|ca|približno']],
  bg: [['at-least', 'поне|най-малко|минимум|не по-малко от'], ['at-most', 'най-много|максимум|не повече от|до'], ['more-than', 'повече от|над'], ['less-than', 'по-малко от|под'], ['nearly', 'почти|близо|близо до'], ['about', 'около|приблизително|към']],
  ro: [['at-least', 'cel puțin|minimum|minim|nu mai puțin de|nu mai puține de'], ['at-most', 'cel mult|maximum|maxim|nu mai mult de|până la'], ['more-than', 'peste|mai mult de|mai multe de|mai mulți de'], ['less-than', 'sub|mai puțin de|mai puțini de'], ['nearly', 'aproape|aproape de'], ['about', 'circa|aproximativ|în jur de|vreo']],
};
const after: Record<'en' | 'sr' | 'bg' | 'ro', Words> = {
  en: [['at-least', 'or more|and more'], ['at-most', 'or less|or fewer']],
  sr: [['at-least', 'ili više|i više'], ['at-most', 'ili manje']],
  bg: [['at-least', 'или повече|и повече'], ['at-most', 'или по-малко']],
  ro: [['at-least', 'sau mai mult*|și mai mult*'], ['at-most', 'sau mai puțin*']],
};

const compile = (words: typeof before) =>
  Object.fromEntries(Object.entries(words).map(([language, list]) => [language, list.flatMap(([comparator, phrases]) => phrases.split('|').map((phrase) => ({ comparator, pattern: lookFor(phrase), length: phrase.split(' ').length })))])) as Record<
    keyof typeof before,
    { comparator: Comparator; pattern: RegExp; length: number }[]
  >;
const [compiledBefore, compiledAfter] = [compile(before), compile(after)];

/** The comparator around a number that takes the tokens `from` to `to` (exclusive; equal for digits, which are no tokens). The longest wording wins: "no more than" over "more than". */
export function comparatorAround(tokens: readonly Token[], from: number, to: number, language: Locale): Comparator {
  let best: { comparator: Comparator; length: number } | null = null;
  for (const { comparator, pattern, length } of compiledBefore[languageFamily(language)]) {
    if (from < length || (best && best.length >= length)) continue;
    if (pattern.test(tokens.slice(from - length, from).map((token) => token.plain).join(' '))) best = { comparator, length };
  }
  if (best) return best.comparator;
  const following = tokens.slice(to, to + 3).map((token) => token.plain).join(' ');
  return compiledAfter[languageFamily(language)].find(({ pattern }) => pattern.test(following))?.comparator ?? 'exactly';
}
