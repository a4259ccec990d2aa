/** Every spelling of every unit, found by its folded key. */
import { fold, foldWords } from '#platform/matching/fold.ts';
import { rowsOf } from './csv.ts';
import { adjectiveStems, serbianForms } from './declension.ts';
import { allUnits, dataFile, levelOf, unitById, type Unit } from './gazetteer.ts';
import { levelOfWordIn } from './level-words.ts';

/**
 * How well a spelling stands for its unit: the unit's own name; the name with the word for its level (`Grad Niš`); another spelling that
 * people use; one that only a world-wide gazetteer knows; a case of the name.
 */
export type SpellingKind = 'name' | 'full' | 'known' | 'rare' | 'inflected';

export interface Spelling {
  unit: Unit;
  text: string;
  kind: SpellingKind;
}

interface Spellings {
  byKey: ReadonlyMap<string, readonly Spelling[]>;
  /** Folded names of all units, in any language, for searching by beginning, by typing error and by abbreviated words. */
  names: readonly { key: string; words: readonly string[]; unit: Unit; text: string }[];
}

const kinds: Record<string, SpellingKind> = {
  name: 'name', short: 'name', full: 'full', official: 'full', adjective: 'full', disambiguated: 'full', inflected: 'inflected', geonames: 'rare',
};
const weight: Record<SpellingKind, number> = { name: 0, full: 1, known: 2, inflected: 3, rare: 4 };

let loaded: Spellings | undefined;

/** Built on the first question (some 14,000 spellings) and kept. */
export function spellings(): Spellings {
  return (loaded ??= build());
}

function build(): Spellings {
  const byKey = new Map<string, Spelling[]>();
  const names = new Map<string, { key: string; words: string[]; unit: Unit; text: string }>();

  function add(unit: Unit, text: string, kind: SpellingKind, key = fold(text)) {
    if (!key) return;
    const here = byKey.get(key);
    if (!here) {
      byKey.set(key, [{ unit, text, kind }]);
      return;
    }
    // One key needs a unit's best spelling, and the exact texts of its names, so that an exactly typed name is told from a folded one.
    for (const spelling of here) {
      if (spelling.unit !== unit) continue;
      if (spelling.text === text) {
        if (weight[kind] < weight[spelling.kind]) spelling.kind = kind;
        return;
      }
      if (weight[kind] > weight.full && weight[spelling.kind] <= weight[kind]) return;
    }
    here.push({ unit, text, kind });
  }
  function addName(unit: Unit, text: string) {
    const words = foldWords(text);
    const key = words.join('');
    add(unit, text, 'name', key);
    if (!names.has(key + unit.id)) names.set(key + unit.id, { key, words, unit, text });
  }

  // What its own state calls a unit comes first; names in other languages are names too.
  for (const unit of allUnits()) for (const text of Object.values(unit.names)) addName(unit, text);
  for (const [id, alias, , kind] of rowsOf(dataFile('admin-units/aliases.csv'))) {
    const unit = unitById(id!)!;
    const known = kinds[kind!] ?? 'known';
    if ((known === 'name' || known === 'known') && saysLevel(alias!)) add(unit, alias!, 'full');
    else if (known === 'name') addName(unit, alias!);
    else add(unit, alias!, known);
  }
  for (const unit of allUnits()) {
    const serbian = unit.names['sr-Latn'];
    if (serbian && (unit.country === 'RS' || unit.level === 0)) for (const form of serbianForms(serbian)) add(unit, form, 'inflected');
  }
  for (const [form, , id, part] of rowsOf(dataFile('sr-inflections/inflected-places-sr.csv'))) {
    const unit = unitById(id!);
    if (unit && part === 'whole') add(unit, form!, 'inflected');
  }
  return { byKey, names: [...names.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)) };
}

/** Whether a spelling has a word like `област` in it. */
function saysLevel(text: string): boolean {
  return foldWords(text).some((word) => {
    const said = levelOfWordIn(word, false);
    return said !== undefined && said !== 'particle' && said !== 'town';
  });
}

let adjectives: Map<string, Unit[]> | undefined;

/** Units that may be meant by an adjective before a word like `община` or `okrug`; `stem` is the folded adjective without its ending. */
export function unitsByAdjective(stem: string): readonly Unit[] {
  if (!adjectives) {
    adjectives = new Map();
    for (const unit of allUnits()) {
      const level = levelOf(unit);
      if (unit.country === 'MD' || level === 'country' || level === 'region') continue;
      for (const name of new Set([unit.names.bg, unit.names['sr-Latn']])) {
        if (!name) continue;
        for (const made of adjectiveStems(name)) {
          const key = fold(made);
          const units = adjectives.get(key);
          if (!units) adjectives.set(key, [unit]);
          else if (!units.includes(unit)) units.push(unit);
        }
      }
    }
  }
  return adjectives.get(stem) ?? [];
}
