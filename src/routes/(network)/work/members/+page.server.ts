import { execute, type Command } from '#platform/command/command.ts';
import { sendInvitation } from '#platform/session/members/letter.ts';
import { provenLately } from '#platform/session/gate.ts';
import { mayManageMembers } from '#platform/session/access.ts';
import { endMembership, endSessions, invite, withdrawInvitation } from '#platform/session/members/commands.ts';
import { members, openInvitations, reachChoices } from '#platform/session/members/queries.ts';
import { invitationLasts } from '#platform/session/proof/limits.ts';
import { assertProven } from '#platform/session/proof/account.ts';
import { env } from '#platform/env.ts';
import { mailFolder } from '#platform/mail/mail.ts';
import type { Role } from '#platform/session/scope.ts';
import { failed, scopeOf, textsOf, visitOf } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const scope = scopeOf(locals);
  const manages = mayManageMembers(scope);
  return {
    manages,
    proven: provenLately(locals.visitor),
    members: await members(scope),
    invitations: manages ? await openInvitations(scope) : [],
    choices: manages ? await reachChoices(scope) : { organisations: [], programmes: [] },
  };
};

export const actions: Actions = {
  invite: async (event) => {
    const { locals, request } = event;
    const form = await request.formData();
    const email = String(form.get('email') ?? '');
    const role = String(form.get('role') ?? '');
    try {
      assertProven(locals.visitor);
      const { token } = await execute(invite, scopeOf(locals), { email, role, organisationId: form.get('organisationId') || null, programmeIds: form.getAll('programmeIds') });
      await sendInvitation(visitOf(event), locals.visitor, { email: email.trim().toLowerCase(), token, role: role as Role });
      return { invited: { email, days: invitationLasts / 86_400, folder: env.production || env.SMTP_URL ? null : mailFolder } };
    } catch (error) {
      return failed(error, locals, { email, role });
    }
  },
  withdraw: one('invitationId', withdrawInvitation),
  end: one('membershipId', endMembership),
  endSessions: one('membershipId', endSessions),
};

/** A form with one id in it and nothing to answer but "done". */
function one<Input, Output>(field: 'invitationId' | 'membershipId', command: Command<Input, Output>) {
  return async ({ request, locals }: Parameters<Actions[string]>[0]) => {
    const { id } = await textsOf(request, 'id');
    try {
      assertProven(locals.visitor);
      await execute(command, scopeOf(locals), { [field]: id });
      return { done: true };
    } catch (error) {
      return failed(error, locals);
    }
  };
}
