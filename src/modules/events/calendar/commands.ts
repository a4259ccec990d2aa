import { z } from 'zod';
import { command } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';

const account = (scope: Scope) => (scope.actor.kind === 'account' ? scope.actor.id : null);

/** Makes this person's own calendar address; an earlier one shows nothing from then on. */
export const createFeed = command({
  name: 'calendar_feed.create',
  input: z.strictObject({}),
  may: (scope) => account(scope) !== null && scope.roles.length > 0,
  async run({ tx, scope, now }) {
    const of = { network_id: scope.networkId, account_id: account(scope)! };
    await tx.updateTable('calendar_feed').set({ revoked_at: now }).where((eb) => eb.and(of)).where('revoked_at', 'is', null).execute();
    const feedId = newId();
    await tx.insertInto('calendar_feed').values({ ...of, feed_id: feedId, created_at: now }).execute();
    return { feedId };
  },
  record: ({ feedId }) => ({ subject: { kind: 'calendar-feed', id: feedId } }),
});

/** Takes the address back. */
export const revokeFeed = command({
  name: 'calendar_feed.revoke',
  input: z.strictObject({}),
  may: (scope) => account(scope) !== null,
  async run({ tx, scope, now }) {
    const gone = await tx.updateTable('calendar_feed').set({ revoked_at: now }).where('network_id', '=', scope.networkId).where('account_id', '=', account(scope)!).where('revoked_at', 'is', null).returning('feed_id').executeTakeFirst();
    if (!gone) throw notFound();
    return { feedId: gone.feed_id };
  },
  record: ({ feedId }) => ({ subject: { kind: 'calendar-feed', id: feedId } }),
});
