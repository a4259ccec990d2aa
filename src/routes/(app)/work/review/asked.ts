import type { QueueFilter } from '#modules/duplicates/queries.ts';
import { kinds, likenesses } from '#modules/duplicates/shape.ts';

const oneOf = <T extends string>(wanted: string | null, all: readonly T[]): T | null => all.find((one) => one === wanted) ?? null;

/** Which part of the queue an address asks for; what it does not understand it leaves out. */
export const askedFor = ({ searchParams }: URL): Required<QueueFilter> => ({
  kind: oneOf(searchParams.get('kind'), kinds),
  likeness: oneOf(searchParams.get('likeness'), likenesses),
  state: searchParams.get('state') === 'later' ? 'later' : 'open',
});

/** The same part of the queue as an address, with what is new about it. */
export function addressOf({ kind, likeness, state }: QueueFilter, more: Record<string, string> = {}): string {
  const asked = new URLSearchParams({ ...(kind && { kind }), ...(likeness && { likeness }), ...(state === 'later' && { state }), ...more });
  return asked.size ? `?${asked}` : '';
}
