import type { Locale } from '#platform/words/locales.ts';
import { digitRun, numberOf } from './digits.ts';
import { multiplierOf, wordNumberAt } from './numerals.ts';
import type { Token } from './tokens.ts';

/** Something that reads as a number, in digits or in words, before anybody asked what it stands for. */
export interface Candidate {
  start: number;
  end: number;
  number: number;
  until: number | null;
  how: 'plain' | 'about' | 'vague';
  /** A word with a second meaning (`nouă`: nine, new; `jedan`: one, a certain): counts only before a unit noun. */
  doubtful: boolean;
  written: 'digits' | 'words';
}

const share = /^\s?(?:%|‰|percent|per cent|procen|posto|odsto|посто|одсто|процен|на сто|la sut)/iu;
const dash = /^[ \u00a0]?[-–—][ \u00a0]?$/;
const between = /(?<!\p{L})(?:between|između|између|между|între|intre)\s$/iu;
const joins = /^\s(?:and|i|и|și|si)\s$/u;
const upTo = /^\s(?:to|or|do|ili|до|или|la|sau|până la)\s$/u;

/** All candidates of a stretch of text, in order; `a–b`, `a to b` and `between a and b` become one with an upper end. */
export function candidatesIn(text: string, from: number, to: number, tokens: readonly Token[], language: Locale): Candidate[] {
  const found: Candidate[] = [];
  const stretch = text.slice(from, to);
  for (const match of stretch.matchAll(digitRun)) {
    const start = from + match.index;
    let end = start + match[0].length;
    const following = tokens.find((token) => token.start >= end);
    const times = following && /^[ \u00a0]$/.test(text.slice(end, following.start)) ? multiplierOf(following.plain, language) : 1;
    let number = numberOf(match[0], language, share.test(text.slice(end, end + 12))) * times;
    if (times > 1) end = following!.end + (/^\.\s\p{L}/u.test(text.slice(following!.end, following!.end + 3)) ? 1 : 0);
    const suffix = suffixOf(text, start, end);
    if (suffix) {
      end += suffix.length;
      number *= { k: 1e3, m: 1e6, mn: 1e6, bn: 1e9 }[suffix.toLowerCase()]!;
    }
    if (Number.isFinite(number)) found.push({ start, end, number, until: null, how: 'plain', doubtful: false, written: 'digits' });
  }
  for (let at = 0; at < tokens.length; ) {
    const number = wordNumberAt(tokens, at, language, text);
    const start = tokens[at]!.start;
    // `12 на сто`, `12 la sută`: per cent, no hundred.
    const isPercent = number?.number === 100 && number.to === at + 1 && /^(?:на|la)$/iu.test(text.slice(tokens[at - 1]?.start ?? 0, tokens[at - 1]?.end ?? 0)) && found.some((other) => /^\s$/.test(text.slice(other.end, tokens[at - 1]!.start)));
    if (number && !isPercent && !found.some((other) => other.start <= start && start < other.end)) {
      found.push({ start, end: tokens[number.to - 1]!.end, number: number.number, until: number.until, how: number.how, doubtful: number.doubtful, written: 'words' });
    }
    at = number ? number.to : at + 1;
  }
  found.sort((a, b) => a.start - b.start);
  return withRanges(text, from, found);
}

/** 12k, EUR 1.2m: a lone m is a million only beside a currency. */
function suffixOf(text: string, start: number, end: number): string | null {
  const suffix = /^(?:k|mn|bn|m)(?![\p{L}\p{N}])/iu.exec(text.slice(end, end + 3))?.[0];
  if (!suffix || suffix === 'K' || suffix === 'M') return null;
  return suffix !== 'm' || /(?:[€$£]|(?<!\p{L})[A-Z]{3})\s?$/u.test(text.slice(Math.max(0, start - 5), start)) || /^m\s?(?:[€$£]|EUR|USD)/u.test(text.slice(end, end + 6)) ? suffix : null;
}

function withRanges(text: string, from: number, found: Candidate[]): Candidate[] {
  const joined: Candidate[] = [];
  for (const next of found) {
    const last = joined.at(-1);
    const gap = last ? text.slice(last.end, next.start) : '';
    const isPair = last && last.until === null && next.until === null && last.number < next.number && !/[\p{L}\p{N}][-/.]$/u.test(text.slice(Math.max(0, last.start - 2), last.start)) && !/^[-/]\d/.test(text.slice(next.end));
    if (isPair && (dash.test(gap) || upTo.test(gap) || (joins.test(gap) && between.test(text.slice(from, last.start))))) {
      last.until = next.number;
      last.end = next.end;
      last.doubtful = false;
    } else joined.push({ ...next });
  }
  return joined;
}
