import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { publicScope } from '#platform/session/scope.ts';
import { href } from '#platform/words/href.ts';
import { confirm } from '#modules/assurance/commands.ts';
import { askedBy } from '#modules/assurance/queries.ts';
import { LINK_DAYS } from '#modules/assurance/stale.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed, textsOf } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, setHeaders }) => {
  const { networkId, organisation, closed, until, records } = await askedBy(params.token);
  setHeaders({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
  return { network: await networkOf(publicScope(networkId)), token: params.token, organisation, closed, until, records, days: LINK_DAYS, today: new Date().toISOString().slice(0, 10), isConfirmed: url.searchParams.has('confirmed'), isSent: url.searchParams.has('sent') };
};

export const actions: Actions = {
  // Only this button confirms: mail scanners open the link, they do not press it.
  confirm: async ({ request, params, locals }) => {
    try {
      const { networkId, records } = await askedBy(params.token);
      const which = (await textsOf(request, 'which')).which;
      await execute(confirm, publicScope(networkId), { token: params.token, records: records.filter(({ kind, id }) => which === 'all' || which === `${kind}:${id}`).map(({ kind, id }) => ({ kind, id })) });
    } catch (error) {
      return failed(error, locals);
    }
    redirect(303, href(locals.locale, `/still-true/${params.token}?confirmed`));
  },
};
