/** What somebody who looks for a service has typed: the kind of service, the place, and the rest. Pure. */
import { decide, whichPlace } from '#modules/places/which-place.ts';
import { searchTerms } from './nomenclature/search.ts';

export interface NeedInText {
  terms: { id: string; weight: number }[];
  /** Unit of the gazetteer, when part of the text names one beyond doubt. */
  unit: string | null;
  /** What is left when the place is taken out. */
  words: string;
}

/** Below this a term has too little to do with what was typed. */
const least = 0.45;

/** `dnevni boravak Šabac`, `logoped u Nišu`, `център за обществена подкрепа Търговище`: up to three words at the end or the beginning may be the place. */
export function needIn(text: string): NeedInText {
  const words = text.trim().split(/[\s,]+/).filter(Boolean).slice(0, 20);
  const whole = termsIn(words.join(' '));
  for (const length of [3, 2, 1]) {
    for (const [part, rest] of [[words.slice(-length), words.slice(0, -length)], [words.slice(0, length), words.slice(length)]] as const) {
      if (part.length !== length) continue;
      const { decision, best } = decide(whichPlace(part.join(' ')));
      // A word that is also a kind of service stays one: Predah, Dom.
      if (decision !== 'sure' || (termsIn(part.join(' '))[0]?.weight ?? 0) > 0.8) continue;
      return { terms: termsIn(rest.join(' ')), unit: best!.unit, words: rest.filter((word) => !prepositions.has(word.toLowerCase())).join(' ') };
    }
  }
  return { terms: whole, unit: null, words: words.join(' ') };
}

const prepositions = new Set(['u', 'у', 'na', 'на', 'в', 'във', 'în', 'in', 'la', 'din', 'kod', 'код', 'near', 'pri', 'при']);

const termsIn = (text: string) =>
  searchTerms(text, 8)
    .filter(({ score }) => score >= least)
    .map(({ term, score }) => ({ id: term.id, weight: score }));
