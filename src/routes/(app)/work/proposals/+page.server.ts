import { mayModerate, maySeeProposals } from '#modules/proposals/access.ts';
import { listProposals } from '#modules/proposals/queries.ts';
import { notFoundPage, scopeOf } from '../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  if (!maySeeProposals(scope)) notFoundPage();
  const asked = url.searchParams.get('state');
  const state = (['waiting', 'decided'] as const).find((one) => one === asked) ?? null;
  const q = url.searchParams.get('q')?.slice(0, 200) ?? '';
  const page = Math.min(10_000, Math.max(1, Number(url.searchParams.get('page')) || 1));
  return { state, q, page, moderates: mayModerate(scope), list: await listProposals(scope, { state, q, page }) };
};
