import type { Store } from './store.ts';

/** Copies of lists are thrown away so many days after the last contact that asked for them. */
export const KEPT_DAYS = 14;

/** Throws every copy away, and keeps what was not sent: for signing out, and for a phone nobody has used for long. */
export async function forgetCopies(store: Store): Promise<void> {
  await store.write({ forget: (await store.copies()).map(({ name, key }) => ({ name, key })) });
}

/** Copies nobody needs any more. @param isOver says of a copy whether its time is over on this day (`YYYY-MM-DD`) */
export async function forgetOld(store: Store, isOver: (about: unknown, before: string) => boolean, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000).toISOString().slice(0, 10);
  await store.write({ forget: (await store.copies()).filter(({ about }) => isOver(about, before)).map(({ name, key }) => ({ name, key })) });
}
