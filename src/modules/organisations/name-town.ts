/** The town that an organisation's name says. Pure; towns are asked for through `Towns`. */
import { foldWords } from '#platform/matching/fold.ts';
import { editDistance } from '#platform/matching/similarity.ts';
import { folded, joined, type Word } from './name-words.ts';

/** Knows which town folded words name. */
export interface Towns {
  /** The municipality or part of a city that bears this very name; null where none or several do. */
  named(words: readonly string[]): string | null;
  /** Every municipality or part of a city that bears this very name. */
  bearing(words: readonly string[]): readonly string[];
  /** The only municipality that the words are within one slip of; null where none or several are. */
  near(words: readonly string[]): string | null;
  /** Whether the words are a spelling of this unit, cases of the name included. */
  isNamed(unit: string, words: readonly string[]): boolean;
  /** Folded names of a unit, in all languages. */
  namesOf(unit: string): readonly string[];
  /** The municipality that a part of a city belongs to; a municipality is its own. */
  municipalityOf(unit: string): string;
}

/** Words between a form and a town that belong to neither: `Центар за социјални рад ЗА ОПШТИНУ Брус`, `гр. Търговище`, `primăria MUN. Bălți`. */
const connectors = new Set(
  ['за', 'општину', 'општине', 'општина', 'град', 'града', 'граду', 'граду', 'у', 'из', 'na', 'гр', 'град', 'с', 'община', 'общината', 'в', 'от', 'or', 'orașul', 'orașului', 'mun', 'municipiul', 'municipiului', 'raionul', 'raionului', 'rn', 'din', 'in', 'of', 'the', 'for', 'municipality', 'city', 'town', 's', 'sat', 'satul', 'satului', 'comuna', 'com'].map((word) => foldWords(word).join('')),
);

interface Found {
  own: Word[];
  town: string | null;
  /** All towns of that name, where it is one that several bear. */
  meant: readonly string[];
}

/** Finds the town in what is left: a piece of its own, else the last words, else (only the town of the row) the first ones. */
export function townOf(pieces: Word[][], towns: Towns, expected: string | null): Found {
  const found = (own: Word[], words: Word[]): Found | null => {
    const town = namedBy(words, towns, expected);
    const meant = town || joined(words).folded.length < 3 ? [] : towns.bearing(folded(words));
    return town || meant.length > 1 ? { own, town, meant } : null;
  };
  for (let i = pieces.length - 1; i >= 0; i--) {
    const alone = found(pieces.toSpliced(i, 1).flat(), withoutConnectors(pieces[i]!));
    if (alone) return alone;
  }
  const words = pieces.flat();
  for (const take of [3, 2, 1]) {
    const last = words.length > take && found(withoutTrailingConnectors(words.slice(0, -take)), words.slice(-take));
    if (last) return last;
  }
  for (const take of [2, 1]) {
    if (words.length <= take || !expected) continue;
    if (namedBy(words.slice(0, take), towns, expected) === expected) return { own: words.slice(take), town: expected, meant: [] };
  }
  return { own: words, town: null, meant: [] };
}

export function namedBy(words: Word[], towns: Towns, expected: string | null): string | null {
  const name = joined(words);
  if (name.folded.length < 3) return null;
  if (expected) {
    const slips = name.plain.length >= 8 ? 2 : name.plain.length >= 5 ? 1 : 0;
    if (towns.isNamed(expected, folded(words))) return expected;
    const isMistyped = (town: string) => town[0] === name.folded[0] && (editDistance(town, name.folded, slips) <= slips || editDistance(town, name.plain, slips) <= slips);
    if (slips > 0 && towns.namesOf(expected).some(isMistyped)) return expected;
  }
  return towns.named(folded(words));
}

export function withoutConnectors(words: Word[]): Word[] {
  const from = words.findIndex((word) => !connectors.has(word.folded));
  return from < 0 ? [] : words.slice(from);
}

function withoutTrailingConnectors(words: Word[]): Word[] {
  let end = words.length;
  while (end > 1 && connectors.has(words[end - 1]!.folded)) end--;
  return words.slice(0, end);
}
