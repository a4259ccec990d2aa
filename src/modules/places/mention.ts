/** A text that names a place, taken apart: what may be the name, and what the words around it say. */
import { foldWords, plainWords } from '#platform/matching/fold.ts';
import { repairMixedScript } from '#platform/matching/mixed-script.ts';
import { levelOfWordIn } from './level-words.ts';
import type { Country, Level } from './shape.ts';

export interface Reading {
  /** The words that may be the name, as typed (mixed scripts already repaired). */
  text: string;
  /** The same words folded, together as one key and one by one. */
  key: string;
  words: string[];
  /** The key before habits of spelling are evened out, where a typing error shows better: `Žiište`. */
  plain: string;
  /** Which of the words end with a full stop: `St. Pazova`. */
  stops: boolean[];
  /** What a word that was taken away says. */
  level: Level | null;
  /** A word for a town was taken away: `Grad Niš`. */
  town: boolean;
}

export interface Mention {
  /** Readings of the whole text, from all its words to the barest name. */
  readings: Reading[];
  /** Readings of each part between commas, brackets, slashes, dashes; empty when there is only one part. */
  parts: Reading[][];
  /** Some word mixed two scripts. */
  mixedScript: boolean;
  /** The country whose letters the text uses, when only one has them. */
  letters: Country | null;
}

/** Takes a text apart. Texts of more than 200 letters are cut: no place has such a name. */
export function mentionOf(text: string): Mention {
  const typed = text.normalize('NFKC').slice(0, 200).replace(/[\s\u00ad\u200b-\u200f]+/g, ' ').trim();
  const repaired = repairMixedScript(typed);
  const pieces = repaired.split(/[,;()[\]/|„“”"«»\n]+| [-–—] |:/).map((piece) => piece.trim()).filter((piece) => /\p{L}/u.test(piece));
  return {
    readings: readingsOf(repaired),
    parts: pieces.length > 1 ? pieces.map(readingsOf) : [],
    mixedScript: repaired !== typed,
    letters: lettersOf(repaired),
  };
}

function lettersOf(text: string): Country | null {
  if (/[ђјљњћџđć]/i.test(text)) return 'RS';
  if (/[ăâîșțşţэӂы]/i.test(text)) return 'MD';
  if (/[щъьюя]/i.test(text)) return 'BG';
  return null;
}

function readingsOf(text: string): Reading[] {
  const all = wordsOf(text);
  const readings: Reading[] = [];
  let words = all;
  let level: Level | null = null;
  let town = false;
  for (;;) {
    if (!words.length) break;
    readings.push({ text: words.map((word) => word.text).join(' '), key: words.map((word) => word.key).join(''), words: words.map((word) => word.key), plain: words.map((word) => word.plain).join(''), stops: words.map((word) => word.stop), level, town });
    const first = levelOfWordIn(words[0]!.key, words[0]!.stop);
    const last = levelOfWordIn(words.at(-1)!.key, words.at(-1)!.stop);
    const said = first ?? last;
    if (!said || words.length === 1) break;
    words = first ? words.slice(1) : words.slice(0, -1);
    // The word nearest to the name is taken away last and says most: `opština grad Niš`.
    if (said === 'town') town = true;
    else if (said !== 'particle') level = said;
  }
  return readings;
}

/** Words with their folded form; numbers (postal codes, house numbers) and what folds to nothing are left out. */
function wordsOf(text: string): { text: string; key: string; plain: string; stop: boolean }[] {
  // Romanian writes r-nul for raionul; a hyphen would make two words of it.
  const plain = text.replace(/\br-n(?:ul|ului)?\b\.?/giu, 'raionul').replace(/\bMD-?(?=\d{4})/g, '');
  return [...plain.matchAll(/[\p{L}\p{M}\p{N}'’]+(\.?)/gu)].flatMap((match) => {
    const word = match[0].replace(/\.$/, '');
    if (/^\p{N}+$/u.test(word)) return [];
    const key = foldWords(word).join('');
    return key ? [{ text: word, key, plain: plainWords(word).join(''), stop: match[1] === '.' }] : [];
  });
}
