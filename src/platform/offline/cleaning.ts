import type { Store } from './store.ts';

type Place = { name: string; key: string };

/** Throws every copy away, and keeps what was not sent: for signing out. */
export async function forgetCopies(store: Store): Promise<void> {
  await store.write({ forget: (await store.copies()).map(({ name, key }) => ({ name, key })) });
}

/**
 * Throws away the copies whose last day is over, by the server's clock as far as this device knows it: one that runs ahead must not lose the list of today.
 * @returns those thrown away
 */
export async function forgetOld(store: Store, now: Date): Promise<Place[]> {
  const offBy = Number((await store.fact('clockIsOffBy')) ?? 0);
  const today = new Date(now.getTime() - offBy).toISOString().slice(0, 10);
  const forget = (await store.copies()).filter(({ until }) => !(until >= today)).map(({ name, key }) => ({ name, key }));
  if (forget.length) await store.write({ forget });
  return forget;
}
