/** Paragraphs of a document over its versions, and what changed between two of them, word by word. Pure. */
export interface Paragraph {
  id: string;
  text: string;
}

/** Paragraphs as people type them: an empty line between two of them. */
export const split = (body: string): string[] => body.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/).map((one) => one.trim()).filter(Boolean);
export const joined = (paragraphs: readonly Paragraph[]): string => paragraphs.map(({ text }) => text).join('\n\n');

/** The longest common subsequence of two lists, as pairs of places. */
function common<Item>(a: readonly Item[], b: readonly Item[]): [number, number][] {
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from++;
  let [endA, endB] = [a.length, b.length];
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1];
  const [rows, columns] = [endA - from, endB - from];
  const longest = new Uint32Array((rows + 1) * (columns + 1));
  const at = (row: number, column: number) => row * (columns + 1) + column;
  for (let row = rows - 1; row >= 0; row--) for (let column = columns - 1; column >= 0; column--) longest[at(row, column)] = a[from + row] === b[from + column] ? longest[at(row + 1, column + 1)]! + 1 : Math.max(longest[at(row + 1, column)]!, longest[at(row, column + 1)]!);
  const pairs: [number, number][] = Array.from({ length: from }, (_, place) => [place, place]);
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (a[from + row] === b[from + column]) pairs.push([from + row++, from + column++]);
    else if (longest[at(row + 1, column)]! >= longest[at(row, column + 1)]!) row++;
    else column++;
  }
  for (let place = 0; place < a.length - endA; place++) pairs.push([endA + place, endB + place]);
  return pairs;
}

/** New texts with the ids of the paragraphs they come from: what is the same keeps its id, what stands in the place of a changed one inherits it, the rest is new. */
export function carried(before: readonly Paragraph[], texts: readonly string[], newId: () => string): Paragraph[] {
  const ids: (string | null)[] = texts.map(() => null);
  let [a, b] = [0, 0];
  for (const [oldAt, newAt] of [...common(before.map(({ text }) => text), texts), [before.length, texts.length] as const]) {
    for (; a < oldAt && b < newAt; a++, b++) ids[b] = before[a]!.id;
    if (newAt < texts.length) ids[newAt] = before[oldAt]!.id;
    [a, b] = [oldAt + 1, newAt + 1];
  }
  return texts.map((text, place) => ({ id: ids[place] ?? newId(), text }));
}

export interface Piece {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** One text against another, word by word; white space belongs to the word before it. Joined without `new` it is the first text, without `gone` the second. */
export function wordsChanged(before: string, after: string): Piece[] {
  const words = (text: string) => text.match(/\s*\S+\s*?(?=\s|$)|\s+/g) ?? [];
  const [a, b] = [words(before), words(after)];
  const pieces: Piece[] = [];
  const add = (kind: Piece['kind'], text: string) => (pieces.at(-1)?.kind === kind ? (pieces.at(-1)!.text += text) : pieces.push({ kind, text }));
  let [atA, atB] = [0, 0];
  for (const [nextA, nextB] of [...common(a, b), [a.length, b.length] as const]) {
    while (atA < nextA) add('gone', a[atA++]!);
    while (atB < nextB) add('new', b[atB++]!);
    if (nextA < a.length) add('same', a[nextA]!);
    [atA, atB] = [nextA + 1, nextB + 1];
  }
  return pieces;
}

export interface ParagraphChange {
  id: string;
  kind: 'same' | 'changed' | 'gone' | 'new';
  pieces: Piece[];
}

/** What is different in a later version, paragraph by paragraph, in the later order; one that is gone stands where it stood. */
export function changes(before: readonly Paragraph[], after: readonly Paragraph[]): ParagraphChange[] {
  const [old, now] = [new Map(before.map((one) => [one.id, one.text])), new Set(after.map(({ id }) => id))];
  const list = after.map(({ id, text }): ParagraphChange => {
    const was = old.get(id);
    if (was === undefined) return { id, kind: 'new', pieces: [{ kind: 'new', text }] };
    return was === text ? { id, kind: 'same', pieces: [{ kind: 'same', text }] } : { id, kind: 'changed', pieces: wordsChanged(was, text) };
  });
  for (const [at, { id, text }] of before.entries()) {
    if (now.has(id)) continue;
    const anchor = at === 0 ? -1 : list.findIndex((one) => one.id === before[at - 1]!.id);
    list.splice(anchor + 1, 0, { id, kind: 'gone', pieces: [{ kind: 'gone', text }] });
  }
  return list;
}
