/** What a figure says about a target, in the contract's own wording. Pure. */
import type { Result } from '#modules/results/shape.ts';
import type { Target } from './framework/shape.ts';

export interface Progress {
  /**
   * `met`: the wording is fulfilled. `on-the-way`: not yet, and there is time. `not-met`: it is over, or cannot be undone any more.
   * `unknown`: what is reported does not let anybody say.
   */
  state: 'met' | 'on-the-way' | 'not-met' | 'unknown';
  /** How many are missing to the target; null when unknown or when nothing is missing. */
  missing: number | null;
  /** How many are beyond what "exactly" or "at most" allows; null when unknown or when nothing is. */
  beyond: number | null;
}

/**
 * Judges a figure against a target. There are no percentages: "41 of 60" says more, and a share of an unknown is no number.
 * A net figure that is not known still decides where its bounds do: at least 35 people is more than "at least 30".
 * @param ended whether the target's period is over; before that nothing is "not met" that can still be reached.
 */
export function progress({ comparator, value }: Pick<Target, 'comparator' | 'value'>, result: Pick<Result, 'net' | 'bounds' | 'refused'> | null, ended: boolean): Progress {
  const range = result === null || result.refused ? null : result.net !== null ? { least: result.net, most: result.net } : result.bounds;
  if (!range) return { state: 'unknown', missing: null, beyond: null };
  const { least, most } = range;
  const known = least === most;
  const missing = known && comparator !== 'at-most' && least < value ? value - least : null;
  const beyond = known && comparator !== 'at-least' && most > value ? most - value : null;
  return { state: stateOf(), missing, beyond };

  function stateOf(): Progress['state'] {
    // More than allowed has happened already, whatever the rest is.
    if (comparator !== 'at-least' && least > value) return 'not-met';
    if (comparator === 'at-least' && least >= value) return 'met';
    if (comparator === 'exactly' && known && least === value) return 'met';
    if (comparator === 'at-most') return most > value ? 'unknown' : ended ? 'met' : 'on-the-way';
    if (most < value) return ended ? 'not-met' : 'on-the-way';
    return 'unknown';
  }
}

/** Whether a target's period (its own, else the programme's) is over on this ISO day. Without any end nothing is over. */
export function isOver(target: Pick<Target, 'untilMonth'>, programme: { endsOn: string | null }, today: string): boolean {
  const last = target.untilMonth ?? programme.endsOn;
  return last !== null && today.slice(0, 7) > last;
}
