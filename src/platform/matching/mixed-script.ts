/**
 * Words typed on two keyboards. `Търговищe` with a Latin e looks right and is another word for every computer:
 * the word gets back the one script its telling letters belong to.
 */

/** Latin letter → its Cyrillic twin on the screen (subset of Unicode UTS #39 confusables that Serbian, Bulgarian and Romanian keyboards produce). */
const twins = new Map([
  ['a', 'а'], ['e', 'е'], ['o', 'о'], ['p', 'р'], ['c', 'с'], ['x', 'х'], ['y', 'у'], ['j', 'ј'], ['i', 'і'], ['s', 'ѕ'],
  ['A', 'А'], ['B', 'В'], ['C', 'С'], ['E', 'Е'], ['H', 'Н'], ['I', 'І'], ['J', 'Ј'], ['K', 'К'], ['k', 'к'], ['M', 'М'], ['O', 'О'],
  ['P', 'Р'], ['S', 'Ѕ'], ['T', 'Т'], ['X', 'Х'], ['Y', 'У'],
]);
const backwards = new Map([...twins].map(([latin, cyrillic]) => [cyrillic, latin]));

const latin = /\p{Script=Latin}/u;
const cyrillic = /\p{Script=Cyrillic}/u;

/**
 * Every word that mixes Latin and Cyrillic, set back into one script: the one of its letters that have no twin in the other,
 * else the one of most letters, else the one of the rest of the text. Letters without a twin stay as they are.
 */
export function repairMixedScript(text: string): string {
  if (!latin.test(text) || !cyrillic.test(text)) return text;
  return text.replace(/[\p{L}\p{M}]+/gu, (word) => {
    if (!latin.test(word) || !cyrillic.test(word)) return word;
    return scriptOf(word, text) === 'cyrillic' ? changed(word, twins) : changed(word, backwards);
  });
}

const changed = (word: string, letters: Map<string, string>) => word.replace(/./gu, (letter) => letters.get(letter) ?? letter);

function scriptOf(word: string, text: string): 'latin' | 'cyrillic' {
  const own = balance(word, (letter) => twins.has(letter) || backwards.has(letter));
  const most = own || balance(word) || balance(text);
  return most < 0 ? 'latin' : 'cyrillic';
}

/** Above zero when Cyrillic letters prevail, below when Latin ones do; letters that `skip` accepts do not count. */
function balance(text: string, skip: (letter: string) => boolean = () => false): number {
  let sum = 0;
  for (const letter of text.normalize('NFC')) {
    if (skip(letter)) continue;
    if (cyrillic.test(letter)) sum += 1;
    else if (latin.test(letter)) sum -= 1;
  }
  return sum;
}
