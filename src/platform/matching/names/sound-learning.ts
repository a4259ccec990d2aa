/**
 * Learns how one script writes what another writes, from two lists of words and nothing else: no pair is told to be right.
 * A model of spellings that stand for each other (`sh` – `ш`, `ough` – `о`) is fitted by expectation–maximisation:
 * - Ristad, E. S. & Yianilos, P. N. (1998), "Learning String-Edit Distance", IEEE PAMI 20 (5): 522–532 (the memoryless transducer and its EM);
 * - Jiampojamarn, S., Kondrak, G. & Sherif, T. (2007), "Applying Many-to-Many Alignments and Hidden Markov Models to Letter-to-Phoneme
 *   Conversion", NAACL-HLT: 372–379 (several letters against several).
 * Which words are taken to belong together starts from a plain guess and is revised with what was learned (self-training with mutual best
 * matches). Runs offline (`bench/`); the product ships only the table that came out.
 */
import { longestLatin, longestCyrillic, type SoundTable } from './sound-model.ts';

export type Likeness = (left: string, right: string) => number;

/** Expected counts below this are chance. */
const leastCount = 1.5;

/** Fits the table to pairs of words by `rounds` of expectation–maximisation. Pairs that no segmentation can produce are passed over. */
export function fitSounds(pairs: readonly (readonly [string, string])[], rounds = 8): SoundTable {
  // Start: the shorter the pieces the likelier, so that a letter stands for a letter unless the words say otherwise.
  let weight = (l: string, r: string): number => 10 ** -(l.length + r.length + Math.abs(l.length - r.length));
  let counts = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    counts = new Map();
    for (const [left, right] of pairs) expect(left, right, weight, counts);
    if (round >= 2) for (const [pair, count] of counts) if (count < leastCount) counts.delete(pair);
    const total = counts.values().reduce((sum, count) => sum + count, 0);
    const known = counts;
    weight = (l, r) => (known.get(`${l}\t${r}`) ?? 0) / total;
  }
  return tableOf(counts);
}

/** Rounded, in the order of the alphabet: the same words give the same file. */
function tableOf(counts: ReadonlyMap<string, number>): SoundTable {
  const table: Record<string, Record<string, number>> = {};
  for (const pair of [...counts.keys()].sort()) {
    const [latin, cyrillic] = pair.split('\t') as [string, string];
    (table[latin] ??= {})[cyrillic] = Math.round(counts.get(pair)! * 10) / 10;
  }
  return table;
}

/** Adds the expected number of times each pair of pieces was used to write these two words (forward–backward). */
function expect(left: string, right: string, weight: (l: string, r: string) => number, counts: Map<string, number>): void {
  const [n, m] = [left.length, right.length];
  const width = m + 1;
  const forward = new Float64Array((n + 1) * width);
  const backward = new Float64Array((n + 1) * width);
  const steps: [from: number, to: number, pair: string, p: number][] = [];
  forward[0] = 1;
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      const reached = forward[i * width + j]!;
      if (reached === 0) continue;
      for (let a = 1; a <= longestLatin && i + a <= n; a++) {
        for (let b = 0; b <= longestCyrillic && j + b <= m; b++) {
          const [l, r] = [left.slice(i, i + a), right.slice(j, j + b)];
          const p = weight(l, r);
          if (p === 0) continue;
          steps.push([i * width + j, (i + a) * width + j + b, `${l}\t${r}`, p]);
          forward[(i + a) * width + j + b]! += reached * p;
        }
      }
    }
  }
  const total = forward[n * width + m]!;
  if (total === 0) return;
  backward[n * width + m] = 1;
  for (let k = steps.length - 1; k >= 0; k--) {
    const [from, to, pair, p] = steps[k]!;
    const after = backward[to]!;
    if (after === 0) continue;
    backward[from]! += p * after;
    counts.set(pair, (counts.get(pair) ?? 0) + (forward[from]! * p * after) / total);
  }
}

/**
 * Pairs that prefer each other among their candidates, by the likeness given.
 * @param candidates for each left word the right words that may belong to it.
 */
export function mutualBest(candidates: ReadonlyMap<string, readonly string[]>, likeness: Likeness, least: number): [string, string][] {
  const bestLeft = new Map<string, { of: string; score: number }>();
  const choices: [string, string][] = [];
  for (const [left, rights] of candidates) {
    let best: { of: string; score: number } | undefined;
    for (const right of rights) {
      const score = likeness(left, right);
      if (!best || score > best.score) best = { of: right, score };
      const known = bestLeft.get(right);
      if (!known || score > known.score) bestLeft.set(right, { of: left, score });
    }
    if (best && best.score >= least) choices.push([left, best.of]);
  }
  return choices.filter(([left, right]) => bestLeft.get(right)!.of === left);
}
