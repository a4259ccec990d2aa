import { knownNames } from '#modules/people/known-names.ts';
import { plainWord } from './plain-words.ts';

/** Endings that surnames of the region have and given names hardly ever do, on the folded word; the strength in nats. */
const surnameEndings: [RegExp, number][] = [
  [/.{2}(ovic|evic|ic)$/, 4],
  [/.{2}(ovici|evici|escu|eanu|eiu|oiu|ciuc|niuc)$/, 4],
  [/.{3}(ov|ova|ev|eva)$/, 3],
  [/.{2}(vski|vska|nski|nska|cki|cka|ski|ska)$/, 3],
  [/.{3}(enko|cuk|aru|iuc|esu|ache|acki)$/, 2.5],
  [/.{3}(in|ina|ac|ak|as|uk|an|uc|ea)$/, 0.7],
];

const remembered = new Map<string, number>();

/**
 * How much one word speaks for being a given name (above zero) rather than a surname (below zero), in nats:
 * by how frequent it is as either among the names Kolo knows, else by its ending, else by a name one slip away.
 */
export function nameEvidence(word: string): number {
  if (/\p{L}-\p{L}/u.test(word)) return word.split('-').reduce((sum, half) => sum + nameEvidence(half), 0) / 2;
  const plain = plainWord(word.replace(/\./g, ''));
  const known = remembered.get(plain);
  if (known !== undefined) return known;
  const evidence = Math.max(-6, Math.min(6, weigh(plain)));
  if (remembered.size > 50_000) remembered.clear();
  remembered.set(plain, evidence);
  return evidence;
}

function weigh(word: string): number {
  if (word.length < 2) return 0;
  const names = knownNames();
  const ending = surnameEndings.find(([pattern]) => pattern.test(word))?.[1] ?? 0;
  const [given, surname] = [names.isGiven(word), names.isSurname(word)];
  // A word known as both goes by its shares; the ending still tells (`Ilić` is a surname even if a list has it as a name).
  if (given || surname) return Math.log(names.givenShare(word) / names.surnameShare(word)) + (given ? 2 : 0) - (surname ? 2 : 0) - ending / 2;
  if (ending >= 2) return -ending;
  if (word.length >= 4 && isNearGivenName(word)) return 1.5;
  return -ending;
}

/** True when one letter added, left out, replaced or swapped makes it a known given name: `Ljijana`, `Bjoan`. */
function isNearGivenName(word: string): boolean {
  const names = knownNames();
  const letters = 'abcdefghijklmnoprstuvz';
  for (let i = 0; i <= word.length; i++) {
    const [head, tail] = [word.slice(0, i), word.slice(i)];
    if (tail && names.isGiven(head + tail.slice(1))) return true;
    if (tail.length > 1 && names.isGiven(head + tail[1] + tail[0] + tail.slice(2))) return true;
    for (const letter of letters) {
      if (names.isGiven(head + letter + tail) || (tail && names.isGiven(head + letter + tail.slice(1)))) return true;
    }
  }
  return false;
}

/** Fathers' names of Russian names in Moldova; they are never surnames: `Петровна`, `Ivanovna`, `Ильинична`. */
export const isRussianPatronymic = (word: string): boolean => /.{3}(ovna|evna|icna|inicna)$/.test(plainWord(word));

/** A Bulgarian father's name has the form of a surname and stands before one: `Мария Петрова Иванова`. */
export const hasBulgarianEnding = (word: string): boolean => /.{2}(ov|ova|ev|eva|in|ina|ski|ska|cki|cka|vski|vska)$/.test(plainWord(word));
export const mayBePatronymic = (word: string): boolean => /.{2}(ov|ova|ev|eva|in|ina|ovic|evic)$/.test(plainWord(word));
