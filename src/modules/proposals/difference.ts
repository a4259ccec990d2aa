/** What is different between two readings of a record. Pure. */
import { fold } from '#platform/matching/fold.ts';
import type { Fields } from './shape.ts';

export interface Piece {
  kind: 'same' | 'out' | 'in';
  text: string;
}

/** Fields that read differently in `after`, in the order of `after`; those that are gone at the end. An empty text stands for a field that is gone. */
export function changedFields(before: Fields, after: Fields): Fields {
  const changed: Fields = {};
  for (const [field, text] of Object.entries(after)) if (text !== (before[field] ?? '')) changed[field] = text;
  for (const field of Object.keys(before)) if (!(field in after)) changed[field] = '';
  return changed;
}

/** `now` with some fields as proposed. */
export function taken(now: Fields, proposed: Fields, fields: readonly string[]): Fields {
  const mixed = { ...now };
  for (const field of fields) {
    if (proposed[field]) mixed[field] = proposed[field];
    else delete mixed[field];
  }
  return mixed;
}

/**
 * How a proposed field stands to the record as it is now: `done` when it reads so already; `overtaken` when somebody else changed it after it was proposed,
 * so that taking it undoes that; else `open`.
 */
export function standing(base: string, now: string, proposed: string): 'open' | 'done' | 'overtaken' {
  if (now === proposed) return 'done';
  return now === base ? 'open' : 'overtaken';
}

/** True when only script, case, accents or spaces differ: Јелка and Jelka. */
export const onlyScript = (before: string, after: string): boolean => before !== after && fold(before) === fold(after);

/** Above so many pairs of words (a page against a page) the middle is one change; nobody reads such a difference word by word. */
const MOST = 400_000;

/** Word by word what went out and what came in, spaces kept with the words they follow. */
export function wordByWord(before: string, after: string): Piece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const middle: Piece[] = left.length * right.length > MOST ? [{ kind: 'out', text: left.join('') }, { kind: 'in', text: right.join('') }] : between(left, right);
  return joined([{ kind: 'same', text: a.slice(0, start).join('') }, ...middle, { kind: 'same', text: a.slice(a.length - end).join('') }]);
}

const wordsOf = (text: string): string[] => text.match(/\s*[\p{L}\p{N}\p{M}]+|\s*[^\p{L}\p{N}\p{M}\s]|\s+$/gu) ?? [];

/** The longest common run of words (Wagner–Fischer table), read backwards. */
function between(a: readonly string[], b: readonly string[]): Piece[] {
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) common[i * width + j] = a[i] === b[j] ? common[(i + 1) * width + j + 1]! + 1 : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
  const pieces: Piece[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) (pieces.push({ kind: 'same', text: a[i++]! }), j++);
    else if (i < a.length && (j === b.length || common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) pieces.push({ kind: 'out', text: a[i++]! });
    else pieces.push({ kind: 'in', text: b[j++]! });
  }
  return pieces;
}

/** Neighbours of one kind become one piece; of a change what went out stands before what came in. */
function joined(pieces: readonly Piece[]): Piece[] {
  const whole: Piece[] = [];
  let [out, came] = ['', ''];
  const close = () => {
    if (out) whole.push({ kind: 'out', text: out });
    if (came) whole.push({ kind: 'in', text: came });
    [out, came] = ['', ''];
  };
  for (const { kind, text } of pieces) {
    if (!text) continue;
    if (kind === 'out') out += text;
    else if (kind === 'in') came += text;
    else {
      close();
      const last = whole.at(-1);
      if (last?.kind === 'same') last.text += text;
      else whole.push({ kind, text });
    }
  }
  close();
  return whole;
}
