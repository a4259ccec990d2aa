/** The six made-up sheets of the practice programme: what must come out of them, which rows a figure hangs on, and what nobody outside may read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/root.ts';
import { toLatin } from '#platform/matching/transliterate.ts';
import { readLists } from '#modules/events/sheets/lists.ts';

interface Row {
  row: number;
  person: string;
  organisation: string;
  place: string;
}
interface Truth {
  people: Record<string, { first: string; last: string }>;
  organisations: Record<string, { type: string }>;
  events: { code: string; file: string; rows: Row[] }[];
}

const folder = join(root, 'src/modules/events/sheets/fixtures/programme-2022');
const truth: Truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
export const sheets = readdirSync(folder).filter((name) => name.endsWith('.xlsx')).sort().map((name) => join(folder, name));

/** The figures of the practice programme in the order of its framework; `mentions` where municipalities are named more than once. */
export const figures: readonly { of: string; counts: 'person' | 'cso' | 'organisation' | 'place' | 'both parts' | 'row'; net: number; mentions?: number }[] = [
  { of: 'exchange', counts: 'person', net: 41 },
  { of: 'exchange', counts: 'cso', net: 15 },
  { of: 'exchange', counts: 'place', net: 16, mentions: 17 },
  { of: 'tot', counts: 'person', net: 20 },
  { of: 'tot', counts: 'cso', net: 12 },
  { of: 'tot', counts: 'place', net: 11 },
  { of: 'tot', counts: 'both parts', net: 18 },
  { of: 'presentation', counts: 'person', net: 52 },
  { of: 'presentation', counts: 'cso', net: 12 },
  { of: 'presentation', counts: 'place', net: 20, mentions: 21 },
  { of: '', counts: 'person', net: 101 },
  { of: '', counts: 'row', net: 131 },
  { of: '', counts: 'organisation', net: 43 },
  { of: '', counts: 'place', net: 27, mentions: 49 },
];

/**
 * A row this figure rests on: where there is one, a row whose person, organisation or municipality stands nowhere else in what is counted,
 * so that without it the figure is one less. `less` says by how much.
 */
export function rowThatMatters({ of, counts }: (typeof figures)[number]): { file: string; row: number; event: number; less: 0 | 1 } {
  const rows = truth.events.flatMap(({ code, file, rows }, event) => (code.startsWith(of) ? rows.map((row) => ({ ...row, file, event })) : []));
  const keyOf = (row: Row & { file: string }): string | null => {
    if (counts === 'row') return `${row.file} ${row.row}`;
    if (counts === 'place') return row.place;
    if (counts === 'person' || counts === 'both parts') return row.person;
    return counts === 'organisation' || truth.organisations[row.organisation]!.type === 'cso' ? row.organisation : null;
  };
  const counted = rows.filter((row) => keyOf(row) !== null);
  const times = (row: (typeof rows)[number]) => counted.filter((other) => keyOf(other) === keyOf(row)).length;
  const deciding = counted.find((row) => times(row) === (counts === 'both parts' ? 2 : 1));
  const { file, row, event } = deciding ?? counted[0]!;
  return { file, row, event, less: deciding ? 1 : 0 };
}

const plain = (text: string) => toLatin(text, 'sr').normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'd').toLowerCase().replace(/\s+/g, ' ');

/** Finds on a page what only those who work with the people may read: their names in either order and script, their telephones and addresses. */
export async function privacyGuard(): Promise<(html: string) => string[]> {
  const names = new Set(Object.values(truth.people).flatMap(({ first, last }) => [plain(`${first} ${last}`), plain(`${last} ${first}`)]));
  const mails = new Set<string>();
  const phones = new Set<string>();
  for (const file of sheets) {
    for (const { rows } of (await readLists(readFileSync(file), file)).lists) {
      for (const { name, email, phone } of rows) {
        names.add(plain(name.raw));
        if (email) mails.add(email.toLowerCase());
        if (phone) phones.add(phone.replace(/\D/g, '').replace(/^(00381|381)/, '0'));
      }
    }
  }
  if (names.size < 101 || mails.size < 20 || phones.size < 20) throw new Error('The sheets hold fewer people than they should: nothing would be found on a page either.');
  return (html) => {
    const text = plain(html.replace(/<[^>]+>/g, ' '));
    const digits = html.replace(/(?<=\d)[\s/().-]+(?=\d)/g, '');
    return [...[...names].filter((name) => text.includes(name)), ...[...mails].filter((mail) => html.toLowerCase().includes(mail)), ...[...phones].filter((phone) => digits.includes(phone))];
  };
}
