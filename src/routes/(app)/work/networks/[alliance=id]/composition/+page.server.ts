import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { say } from '#platform/words/localised.ts';
import { mayChangeAlliances, maySeeFees } from '#modules/alliances/access.ts';
import { claimComposition } from '#modules/alliances/composition/commands.ts';
import { candidatesFor, standingOf } from '#modules/alliances/composition/queries.ts';
import { joinAlliance, sayMemberState } from '#modules/alliances/membership/commands.ts';
import { memberOf } from '#modules/alliances/membership/queries.ts';
import { alliance } from '#modules/alliances/queries.ts';
import { organisationNames } from '#modules/organisations/queries.ts';
import { listProgrammes } from '#modules/programmes/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import { dayOf } from '../../today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { today } = dayOf(url);
  const found = await alliance(scope, params.alliance);
  const { rules, organisations } = await standingOf(scope, params.alliance, today, locals.locale);
  const mayChange = mayChangeAlliances(scope);
  const programmes = new Map((await listProgrammes(scope, { limit: 200 })).items.map(({ programmeId, titles }) => [programmeId, titles]));
  const named = new Map(organisations.map(({ organisationId, name, names }) => [organisationId, say(names, locals.locale) || name]));
  const added = url.searchParams.get('added');
  return {
    alliance: found,
    today,
    mayChange,
    seesFees: maySeeFees(scope),
    rules: await Promise.all(
      rules.map(async ({ rule, composed, claims }) => ({
        rule,
        composed,
        claims,
        programme: rule.programmeId ? (programmes.get(rule.programmeId) ?? null) : null,
        elsewhere: composed.elsewhere.map((id) => named.get(id) ?? ''),
        // The sum is short by what the regions lack first; proposals stand beside the region where they help both.
        gaps: mayChange ? await Promise.all(composed.deficits.filter(({ region }, _, all) => region !== null || all.every((one) => one.region === null)).map(async (gap) => ({ ...gap, ...(await candidatesFor(scope, rule, organisations, gap, today)) }))) : [],
      })),
    ),
    added: added ? ((await organisationNames(scope, [added])).get(added) ?? null) : null,
    claimed: url.searchParams.has('claimed'),
  };
};

const here = (locals: App.Locals, allianceId: string, more: string): never => redirect(303, `${href(locals.locale, `/work/networks/${allianceId}/composition`)}?${more}`);

export const actions: Actions = {
  add: async ({ request, locals, params }) => {
    const scope = scopeOf(locals);
    const { organisation, state } = await textsOf(request, 'organisation', 'state');
    const from = new Date().toISOString().slice(0, 10);
    try {
      const there = await memberOf(scope, params.alliance, organisation, from);
      if (there && there.state !== 'left') await execute(sayMemberState, scope, { memberId: there.memberId, state, from });
      else await execute(joinAlliance, scope, { allianceId: params.alliance, organisationId: organisation, state, from });
    } catch (caught) {
      return failed(caught, locals);
    }
    return here(locals, params.alliance, `added=${organisation}`);
  },
  claim: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'rule', 'day');
    try {
      await execute(claimComposition, scopeOf(locals), { ruleId: values.rule, day: values.day });
    } catch (caught) {
      return failed(caught, locals, values);
    }
    return here(locals, params.alliance, 'claimed');
  },
};
