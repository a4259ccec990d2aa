/** Which rows of a table are one and the same thing: everything together, from cells to groups. */
import { cluster, type Clustering } from '../cluster.ts';
import { compare, type Agreement, type Comparison, type Limit, type Model } from '../compare.ts';
import { bitsOf, contextOf, estimate, scoreAt, type Bits, type Estimate, type Pairs } from '../estimate.ts';
import { chancesOf } from '../frequency.ts';
import { candidateRows, type BlockingLimits } from './blocking.ts';
import { readColumns, type Column } from './columns.ts';
import { guessKinds, type Table } from './guess.ts';
import { isName, type Kind } from './kinds.ts';
import { Comparer } from './patterns.ts';
import { coreOf, learnRelatives, stateOf, teaches, type CoreFields, type Relatives } from './relatives.ts';
import { randomRows, rowHashes, sharingRows } from './sampling.ts';

/** From this probability on rows are taken for one without asking: one such pair in a thousand may be wrong. */
export const sureFrom = 0.999;
/** From here on rows stand together until a person has decided. */
export const joinFrom = 0.5;

/** Up to here nobody is asked. */
export const differentTo = 0.1;

export interface TableMatch {
  columns: Column[];
  model: Model<number>;
  /** Over the rows that have anything in common with another one, by their place in the table from 0. */
  clustering: Clustering<number>;
  /** Pairs worth a second look, by their places in the table. */
  likely: [number, number][];
  kinds: Kind[];
  /** Candidate pairs that were compared. */
  candidates: number;
  rules: string[];
  estimate: Estimate;
  comparer: Comparer;
  relatives: Relatives;
}

export function matchTable(table: Table, said?: ReadonlyMap<number, Kind>, limits?: BlockingLimits): TableMatch {
  const kinds = guessKinds(table, said);
  const { rows, original } = inCanonicalOrder(table, kinds);
  const columns = readColumns({ headings: table.headings, rows }, kinds);
  const hashes = rowHashes(columns, rows.length);
  const { a, b, rules } = candidateRows(columns, rows.length, limits);
  const random = randomRows(hashes, 150_000);
  const allPairs = Math.max(1, (rows.length * (rows.length - 1)) / 2);

  const established = establishedNames(columns, rows.length);
  const learn = (comparer: Comparer, sharing: Map<number, Pairs>) => {
    const candidates = comparer.compareAll(a, b);
    const core = coreOf(comparer.fields);
    const taught = (pair: number) => teaches(core, candidates.codes, pair * comparer.fields.length);
    const found = estimate({ fields: comparer.fields, candidates, teaches: taught, each: 1, random: comparer.compareAll(random.a, random.b), sharing, allPairs, records: rows.length });
    return { candidates, found, bits: bitsOf(comparer.fields, found) };
  };
  // First as if every row were a thing of its own and every column independent; then again knowing roughly which rows are one.
  const first = new Comparer(columns, established);
  weigh(first, columns, null);
  const { candidates, bits } = learn(first, new Map());
  const things = roughGroups(rows.length, a, b, candidates, first, bits);
  const parents = parentsOf(columns, first, bits, hashes);
  const comparer = new Comparer(columns, established, parents);
  weigh(comparer, columns, things);
  const sharing = new Map(parents.flatMap((parent, field) => {
    if (parent < 0) return [];
    const { a, b } = sharingRows(columns[parent]!, hashes, 20_000);
    return [[field, comparer.compareAll(a, b)] as const];
  }));
  const learned = learn(comparer, sharing);

  const core = coreOf(comparer.fields);
  const probability = new Float64Array(a.length);
  for (let pair = 0; pair < a.length; pair++) probability[pair] = 1 / (1 + 2 ** -scoreAt(learned.candidates, pair, comparer.fields, learned.bits));
  const relatives = learnRelatives(core, learned.candidates, probability, comparer.fields.length, learned.found);
  const model = modelOf(comparer, learned.found, relatives, core, original);

  const likely: [number, number][] = [];
  for (let pair = 0; pair < a.length; pair++) if (probability[pair]! > model.different) likely.push([original[a[pair]!]!, original[b[pair]!]!]);
  const members = [...new Set(likely.flat())].sort((x, y) => x - y);
  const clustering = cluster(members, likely, { compare: (x, y) => compare(model, x, y), joinFrom });
  return { columns, kinds, model, clustering, likely, candidates: a.length, rules, estimate: learned.found, comparer, relatives };
}

/** Rows sorted by what they say, so that the order of a file changes nothing. `original[i]`: where row i stood. */
function inCanonicalOrder(table: Table, kinds: readonly Kind[]): { rows: string[][]; original: Int32Array } {
  const texts = table.rows.map((row) => row.filter((_, column) => kinds[column] !== 'ignored').join('\u0001'));
  const original = Int32Array.from(table.rows.keys()).sort((x, y) => (texts[x]! < texts[y]! ? -1 : texts[x]! > texts[y]! ? 1 : x - y));
  return { rows: Array.from(original, (row) => table.rows[row]!), original };
}

/** Names that stand beside at least four different others: they are names, not slips of the pen. */
function establishedNames(columns: readonly Column[], rows: number): Map<Column['dictionary'], Uint8Array> {
  const names = columns.filter(({ kind }) => isName(kind));
  if (names.length < 2) return new Map();
  const beside = new Map<number, Set<string>>();
  for (let row = 0; row < rows; row++) {
    for (const one of names) {
      const value = one.values[row]!;
      if (value < 0) continue;
      const others = beside.get(value) ?? new Set();
      if (others.size >= 4) continue;
      beside.set(value, others);
      for (const other of names) if (other !== one && other.values[row]! >= 0) others.add(other.dictionary[other.values[row]!]!.key.slice(0, 2));
    }
  }
  const dictionary = names[0]!.dictionary;
  return new Map([[dictionary, Uint8Array.from(dictionary, (_, value) => ((beside.get(value)?.size ?? 0) >= 4 ? 1 : 0))]]);
}

/** Fills in how rare each value is. `things`: row → number of the thing it is of, or null while that is unknown. */
function weigh(comparer: Comparer, columns: readonly Column[], things: Int32Array | null): void {
  comparer.rarity = columns.map(({ values, dictionary }) => {
    const holders = new Int32Array(dictionary.length);
    if (things === null) for (const value of values) holders[value]! += value >= 0 ? 1 : 0;
    else {
      const seen = new Set<number>();
      for (const [row, value] of values.entries()) {
        if (value < 0) continue;
        const key = things[row]! * dictionary.length + value;
        if (seen.has(key)) continue;
        seen.add(key);
        holders[value]!++;
      }
    }
    return chancesOf(holders).of.map((chance) => -Math.log2(chance));
  });
}

/** Rows tied together by pairs that are almost certain. */
function roughGroups(rows: number, a: Int32Array, b: Int32Array, pairs: Pairs, comparer: Comparer, bits: Bits): Int32Array {
  const root = Int32Array.from({ length: rows }, (_, row) => row);
  const find = (row: number): number => {
    while (root[row] !== row) row = root[row] = root[root[row]!]!;
    return row;
  };
  for (let pair = 0; pair < pairs.count; pair++) {
    if (scoreAt(pairs, pair, comparer.fields, bits) < 4) continue;
    const [x, y] = [find(a[pair]!), find(b[pair]!)];
    if (x !== y) root[Math.max(x, y)] = Math.min(x, y);
  }
  return root.map((_, row) => find(row));
}

const hanging = new Set<Kind>(['place', 'number', 'code', 'text', 'date']);

/** For each column the one it hangs on most, or -1: among strangers who agree there, they agree here far more often than others do. */
function parentsOf(columns: readonly Column[], comparer: Comparer, bits: Bits, hashes: Uint32Array): number[] {
  const width = comparer.fields.length;
  const distinct = columns.map(({ values }) => new Set(values).size);
  const agreeing = (pairs: Pairs): { share: number; weight: number }[] => {
    const [agree, all] = [new Float64Array(width), new Float64Array(width)];
    for (let pair = 0; pair < pairs.count; pair++) {
      const different = 1 / (1 + 2 ** scoreAt(pairs, pair, comparer.fields, bits));
      for (let field = 0; field < width; field++) {
        const code = pairs.codes[pair * width + field]!;
        if (code) all[field]! += different;
        if (code === 1) agree[field]! += different;
      }
    }
    return columns.map((_, field) => ({ share: all[field] ? agree[field]! / all[field]! : 0, weight: all[field]! }));
  };
  const { a, b } = randomRows(hashes, 50_000);
  const usual = agreeing(comparer.compareAll(a, b));
  const parents: number[] = columns.map(() => -1);
  const strength: number[] = columns.map(() => 0);
  for (const [parent, column] of columns.entries()) {
    const pairs = sharingRows(column, hashes, 20_000);
    const given = agreeing(comparer.compareAll(pairs.a, pairs.b));
    for (const [field, { share, weight }] of given.entries()) {
      // Places, numbers and codes hang together; names and birth dates are what people are told apart by.
      if (!hanging.has(columns[field]!.kind)) continue;
      if (field === parent || distinct[field]! >= distinct[parent]! || weight < 20) continue;
      const gain = share / Math.max(usual[field]!.share, 1e-4);
      if (share < 0.1 || gain < 3 || share <= strength[field]!) continue;
      parents[field] = parent;
      strength[field] = share;
    }
  }
  return parents;
}

/** The learned shares as a model like any other, over the rows of the table as they stood in the file (from 0). */
function modelOf(comparer: Comparer, { prior, m, u }: Estimate, relatives: Relatives, core: CoreFields, original: Int32Array): Model<number> {
  const { fields } = comparer;
  const place = new Int32Array(original.length);
  for (const [position, row] of original.entries()) place[row] = position;
  const codes = new Uint8Array(fields.length);
  let last = [-1, -1];
  let rarity = 0;
  const look = (a: number, b: number): void => {
    if (last[0] === a && last[1] === b) return;
    rarity = comparer.compare(place[a]!, place[b]!, codes, 0);
    last = [a, b];
  };
  return {
    prior,
    same: sureFrom,
    different: differentTo,
    fields: fields.map((field, at) => ({
      name: field.name,
      levels: Object.fromEntries(field.levelNames.flatMap((level, i) => [
        [level, { m: m[at]![0]![i + 1]!, u: (field.weightless ? m : u)[at]![0]![i + 1]! }],
        [`${level}-with-parent`, { m: m[at]![1]![i + 1]!, u: u[at]![1]![i + 1]! }],
      ])),
      agreement(a: number, b: number): Agreement | null {
        look(a, b);
        const code = codes[at]!;
        if (code === 0) return null;
        const context = contextOf(fields, codes, 0, at);
        const level = field.levelNames[code - 1]! + (context ? '-with-parent' : '');
        const weighed = field.byFrequency && code === 1 && context === 0;
        return { level, ...(weighed && { u: 2 ** -comparer.rarityOf(at, place[a]!, place[b]!) }) };
      },
    })),
    limits(a, b): Limit[] {
      look(a, b);
      const odds = relatives[stateOf(core, codes, 0)]!;
      if (odds === Infinity) return [];
      const ceiling = 1 / (1 + 2 ** -odds);
      // Two of a family stay two although a third row, silent where they differ, looks like both.
      return [{ name: 'relatives', ceiling, ...(ceiling <= differentTo && { contradiction: true as const }) }];
    },
  };
}
