/** "What kind of service do they mean?": from what somebody types, in any of the five locales, script and case, to terms of the nomenclatures. Pure. */
import { foldWords } from '#platform/matching/fold.ts';
import { editDistance } from '#platform/matching/similarity.ts';
import { nomenclature, type Term } from './nomenclature.ts';
import { everydayWords } from './everyday-words.ts';

export interface FoundTerm {
  term: Term;
  /** 0 to 1: how much of what was typed, and of the term, agrees; words weigh by how rare they are among the terms. */
  score: number;
}

interface Entry {
  term: Term;
  stems: string[];
  /** An everyday word counts as much as the official name. */
  full: string;
}

/** Carries no meaning of its own in any of the languages, folded. */
const empty = new Set(['za', 'i', 'u', 'sa', 'od', 'na', 'po', 'ili', 'koji', 'koja', 'o', 'lica', 'osobe', 'osoba', 'lice', 's', 'v', 'vav', 'ot', 'hora', 'de', 'la', 'cu', 'pentru', 'si', 'in', 'din', 'al', 'ale', 'a', 'of', 'for', 'the', 'and', 'to', 'with', 'persons', 'persoane', 'usluga', 'usluge', 'usluga', 'servis', 'service', 'services', 'servicii', 'serviciu', 'ulug', 'uslugi', 'uslugu', 'socijalna', 'social', 'sociala', 'socialna', 'socialni', 'sociale']);

/**
 * The part of a word that its cases share: the languages here change the ending (dnevni, dnevnog, dnevnom; център, центъра; copil, copii, copiilor).
 * Cut after the fourth letter of a short word and two to three letters before the end of a long one; two forms are one word when the stems begin alike.
 */
export function stemOf(word: string): string {
  if (word.length <= 4) return word;
  if (word.length <= 6) return word.slice(0, 4);
  return word.slice(0, Math.max(5, word.length - 3));
}

let index: { entries: Entry[]; weight: (stem: string) => number } | undefined;

function entries() {
  if (index) return index;
  const made: Entry[] = [];
  const add = (term: Term, text: string) => {
    const words = foldWords(text).filter((word) => !empty.has(word));
    if (words.length) made.push({ term, stems: words.map(stemOf), full: words.join(' ') });
  };
  for (const term of nomenclature().terms) {
    for (const label of Object.values(term.labels)) {
      add(term, label);
      // The words in brackets are another name: "(safe house)".
      for (const [, inner] of label.matchAll(/\(([^)]+)\)/g)) add(term, inner!);
      if (label.includes('(')) add(term, label.replace(/\([^)]*\)/g, ' '));
      if (label.includes('/')) for (const part of label.split('/')) add(term, part);
    }
    if (term.abbreviation) add(term, term.abbreviation);
    for (const word of everydayWords[`${term.vocabulary}:${term.code}`] ?? []) add(term, word);
  }
  const bearers = new Map<string, Set<string>>();
  for (const { term, stems } of made) for (const stem of stems) bearers.set(stem, (bearers.get(stem) ?? new Set()).add(term.id));
  const all = nomenclature().terms.length;
  // Inverse document frequency (Spärck Jones 1972): "dece" stands in dozens of names and tells little.
  index = { entries: made, weight: (stem) => Math.log(1 + all / (bearers.get(stem)?.size ?? 1)) };
  return index;
}

/** How far two stems mean one word: 1 alike, less for a slip or an unfinished word, 0 otherwise. */
function likeness(typed: string, known: string, isLast: boolean): number {
  if (typed === known) return 1;
  const [short, long] = typed.length <= known.length ? [typed, known] : [known, typed];
  if (short.length >= 4 && long.startsWith(short)) return 0.9;
  if (isLast && typed.length >= 3 && known.startsWith(typed)) return 0.7;
  if (short.length >= 5 && typed[0] === known[0] && editDistance(typed, known, 1) <= 1) return 0.75;
  return 0;
}

/** Terms for what was typed, best first; empty when nothing of it is known. Common categories come before national services that score the same. */
export function searchTerms(typed: string, limit = 10): FoundTerm[] {
  const { entries: all, weight } = entries();
  const words = foldWords(typed).filter((word) => !empty.has(word));
  if (!words.length) return [];
  const asked = words.map((word) => stemOf(word));
  const best = new Map<string, FoundTerm>();
  for (const { term, stems, full } of all) {
    let agreed = 0;
    let matchedKnown = 0;
    const taken = new Set<number>();
    for (const [at, stem] of asked.entries()) {
      let most = 0;
      let which = -1;
      for (const [i, known] of stems.entries()) {
        if (taken.has(i)) continue;
        const alike = likeness(stem, known, at === asked.length - 1);
        if (alike > most) [most, which] = [alike, i];
      }
      if (which < 0) continue;
      taken.add(which);
      agreed += most * weight(stems[which]!);
      matchedKnown += most * weight(stems[which]!);
    }
    if (!agreed) continue;
    const askedWeight = asked.reduce((sum, stem) => sum + weight(stem), 0);
    const knownWeight = stems.reduce((sum, stem) => sum + weight(stem), 0);
    // What was typed must be answered (recall of the question) more than the name must be used up.
    const score = Math.min(1, 0.65 * Math.min(1, agreed / askedWeight) + 0.35 * (matchedKnown / knownWeight)) * (full === words.join(' ') ? 1 : 0.98);
    const before = best.get(term.id);
    if (!before || before.score < score) best.set(term.id, { term, score });
  }
  const rank = { category: 0, RS: 1, BG: 1, MD: 1, 'user-group': 2 };
  return [...best.values()].sort((a, b) => b.score - a.score || rank[a.term.vocabulary] - rank[b.term.vocabulary] || (a.term.code < b.term.code ? -1 : 1)).slice(0, limit);
}
