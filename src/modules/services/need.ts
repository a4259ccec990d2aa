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
  const understood = whole[0]?.weight ?? 0;
  for (const length of [3, 2, 1]) {
    for (const [part, rest] of [[words.slice(-length), words.slice(0, -length)], [words.slice(0, length), words.slice(length)]] as const) {
      if (part.length !== length) continue;
      const unit = placeMeant(part);
      if (!unit) continue;
      const terms = termsIn(rest.join(' '));
      // Words that make the need no clearer when they are left out belong to it: Centru de zi, Predah, Dom.
      if (understood > 0 && understood >= (terms[0]?.weight ?? 0)) continue;
      return { terms, unit, words: rest.filter((word) => !prepositions.has(word.toLowerCase())).join(' ') };
    }
  }
  return { terms: whole, unit: null, words: words.join(' ') };
}

/**
 * The unit that these words name beyond doubt. A single word has to be the name itself, in any script and case, or a name everybody knows the place by: nearly every word is spelt like some village
 * or an old name of it (bolnica, savet, деня), and regions are called like ordinary words (Centru).
 */
function placeMeant(part: readonly string[]): string | null {
  const { decision, best } = decide(whichPlace(part.join(' ')));
  if (decision !== 'sure') return null;
  const isOneWord = part.filter((word) => !prepositions.has(word.toLowerCase())).length === 1;
  const isItsName = best!.level !== 'region' && (['exact', 'folded', 'mixed_script_repaired', 'inflected'].includes(best!.outcome) || (best!.outcome === 'alias' && best!.confidence >= wellKnown));
  return isOneWord && !isItsName ? null : best!.unit;
}

/** From here on another name of a place is a usual one: `Turgovishte`, and not `Sawet`. */
const wellKnown = 0.9;

const prepositions = new Set(['u', 'у', 'na', 'на', 'в', 'във', 'în', 'in', 'la', 'din', 'kod', 'код', 'near', 'pri', 'при']);

const termsIn = (text: string) =>
  searchTerms(text, 8)
    .filter(({ score }) => score >= least)
    .map(({ term, score }) => ({ id: term.id, weight: score }));
