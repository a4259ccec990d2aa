import { linkedInvitation } from '#modules/events/registration/invitation-queries.ts';
import { endedBy } from '#modules/events/registration/seat-commands.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { toRemoved } from '../../registration/removed.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals, setHeaders }) => {
  const { scope, plan, invitation, form, delegates, isOpen } = await linkedInvitation(params.token).catch(toRemoved(params.token, locals.locale));
  setHeaders({ 'cache-control': 'private, no-store' });
  const done = url.searchParams.get('done');
  return { network: await networkOf(scope), plan, invitation, delegates, isOpen, ended: endedBy(form, new Date()), token: params.token, done: (['seat', 'waiting', 'unconfirmed', 'swapped', 'cancelled'] as const).find((one) => one === done) ?? null };
};
