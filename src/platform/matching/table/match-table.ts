/** Which rows of a table are one and the same thing: everything together, from cells to groups. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { cluster, type Clustering } from '../cluster.ts';
import { compare, type Agreement, type Limit, type Model } from '../compare.ts';
import { bitsOf, contextOf, estimate, scoreAt, type Bits, type Estimate, type Pairs } from '../estimate.ts';
import { chancesOf } from '../frequency.ts';
import { rulesFor, usualLimits, type BlockingLimits } from './blocking.ts';
import { inCanonicalOrder, readColumns, type Column } from './columns.ts';
import { withNamesCut } from './full-names.ts';
import { guessKinds, type Table } from './guess.ts';
import { isName, type Kind } from './kinds.ts';
import { Comparer } from './patterns.ts';
import { coreOf, learnRelatives, stateOf, teaches, type CoreFields, type Relatives } from './relatives.ts';
import { randomRows, sharingRows } from './sampling.ts';
import { scan, sharedTexts, type ScanFound, type ScanWork } from './scan.ts';

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

/** As many pairs as this are compared to learn from; of more, a fair part. */
const learnFrom = 200_000;
/** Pairs of strangers that show what chance does, and pairs that share a value. */
const [randomPairs, sharedPairs] = [120_000, 10_000];
/** From so many rows on, threads share the work. */
const threadedFrom = 60_000;

export interface MatchOptions {
  /** Column index → kind, as a person said. */
  said?: ReadonlyMap<number, Kind>;
  limits?: BlockingLimits;
  /** How many threads work at once; by default one for a short table, for a long one as many as the machine has cores, up to four. */
  threads?: number;
}

/** Finds the rows of a table that are one and the same thing. Deterministic: neither the order of the rows nor the number of threads changes the answer. */
export async function matchTable(table: Table, { said, limits = usualLimits(table.rows.length), threads = table.rows.length < threadedFrom ? 1 : Math.min(4, availableParallelism()) }: MatchOptions = {}): Promise<TableMatch> {
  const rows = table.rows.length;
  const kinds = guessKinds(table, said);
  const cut = withNamesCut(table, kinds);
  const { columns, original, hashes } = inCanonicalOrder(readColumns(cut.table, cut.kinds), rows);
  const rules = rulesFor(columns, rows, limits);
  const walk = { rows, rules, largestBlock: limits.largestBlock, hashes };
  const allPairs = Math.max(1, (rows * (rows - 1)) / 2);
  const wanted = rules === null ? allPairs : rows * limits.pairsPerRow;
  const every = Math.max(1, Math.ceil(wanted / 3 / learnFrom));
  const { a, b } = scan({ ...walk, part: 0, parts: 1, sample: every, weigh: null });
  const random = randomRows(hashes, randomPairs);

  const established = establishedNames(columns, rows);
  // First as if every row were a thing of its own and every column independent; then again knowing roughly which rows are one.
  const first = new Comparer(columns, established);
  weigh(first, columns, null);
  const core = coreOf(first.fields);
  const compared = { candidates: first.compareAll(a, b), random: first.compareAll(random.a, random.b) };
  const taught = (pair: number) => teaches(core, compared.candidates.codes, pair * first.fields.length);
  const learn = ({ fields }: Comparer, pairs: typeof compared, sharing: Map<number, Pairs>) => {
    const found = estimate({ fields, ...pairs, teaches: taught, each: every, sharing, allPairs, records: rows });
    return { found, bits: bitsOf(fields, found) };
  };
  const { bits } = learn(first, compared, new Map());
  const things = roughGroups(rows, a, b, compared.candidates, first, bits);
  const parents = parentsOf(columns, first, bits, hashes, compared.random);
  const comparer = new Comparer(columns, established, parents);
  weigh(comparer, columns, things);
  const sharing = new Map(parents.flatMap((parent, field) => {
    if (parent < 0) return [];
    const { a, b } = sharingRows(columns[parent]!, hashes, sharedPairs);
    return [[field, comparer.compareAll(a, b)] as const];
  }));
  const again = { candidates: comparer.reweighed(compared.candidates, a, b), random: comparer.reweighed(compared.random, random.a, random.b) };
  const learned = learn(comparer, again, sharing);

  const found = await worthALook({ ...walk, sample: null }, comparer, established, parents, learned.bits, threads);
  const looked = comparer.compareAll(found.a, found.b);
  const probability = new Float64Array(looked.count);
  for (let pair = 0; pair < looked.count; pair++) probability[pair] = 1 / (1 + 2 ** -scoreAt(looked, pair, comparer.fields, learned.bits));
  const relatives = learnRelatives(core, looked, probability, comparer.fields.length, learned.found);
  const model = modelOf(comparer, learned.found, relatives, core, original);

  const likely: [number, number][] = [];
  for (let pair = 0; pair < looked.count; pair++) if (probability[pair]! > model.different) likely.push([original[found.a[pair]!]!, original[found.b[pair]!]!]);
  const members = [...new Set(likely.flat())].sort((x, y) => x - y);
  const clustering = cluster(members, likely, { compare: (x, y) => compare(model, x, y), joinFrom });
  return { columns, kinds, model, clustering, likely, candidates: found.candidates, rules: rules?.map(({ name }) => name) ?? [], estimate: learned.found, comparer, relatives };
}

/** Pairs that may be the same by more than a hair, in order, from this thread or from several. */
async function worthALook(work: Omit<ScanWork, 'part' | 'parts' | 'weigh'>, comparer: Comparer, established: readonly (Uint8Array | null)[], parents: number[], bits: Bits, threads: number): Promise<ScanFound> {
  const least = Math.log2(0.01 / 0.99);
  const weighing = { parents, bits, least };
  if (threads <= 1) return inOrder([scan({ ...work, part: 0, parts: 1, weigh: { ...weighing, columns: [] } }, { comparer })]);
  const texts = new Map<Column['dictionary'], ReturnType<typeof sharedTexts>>();
  const columns = comparer.columns.map(({ heading, index, kind, values, dictionary }, i) => {
    if (!texts.has(dictionary)) texts.set(dictionary, sharedTexts(dictionary));
    return { heading, index, kind, values, ...texts.get(dictionary)!, established: established[i]!, rarity: comparer.rarity[i]! };
  });
  const parts = Array.from({ length: threads }, (_, part) => new Promise<ScanFound>((resolve, reject) => {
    const thread = new Worker(new URL('./scan-thread.ts', import.meta.url), { workerData: { ...work, part, parts: threads, weigh: { ...weighing, columns } } satisfies ScanWork });
    thread.once('message', resolve).once('error', reject);
  }));
  return inOrder(await Promise.all(parts));
}

/** The pairs of all parts, each once, in the order of the rows. */
function inOrder(parts: readonly ScanFound[]): ScanFound {
  const pairs = new Float64Array(parts.reduce((sum, { a }) => sum + a.length, 0));
  let at = 0;
  for (const { a, b } of parts) for (let i = 0; i < a.length; i++) pairs[at++] = a[i]! * 2 ** 21 + b[i]!;
  const once = pairs.sort().filter((pair, i) => i === 0 || pair !== pairs[i - 1]);
  return { a: Int32Array.from(once, (pair) => Math.floor(pair / 2 ** 21)), b: Int32Array.from(once, (pair) => pair % 2 ** 21), candidates: parts.reduce((sum, { candidates }) => sum + candidates, 0) };
}

/** Names that stand beside at least four different others: they are names, not slips of the pen. */
function establishedNames(columns: readonly Column[], rows: number): (Uint8Array | null)[] {
  const names = columns.filter(({ kind }) => isName(kind));
  if (names.length < 2) return columns.map(() => null);
  const { dictionary } = names[0]!;
  // Four others by the first two letters, so that one misspelt family is not four.
  const others = new Int32Array(dictionary.length * 4);
  const count = new Uint8Array(dictionary.length);
  const beginnings = new Map<string, number>();
  const beginning = Int32Array.from(dictionary, ({ key }) => {
    const start = key.slice(0, 2);
    if (!beginnings.has(start)) beginnings.set(start, beginnings.size + 1);
    return beginnings.get(start)!;
  });
  for (let row = 0; row < rows; row++) {
    for (const { values } of names) {
      const value = values[row]!;
      if (value < 0 || count[value]! >= 4) continue;
      for (const other of names) {
        if (other.values === values || other.values[row]! < 0 || count[value]! >= 4) continue;
        const start = beginning[other.values[row]!]!;
        let known = false;
        for (let i = 0; i < count[value]!; i++) if (others[value * 4 + i] === start) known = true;
        if (!known) others[value * 4 + count[value]!++] = start;
      }
    }
  }
  const established = count.map((n) => (n >= 4 ? 1 : 0));
  return columns.map(({ kind }) => (isName(kind) ? established : null));
}

/** Fills in how rare each value is. `things`: row → number of the thing it is of, or null while that is unknown. */
function weigh(comparer: Comparer, columns: readonly Column[], things: Int32Array | null): void {
  comparer.rarity = columns.map(({ values, dictionary }) => {
    const holders = new Int32Array(dictionary.length);
    if (things === null) for (const value of values) holders[value]! += value >= 0 ? 1 : 0;
    else {
      // One thing may stand in several rows: sorted by value and thing, only the first of each counts.
      const keys = Float64Array.from(values, (value, row) => (value < 0 ? -1 : value * 2 ** 21 + things[row]!)).sort();
      for (let i = 0; i < keys.length; i++) if (keys[i]! >= 0 && keys[i] !== keys[i - 1]) holders[Math.floor(keys[i]! / 2 ** 21)]!++;
    }
    return Float32Array.from(chancesOf(holders).of, (chance) => -Math.log2(chance));
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
function parentsOf(columns: readonly Column[], comparer: Comparer, bits: Bits, hashes: Uint32Array, randomPairs: Pairs): number[] {
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
  const usual = agreeing(randomPairs);
  const parents: number[] = columns.map(() => -1);
  const strength: number[] = columns.map(() => 0);
  for (const [parent, column] of columns.entries()) {
    const pairs = sharingRows(column, hashes, sharedPairs);
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
  const look = (a: number, b: number): void => {
    if (last[0] === a && last[1] === b) return;
    comparer.compare(place[a]!, place[b]!, codes, 0);
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
