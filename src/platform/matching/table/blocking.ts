/**
 * Which rows of a table are worth comparing. Every row stands under pieces of its values: whole ones, skeletons of names, dates without order.
 * A rule puts rows together that share one telling piece or two pieces of different columns at once; which rules a table gets follows from how often
 * chance would make two rows share them, so the number of pairs grows with the number of rows and not with its square.
 * Conjunctions: Hernández & Stolfo (1995), several passes; choosing by the share of pairs, Michelson & Knoblock (2006), without their labels.
 */
import type { Column } from './columns.ts';
import { isDate, isName, type Kind } from './kinds.ts';
import type { Value } from './values.ts';

/** Value → its pieces as hashes: `of[from[value]] … of[from[value + 1] - 1]`. */
export interface Cut {
  /** Row → number of its value. */
  values: Int32Array;
  from: Int32Array;
  of: Uint32Array;
}

/** Pieces of one class may meet each other, whatever column they come from. */
interface PieceClass {
  name: string;
  /** Columns that the class draws upon: two classes over the same columns are not combined. */
  source: string;
  /** Classes that bring together everything that this one does. */
  wider: string[];
  cuts: Cut[];
  /** Chance that two rows share one. */
  chance: number;
}

/** Rows that share a piece of the one class, and one of the other if there is another, are a pair. Plain arrays, so that a thread can be given it. */
export interface Rule {
  name: string;
  one: Cut[];
  other: Cut[] | null;
  /** True where both pieces are of one class. */
  twice: boolean;
}

export interface BlockingLimits {
  /** Pairs for each row that blocking should find in all, on average. */
  pairsPerRow: number;
  /** A block with more rows than this is passed over. */
  largestBlock: number;
}

/** A small table is looked through generously; a million rows would take too long that way. */
export const usualLimits = (rows: number): BlockingLimits => ({ pairsPerRow: 100 * Math.min(1, 20_000 / rows) ** 0.62, largestBlock: 120 });

/** The rules for a table; none where every pair can be looked at. */
export function rulesFor(columns: readonly Column[], rows: number, limits: BlockingLimits): Rule[] | null {
  if (rows <= 2 * limits.pairsPerRow) return null;
  return chooseRules(classesOf(columns, rows), rows, limits);
}

/** FNV-1a, 32 bits. Two pieces with one hash only bring two rows together that need not be. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A name's first letter and its consonants without repetition: slips mostly hit vowels and doubled letters. */
const skeleton = (word: string): string => word[0]! + word.slice(1).replace(/[aeiou]/g, '').replace(/(.)\1+/g, '$1');
const sorted = (text: string): string => [...text].sort().join('');

/** Name of the class, its source, the wider classes, and the pieces of a value. */
type Knife = [name: string, source: string, wider: string[], pieces: (value: Value) => string[]];

function knivesFor(kind: Kind, index: number): Knife[] {
  const own = `${index}`;
  if (isName(kind)) {
    return [
      ['name', 'name', ['skeleton', 'beginning', 'letters'], ({ key, words }) => [...new Set([key, ...words.filter((word) => word.length > 1)])]],
      ['skeleton', 'name', [], ({ words }) => [...new Set(words.filter((word) => word.length > 2).map(skeleton))]],
      ['beginning', 'name', [], ({ words }) => [...new Set(words.filter((word) => word.length > 2).map((word) => word.slice(0, 3)))]],
      ['letters', 'name', [], ({ key }) => (key.length > 3 ? [sorted(key)] : [])],
    ];
  }
  if (isDate(kind)) {
    return [
      [`date ${own}`, own, [`digits ${own}`], ({ key }) => [key.length === 8 ? key.slice(0, 4) + [key.slice(4, 6), key.slice(6)].sort().join('') : key]],
      [`month ${own}`, own, [], ({ key }) => (key.length === 8 ? [key.slice(0, 6)] : [])],
      [`day ${own}`, own, [], ({ key }) => (key.length === 8 ? [key.slice(4)] : [])],
      [`digits ${own}`, own, [], ({ key }) => [sorted(key)]],
    ];
  }
  if (kind === 'address') {
    return [
      ['address', 'address', ['address words'], ({ key }) => [key]],
      ['address words', 'address', [], ({ words }) => words.filter((word) => word.length > 4)],
    ];
  }
  if (kind === 'identifier' || kind === 'phone') {
    return [
      [`whole ${own}`, own, [`digits ${own}`, `halves ${own}`], ({ key }) => [key]],
      [`digits ${own}`, own, [], ({ key }) => [sorted(key)]],
      [`halves ${own}`, own, [], ({ key }) => (key.length > 5 ? [`<${key.slice(0, key.length >> 1)}`, `>${key.slice(key.length >> 1)}`] : [])],
    ];
  }
  if (kind === 'email') {
    return [
      [`whole ${own}`, own, [`mailbox ${own}`, `beginning ${own}`], ({ key }) => [key]],
      [`mailbox ${own}`, own, [`beginning ${own}`], ({ key }) => [key.split('@', 1)[0]!]],
      [`beginning ${own}`, own, [], ({ key }) => [key.slice(0, 4)]],
    ];
  }
  if (kind === 'number') return [[`whole ${own}`, own, [`digits ${own}`], ({ key }) => [key]], [`digits ${own}`, own, [], ({ key }) => [sorted(key)]]];
  if (kind === 'place' || kind === 'text') return [[`whole ${own}`, own, [`beginning ${own}`], ({ key }) => [key]], [`beginning ${own}`, own, [], ({ key }) => [key.slice(0, 4)]]];
  return [[`whole ${own}`, own, [], ({ key }) => [key]]];
}

function classesOf(columns: readonly Column[], rows: number): PieceClass[] {
  const classes = new Map<string, PieceClass>();
  for (const column of columns) {
    for (const [name, source, wider, pieces] of knivesFor(column.kind, column.index)) {
      const entry = classes.get(name) ?? { name, source, wider, cuts: [], chance: 0 };
      classes.set(name, entry);
      const from = new Int32Array(column.dictionary.length + 1);
      const of: number[] = [];
      for (const [value, one] of column.dictionary.entries()) {
        for (const piece of pieces(one)) of.push(hashOf(piece));
        from[value + 1] = of.length;
      }
      entry.cuts.push({ values: column.values, from, of: Uint32Array.from(of) });
    }
  }
  for (const one of classes.values()) one.chance = chanceOf(one.cuts, rows);
  return [...classes.values()];
}

/** Chance that two rows share a piece, from how many rows each piece stands in. */
function chanceOf(cuts: readonly Cut[], rows: number): number {
  const held = new Map<number, number>();
  for (const { values, from, of } of cuts) {
    const rowsOf = new Int32Array(from.length - 1);
    for (const value of values) if (value >= 0) rowsOf[value]!++;
    for (let value = 0; value < rowsOf.length; value++) for (let i = from[value]!; i < from[value + 1]!; i++) held.set(of[i]!, (held.get(of[i]!) ?? 0) + rowsOf[value]!);
  }
  let pairs = 0;
  for (const n of held.values()) pairs += (n * (n - 1)) / 2;
  return pairs / ((rows * (rows - 1)) / 2);
}

interface Choice {
  classes: PieceClass[];
  cost: number;
}

function chooseRules(classes: PieceClass[], rows: number, { pairsPerRow }: BlockingLimits): Rule[] {
  const all = (rows * (rows - 1)) / 2;
  const most = Math.min(5, pairsPerRow / 20) * rows;
  const choices: Choice[] = [];
  const alone = new Set<PieceClass>();
  for (const one of classes) {
    const cost = one.chance * all;
    if (cost > most || one.cuts.every(({ of }) => of.length === 0)) continue;
    choices.push({ classes: [one], cost });
    alone.add(one);
  }
  for (const [i, one] of classes.entries()) {
    for (const other of classes.slice(i)) {
      if (alone.has(one) || alone.has(other)) continue;
      if (one !== other && one.source === other.source) continue;
      // Two pieces of the same class: only names have several.
      if (one === other && !(one.name === 'name' || one.name === 'skeleton')) continue;
      const cost = (one === other ? one.chance ** 2 / 2 : one.chance * other.chance) * all;
      if (cost <= most) choices.push({ classes: [one, other], cost });
    }
  }
  // The widest first, so that few rules go far; then, while there is room, the narrower ones, whose blocks are smaller.
  const within = (a: PieceClass, b: PieceClass) => a === b || a.wider.includes(b.name);
  const covers = (b: Choice, a: Choice) => a !== b && b.classes.every((wide) => a.classes.some((narrow) => within(narrow, wide)));
  const wide = choices.filter((one) => !choices.some((other) => covers(other, one)));
  const inOrder = (list: Choice[]) => list.sort((x, y) => x.cost - y.cost);
  // Of every two columns the widest rule comes before the second of any: who errs in three columns still agrees in some two.
  const bySource = new Map<string, Choice[]>();
  for (const choice of inOrder(wide)) {
    const key = choice.classes.map(({ source }) => source).join('+');
    bySource.set(key, [choice, ...(bySource.get(key) ?? [])]);
  }
  const turns = Array.from({ length: Math.max(0, ...[...bySource.values()].map(({ length }) => length)) }, (_, turn) => [...bySource.values()].flatMap((list) => list[turn] ?? [])).flat();
  let spent = 0;
  const chosen = [...turns, ...inOrder(choices.filter((one) => !wide.includes(one)))].filter(({ cost }) => {
    if (spent + cost > pairsPerRow * rows) return false;
    spent += cost;
    return true;
  });
  return chosen.slice(0, rows > 500_000 ? 16 : rows > 50_000 ? 32 : 100).map(({ classes: [one, other] }) => ({
    name: [one, other].flatMap((each) => (each ? [each.name] : [])).join(' + '), one: one!.cuts, other: other ? other.cuts : null, twice: one === other,
  }));
}
