/** What has to be finished before the process may end: the bundle registers, `bin/start.ts` calls; they meet on globalThis. */
const key = Symbol.for('kolo.stop');
type Stops = { [key]?: (() => Promise<void>)[] };

/** Registers work for an orderly stop; the last registered is stopped first. */
export function onStop(stop: () => Promise<void>) {
  ((globalThis as Stops)[key] ??= []).unshift(stop);
}

/** Stops everything registered, one after the other; one that fails does not keep the others from stopping. */
export async function stopAll() {
  for (const stop of (globalThis as Stops)[key] ?? []) await stop().catch((error) => console.error(error));
}
