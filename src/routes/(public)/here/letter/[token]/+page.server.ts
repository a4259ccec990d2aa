import { fail } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { comeByLetter } from '#modules/events/self-check-in/commands.ts';
import { letterOf } from '#modules/events/self-check-in/queries.ts';
import { failed, textsOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, setHeaders }) => {
  const { scope, plan } = await letterOf(params.token);
  setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex, nofollow' });
  return { network: await networkOf(scope), titles: plan.titles, firstDay: plan.firstDay, lastDay: plan.lastDay, seen: url.searchParams.get('seen') ?? '', operation: newId() };
};

export const actions: Actions = {
  // Programs that look into letters open links; only a person presses the button.
  default: async ({ request, params, locals }) => {
    const { seen, operation } = await textsOf(request, 'seen', 'operation');
    try {
      const { scope } = await letterOf(params.token);
      const { day } = await execute(comeByLetter, scope, { token: params.token, seen, operationId: operation });
      return { errors: [], came: day };
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, came: null });
    }
  },
};
