/** From a reading of a text to the places it may name, each with how it was found. No ranking yet: that is `which-place.ts`. */
import { lemmasOf } from './declension.ts';
import { levelOf, unitById, type Unit } from './gazetteer.ts';
import type { Mention, Reading } from './mention.ts';
import { NearNames, slipsAllowed } from './near-names.ts';
import { settlementKeys, settlementsByKey, type Settlement } from './settlements.ts';
import type { Outcome, Reason } from './shape.ts';
import { spellings, unitsByAdjective, type Spelling } from './spellings.ts';

export interface Candidate {
  unit: Unit;
  settlement: Settlement | null;
  outcome: Outcome;
  via: string;
  /** How far this finding alone can be trusted, 0 to 1. */
  base: number;
  /** The spelling itself has the word for the level: `област Търговище`. */
  saysLevel?: boolean;
  reading: Reading;
  reasons: Reason[];
}

/** From here on a finding needs no other one beside it. */
export const strong = 0.9;

const bases = { exact: 1, folded: 0.97, mixed_script_repaired: 0.97, inflected: 0.94, known: 0.93, rare: 0.86 };
const order: Record<Spelling['kind'], number> = { name: 0, full: 1, known: 2, inflected: 3, rare: 4 };
/** Capitals do not matter in a name that begins with a word: `Opština Raška`, `opština Raška`. */
const isExactly = ({ text, kind }: Spelling, typed: string) => text === typed || (kind === 'full' && text.toLowerCase() === typed.toLowerCase());

/** Units that are called like this reading, in any spelling of the gazetteer. */
export function bySpelling(reading: Reading, mention: Mention, typed: string): Candidate[] {
  const best = new Map<Unit, Spelling>();
  for (const spelling of spellings().byKey.get(reading.key) ?? []) {
    const other = best.get(spelling.unit);
    const exactly = (s: Spelling) => isExactly(s, typed) || isExactly(s, reading.text);
    if (!other || (exactly(spelling) && !exactly(other)) || (exactly(spelling) === exactly(other) && order[spelling.kind] < order[other.kind])) best.set(spelling.unit, spelling);
  }
  return [...best.values()].map((spelling) => found(spelling, reading, mention, typed));
}

function found(spelling: Spelling, reading: Reading, mention: Mention, typed: string): Candidate {
  const { unit, text, kind } = spelling;
  const place = { unit, settlement: null, via: text, reading, saysLevel: kind === 'full' };
  if (kind === 'inflected') return { ...place, outcome: 'inflected', base: bases.inflected, reasons: [{ code: 'inflected', typed: reading.text, name: text }] };
  if (kind === 'known' || kind === 'rare') return { ...place, outcome: 'alias', base: bases[kind], reasons: [{ code: 'alias', typed: reading.text, name: text }] };
  if (mention.mixedScript) return { ...place, outcome: 'mixed_script_repaired', base: bases.mixed_script_repaired, reasons: [{ code: 'look_alike' }] };
  if (isExactly(spelling, typed) || isExactly(spelling, reading.text)) return { ...place, outcome: 'exact', base: bases.exact, reasons: [{ code: 'exact' }] };
  return { ...place, outcome: 'folded', base: bases.folded, reasons: [{ code: differenceOf(reading.text, text) }] };
}

const isCyrillic = (text: string) => /\p{Script=Cyrillic}/u.test(text);

function differenceOf(typed: string, name: string): 'script' | 'case' | 'diacritics' {
  if (isCyrillic(typed) !== isCyrillic(name)) return 'script';
  return typed.toLowerCase() === name.toLowerCase() ? 'case' : 'diacritics';
}

/** `Търговищка община`, `u Leskovačkoj opštini`: only where a word for the level stood beside. */
export function byAdjective(reading: Reading): Candidate[] {
  if (reading.level !== 'municipality' && reading.level !== 'district') return [];
  const stem = /^(.{3,}k)(?:i|a|o|e|u|oj|om|og|ata|oto|ite|iat|ia|ijat)$/.exec(reading.key)?.[1];
  if (!stem) return [];
  return unitsByAdjective(stem)
    .filter((unit) => levelOf(unit) === reading.level)
    .map((unit) => {
      const name = unit.names.bg && unit.country === 'BG' ? unit.names.bg : unit.names['sr-Latn']!;
      return { unit, settlement: null, outcome: 'inflected', via: name, base: 0.92, reading, reasons: [{ code: 'adjective', typed: reading.text, name }] };
    });
}

/** `okrug Pirot`: somebody names a Serbian district by its seat, though it has a name of its own (`Pirotski okrug`). */
export function byDistrictSeat(reading: Reading, found: readonly Candidate[]): Candidate[] {
  if (reading.level !== 'district' || found.some(({ unit }) => levelOf(unit) === 'district')) return [];
  return found
    .filter(({ unit }) => unit.country === 'RS' && levelOf(unit) === 'municipality')
    .map(({ unit: seat, via }) => {
      const unit = unitById(seat.parent!)!;
      return { unit, settlement: null, outcome: 'alias', via, base: 0.88, reading, reasons: [{ code: 'alias', typed: reading.text, name: unit.names['sr-Latn']! }] };
    });
}

/** `St. Pazova`, `N. Sad`: words with a full stop stand for any word that begins like them. */
export function byAbbreviation(reading: Reading): Candidate[] {
  if (reading.words.length < 2 || !reading.stops.some((stop) => stop)) return [];
  const seen = new Set<Unit>();
  const found: Candidate[] = [];
  for (const { words, unit, text } of spellings().names) {
    if (words.length !== reading.words.length || seen.has(unit)) continue;
    const fits = words.every((word, i) => (reading.stops[i] && reading.words[i]!.length < word.length ? word.startsWith(reading.words[i]!) : word === reading.words[i]));
    if (!fits) continue;
    seen.add(unit);
    found.push({ unit, settlement: null, outcome: 'abbreviated', via: text, base: 0.92, reading, reasons: [{ code: 'abbreviated', typed: reading.text, name: text }] });
  }
  return found;
}

/** Units whose name an ending was put to that no list has: `Orheiului`. */
export function byLemma(reading: Reading): Candidate[] {
  if (reading.key.length < 5) return [];
  return lemmasOf(reading.key).flatMap((lemma) =>
    (spellings().byKey.get(lemma) ?? [])
      .filter((spelling) => spelling.kind === 'name')
      .map(({ unit, text }): Candidate => ({ unit, settlement: null, outcome: 'inflected', via: text, base: 0.9, reading, reasons: [{ code: 'inflected', typed: reading.text, name: text }] })),
  );
}

/** The municipalities of the towns and villages of this name, or of a case of it. */
export function bySettlement(reading: Reading): Candidate[] {
  const direct = settlementsByKey(reading.key);
  if (direct.length) return direct.map((settlement) => inSettlement(settlement, 0.62, reading));
  if (reading.key.length < 5) return [];
  return lemmasOf(reading.key).flatMap(settlementsByKey).map((settlement) => inSettlement(settlement, 0.56, reading));
}

function inSettlement(settlement: Settlement, base: number, reading: Reading): Candidate {
  return { unit: settlement.unit, settlement, outcome: 'settlement', via: settlement.name, base, reading, reasons: [] };
}

let unitNames: NearNames | undefined;
let settlementNames: NearNames | undefined;

/** Units whose name differs in a letter or two. */
export function byTypo(reading: Reading): Candidate[] {
  const names = spellings().names;
  unitNames ??= new NearNames(names.map((name) => name.key));
  const keys = reading.plain === reading.key ? [reading.key] : [reading.key, reading.plain];
  return keys.flatMap((key) =>
    unitNames!.search(key).map(({ at, distance, alike }): Candidate => {
      const { unit, text, key: name } = names[at]!;
      return { unit, settlement: null, outcome: 'typo', via: text, base: trust(key, name, distance, alike), reading, reasons: [{ code: 'letters', count: distance, typed: reading.text, name: text }] };
    }),
  );
}

/**
 * How far one can trust a name with slips in it: a long name with one slip nearly as far as a right one, a short one or two slips little.
 * People get a beginning right more often than the rest (Winkler 1990), so another first letter costs most.
 */
function trust(typed: string, name: string, distance: number, alike: number): number {
  const length = Math.max(typed.length, name.length);
  const one = length >= 8 ? 0.93 : length >= 6 ? 0.91 : length === 5 ? 0.88 : 0.72;
  const base = distance === 1 ? one : length >= 9 ? 0.86 : 0.72;
  return base - (1 - alike) * 0.5 - (typed[0] === name[0] ? 0 : 0.12);
}

/** The municipalities of towns and villages whose name differs in one letter. */
export function bySettlementTypo(reading: Reading): Candidate[] {
  if (slipsAllowed(reading.key.length) < 1 || reading.key.length < 5) return [];
  const keys = settlementKeys();
  settlementNames ??= new NearNames(keys);
  return settlementNames.search(reading.key, 1).flatMap(({ at, alike }) =>
    settlementsByKey(keys[at]!).map((settlement): Candidate => ({
      ...inSettlement(settlement, 0.5 - (1 - alike) * 0.5, reading),
      outcome: 'typo',
      reasons: [{ code: 'letters', count: 1, typed: reading.text, name: settlement.name }],
    })),
  );
}

/** Municipalities named somewhere in a longer text: `Centar za socijalni rad Šabac`. Longest names first, each word used once. */
export function byWordsInside(reading: Reading): Candidate[] {
  const found: Candidate[] = [];
  const { words } = reading;
  for (let from = 0; from < words.length; from++) {
    for (let to = Math.min(words.length, from + 3); to > from; to--) {
      const key = words.slice(from, to).join('');
      if (key.length < 3 || to - from === words.length) continue;
      const here = (spellings().byKey.get(key) ?? []).filter(({ unit, kind }) => kind !== 'rare' && ['municipality', 'city_municipality'].includes(levelOf(unit)));
      if (!here.length) continue;
      for (const { unit, text, kind } of here) {
        const part = words.slice(from, to).join(' ');
        found.push({ unit, settlement: null, outcome: 'inside', via: text, base: kind === 'name' ? 0.74 : 0.66, reading, reasons: [{ code: 'inside', typed: part, name: text }] });
      }
      from = to - 1;
      break;
    }
  }
  return found;
}
