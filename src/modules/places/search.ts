/** Search as you type over all places, for the API and for pickers. */
import { fold } from '#platform/matching/fold.ts';
import { Problem } from '#platform/problem.ts';
import type { Locale } from '#platform/words/locales.ts';
import { levelOf, municipalityOf, unitById, type Unit } from './gazetteer.ts';
import { inLanguageOf, nameOf, officialName } from './names.ts';
import { settlementKeys, settlementsByKey } from './settlements.ts';
import type { Country, Level, PlaceGuess, PlaceItem, PlaceList } from './shape.ts';
import { spellings } from './spellings.ts';
import { whichPlace } from './which-place.ts';

export interface SearchOptions {
  locale: Locale;
  limit?: number;
  /** What the page before answered as `next`. */
  cursor?: string;
  country?: Country;
  /** Unit id of the place the text belongs to, e.g. the venue. */
  near?: string;
}

/** More than this nobody reads: whoever gets there types another letter. */
const most = 200;

/**
 * Places for a text, best first: those it surely names, then those whose name begins so, then guesses, then municipalities of settlements
 * that begin so. A place is answered once.
 * @throws Problem `platform.bad_cursor` when the cursor is none of ours, `places.unknown_unit` when `near` is no unit.
 */
export function searchPlaces(q: string, { locale, limit = 20, cursor, country, near }: SearchOptions): PlaceList {
  const from = offsetOf(cursor);
  if (near && !unitById(near)) throw new Problem(400, 'places.unknown_unit', { unit: near }, 'near');
  const guesses = whichPlace(q, { locale, country, near });
  const sure = guesses.filter((guess) => guess.confidence >= 0.85);
  const found = new Map<string, PlaceGuess>();
  for (const guess of [...sure, ...beginningWith(q, locale, country), ...guesses, ...settlementsBeginningWith(q, locale, country)]) {
    if (!found.has(guess.unit)) found.set(guess.unit, guess);
    if (found.size >= most) break;
  }
  const page = [...found.values()].slice(from, from + limit);
  return { data: page.map((guess) => item(guess, locale)), next: from + limit < found.size ? cursorAt(from + limit) : null };
}

const cursorAt = (offset: number) => Buffer.from(`places:${offset}`).toString('base64url');

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const offset = /^places:(\d{1,4})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (offset === undefined) throw new Problem(400, 'platform.bad_cursor');
  return Number(offset);
}

/** The first position in a sorted list whose key is not before this one. */
function firstFrom<T>(list: readonly T[], key: string, keyOf: (one: T) => string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(list[middle]!) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

const rank: Record<Level, number> = { municipality: 0, city_municipality: 1, district: 2, country: 3, region: 4, settlement: 5 };

function beginningWith(q: string, locale: Locale, country: Country | undefined): PlaceGuess[] {
  const key = fold(q);
  if (!key) return [];
  const { names } = spellings();
  const units = new Map<Unit, string>();
  for (let i = firstFrom(names, key, (name) => name.key); i < names.length && names[i]!.key.startsWith(key); i++) {
    const { unit, text } = names[i]!;
    if ((!country || unit.country === country) && !units.has(unit)) units.set(unit, text);
  }
  return [...units]
    .sort(([a], [b]) => rank[levelOf(a)] - rank[levelOf(b)] || officialName(a).length - officialName(b).length || (a.id < b.id ? -1 : 1))
    .map(([unit, via]) => ({ ...bare(unit, locale), level: levelOf(unit), via, reasons: [{ code: 'prefix', typed: q, name: nameOf(unit, locale) }] }));
}

function settlementsBeginningWith(q: string, locale: Locale, country: Country | undefined): PlaceGuess[] {
  const key = fold(q);
  // Two letters begin hundreds of villages; nobody looks for one that way.
  if (key.length < 3) return [];
  const keys = settlementKeys();
  const found: PlaceGuess[] = [];
  for (let i = firstFrom(keys, key, (one) => one); i < keys.length && keys[i]!.startsWith(key) && found.length < most; i++) {
    for (const settlement of settlementsByKey(keys[i]!)) {
      const { unit, id, name, lat, lon } = settlement;
      if (country && unit.country !== country) continue;
      found.push({
        ...bare(unit, locale), level: 'settlement', via: name, settlement: { id, name, lat, lon },
        reasons: [{ code: 'prefix', typed: q, name }, { code: 'settlement_of', settlement: name, municipality: nameOf(unit, locale) }],
      });
    }
  }
  return found;
}

/** One unit as the API answers it, when it was asked for by its id. */
export const itemOf = (unit: Unit, locale: Locale): PlaceItem =>
  item({ ...bare(unit, locale), level: levelOf(unit), via: officialName(unit), outcome: 'exact', confidence: 1, reasons: [] }, locale);

const bare = (unit: Unit, locale: Locale): Pick<PlaceGuess, 'unit' | 'name' | 'municipality' | 'confidence' | 'outcome' | 'settlement' | 'km'> => ({
  unit: unit.id, name: inLanguageOf(unit, locale), municipality: municipalityOf(unit.id)?.id ?? null, confidence: 0.5, outcome: 'prefix', settlement: null, km: null,
});

function item(guess: PlaceGuess, locale: Locale): PlaceItem {
  const unit = unitById(guess.unit)!;
  const parent = unit.parent ? unitById(unit.parent)! : null;
  return {
    id: unit.id, name: officialName(unit), label: nameOf(unit, locale), level: levelOf(unit), type: unit.type, country: unit.country,
    parent: unit.parent, within: parent && nameOf(parent, locale), municipality: guess.municipality, names: unit.names,
    settlement: guess.settlement?.name ?? null, lat: unit.lat, lon: unit.lon, confidence: guess.confidence, reason: guess.outcome, reasons: guess.reasons,
  };
}
