import type { PageServerLoad } from './$types';

/** Where the worker of a phone leads who signs out while work waits on it (`service-worker.ts`): only the phone knows how much. */
export const load: PageServerLoad = ({ url }) => {
  const event = url.searchParams.get('event') ?? '';
  return { n: Math.min(100_000, Math.max(0, Math.trunc(Number(url.searchParams.get('n'))) || 0)), event: /^[0-9a-f-]{36}$/.test(event) ? event : null, everywhere: url.searchParams.has('everywhere') };
};
