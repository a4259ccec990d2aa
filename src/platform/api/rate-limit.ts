/** A token bucket per caller, kept by each process: a guard against runaway scripts, not an accounting. */
const perSecond = Number(process.env.KOLO_API_RATE ?? 50);
const burst = perSecond * 10;
const buckets = new Map<string, { tokens: number; at: number }>();

/**
 * Takes one token from the caller's bucket.
 * @returns whether the call may go on, and the figures of the `RateLimit-*` headers (requests, requests, seconds).
 */
export function permit(caller: string, now = performance.now()): { allowed: boolean; limit: number; remaining: number; resetSeconds: number } {
  let bucket = buckets.get(caller);
  if (!bucket) {
    if (buckets.size > 10_000) forgetIdle(now);
    buckets.set(caller, (bucket = { tokens: burst, at: now }));
  }
  bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
  bucket.at = now;
  const allowed = bucket.tokens >= 1;
  if (allowed) bucket.tokens -= 1;
  return { allowed, limit: burst, remaining: Math.floor(bucket.tokens), resetSeconds: Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond)) };
}

/** A bucket that has filled up again says nothing any more. */
function forgetIdle(now: number) {
  for (const [caller, bucket] of buckets) if ((now - bucket.at) / 1000 > burst / perSecond) buckets.delete(caller);
}
