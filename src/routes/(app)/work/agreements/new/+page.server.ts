import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { isId } from '#platform/ids.ts';
import { href } from '#platform/words/href.ts';
import { say } from '#platform/words/localised.ts';
import { mayChangeAgreements } from '#modules/alliances/agreements/access.ts';
import { addAgreement } from '#modules/alliances/agreements/commands.ts';
import { agreementFields, fromForm, partiesIn } from '#modules/alliances/agreements/form.ts';
import { partiesNamed } from '#modules/alliances/agreements/queries.ts';
import { findAlliance } from '#modules/alliances/queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../signed-in.ts';
import { dayOf } from '../../networks/today.ts';
import { choicesFor } from '../choices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  if (!mayChangeAgreements(scope)) notFoundPage();
  const asked = url.searchParams.get('network');
  // Asked for from a network's page, that network is the first party.
  const network = asked && isId(asked) ? await findAlliance(scope, asked) : null;
  return { ...(await choicesFor(scope, locals.locale, dayOf(url).today)), values: { ...(network && { party_0: say(network.names, locals.locale) }) } as Record<string, string> };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const scope = scopeOf(locals);
    const values: Record<string, string> = await textsOf(request, ...agreementFields);
    let agreementId: string;
    try {
      ({ agreementId } = await execute(addAgreement, scope, fromForm(values, await partiesNamed(scope, partiesIn(values)), { locale: locals.locale, origin: url.origin, country: (await networkOf(scope)).country })));
    } catch (caught) {
      return failed(caught, locals, values);
    }
    redirect(303, `${href(locals.locale, `/work/agreements/${agreementId}`)}?saved`);
  },
};
