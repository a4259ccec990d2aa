import { OVERLAPS_NAMED } from '../methods.ts';
import type { Result } from '../shape.ts';
import type { Comparator } from './comparators.ts';
import type { ClaimKind } from './read.ts';

/** What Kolo can say about a published number. */
export const statuses = ['proven', 'contradicted', 'cannot-be-proven', 'ambiguous'] as const;
export type Status = (typeof statuses)[number];

/** The number of a claim and how its text means it. */
export interface Claimed {
  number: number;
  until: number | null;
  comparator: Comparator;
  kind: ClaimKind;
}

/**
 * What one reading says about the claim.
 * `equal`: its net figure is what the text says. `differs`: it is not, whatever is still unknown. `restated`: somebody reported the same figure without names,
 * which repeats the claim and proves nothing. `undecided`: what is known leaves both possible.
 */
export type Verdict = 'equal' | 'differs' | 'restated' | 'undecided';

/** Why a verdict is not simply `equal` or `differs`. */
export type Doubt = 'no-evidence' | 'names-missing' | 'restated' | 'unresolved-names' | 'mixed-relations' | 'small-group';

export interface Assessed {
  verdict: Verdict;
  doubt: Doubt | null;
  result: Result;
}

export interface Assessment {
  status: Status;
  /** A code with its words `claims.reason_<code>`; the figures are in `readings`, in the order of the claim's readings. */
  reason: 'proven' | 'contradicted' | 'ambiguous' | Doubt | 'not-linked' | 'not-counted';
  readings: Assessed[];
}

/**
 * Compares a claim with the results of its readings. Pure; the same evidence always gives the same status.
 * One reading's figure decides. Several readings must agree; where they do not, the text can be read in more than one way and the claim is ambiguous.
 * A figure that came without names never proves a claim, but it can contradict it.
 */
export function assess(claimed: Claimed, results: readonly Result[]): Assessment {
  if (results.length === 0) return { status: 'cannot-be-proven', reason: claimed.kind === 'count' ? 'not-linked' : 'not-counted', readings: [] };
  const readings = results.map((result) => assessed(claimed, result));
  const verdicts = new Set(readings.map(({ verdict }) => verdict));
  if (verdicts.size > 1) return { status: 'ambiguous', reason: 'ambiguous', readings };
  const [verdict] = verdicts;
  if (verdict === 'equal') return { status: 'proven', reason: 'proven', readings };
  if (verdict === 'differs') return { status: 'contradicted', reason: 'contradicted', readings };
  return { status: 'cannot-be-proven', reason: readings[0]!.doubt!, readings };
}

function assessed(claimed: Claimed, result: Result): Assessed {
  if (result.refused || result.bounds === null) return { verdict: 'undecided', doubt: result.refused ?? 'no-evidence', result };
  // Nothing recorded is unknown, not zero.
  if (result.evidence === 0) return { verdict: 'undecided', doubt: 'no-evidence', result };
  const meant = meantBy(claimed);
  if (result.net !== null) {
    // A name that no municipality answers to may be one more or none, and is counted; one that no organisation answers to is not.
    const range = result.unit === 'organisation' ? { least: result.net, most: result.net + result.unresolved } : { least: result.net - result.unresolved, most: result.net };
    const fit = fits(meant, range);
    if (fit === 'all') return { verdict: 'equal', doubt: null, result };
    return fit === 'none' ? { verdict: 'differs', doubt: null, result } : { verdict: 'undecided', doubt: 'unresolved-names', result };
  }
  const fit = fits(meant, result.bounds);
  if (fit === 'none') return { verdict: 'differs', doubt: null, result };
  if (fit === 'some') return { verdict: 'undecided', doubt: 'names-missing', result };
  return enoughAreNamed(meant, result) ? { verdict: 'equal', doubt: null, result } : { verdict: 'restated', doubt: 'restated', result };
}

interface Stretch {
  least: number;
  most: number;
}

/** "About" allows a tenth on either side and "nearly" a tenth below, at least one; the page says so beside the figure. */
export const tolerance = 0.1;

/** Which whole figures make the claim true, both ends included. */
export function meantBy({ number, until, comparator }: Claimed): Stretch {
  const slack = Math.max(1, Math.floor(number * tolerance));
  switch (comparator) {
    case 'exactly':
      return { least: number, most: number };
    case 'at-least':
      return { least: number, most: Infinity };
    case 'more-than':
      return { least: Math.floor(number) + 1, most: Infinity };
    case 'at-most':
      return { least: -Infinity, most: number };
    case 'less-than':
      return { least: -Infinity, most: Math.ceil(number) - 1 };
    case 'about':
      return { least: number - slack, most: number + slack };
    case 'nearly':
      return { least: number - slack, most: number };
    case 'between':
      return { least: number, most: until ?? number };
  }
}

const fits = (meant: Stretch, known: Stretch): 'all' | 'some' | 'none' =>
  known.least >= meant.least && known.most <= meant.most ? 'all' : known.most < meant.least || known.least > meant.most ? 'none' : 'some';

/** "At least 10" is proven when ten are known by name, whatever bare numbers stand beside them. Who is named twice is not listed for persons, nor for very many, so nothing is concluded there. */
function enoughAreNamed(meant: Stretch, { unit, gross, unnamed, overlaps }: Result): boolean {
  if (meant.most !== Infinity || /person|participation|attendance/.test(unit) || overlaps.length >= OVERLAPS_NAMED) return false;
  const twice = overlaps.reduce((sum, { times }) => sum + times - 1, 0);
  return (gross ?? 0) - unnamed - twice >= meant.least;
}
