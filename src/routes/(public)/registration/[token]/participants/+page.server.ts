import { listedWith } from '#modules/events/registration/link-queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import type { PageServerLoad } from './$types';

/** Who else comes, for whoever has a seat: only those who agreed to it, and nothing of how they are reached. */
export const load: PageServerLoad = async ({ params, url, setHeaders }) => {
  const page = Math.max(1, Number.parseInt(url.searchParams.get('page') ?? '1', 10) || 1);
  const { scope, plan, registration, listed, total, pages } = await listedWith(params.token, page);
  setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
  return { network: await networkOf(scope), token: params.token, titles: plan.titles, days: { first: plan.firstDay, last: plan.lastDay }, isListed: registration.listConsent, listed, total, page: Math.min(page, pages), pages };
};
