/**
 * Names from cells: titles off, the two halves told apart, in whichever order the sheet has them. The order is
 * decided for the whole column by the evidence of all its rows; a single row that plainly has it the other way is turned.
 */
import { jaroWinkler } from '#platform/matching/similarity.ts';
import { hasBulgarianEnding, isRussianPatronymic, mayBePatronymic, nameEvidence } from './name-evidence.ts';
import { isInitial, namePieces, tidy } from './name-pieces.ts';
import { plainWord } from './plain-words.ts';
import type { NameOrder, SheetName } from './shape.ts';

interface Split {
  given: string[];
  surname: string[];
  order: NameOrder;
  /** Evidence for this reading, without what the column says. */
  score: number;
}

/** All ways to cut the words in two, each in both orders. */
function splits(words: string[]): Split[] {
  const found: Split[] = [];
  for (let at = 1; at < words.length; at++) {
    const [head, tail] = [words.slice(0, at), words.slice(at)];
    found.push({ given: head, surname: tail, order: 'given-first', score: scoreOf(head, tail, words) - (at > 1 ? 0.5 : 0) });
    found.push({ given: tail, surname: head, order: 'surname-first', score: scoreOf(tail, head, words) - (at > 1 ? 0.5 : 0) });
  }
  return found;
}

function scoreOf(given: string[], surname: string[], all: string[]): number {
  const shouted = all.filter(isShouted);
  let score = 0;
  for (const word of given) {
    if (isInitial(word)) score += 5;
    else if (!isRussianPatronymic(word)) score += nameEvidence(word);
    if (shouted.length < all.length && isShouted(word)) score -= 3;
  }
  for (const word of surname) {
    if (isInitial(word)) score -= 5;
    else if (isRussianPatronymic(word)) score -= 5;
    else score -= nameEvidence(word);
    if (shouted.length < all.length && isShouted(word)) score += 3;
  }
  return score;
}

/** `POPESCU Ion`: capitals set the surname apart, unless everything is in capitals. */
const isShouted = (word: string) => word.length > 2 && word === word.toUpperCase() && /\p{Lu}{2}/u.test(word);

/** What all rows of a column together say about the order in its cells. */
export interface ColumnOrder {
  order: NameOrder;
  /** Above zero for given name first; each row gives at most 4. */
  balance: number;
  rows: number;
}

/** @param hint what the heading says: `Презиме и име` is a hint, not proof. */
export function columnOrder(texts: Iterable<string>, hint: NameOrder): ColumnOrder {
  let balance = hint === 'given-first' ? 3 : hint === 'surname-first' ? -3 : 0;
  let rows = 0;
  for (const text of texts) {
    const { words, comma } = namePieces(text);
    if (words.length < 2 || comma) continue;
    const lean = leaning(words);
    balance += Math.max(-4, Math.min(4, lean));
    rows++;
  }
  return { order: balance > 0.5 ? 'given-first' : balance < -0.5 ? 'surname-first' : 'unknown', balance, rows };
}

/** How much a single cell speaks for given name first. */
function leaning(words: string[]): number {
  const all = splits(words);
  const best = (order: NameOrder) => Math.max(...all.filter((split) => split.order === order).map((split) => split.score));
  return (best('given-first') - best('surname-first')) / 2;
}

/**
 * Splits one cell. `column`: the order of its column; a cell that says plainly otherwise is read its own way.
 * `emails`: addresses of the same row, which mostly have the given name first.
 */
export function splitName(raw: string, column: ColumnOrder, emails: readonly string[] = []): SheetName & { rest: string | null } {
  const { words, title, comma, rest } = namePieces(raw);
  const shape = { raw, title, rest };
  if (words.length === 0) return { ...shape, given: null, middle: null, surname: null, order: 'unknown', confidence: 0 };
  if (words.length === 1) {
    const evidence = nameEvidence(words[0]!);
    const word = tidy(words[0]!);
    return { ...shape, given: evidence > 1 ? word : null, middle: null, surname: evidence > 1 ? null : word, order: 'unknown', confidence: 0.4 };
  }
  // The column's rows weigh as much as one clear name; where they all agree, a cell must be very clear to differ.
  const agreed = column.rows ? Math.min(1, Math.abs(column.balance) / column.rows / 2) : 0.5;
  const prior = Math.sign(column.balance) * (1 + 2.5 * agreed);
  const commaPrior = comma ? -8 : 0;
  const weighed = splits(words)
    .map((split) => ({ ...split, total: split.score + (split.order === 'given-first' ? 1 : -1) * (prior + commaPrior) + emailAgreement(split, emails) }))
    .sort((a, b) => b.total - a.total);
  const best = weighed[0]!;
  const rival = weighed.find((split) => split.order !== best.order)!;
  const { given, middle, surname } = withMiddle(best);
  const margin = best.total - rival.total;
  return {
    ...shape,
    given: given.map(tidy).join(' '),
    middle: middle ? tidy(middle) : null,
    surname: surname.map(tidy).join(' '),
    order: best.order,
    confidence: Math.round((1 / (1 + Math.exp(-margin / 2))) * 100) / 100,
  };
}

/** How much the row's own addresses speak for a reading: `loredana.dragan@…` for Loredana as the given name. */
function emailAgreement({ given, surname }: Split, emails: readonly string[]): number {
  const [first, last] = [plainWord(given[0]!.replace(/\./g, '')), plainWord(surname.at(-1)!.replace(/\./g, ''))];
  for (const email of emails) {
    const words = wordsOfAddress(email);
    if (words.length !== 2) continue;
    const [a, b] = words as [string, string];
    const alike = (word: string, name: string) => jaroWinkler(word, name) >= 0.88;
    if (alike(b, last) && a.length > 1 && alike(a, first)) return 3;
    if (alike(b, last) && a[0] === first[0] && (a.length === 1 || first.length === 1)) return 2;
  }
  return 0;
}

const wordsOfAddress = (email: string): string[] => email.split('@', 1)[0]!.split(/[._-]/).map(plainWord).filter((word) => /^[a-z]+$/.test(word));

/** Puts the father's name of a three-part Bulgarian or Russian name aside. */
function withMiddle({ given, surname }: Split): { given: string[]; middle: string | null; surname: string[] } {
  const fathers = given.findIndex((word, index) => index > 0 && isRussianPatronymic(word));
  if (fathers > 0) return { given: given.filter((_, index) => index !== fathers), middle: given[fathers]!, surname };
  if (surname.length === 2 && isRussianPatronymic(surname[0]!)) return { given, middle: surname[0]!, surname: [surname[1]!] };
  if (surname.length === 2 && (isInitial(surname[0]!) || (mayBePatronymic(surname[0]!) && hasBulgarianEnding(surname[1]!)))) {
    return { given, middle: surname[0]!, surname: [surname[1]!] };
  }
  if (given.length === 2 && isInitial(given[1]!) && !isInitial(given[0]!)) return { given: [given[0]!], middle: given[1]!, surname };
  // Surname first: `Иванова Мария Петрова`.
  if (given.length === 2 && mayBePatronymic(given[1]!) && hasBulgarianEnding(surname[0] ?? '') && nameEvidence(given[1]!) < 0) {
    return { given: [given[0]!], middle: given[1]!, surname };
  }
  return { given, middle: null, surname };
}
