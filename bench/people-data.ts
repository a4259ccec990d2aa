/**
 * Made-up people for the benchmarks of matching: both scripts, names as frequent as in life (Zipf 1949: the n-th name is n times rarer than the first),
 * families at one address, twins, and doubles as hands and keyboards make them. Seeded: the same numbers give the same people.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toCyrillic, toLatin } from '#platform/matching/transliterate.ts';
import { root } from '#platform/root.ts';

export interface PeopleOptions {
  rows: number;
  /** Share of the rows that are doubles of another one. */
  doubles: number;
  /** A person has at most so many doubles. */
  mostDoubles: number;
  /** Mean number of errors in a double, one at least. */
  errors: number;
  /** Share of people who have a brother or sister in the table. */
  families: number;
  seed: number;
  countries: readonly Country[];
}
export type Country = 'sr' | 'bg' | 'ro';

export interface MadePeople {
  headings: string[];
  rows: string[][];
  /** Row → person. */
  truth: Int32Array;
}

export const headings = ['given', 'surname', 'birth_date', 'address', 'settlement', 'postcode', 'phone', 'email'];

/** Mulberry32 (T. Ettinger, public domain). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

const read = (path: string) => readFileSync(join(root, path), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));

/** Draws by Zipf's law: cumulated weights and a search in them. */
function zipf<T>(list: readonly T[], random: () => number): () => T {
  const sums = new Float64Array(list.length);
  let sum = 0;
  for (let i = 0; i < list.length; i++) sums[i] = sum += 1 / (i + 3);
  return () => {
    const at = random() * sum;
    let [low, high] = [0, list.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return list[low]!;
  };
}

const endings: Record<Country, string[]> = { sr: ['ović', 'ić', 'ević'], bg: ['ov', 'ev', 'ski'], ro: ['escu', 'eanu', 'aru'] };
const streets: Record<Country, string[]> = { sr: ['ulica', ''], bg: ['ул.', 'бул.'], ro: ['str.', 'bd.'] };
const dialling: Record<Country, string> = { sr: '+381 6', bg: '+359 8', ro: '+373 7' };

export function makePeople(options: PeopleOptions): MadePeople {
  const random = seeded(options.seed);
  const below = (n: number) => Math.floor(random() * n);
  const one = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const sources = options.countries.map((country) => {
    const given = read('src/modules/people/data/given-names.csv').filter(([lang]) => lang === country).map((row) => row[2]!);
    const surname = read('src/modules/people/data/surnames.csv').filter(([lang]) => lang === country).map((row) => row[2]!);
    const places = read(`src/modules/places/data/settlements/${{ sr: 'rs', bg: 'bg', ro: 'md' }[country]}.csv`).map((row) => row[1]!);
    // Registers hold tens of thousands of surnames: the listed ones are the frequent head, made ones the long tail.
    const tail = Array.from({ length: 40_000 }, (_, i) => one(given).replace(/[aeiouаеиоуя]$/u, '') + (i % 3 ? '' : one(['in', 'ak', 'ul', 'ar'])) + one(endings[country]));
    return { country, given: zipf(given, random), surname: zipf([...surname, ...(country === 'bg' ? tail.map(cyrillic) : tail)], random), place: zipf(places, random), street: zipf([...surname, ...given], random) };
  });

  const day = () => `${1930 + below(94)}-${two(1 + below(12))}-${two(1 + below(28))}`;
  const phone = (country: Country) => dialling[country] + String(10_000_000 + below(89_999_999));
  const people: { cells: string[]; country: Country }[] = [];
  const bases = Math.round(options.rows * (1 - options.doubles));
  while (people.length < bases) {
    const source = one(sources);
    const { country } = source;
    const given = source.given();
    const surname = source.surname();
    const place = source.place();
    const latin = (text: string) => toLatin(text, country === 'bg' ? 'bg' : 'sr').toLowerCase().normalize('NFKD').replace(/[^a-z]/g, '');
    const mail = random() < 0.5 ? `${random() < 0.5 ? latin(given) : latin(given)[0]}.${latin(surname)}${random() < 0.6 ? below(100) : ''}@${one(['mail', 'post', 'net', 'centar', 'mreza'])}.example` : '';
    const cells = [given, surname, day(), `${one(streets[country])} ${source.street()} ${1 + below(150)}`.trim(), place, String(11_000 + below(25_000)), random() < 0.8 ? phone(country) : '', mail];
    // A serbian hand writes either script.
    people.push({ cells: country === 'sr' && random() < 0.5 ? cells.map((cell, i) => (i < 2 || i === 3 || i === 4 ? toCyrillic(cell, 'sr') : cell)) : cells, country });
    if (random() < options.families && people.length < bases) {
      const twin = random() < 0.05;
      const sibling = [source.given(), ...people.at(-1)!.cells.slice(1)];
      if (sibling[0] === given) continue;
      if (!twin) sibling[2] = day();
      sibling[7] = '';
      people.push({ cells: sibling, country });
    }
  }

  const rows = people.map(({ cells }) => cells);
  const truth: number[] = people.map((_, i) => i);
  while (rows.length < options.rows) {
    const person = below(people.length);
    const { cells, country } = people[person]!;
    for (let n = 1 + below(options.mostDoubles); n > 0 && rows.length < options.rows; n--) {
      rows.push(spoiled(cells, country, 1 + Math.floor(-Math.log(1 - random()) * (options.errors - 1))));
      truth.push(person);
    }
  }
  // Doubles stand anywhere.
  const order = Array.from(rows.keys());
  for (let i = order.length - 1; i > 0; i--) {
    const j = below(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return { headings, rows: order.map((i) => rows[i]!), truth: Int32Array.from(order, (i) => truth[i]!) };

  function spoiled(original: readonly string[], country: Country, errors: number): string[] {
    const cells = [...original];
    const source = sources.find((one) => one.country === country)!;
    for (let n = 0; n < errors; n++) {
      const what = random();
      if (what < 0.12) script(cells, country);
      else if (what < 0.2) [cells[0], cells[1]] = [plain(cells[0]!), plain(cells[1]!)];
      else if (what < 0.26) cells[0] = slip(cells[0]!);
      else if (what < 0.36) cells[1] = slip(cells[1]!);
      else if (what < 0.42) cells[3] = slip(cells[3]!);
      else if (what < 0.46) cells[4] = slip(cells[4]!);
      else if (what < 0.5) [cells[0], cells[1]] = [cells[1]!, cells[0]!];
      else if (what < 0.55) cells[2] = cells[2]!.replace(/-(\d\d)-(\d\d)/, '-$2-$1');
      else if (what < 0.6) cells[2] = digit(cells[2]!);
      else if (what < 0.65) cells[6] = digit(cells[6]!);
      else if (what < 0.7) cells[5] = digit(cells[5]!);
      else if (what < 0.76) [cells[3], cells[4], cells[5]] = [`${one(streets[country])} ${source.street()} ${1 + below(150)}`.trim(), source.place(), String(11_000 + below(25_000))];
      else if (what < 0.78) cells[1] = source.surname();
      else if (what < 0.8) cells[1] = `${cells[1]}-${source.surname()}`;
      else if (what < 0.83) [cells[0], cells[1]] = [cells[0]!.toUpperCase(), cells[1]!.toUpperCase()];
      else cells[2 + below(6)] = '';
    }
    return cells;
  }

  function slip(text: string): string {
    if (text.length < 3) return text;
    const at = 1 + below(text.length - 1);
    const letter = /[Ѐ-ӿ]/.test(text) ? one([...'аеиоурнстлкмвп']) : one([...'aeiourntslkmvp']);
    const kind = below(4);
    if (kind === 0) return text.slice(0, at) + text.slice(at + 1);
    if (kind === 1) return text.slice(0, at) + letter + text.slice(at);
    if (kind === 2) return text.slice(0, at) + letter + text.slice(at + 1);
    return text.slice(0, at - 1) + text[at]! + text[at - 1]! + text.slice(at + 1);
  }
  function digit(text: string): string {
    const places = [...text.matchAll(/\d/g)].map(({ index }) => index).slice(-6);
    if (places.length === 0) return text;
    const at = one(places);
    return text.slice(0, at) + String((Number(text[at]) + 1 + below(8)) % 10) + text.slice(at + 1);
  }
}

const two = (n: number) => String(n).padStart(2, '0');
const cyrillic = (text: string) => (/[Ѐ-ӿ]/.test(text) ? text : toCyrillic(text, 'sr'));
const plain = (text: string) => (/[Ѐ-ӿ]/.test(text) ? text : text.replaceAll('đ', 'dj').replaceAll('Đ', 'Dj').normalize('NFKD').replace(/\p{M}/gu, ''));

function script(cells: string[], country: Country): void {
  for (const i of [0, 1, 3, 4]) {
    if (/[Ѐ-ӿ]/.test(cells[i]!)) cells[i] = toLatin(cells[i]!, country === 'bg' ? 'bg' : 'sr');
    else if (country === 'sr') cells[i] = toCyrillic(cells[i]!, 'sr');
  }
}
