/**
 * What is known about personal names of the region: which words are names, how frequent they are, which nickname
 * belongs to which name, which spellings are one name. All keys are folded (`platform/matching/fold.ts`).
 * Names never prove anything about a person: they only say how much two equal names mean.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold } from '#platform/matching/fold.ts';
import { root } from '#platform/root.ts';

export interface KnownNames {
  /** Share of people with this given name, 0–1; a word that is no known name gets the share of a very rare one. */
  givenShare(word: string): number;
  surnameShare(word: string): number;
  isGiven(word: string): boolean;
  isSurname(word: string): boolean;
  /** `Mića` and `Milan`, or two nicknames of one name. */
  areNicknames(a: string, b: string): boolean;
  /** Spellings of one name in other scripts and languages: `Georgi`, `Gheorghi`. */
  areSpellings(a: string, b: string): boolean;
}

/**
 * Shares where the lists give ranks only: a power law through the share of the most frequent name, falling with the rank
 * (about 1% of people in Serbia are Jovanović, about 1.5% of men are called by the most frequent given name).
 * The lists' lower tiers have no ranks; their shares are orders of magnitude, which is all the weights need.
 */
const shares = {
  given: { top: 0.015, fall: 0.4, byTier: { 2: 0.0006, 3: 0.0001 }, unknown: 0.00005 },
  surname: { top: 0.011, fall: 0.55, byTier: { 2: 0.0002, 3: 0.00005 }, unknown: 0.00002 },
} as const;
/** Where a list gives numbers of bearers, they are of Bulgaria, with 6.5 million inhabitants (census of 2021). */
const bearersAmong = 6_500_000;

let loaded: KnownNames | undefined;

/** The lists that ship with Kolo, read once when first needed (some 10 ms). */
export function knownNames(): KnownNames {
  if (loaded) return loaded;
  const given = sharesIn('given-names.csv', shares.given);
  const surnames = sharesIn('surnames.csv', shares.surname);
  const nicknames = new Map<string, Set<string>>();
  for (const byName of Object.values(json<Record<string, Record<string, string[]>>>('diminutives.json')))
    for (const [name, nicks] of Object.entries(byName)) for (const word of [name, ...nicks]) noted(nicknames, fold(word), fold(name));
  const spellings = new Map<string, Set<string>>();
  for (const [i, group] of json<string[][]>('spelling-variants.json').entries()) for (const word of group) noted(spellings, fold(word), String(i));
  return (loaded = {
    givenShare: (word) => given.get(word) ?? shares.given.unknown,
    surnameShare: (word) => surnames.get(word) ?? shares.surname.unknown,
    isGiven: (word) => given.has(word),
    isSurname: (word) => surnames.has(word),
    areNicknames: (a, b) => meet(nicknames.get(a), nicknames.get(b)),
    areSpellings: (a, b) => meet(spellings.get(a), spellings.get(b)),
  });
}

const read = (file: string): string => readFileSync(join(root, 'src/modules/people/data', file), 'utf8');
const json = <T>(file: string): T => JSON.parse(read(file)) as T;

function sharesIn(file: string, scale: (typeof shares)[keyof typeof shares]): Map<string, number> {
  const [header, ...lines] = read(file).trim().split('\n').map((line) => line.split(','));
  const [name, tier, rank, count] = ['name', 'tier', 'rank', 'count'].map((column) => header!.indexOf(column));
  const found = new Map<string, number>();
  for (const cells of lines) {
    const share = cells[count!]
      ? Number(cells[count!]) / bearersAmong
      : cells[rank!] && cells[tier!] === '1'
        ? scale.top / Number(cells[rank!]) ** scale.fall
        : cells[tier!] === '3'
          ? scale.byTier[3]
          : scale.byTier[2];
    // A double name counts by its words: sheets drop one of them.
    for (const word of [fold(cells[name!]!), ...cells[name!]!.split(/[\s-]+/).map(fold)]) found.set(word, Math.max(share, found.get(word) ?? 0));
  }
  return found;
}

function noted(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values) values.add(value);
  else map.set(key, new Set([value]));
}

const meet = (a: Set<string> | undefined, b: Set<string> | undefined): boolean => Boolean(a && b && [...a].some((value) => b.has(value)));
