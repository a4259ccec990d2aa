/**
 * How well and how fast `kolo match` finds what is one and the same, on tables with truth. No label is shown to it, no setting is tuned per table.
 * `node bench/matching.ts` prints the tables that stand in matching.md.
 */
import { compare } from '#platform/matching/compare.ts';
import { matchTable, sureFrom, type TableMatch } from '#platform/matching/table/match-table.ts';
import type { Table } from '#platform/matching/table/guess.ts';
import { febrl, scored, splinkFake, testPeople, without, type TrueTable } from './matching-data.ts';
import { makePeople, seeded, type PeopleOptions } from './people-data.ts';

const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
const four = (x: number) => x.toFixed(4);

/** The groups that remain when only pairs joined without asking tie rows together. */
function sureGroups({ model, clustering, likely }: TableMatch, rows: number): number[][] {
  const root = Int32Array.from({ length: rows }, (_, i) => i);
  const find = (i: number): number => (root[i] === i ? i : (root[i] = find(root[i]!)));
  for (const [a, b] of likely) if (clustering.groupOf.get(a) === clustering.groupOf.get(b) && compare(model, a, b).probability >= sureFrom) root[find(a)] = find(b);
  const groups = new Map<number, number[]>();
  root.forEach((_, i) => groups.set(find(i), [...(groups.get(find(i)) ?? []), i]));
  return [...groups.values()].filter(({ length }) => length > 1);
}

async function measured(name: string, table: TrueTable, peer = '', aim = ''): Promise<TableMatch> {
  const started = performance.now();
  const match = await matchTable(table);
  const seconds = (performance.now() - started) / 1000;
  const groups = match.clustering.groups.filter(({ length }) => length > 1);
  const all = scored(groups, table.truth);
  const sure = scored(sureGroups(match, table.rows.length), table.truth);
  console.log(row(name, table.rows.length.toLocaleString('en-GB'), four(all.precision), four(all.recall), `**${four(all.f1)}**`, peer, aim, four(sure.precision), four(sure.recall), match.clustering.questions.length, Math.round(table.rows.length / seconds).toLocaleString('en-GB')));
  return match;
}

const head = () => {
  console.log(row('table', 'rows', 'precision', 'recall', 'F1', 'best peer', 'aim', 'precision without asking', 'recall without asking', 'asked', 'rows/s'));
  console.log('|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|');
};

// A first round warms the compiler up.
await matchTable(febrl(1));
head();
for (const [n, peer, aim] of [[1, '0.992', '0.995'], [2, '0.976', '0.985'], [3, '0.982', '0.990']] as const) await measured(`FEBRL ${n} without soc_sec_id`, without(febrl(n), 'soc_sec_id'), peer, aim);
for (const [n, peer] of [[1, '0.998'], [2, '0.997'], [3, '0.9975']] as const) await measured(`FEBRL ${n} with soc_sec_id`, febrl(n), peer, '0.999');
await measured('splink-fake-1000', splinkFake(), '0.934', '0.945');
const people = testPeople();
const kept: string[] = [];
for (const [name, table] of [['test-people', people], ['test-people without national_id', without(people, 'national_id')]] as const) {
  const { clustering } = await measured(name, table, '', '0.98');
  const together = ({ a, b }: { a: number; b: number }) => clustering.groupOf.has(a) && clustering.groupOf.get(a) === clustering.groupOf.get(b);
  kept.push(`${name}: ${people.pairs.filter((pair) => together(pair) === pair.same).length} of ${people.pairs.length} pairs right; twins and namesakes put together: ${people.pairs.filter((pair) => !pair.same && together(pair)).length}.`);
}
console.log(`\n${kept.join(' ')}\n`);

/** Sets of the same classes that nothing was looked up in while they were made: other orders, names and sizes, fewer columns, other errors. */
function shuffled<T extends TrueTable>(table: T, seed: number): T {
  const random = seeded(seed);
  const order = [...table.rows.keys()].map((i) => [random(), i] as const).sort(([x], [y]) => x - y).map(([, i]) => i);
  const columns = [...table.headings.keys()].map((i) => [random(), i] as const).sort(([x], [y]) => x - y).map(([, i]) => i);
  return { ...table, headings: columns.map((c) => table.headings[c]!), rows: order.map((i) => columns.map((c) => table.rows[i]![c]!)), truth: order.map((i) => table.truth[i]!) };
}
const renamed = <T extends Table>(table: T, names: Record<string, string>): T => ({ ...table, headings: table.headings.map((heading) => names[heading] ?? heading) });
const serbian = { given_name: 'Ime', surname: 'Prezime', street_number: 'Broj', address_1: 'Adresa', address_2: 'Adresa 2', suburb: 'Mesto', postcode: 'Poštanski broj', state: 'Okrug', date_of_birth: 'Datum rođenja', soc_sec_id: 'JMBG' };
/** Given name and surname in one column. */
const inOne = (table: TrueTable, given: string, surname: string, heading: string): TrueTable => {
  const [g, s] = [table.headings.indexOf(given), table.headings.indexOf(surname)];
  const cut = without(table, given, surname);
  return { ...cut, headings: [heading, ...cut.headings], rows: table.rows.map((row, i) => [`${row[g]} ${row[s]}`.trim(), ...cut.rows[i]!]) };
};
const part = <T extends TrueTable>(table: T, from: number, to: number): T => ({ ...table, rows: table.rows.slice(from, to), truth: table.truth.slice(from, to) });
function made(options: Partial<PeopleOptions>): TrueTable {
  const { headings, rows, truth } = makePeople({ rows: 5_000, doubles: 0.2, mostDoubles: 3, errors: 2, families: 0.1, seed: 11, countries: ['sr', 'bg', 'ro'], ...options });
  return { name: '', headings, rows, truth: Array.from(truth, String) };
}

head();
await measured('FEBRL 2, rows and columns shuffled', shuffled(without(febrl(2), 'soc_sec_id'), 5));
await measured('FEBRL 3, Serbian headings', renamed(without(febrl(3), 'soc_sec_id'), serbian));
await measured('FEBRL 3, columns without names', { ...without(febrl(3), 'soc_sec_id'), headings: without(febrl(3), 'soc_sec_id').headings.map((_, i) => `v${i + 1}`) });
await measured('FEBRL 3, rows 1–700', part(without(febrl(3), 'soc_sec_id'), 0, 700));
await measured('FEBRL 3, without address and suburb', without(febrl(3), 'soc_sec_id', 'address_1', 'address_2', 'suburb'));
await measured('FEBRL 3, without date of birth', without(febrl(3), 'soc_sec_id', 'date_of_birth'));
await measured('splink-fake-1000, without e-mail', without(splinkFake(), 'email'));
await measured('made-up, three countries', made({}));
await measured('made-up, Serbia, 500 rows', made({ countries: ['sr'], rows: 500, doubles: 0.1, mostDoubles: 1, seed: 3 }));
await measured('made-up, Bulgaria, many errors', made({ countries: ['bg'], errors: 4, seed: 4 }));
await measured('made-up, Romanian names, 20,000 rows', made({ countries: ['ro'], rows: 20_000, seed: 5 }));
await measured('made-up, no doubles at all', made({ doubles: 0, seed: 6 }));
await measured('made-up, every second one with a sibling', made({ families: 0.5, doubles: 0.1, seed: 7 }));
await measured('made-up, names and birth date only', without(made({ seed: 8 }), 'address', 'settlement', 'postcode', 'phone', 'email'));
await measured('made-up, whole names in one column', inOne(made({ seed: 9 }), 'given', 'surname', 'Ime i prezime'));
await measured('FEBRL 3, whole names in one column', inOne(without(febrl(3), 'soc_sec_id'), 'surname', 'given_name', 'Prezime i ime'));
await measured('test-people, whole names in one column', inOne(without(testPeople(), 'middle', 'national_id'), 'given', 'surname', 'Учесник'));
