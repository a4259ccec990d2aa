/**
 * Learns the m and u of a Fellegi–Sunter model (compare.ts) and its prior without a single label.
 *
 * - Expectation–maximisation: Dempster, Laird, Rubin (1977), JRSS B 39; for record linkage Winkler (1988), "Using the EM algorithm for weight
 *   computation in the Fellegi–Sunter model of record linkage", and Jaro (1989), JASA 84.
 * - u comes from pairs taken at random instead of from the blocked ones, as in Splink (Linacre et al. 2022, IJPDS 7:1): blocked pairs were chosen
 *   for being alike. Unlike there each random pair counts by its probability of being two things, so that a small table with many doubles does not
 *   take doubles for chance.
 * - A field may hang on another one: beside an equal post code an equal town says little. Such a field has a second set of shares that holds where its
 *   parent agrees exactly (a dependence tree, Chow & Liu 1968, IEEE Trans. IT 14), so places are not counted double.
 * - Before anything is learned the usual shares of a kind stand for a few pairs (a Dirichlet prior), so that thirty rows do not lead to certainty.
 */

export interface Learnable {
  /** How many levels; codes are 1 to `levels`, 0 says nothing. */
  levels: number;
  /** Shares of the levels among records of one thing as usual, before learning. */
  usual: readonly number[];
  /** Number of the field this one hangs on, or -1. */
  parent: number;
  /** At most this many times as many records of one thing differ here as agree exactly. */
  mostDifferent: number;
  /** True for what is only told, and weighs nothing. */
  weightless?: boolean;
  /** True where agreeing exactly (code 1, parent not agreeing exactly) is weighed by the value's own frequency: those bits come with the pair. */
  byFrequency: boolean;
}

/** Pairs as codes: `codes[pair * fields + field]`; `rarity[pair]`: sum of −log2 of the frequencies of the values that agree exactly. */
export interface Pairs {
  count: number;
  codes: Uint8Array;
  rarity: Float32Array;
}

/** `shares[field][0 or 1: parent agrees exactly][code]` */
export type Shares = Float64Array[][];

export interface Estimate {
  prior: number;
  m: Shares;
  u: Shares;
}

export interface Evidence {
  fields: readonly Learnable[];
  /** Pairs that blocking found, one by one or a fair part of them. */
  candidates: Pairs;
  /** False for candidates that look alike for a reason of their own and must not teach what one thing's records look like. */
  teaches(candidate: number): boolean;
  /** How many candidates each one of `candidates` stands for. */
  each: number;
  /** Pairs of records taken at random. */
  random: Pairs;
  /** For fields with a parent: pairs that share the parent's value, by field number. */
  sharing: ReadonlyMap<number, Pairs>;
  /** All pairs of the table. */
  allPairs: number;
  /** Records of the table. */
  records: number;
}

/** The usual shares weigh as much as this many pairs. */
const trustInUsual = 6;
const rounds = 40;
/**
 * Only pairs more likely the same than not teach what the same looks like (a classification EM: Celeux & Govaert 1992, CSDA 14). Ten thousand
 * pairs at one in fifty would outweigh all true ones and pull the shares towards neighbours and namesakes.
 */
const likelier = 0.5;

export function estimate(evidence: Evidence): Estimate {
  const { fields, candidates } = evidence;
  const now: Estimate = {
    prior: Math.max(0.1 * evidence.records, 1) / evidence.allPairs,
    m: fields.map(({ usual }) => [shares(usual), shares(usual)]),
    u: fields.map(({ levels }) => [shares(Array(levels).fill(1)), shares(Array(levels).fill(1))]),
  };
  learnU(evidence, now, true);
  const counts = fields.map(({ levels }) => [new Float64Array(levels + 1), new Float64Array(levels + 1)]);
  const width = fields.length;
  const teaching = Uint8Array.from({ length: candidates.count }, (_, pair) => (evidence.teaches(pair) ? 1 : 0));
  for (let round = 0; round < rounds; round++) {
    const bits = bitsOf(fields, now);
    for (const both of counts) for (const one of both) one.fill(0);
    let same = 0;
    for (let pair = 0; pair < candidates.count; pair++) {
      if (!teaching[pair]) continue;
      const p = probabilityAt(candidates, pair, fields, bits);
      if (p < likelier) continue;
      same += p;
      const from = pair * width;
      for (let field = 0; field < width; field++) {
        const code = candidates.codes[from + field]!;
        if (code) counts[field]![contextOf(fields, candidates.codes, from, field)]![code]! += p;
      }
    }
    // More than a few doubles of each record are no doubles.
    const prior = Math.min(0.5, Math.min(Math.max(same * evidence.each, 0.5), 5 * evidence.records) / evidence.allPairs);
    const moved = Math.abs(Math.log2(prior / now.prior));
    now.prior = prior;
    for (const [field, { usual, levels, mostDifferent }] of fields.entries()) {
      for (const context of [0, 1]) {
        const seen = counts[field]![context]!;
        const total = seen.reduce((sum, n) => sum + n, 0);
        // Where the parent agrees too, what is usual is what holds without it.
        const before = context === 0 ? usual : [...now.m[field]![0]!.slice(1)];
        const m = now.m[field]![context]!;
        for (let code = 1; code <= levels; code++) m[code] = (seen[code]! + trustInUsual * before[code - 1]!) / (total + trustInUsual);
        keepInShape(m, mostDifferent);
      }
    }
    // What chance does hardly moves; it is looked at again now and then.
    if (round % 6 === 1) learnU(evidence, now, false);
    if (round > 7 && moved < 1e-4) break;
  }
  return now;
}

/** An error is rarer than its absence: no slip may be more frequent than this share of what agrees exactly. */
const mostSlips = 0.7;

/**
 * Holds the shares of one thing's records to what they mean. Without that EM may settle on another class that the table also has: neighbours
 * in a list whose numbers run on, people of one town.
 */
function keepInShape(m: Float64Array, mostDifferent: number): void {
  const last = m.length - 1;
  // Cutting one share raises the others, the exact one among them: a few turns come to rest.
  for (let turn = 0; turn < 8; turn++) {
    let sum = 0;
    for (let code = 1; code <= last; code++) {
      const most = code === 1 ? 1 : m[1]! * (code === last ? mostDifferent : mostSlips);
      if (m[code]! > most) m[code] = most;
      sum += m[code]!;
    }
    if (sum > 0.9999) return;
    for (let code = 1; code <= last; code++) m[code]! /= sum;
  }
}

const shares = (from: readonly number[]): Float64Array => {
  const sum = from.reduce((total, share) => total + share, 0);
  return Float64Array.from([0, ...from.map((share) => share / sum)]);
};

/** 1 where the field's parent agrees exactly in this pair, else 0. */
export const contextOf = (fields: readonly Learnable[], codes: Uint8Array, from: number, field: number): 0 | 1 => {
  const { parent } = fields[field]!;
  return parent >= 0 && codes[from + parent] === 1 ? 1 : 0;
};

/** Bits of every level; `prior` in bits first. Levels weighed by frequency have their m only, the rest comes with the pair. */
export interface Bits {
  prior: number;
  of: Float64Array[][];
}

export function bitsOf(fields: readonly Learnable[], { prior, m, u }: Estimate): Bits {
  const of = fields.map(({ levels, byFrequency, weightless }, field) =>
    [0, 1].map((context) => {
      const bits = new Float64Array(levels + 1);
      if (weightless) return bits;
      for (let code = 1; code <= levels; code++) bits[code] = Math.log2(m[field]![context]![code]! / (byFrequency && code === 1 && context === 0 ? 1 : u[field]![context]![code]!));
      return bits;
    }),
  );
  return { prior: Math.log2(prior / (1 - prior)), of };
}

/** Log-odds in bits that the pair is one thing. */
export function scoreAt(pairs: Pairs, pair: number, fields: readonly Learnable[], bits: Bits): number {
  const from = pair * fields.length;
  let score = bits.prior + pairs.rarity[pair]!;
  for (let field = 0; field < fields.length; field++) {
    const code = pairs.codes[from + field]!;
    if (code) score += bits.of[field]![contextOf(fields, pairs.codes, from, field)]![code]!;
  }
  return score;
}

const probabilityAt = (pairs: Pairs, pair: number, fields: readonly Learnable[], bits: Bits): number => 1 / (1 + 2 ** -scoreAt(pairs, pair, fields, bits));

function learnU({ fields, random, sharing }: Evidence, now: Estimate, first: boolean): void {
  const bits = first ? null : bitsOf(fields, now);
  const learn = (pairs: Pairs, only: number | null, trust: number) => {
    const counts = fields.map(({ levels }) => new Float64Array(levels + 1));
    for (let pair = 0; pair < pairs.count; pair++) {
      const different = bits ? 1 - probabilityAt(pairs, pair, fields, bits) : 1;
      for (let field = 0; field < fields.length; field++) if (only === null || field === only) counts[field]![pairs.codes[pair * fields.length + field]!]! += different;
    }
    for (const [field, { levels }] of fields.entries()) {
      if (only !== null && field !== only) continue;
      const seen = counts[field]!.subarray(1);
      const total = seen.reduce((sum, n) => sum + n, 0);
      const context = only === null ? 0 : 1;
      for (let code = 1; code <= levels; code++) {
        const before = context === 0 ? 1 / levels : now.u[field]![0]![code]!;
        now.u[field]![context]![code] = (seen[code - 1]! + trust * before) / (total + trust);
      }
    }
  };
  learn(random, null, 0.5);
  for (const [field, pairs] of sharing) learn(pairs, field, 10);
}
