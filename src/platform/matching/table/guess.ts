/** What the columns of a table hold: the heading speaks, the values check it, and a person's word stands above both. */
import { foldWords } from '../fold.ts';
import { kindsOfHeadings } from './headings.ts';
import { isDate, isName, type Kind } from './kinds.ts';
import { isSilent } from './values.ts';

export interface Table {
  headings: string[];
  /** One array of cells for each row, as long as `headings`. */
  rows: string[][];
}

/** Values of a column that are looked at. */
const sampled = 1_000;

/** The kind of every column. `said`: column index → kind, as a person told. */
export function guessKinds(table: Table, said: ReadonlyMap<number, Kind> = new Map()): Kind[] {
  const byHeading = kindsOfHeadings(table.headings);
  const guessed = table.headings.map((_, column) => said.get(column) ?? guessKind(byHeading[column]!, table, column));
  // A lone date is most likely the one that tells people apart; beside a birth date it is something else.
  const dates = guessed.flatMap((kind, column) => (kind === 'date' && !said.has(column) ? [column] : []));
  if (dates.length === 1 && !guessed.includes('birth_date') && byHeading[dates[0]!] === null) guessed[dates[0]!] = 'birth_date';
  return guessed;
}

function guessKind(heading: Kind | null, { rows }: Table, column: number): Kind {
  if (heading === 'ignored') return 'ignored';
  const step = Math.max(1, Math.floor(rows.length / sampled));
  const values: string[] = [];
  for (let row = 0; row < rows.length; row += step) {
    const text = rows[row]![column]!.trim();
    if (!isSilent(text)) values.push(text);
  }
  if (values.length === 0) return 'ignored';
  const content = kindOfValues(values);
  const distinct = new Set(values).size / values.length;
  if (heading === null) {
    // Numbers of the rows themselves: every one once, in words or digits that name nothing else.
    if (distinct === 1 && values.length > 20 && (content === 'number' || content === 'identifier' || /^\D*\d+\D*\d*$/.test(values[0]!)) && content !== 'email' && content !== 'phone' && !isDate(content)) return isEveryOnce(rows, column) ? 'ignored' : content;
    return content;
  }
  // A heading that the values plainly contradict: e-mails under `Kontakt`, dates under `Broj`.
  if (content === 'email' && heading !== 'email') return 'email';
  if (content === 'birth_date' && !isDate(heading)) return 'date';
  if (heading === 'email' && content !== 'email') return content;
  if (isDate(heading) && (isName(content) || content === 'address')) return 'text';
  if (heading === 'code' && distinct > 0.5 && values.length > 50) return content === 'identifier' ? 'identifier' : 'text';
  if (isName(heading) && (content === 'number' || content === 'identifier')) return content;
  if (heading === 'number' && content !== 'number' && content !== 'identifier') return content === 'code' ? 'code' : 'text';
  return heading;
}

const isEveryOnce = (rows: string[][], column: number): boolean => new Set(rows.map((row) => row[column]!.trim())).size === rows.length;

const streetWords = new Set(foldWords('street st road rd avenue ave lane crescent place court drive close way circuit terrace ulica ul улица ул bulevar bul булевард bb str strada bd bulevardul șoseaua trg площад kv жк piața aleea'));

/** What values look like when no heading says it. */
export function kindOfValues(values: readonly string[]): Kind {
  const share = (test: (text: string) => boolean) => values.filter(test).length / values.length;
  if (share((text) => /^[^@\s]+@[^@\s]+$/.test(text)) > 0.7) return 'email';
  if (share(looksLikeDate) > 0.8) return 'birth_date';
  const distinct = new Set(values.map((text) => text.toLowerCase())).size;
  if (distinct <= Math.min(30, values.length / 10)) return 'code';
  if (share((text) => /^[+(0]?[\d\s()/.-]{6,}$/.test(text) && /^\D*(\d\D*){7,15}$/.test(text)) > 0.7 && share((text) => /^[+0(]|[\s/-]/.test(text)) > 0.5) return 'phone';
  if (share((text) => /\d{5}/.test(text.replace(/[\s.-]/g, ''))) > 0.7 && share((text) => !/\s\p{L}{3}/u.test(text)) > 0.9) return 'identifier';
  if (share((text) => /^\d{1,5}\p{L}?$/u.test(text)) > 0.8) return 'number';
  if (share((text) => /\d/.test(text) || foldWords(text).some((word) => streetWords.has(word))) > 0.5) return 'address';
  const words = values.map((text) => text.split(/\s+/).length);
  const mean = words.reduce((sum, n) => sum + n, 0) / words.length;
  if (share((text) => /^[\p{L}\p{M}\s.'’,-]+$/u.test(text)) > 0.85) return mean >= 1.7 && mean <= 4 ? 'name' : mean < 1.7 ? 'place' : 'text';
  return 'text';
}

function looksLikeDate(text: string): boolean {
  if (/^(18|19|20)\d\d(0\d|1[0-2])([0-2]\d|3[01])$/.test(text)) return true;
  return /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})([T ].*)?\.?$/.test(text) || /^(\d{1,2})[-./]\s?(\d{1,2})[-./]\s?(\d{2}|\d{4})\.?$/.test(text);
}
