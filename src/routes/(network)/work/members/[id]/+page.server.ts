import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { forbidden, notFound } from '#platform/problem.ts';
import { provenLately } from '#platform/session/gate.ts';
import { mayManageMembers } from '#platform/session/access.ts';
import { changeRole } from '#platform/session/members/commands.ts';
import { members, reachChoices } from '#platform/session/members/queries.ts';
import { assertProven } from '#platform/session/proof/account.ts';
import { href } from '#platform/words/href.ts';
import { failed, scopeOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  if (!mayManageMembers(scope)) throw forbidden();
  const member = (await members(scope)).find((each) => each.membershipId === params.id);
  if (!member) throw notFound();
  return { member, proven: provenLately(locals.visitor), choices: await reachChoices(scope) };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const form = await request.formData();
    try {
      assertProven(locals.visitor);
      await execute(changeRole, scopeOf(locals), { membershipId: params.id, role: form.get('role'), organisationId: form.get('organisationId') || null, programmeIds: form.getAll('programmeIds') });
    } catch (error) {
      return failed(error, locals);
    }
    redirect(303, href(locals.locale, '/work/members'));
  },
};
