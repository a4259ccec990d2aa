import type { Answer } from './exchange.ts';
import { NotSent, type Send } from './queue.ts';

/** A request that hangs on a weak line is given up and sent again; the server hears it once all the same. */
const PATIENCE = 45_000;

/** Sends over HTTP to `/sync`, in the language of the page that sends: what the server says of each message is read there. What answers there may also be a hotel's sign-in page, a proxy, or nobody. */
export const overHttp = (path: string, ask: typeof fetch = fetch): Send => async (request) => {
  const response = await ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(request), signal: AbortSignal.timeout(PATIENCE), redirect: 'manual' }).catch(() => {
    throw new NotSent('offline');
  });
  const isOurs = /^application\/(problem\+)?json\b/.test(response.headers.get('content-type') ?? '');
  const said = isOurs ? ((await response.json().catch(() => null)) as (Partial<Answer> & { code?: string; owner?: string }) | null) : null;
  if (response.ok && said && Array.isArray(said.outcomes) && Array.isArray(said.copies)) return said as Answer;
  if (response.status === 401) throw new NotSent('signed-out');
  if (said?.code === 'offline.other_network') throw new NotSent('other-network');
  if (said?.code === 'offline.other_account' && said.owner) throw new NotSent('other-account', said.owner);
  throw new NotSent(said && response.status >= 400 && response.status < 500 && response.status !== 429 ? 'refused' : 'offline');
};
