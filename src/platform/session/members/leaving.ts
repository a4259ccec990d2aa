import { sql } from 'kysely';
import { z } from 'zod';
import { command, execute } from '../../command/command.ts';
import { database } from '../../db/database.ts';
import { sendMail } from '../../mail/mail.ts';
import { Problem } from '../../problem.ts';
import { wordsOf } from '../../words/load.ts';
import { say, type Localised } from '../../words/localised.ts';
import { newcomerScope, type Visitor } from '../gate.ts';
import { assertOrdinary, assertProven } from '../proof/account.ts';
import type { Visit } from '../visit.ts';
import { endMembershipOf } from './commands.ts';

/** Networks that would be left without a coordinator. */
export async function lastCoordinatorOf(accountId: string): Promise<Localised[]> {
  const { rows } = await sql<{ names: Localised }>`
    select n.names from membership m join network n on n.network_id = m.network_id
    where m.account_id = ${accountId} and m.role = 'coordinator' and m.until is null
      and not exists (select from membership o where o.network_id = m.network_id and o.role = 'coordinator' and o.until is null and o.account_id <> m.account_id)
    order by n.created_at`.execute(database());
  return rows.map(({ names }) => names);
}

/** The person herself ends her membership; what she recorded stays. */
const leave = command({
  name: 'membership.leave',
  input: z.object({ membershipId: z.uuid() }),
  may: async (scope, { membershipId }, tx) => {
    const own = await tx.selectFrom('membership').select('account_id').where('network_id', '=', scope.networkId).where('membership_id', '=', membershipId).executeTakeFirst();
    return scope.actor.kind === 'account' && own?.account_id === scope.actor.id;
  },
  run: (context, { membershipId }) => endMembershipOf(context, membershipId),
  record: (id) => ({ subject: { kind: 'membership', id } }),
});

/**
 * Deletes the person's account: her memberships and keys end, her name, address and every way in are gone for good. Only its id stays, so that what was
 * recorded keeps an author ("former member") and the logs stay whole; they never held more than ids. The library's own deletion takes the row itself
 * away, which would tear those threads, so it is not used.
 * @param raw the account's address, written by the person as a sign that she means it.
 * @throws Problem 403 without a recent proof, 409 for the last coordinator of a network, 422 when the address is not hers; nothing has happened then.
 */
export async function deleteAccount(visit: Visit, visitor: Visitor, raw: string): Promise<void> {
  assertOrdinary(visitor);
  assertProven(visitor);
  const { id, name, email } = visitor.account!;
  if (raw.trim().toLowerCase() !== email) throw new Problem(422, 'session.address_differs', {}, 'email');
  const [left] = await lastCoordinatorOf(id);
  if (left) throw new Problem(409, 'session.last_coordinator_of', { network: say(left, visit.locale) });
  // Each network's own transaction and log. Should the process end half-way, the account is still there and can be deleted again.
  const memberships = await database().selectFrom('membership').select(['network_id', 'membership_id']).where('account_id', '=', id).where('until', 'is', null).execute();
  for (const { network_id, membership_id } of memberships) await execute(leave, newcomerScope({ id, name }, network_id), { membershipId: membership_id });
  await forget(id, email);
  const t = await wordsOf(visit.locale);
  sendMail({ to: email, subject: t('session.mail_deleted_subject'), text: t('session.mail_deleted_text', { name }) }).catch((error) => console.error(`A letter could not be sent: ${(error as Error).message}`));
}

/** Takes away everything that says who the account belonged to, in one transaction. */
async function forget(id: string, email: string): Promise<void> {
  const nobody = `former-${id}@deleted.invalid`;
  await database().transaction().execute(async (tx) => {
    for (const table of ['auth.credential', 'auth.session', 'auth.two_factor', 'auth.used_code', 'auth.passkey'] as const) await tx.deleteFrom(table).where('holder_id', '=', id).execute();
    await tx.deleteFrom('auth.verification').where(sql<boolean>`position(${email} in value) > 0`).execute();
    // An invitation that still waits is the network's and may be accepted with a new account; in those that are over only the address is in the way.
    await tx.updateTable('invitation').set({ email: nobody }).where('email', '=', email).where(sql<boolean>`(accepted_at is not null or withdrawn_at is not null or expires_at < now())`).execute();
    await tx.updateTable('auth.holder').set({ name: '-', email: nobody, email_verified: false, image: null, two_factor_enabled: false, deleted_at: sql`now()`, updated_at: sql`now()` }).where('id', '=', id).execute();
  });
}
