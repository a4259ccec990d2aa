/**
 * What it costs to take one word for another, in slips of the pen: 0 equal, 1 a wrong letter. A weighted edit distance (Damerau 1964) in which
 * letters that languages write for one sound cost little, after the phonetic similarity of Kondrak, G. (2000), "A New Algorithm for the
 * Alignment of Phonetic Sequences", NAACL: 288–295, in coarse classes.
 */

/** Letters that stand for each other between spellings of one name, and digits that stand for letters. */
const near = new Map<string, number>();
const alike = (groups: string, cost: number): void => {
  for (const group of groups.split(' ')) for (const a of group) for (const b of group) if (a !== b) near.set(a + b, cost);
};
alike('aeiouy', 0.7);
alike('ae ei ou iyj', 0.5);
alike('bp dt gk sz fv', 0.7);
alike('ckq vw iyj jg cs', 0.4);
alike('o0 i1l e3 a4 s5 g9 b8', 0.3);

/** Spellings of one sound, made one before counting. */
const spellings: [RegExp, string][] = [[/ph/g, 'f'], [/kh/g, 'h'], [/ck/g, 'k'], [/(?:tsch|tch|cz)/g, 'ch'], [/sch/g, 'sh'], [/ou|oo/g, 'u'], [/ee/g, 'i'], [/(?:yy|iy|ij|yi)$/g, 'i'], [/ae/g, 'e'], [/(.)\1/g, '$1']];

/** Most words have none of them; one look saves ten. */
const anySpelling = /[pk]h|ck|ch|cz|ou|oo|ee|yy|iy|ij|yi|ae|(.)\1/;

/** A word with the spellings of one sound made one. */
export const sounded = (word: string): string => (anySpelling.test(word) ? spellings.reduce((text, [spelling, sound]) => text.replace(spelling, sound), word) : word);

const replaced = (a: string, b: string): number => (a === b ? 0 : (near.get(a + b) ?? 1));
const dropped = (letter: string): number => (letter === 'h' || letter === 'y' || letter === 'e' ? 0.7 : 1);

/** Weighted edit distance of two words: insertions, omissions, replacements, neighbours swapped. */
export function slipsBetween(x: string, y: string): number {
  if (x === y) return 0;
  let twoAbove: number[] = [];
  let above = [0];
  for (let j = 0; j < y.length; j++) above.push(above[j]! + dropped(y[j]!));
  for (let i = 1; i <= x.length; i++) {
    const row = [above[0]! + dropped(x[i - 1]!)];
    for (let j = 1; j <= y.length; j++) {
      let cost = Math.min(above[j]! + dropped(x[i - 1]!), row[j - 1]! + dropped(y[j - 1]!), above[j - 1]! + replaced(x[i - 1]!, y[j - 1]!));
      if (i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1]) cost = Math.min(cost, twoAbove[j - 2]! + 1);
      row.push(cost);
    }
    [twoAbove, above] = [above, row];
  }
  return above[y.length]!;
}
