import { execute } from '#platform/command/command.ts';
import { provenLately } from '#platform/session/gate.ts';
import { rolesForKeys } from '#platform/session/access.ts';
import { createKey, revokeKey } from '#platform/session/keys/commands.ts';
import { keys } from '#platform/session/keys/queries.ts';
import { assertProven } from '#platform/session/proof/account.ts';
import { roles } from '#platform/session/scope.ts';
import { failed, scopeOf, textsOf } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const scope = scopeOf(locals);
  return { proven: provenLately(locals.visitor), keys: await keys(scope), roles: roles.filter((role) => scope.roles.some((own) => rolesForKeys(own, roles).includes(role))) };
};

export const actions: Actions = {
  create: async ({ request, locals }) => {
    const input = await textsOf(request, 'name', 'role', 'days');
    try {
      assertProven(locals.visitor);
      return { made: (await execute(createKey, scopeOf(locals), input)).key };
    } catch (error) {
      return failed(error, locals, input);
    }
  },
  revoke: async ({ request, locals }) => {
    const { id } = await textsOf(request, 'id');
    try {
      await execute(revokeKey, scopeOf(locals), { keyId: id });
      return { done: true };
    } catch (error) {
      return failed(error, locals);
    }
  },
};
