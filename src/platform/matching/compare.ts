/**
 * Comparing two records field by field and saying what that means, after Fellegi & Sunter (1969),
 * "A Theory for Record Linkage": every field lands on one of its levels, every level has two probabilities,
 *   m: how often two records of the SAME thing land there,
 *   u: how often two records of DIFFERENT things land there,
 * and log2(m / u) bits speak for (or, below zero, against) sameness. Bits of different fields add up.
 * Where a value is rare, agreeing on it says more: a field may give its own u for the value at hand
 * (Winkler 2000, frequency-based matching). Knows no domain noun; what the fields are, modules say.
 */

export interface Level {
  m: number;
  u: number;
}

/** Where two records land on one field. `null` from a field means: one of them says nothing, so nothing is learned. */
export interface Agreement {
  level: string;
  /** Overrides the level's u where the value at hand is rarer or more frequent than the average one. */
  u?: number;
  /** Values for the sentence that explains this finding. */
  said?: Record<string, string>;
}

export interface Field<R> {
  name: string;
  /** The probabilities live here as data, so that they can be learned from decisions without touching the code. */
  levels: Record<string, Level>;
  agreement(a: R, b: R): Agreement | null;
}

/** One reason of a comparison: `bits` above zero speak for sameness, below zero against. */
export interface Reason {
  field: string;
  level: string;
  bits: number;
  said?: Record<string, string>;
}

/**
 * Something that sums must not outvote: two different full given names stay two people although they share
 * surname, organisation and office telephone. The probability cannot rise above `ceiling`.
 */
export interface Limit {
  name: string;
  ceiling: number;
  /** True where the two contradict each other, so that not even a third record can bring them together. */
  contradiction?: true;
}

export interface Model<R> {
  fields: Field<R>[];
  /** Limits that hold for this pair, given where its fields landed (field name → agreement). */
  limits(a: R, b: R, found: ReadonlyMap<string, Agreement>): Limit[];
  /** Probability that two records taken at random are the same. */
  prior: number;
  /** From this probability on the answer is `same`. */
  same: number;
  /** Up to this probability the answer is `different`; between the two a person is asked. */
  different: number;
}

export type Verdict = 'same' | 'different' | 'ask';

export interface Comparison {
  verdict: Verdict;
  /** Log-odds in bits: 0 is "as likely as not", +1 doubles the odds. */
  score: number;
  /** The score as a probability, after the limits. */
  probability: number;
  /** Strongest first. */
  reasons: Reason[];
  limits: Limit[];
}

/** Bits by which landing on a level changes the odds. */
export const bitsOf = ({ m, u }: Level): number => Math.log2(m / u);

const bitsOfProbability = (p: number): number => Math.log2(p / (1 - p));

/** Compares two records under a model and explains the answer. Symmetric if the fields are. */
export function compare<R>(model: Model<R>, a: R, b: R): Comparison {
  const found = new Map<string, Agreement>();
  const reasons: Reason[] = [];
  let score = bitsOfProbability(model.prior);
  for (const field of model.fields) {
    const agreement = field.agreement(a, b);
    if (!agreement) continue;
    const level = field.levels[agreement.level];
    if (!level) throw new Error(`Field "${field.name}" has no level "${agreement.level}"`);
    const bits = bitsOf({ m: level.m, u: agreement.u ?? level.u });
    found.set(field.name, agreement);
    reasons.push({ field: field.name, level: agreement.level, bits, ...(agreement.said && { said: agreement.said }) });
    score += bits;
  }
  reasons.sort((x, y) => Math.abs(y.bits) - Math.abs(x.bits));
  const limits = model.limits(a, b, found);
  const probability = limits.reduce((p, limit) => Math.min(p, limit.ceiling), 1 / (1 + 2 ** -score));
  return { verdict: verdictOf(model, probability), score, probability, reasons, limits };
}

function verdictOf(model: Pick<Model<never>, 'same' | 'different'>, probability: number): Verdict {
  if (probability >= model.same) return 'same';
  return probability <= model.different ? 'different' : 'ask';
}
