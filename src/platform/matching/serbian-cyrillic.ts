/**
 * What somebody wrote in Serbian Latin, for readers of Cyrillic: word by word, and only where a word can hardly be anything but Serbian. Pure, and the same in a browser.
 * Rules: Pravopis srpskoga jezika (Matica srpska 2010); the seams of n+j and d+ž are those of `toCyrillic`. Whatever is in doubt stays in Latin letters: a foreign name in
 * its own spelling is read, one in letters of another alphabet is a riddle.
 */
import { toCyrillic } from './transliterate.ts';

/** Addresses and the like: e-mail, links, names of files and of people on networks. */
const address = /^(?:[a-z]+:\/\/|www\.|[@#])|@|\p{L}\.\p{L}{2,}|(?:^|[^\p{L}])\.\p{L}|[\\_=&]/iu;

/** Letters that Serbian Latin does not have; c, z and s with a háček or accent it has. */
const otherLetters = /[^abcčćdđefghijklmnoprsštuvzžǆǉǌ]/u;

/**
 * What no Serbian word has. Doubled letters: Serbian keeps them only where two parts of a word meet (`najjači`, `poddirektor`, `vannastavni`, `interresorni`, `neefikasan`, `zoološki`),
 * so those pairs are not listed, or not in that place.
 */
const foreignSpelling = /ll|tt|ss|ff|pp|mm|cc|bb|gg|kk|(?<!^va)nn|rr(?!e[gs])|(?<!^(?:n|pr|r))ee|(?<!iv)oo(?!rdi|per|pt|lo|$)|ch|ph|gh|tz|^th|th$|sh$|ck$|ia$|tions?$/u;

/** Small English words: with them a whole name is English (`Save the Children`). */
const englishWords = new Set(['the', 'of', 'and', 'for', 'from', 'our']);

/** A part of a token that is a word, or what is between words. */
const parts = /\p{L}[\p{L}\p{M}'’]*|[^\p{L}]+/gu;

const isAllCapitals = (word: string) => word === word.toUpperCase() && word !== word.toLowerCase();

/** Whether a word is surely Serbian, so that it has one reading in Cyrillic letters. */
function isSerbian(word: string, isShouted: boolean): boolean {
  const small = word.toLowerCase();
  if (otherLetters.test(small) || foreignSpelling.test(small) || englishWords.has(small)) return false;
  // Capitals inside a word: a name of a product. `LJ`, `NJ` and `DŽ` are one letter each.
  if (/\p{Ll}\p{Lu}/u.test(word)) return false;
  // A word of capitals among others is an acronym, and may be a foreign one; with a letter only Serbian has it is ours.
  return isShouted || !isAllCapitals(word) || /[ČĆŽŠĐ]/u.test(word);
}

interface Token {
  text: string;
  /** As the writer left it. */
  stays: boolean;
}

/** Serbian text in Latin letters, shown in Cyrillic ones as far as that is certain. What is Cyrillic already stays. */
export function shownInCyrillic(text: string): string {
  const whole = text.normalize('NFC');
  const words = whole.match(/\p{L}{2,}/gu) ?? [];
  const isShouted = words.length > 1 && words.every(isAllCapitals);
  const tokens = whole.split(/(\s+)/).map((token): Token => ({ text: token, stays: address.test(token) || isCode(token) }));
  keepEnglishNames(tokens);
  let begins = true;
  return tokens
    .map(({ text: token, stays }, nth) => {
      const inside = stays ? [] : (token.match(parts) ?? []);
      const shown = inside.map((word, at) => (isWord(word) ? read(word, { isShouted, begins: begins && !inside.slice(0, at).some(isWord), isLast: nth === tokens.length - 1, before: inside.slice(0, at), after: inside[at + 1] ?? '' }) : word)).join('');
      if (/\S/.test(token)) begins = /[.!?:]["”“’»)]*$/u.test(token);
      return stays ? token : shown;
    })
    .join('');
}

const isWord = (part: string) => /^\p{L}/u.test(part);
/** Letters and digits in one: A4, H1N1, 3D; a hyphen holds an acronym and its number together (COVID-19), a number and its Serbian ending do not (24-časovni). */
const isCode = (token: string) => /\p{L}\d|\d\p{L}|\p{Lu}-\d/u.test(token);

/** Where a small English word stands, it and the words of the same name beside it stay: capitalised ones on both sides, and the next one in any case. */
function keepEnglishNames(tokens: Token[]): void {
  const bare = (token: Token | undefined) => token?.text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '') ?? '';
  for (const [at, token] of tokens.entries()) {
    if (!englishWords.has(bare(token).toLowerCase())) continue;
    token.stays = true;
    if (tokens[at + 2]) tokens[at + 2]!.stays = true;
    for (const step of [-2, 2]) for (let next = at + step; /^\p{Lu}/u.test(bare(tokens[next])); next += step) tokens[next]!.stays = true;
  }
}

/** One word of a token: `before` and `after` are what it hangs on, as the parts of `porodica-domaćin` or the ending of `UNICEF-a`. */
function read(word: string, { isShouted, begins, isLast, before, after }: { isShouted: boolean; begins: boolean; isLast: boolean; before: string[]; after: string }): string {
  // A capital alone: the numeral of a chapter, a group, a vitamin. An initial has its full stop, `E-pošta` its hyphen; a sentence may begin with `A`, `O`, `U`, `K`, `S`, and `I` is as likely a numeral.
  if (word.length === 1 && isAllCapitals(word)) return after.startsWith('.') || (begins && (after === '-' || /[AOUKS]/.test(word))) || (isShouted && !isLast) ? toCyrillic(word, 'sr') : word;
  if (/^[IVXLCDM]{2,}$/.test(word)) return word;
  // The ending of a word that stays goes with it.
  const holder = before.at(-1) === '-' ? before.at(-2) : undefined;
  if (holder && /^\p{Ll}{1,3}$/u.test(word) && !isSerbian(holder, isShouted)) return word;
  return isSerbian(word, isShouted) ? toCyrillic(word, 'sr') : word;
}
