import { linkedInvitation } from '#modules/events/registration/invitation-queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, setHeaders }) => {
  const { scope, plan, invitation, delegates, isOpen } = await linkedInvitation(params.token);
  setHeaders({ 'cache-control': 'private, no-store' });
  const done = url.searchParams.get('done');
  return { network: await networkOf(scope), plan, invitation, delegates, isOpen, token: params.token, done: (['seat', 'waiting', 'unconfirmed', 'swapped', 'cancelled'] as const).find((one) => one === done) ?? null };
};
