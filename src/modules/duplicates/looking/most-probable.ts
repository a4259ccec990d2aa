/** Which of many doubts are worth a person's time. Pure. */
import type { Found } from '../shape.ts';

/** So many open doubts one entry has at most: a common name has hundreds of namesakes, and a sixth says nothing that five did not. */
const DOUBTS_OF_ONE = 5;

export const pairKey = ({ oneId, otherId }: Pick<Found, 'oneId' | 'otherId'>): string => `${oneId} ${otherId}`;

/** The most probable ones of each entry, without those somebody has decided about. @param decided keys of pairs (`pairKey`) */
export function mostProbable(found: readonly Found[], decided: ReadonlySet<string>): Found[] {
  const doubtsOf = new Map<string, number>();
  const has = (id: string) => doubtsOf.get(id) ?? 0;
  const order = found.filter((one) => !decided.has(pairKey(one))).sort((a, b) => b.probability - a.probability || (pairKey(a) < pairKey(b) ? -1 : 1));
  return order.filter(({ oneId, otherId }) => {
    if (has(oneId) >= DOUBTS_OF_ONE || has(otherId) >= DOUBTS_OF_ONE) return false;
    doubtsOf.set(oneId, has(oneId) + 1).set(otherId, has(otherId) + 1);
    return true;
  });
}
