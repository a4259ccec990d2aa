import { z } from 'zod';
import { command, execute } from '../../command/command.ts';
import { database } from '../../db/database.ts';
import { systemScope, type Scope } from '../scope.ts';

/** A sign-in as each network of the account keeps it: who, when, with which proof. Never from where. ASVS 5.0 16.3.1. */
export const signIn = command({
  name: 'account.sign-in',
  input: z.object({ membershipId: z.uuid(), method: z.string() }),
  may: (scope) => scope.actor.kind === 'account',
  async run({ tx, scope, now }, { membershipId }) {
    await tx.updateTable('membership').set({ last_sign_in_at: now }).where('network_id', '=', scope.networkId).where('membership_id', '=', membershipId).execute();
    return scope.actor.kind === 'account' ? scope.actor.id : '';
  },
  record: (accountId, { method }) => ({ subject: { kind: 'account', id: accountId }, details: { method } }),
});

export const recordSignIn = (scope: Scope, membershipId: string, method: string): Promise<string> => execute(signIn, scope, { membershipId, method });

/** A proof that was not accepted, for an account that exists; how many there can be is bounded by throttle.ts. */
export const refuseSignIn = command({
  name: 'account.refuse-sign-in',
  input: z.object({ accountId: z.uuid(), method: z.string() }),
  may: (scope) => scope.actor.kind === 'system',
  run: async (_context, { accountId }) => accountId,
  record: (accountId, { method }) => ({ subject: { kind: 'account', id: accountId }, details: { method } }),
});

/** Writes a refused proof into the log of every network the account belongs to. */
export async function recordRefusal(accountId: string, method: string): Promise<void> {
  const networks = await database().selectFrom('membership').select('network_id').where('account_id', '=', accountId).where('until', 'is', null).execute();
  for (const { network_id } of networks) await execute(refuseSignIn, systemScope(network_id, 'sign-in'), { accountId, method });
}
