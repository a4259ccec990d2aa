/** Whole names in one column are cut in two, so that families can be told from errors: they share a surname and not a given name. */
import { foldWords } from '../fold.ts';
import type { Table } from './guess.ts';
import type { Kind } from './kinds.ts';

/** Share of the names that must have two to four words for the column to hold people's whole names. */
const mostly = 0.7;

/** Serbian, Bulgarian, Macedonian, Romanian, Ukrainian and Russian surnames, folded. */
const surnameEnding = /(?:ic|ov|ova|ev|eva|ski|ska|escu|eanu|aru|enko|cuk|iuc)$/;

/** The table with the first column of whole names as given name, and the surname in a column of its own at the end; as it is where nothing is to be cut. */
export function withNamesCut(table: Table, kinds: Kind[]): { table: Table; kinds: Kind[] } {
  const column = kinds.indexOf('name');
  if (column < 0 || kinds.includes('given') || kinds.includes('surname')) return { table, kinds };
  const halves = table.rows.map((row) => halvesOf(row[column]!));
  const filled = table.rows.filter((row) => row[column]!.trim() !== '').length;
  const whole = halves.filter(([first, rest]) => first !== '' && rest !== '').length;
  if (filled === 0 || whole < filled * mostly || table.rows.some((row) => row[column]!.split(/\s+/).length > 8)) return { table, kinds };
  // Which half is which, whatever order a list keeps: surnames of the region say so themselves; elsewhere fewer given names are in use than surnames.
  const distinct = (half: 0 | 1) => new Set(halves.map((both) => foldWords(both[half]).join(' '))).size;
  const inherited = (half: 0 | 1) => halves.filter((both) => surnameEnding.test(foldWords(both[half]).at(-1) ?? '')).length;
  const told = Math.max(inherited(0), inherited(1)) > filled * 0.2;
  const given = (told ? inherited(0) <= inherited(1) : distinct(0) <= distinct(1)) ? 0 : 1;
  return {
    table: {
      headings: [...table.headings, table.headings[column]!],
      rows: table.rows.map((row, i) => [...row.slice(0, column), halves[i]![given], ...row.slice(column + 1), halves[i]![1 - given]!]),
    },
    kinds: [...kinds.slice(0, column), 'given', ...kinds.slice(column + 1), 'surname'],
  };
}

/** `Ana Marija Ilić` → Ana and Marija Ilić; `Ilić, Ana Marija` → Ana Marija and Ilić. A single word is a given name, whichever it is: it is compared crosswise. */
function halvesOf(name: string): [first: string, rest: string] {
  const comma = /^([^,]+),\s*(.+)$/.exec(name.trim());
  if (comma) return [comma[2]!, comma[1]!];
  const at = name.trim().search(/\s/);
  return at < 0 ? [name.trim(), ''] : [name.trim().slice(0, at), name.trim().slice(at).trim()];
}
