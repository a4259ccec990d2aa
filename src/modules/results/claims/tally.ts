import type { Claim } from './queries.ts';
import { statuses, type Status } from './status.ts';

/** How many public claims of each status there are. */
export const tally = (claims: readonly Claim[]): Record<Status, number> =>
  claims.filter(({ isPublic }) => isPublic).reduce((counts, { status }) => ({ ...counts, [status]: counts[status] + 1 }), { proven: 0, contradicted: 0, 'cannot-be-proven': 0, ambiguous: 0 });

/** A filter by status as the address says it; `waiting` are the counts that nobody has linked. Anything else shows all. */
export function statusFilter(wanted: string | null) {
  const chosen: Status | 'waiting' | null = wanted === 'waiting' ? wanted : (statuses.find((status) => status === wanted) ?? null);
  const filter = (by: Status | 'waiting' | null = chosen) => ({ status, reason, isPublic }: Claim) =>
    by === null || (by === 'waiting' ? reason === 'not-linked' && isPublic : status === by && isPublic);
  return Object.assign(filter, { chosen });
}

/** The claims before and after one, and the next that nobody has linked. */
export function neighbours(claims: readonly Claim[], claimId: string) {
  const at = claims.findIndex((claim) => claim.claimId === claimId);
  const waiting = statusFilter('waiting')();
  const after = [...claims.slice(at + 1), ...claims.slice(0, at)];
  return { previous: claims[at - 1]?.claimId ?? null, next: claims[at + 1]?.claimId ?? null, nextWaiting: after.find(waiting)?.claimId ?? null };
}
