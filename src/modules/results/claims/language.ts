import type { Locale } from '#platform/words/locales.ts';

/** Words that no sentence of a language does without and the other four do not have. */
const telling: Record<'sr-Latn' | 'ro' | 'en' | 'sr-Cyrl' | 'bg', Set<string>> = {
  'sr-Latn': new Set('i je su se na u za od da koji koje koja kao će bio bila biti iz sa kroz ili nije ovog ove ovaj koje nakon kroz'.split(' ')),
  ro: new Set('și şi si de la în in cu pe din pentru care este sunt au fost prin ale al sau unui unei mai cel cele ce nu la'.split(' ')),
  en: new Set('the of and to in is was were with for by from that this at on are has have been a as their which'.split(' ')),
  'sr-Cyrl': new Set('је су се у од који које која као ће био била бити из са кроз или није ово ове овај након'.split(' ')),
  bg: new Set('е са се в във от които която който като ще бе беше бяха със чрез или не това тази този след при към на най'.split(' ')),
};

const letters: Record<string, Set<string>> = {
  'sr-Latn': new Set('čćšžđ'),
  ro: new Set('șțăâîşţ'),
  'sr-Cyrl': new Set('јљњћђџ'),
  bg: new Set('ъщьюяй'),
};

/**
 * Which of the five languages a text is in, by its letters and its small words. Good for a sentence or more; for less than that, ask for its surroundings.
 * @returns null when nothing speaks for any of them (a bare number, another language).
 */
export function languageOf(text: string): Locale | null {
  const lower = text.toLowerCase().normalize('NFC');
  const score = { 'sr-Cyrl': 0, 'sr-Latn': 0, bg: 0, ro: 0, en: 0 };
  let cyrillic = 0;
  let latin = 0;
  for (const letter of lower) {
    if (letter >= 'Ѐ' && letter <= 'ӿ') cyrillic += 1;
    else if (letter >= 'a' && letter <= 'ɏ') latin += 1;
    for (const language in letters) if (letters[language]!.has(letter)) score[language as Locale] += 1;
  }
  for (const word of lower.split(/[^\p{L}]+/u)) for (const language in telling) if (telling[language as Locale].has(word)) score[language as Locale] += 1;
  const possible: Locale[] = cyrillic > latin ? ['sr-Cyrl', 'bg'] : ['sr-Latn', 'ro', 'en'];
  const best = possible.reduce((a, b) => (score[b] > score[a] ? b : a));
  return score[best] > 0 ? best : null;
}
