/** "What kind of service do they mean?": from what somebody types, in any of the five locales, script and case, to terms of the nomenclatures. Pure. */
import { foldWords } from '#platform/matching/fold.ts';
import { editDistance } from '#platform/matching/similarity.ts';
import told from './data/definitions.json' with { type: 'json' };
import { nomenclature, termId, type Term } from './nomenclature.ts';
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
  /** Says what it is for, and does not name it: then the rest of the sentence need not be used up, and the answer is less sure. */
  isDefinition: boolean;
}

/** Carries no meaning of its own in any of the languages, folded. */
const empty = new Set([...'za i u sa od na po ili koji koja o s v vav ot de la cu pentru si in din al ale a of for the and to with lica osobe osoba lice hora persons persoane usluga usluge servis service services servicii serviciu ulug uslugi uslugu socijalna social sociala socialna socialni sociale'.split(' '),
  // Of whole sentences: where, how, who, my, I need.
  ...`gde da li se je su sam smo me mi nas nam moj moja moje mog moju moji svoj ona on to ovo taj neko nekoga kad kada dok jer ali ne nemam ima imam mogu moze treba trazim kako sto sta pri pored oko pre posle bez kod ovaj iz ide
    kade kak koi koga moje mi si sa e ne imam mozhe tarsya nyakoi nyakoy neshto za da se ot pri bez sled predi deto kogato koito koyto koyato
    unde cum cine care cand ce este sunt e un o unei unui pe mea meu mei mele mi ma nu am are fi dupa fara lui ei lor caut vreau pot trebuie sa pana
    my me i we our his her their is are am be not no who how where when what can do does want need find looking somewhere someone at on by from after before without that this it an or`.split(/\s+/)]);

/**
 * The part of a word that its cases share: the languages here change the ending (dnevni, dnevnog, dnevnom; център, центъра; copil, copii, copiilor).
 * Cut after the fourth letter of a short word and two to three letters before the end of a long one; two forms are one word when the stems begin alike.
 */
export function stemOf(word: string): string {
  if (word.length <= 4) return word;
  if (word.length <= 6) return word.slice(0, 4);
  return word.slice(0, Math.max(5, word.length - 3));
}

let index: { weight: (stem: string) => number; entriesWith: ReadonlyMap<string, readonly Entry[]> } | undefined;

function entries() {
  if (index) return index;
  const made: Entry[] = [];
  const add = (term: Term, text: string, isDefinition = false) => {
    const words = foldWords(text).filter((word) => !empty.has(word));
    if (words.length) made.push({ term, stems: isDefinition ? [...new Set(words.map(stemOf))] : words.map(stemOf), full: words.join(' '), isDefinition });
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
  for (const [code, texts] of Object.entries(told.definitions)) for (const text of Object.values(texts)) add(nomenclature().byId.get(termId('category', code))!, text, true);
  const bearers = new Map<string, Set<string>>();
  for (const { term, stems } of made) for (const stem of stems) bearers.set(stem, (bearers.get(stem) ?? new Set()).add(term.id));
  const all = nomenclature().terms.length;
  // Inverse document frequency (Spärck Jones 1972): "dece" stands in dozens of names and tells little.
  const entriesWith = new Map<string, Entry[]>();
  for (const entry of made) for (const stem of new Set(entry.stems)) entriesWith.set(stem, [...(entriesWith.get(stem) ?? []), entry]);
  index = { weight: (stem) => Math.log(1 + all / (bearers.get(stem)?.size ?? 1)), entriesWith };
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

/** As much as a word that half of the terms share. */
const unknownWeight = Math.log(3);

/** Against a name that agrees as well. */
const definitionWeight = 0.7;

const likes = new Map<string, ReadonlyMap<string, number>>();

/** The known stems that mean the word, each with how surely. People type the same words again and again. */
function alikeTo(stem: string, isLast: boolean): ReadonlyMap<string, number> {
  const key = `${stem} ${isLast}`;
  const before = likes.get(key);
  if (before) return before;
  const found = new Map<string, number>();
  for (const known of entries().entriesWith.keys()) {
    const alike = likeness(stem, known, isLast);
    if (alike) found.set(known, alike);
  }
  if (likes.size >= 5_000) likes.clear();
  likes.set(key, found);
  return found;
}

/** Terms for what was typed, best first; empty when nothing of it is known. Common categories come before national services that score the same. */
export function searchTerms(typed: string, limit = 10): FoundTerm[] {
  const { weight, entriesWith } = entries();
  const words = foldWords(typed).filter((word) => !empty.has(word));
  if (!words.length) return [];
  const asked = words.map((word) => stemOf(word));
  const alike = asked.map((stem, at) => alikeTo(stem, at === asked.length - 1));
  const all = new Set(alike.flatMap((stems) => [...stems.keys()].flatMap((stem) => entriesWith.get(stem)!)));
  const best = new Map<string, FoundTerm>();
  // A word that stands nowhere is no evidence against what the other words say; it makes the answer less sure.
  const askedWeight = asked.reduce((sum, stem, at) => sum + (alike[at]!.size ? weight(stem) : unknownWeight), 0);
  for (const { term, stems, full, isDefinition } of all) {
    let agreed = 0;
    let matchedKnown = 0;
    const taken = new Set<number>();
    for (const meant of alike) {
      let most = 0;
      let which = -1;
      for (const [i, known] of stems.entries()) {
        if (taken.has(i)) continue;
        const sure = meant.get(known) ?? 0;
        if (sure > most) [most, which] = [sure, i];
      }
      if (which < 0) continue;
      taken.add(which);
      agreed += most * weight(stems[which]!);
      matchedKnown += most * weight(stems[which]!);
    }
    if (!agreed) continue;
    const knownWeight = stems.reduce((sum, stem) => sum + weight(stem), 0);
    // What was typed must be answered (recall of the question) more than the name must be used up.
    const score = isDefinition ? definitionWeight * Math.min(1, agreed / askedWeight) : Math.min(1, 0.65 * Math.min(1, agreed / askedWeight) + 0.35 * (matchedKnown / knownWeight)) * (full === words.join(' ') ? 1 : 0.98);
    const before = best.get(term.id);
    if (!before || before.score < score) best.set(term.id, { term, score });
  }
  const rank = { category: 0, RS: 1, BG: 1, MD: 1, 'user-group': 2 };
  return [...best.values()].sort((a, b) => b.score - a.score || rank[a.term.vocabulary] - rank[b.term.vocabulary] || (a.term.code < b.term.code ? -1 : 1)).slice(0, limit);
}
