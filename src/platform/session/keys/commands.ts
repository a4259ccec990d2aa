import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { command } from '../../command/command.ts';
import { newId } from '../../ids.ts';
import { notFound, Problem } from '../../problem.ts';
import { is, roles } from '../scope.ts';
import { mayHaveKeys, rolesForKeys } from '../access.ts';
import { forgetKey } from '../api-key.ts';
import { role } from '../members/shape.ts';
import { sha256 } from '../signed.ts';

const day = 24 * 3600 * 1000;

/**
 * Makes a key for a program, in its owner's name and with at most her rights. @returns the key itself, shown once: only its hash is kept.
 */
export const createKey = command({
  name: 'api-key.create',
  input: z.object({ name: z.string().trim().min(1).max(100), role, days: z.coerce.number().int().min(1).max(366) }),
  may: (scope, input) => mayHaveKeys(scope) && scope.roles.some((own) => rolesForKeys(own, roles).includes(input.role)),
  async run({ tx, scope, now }, input) {
    if (scope.actor.kind !== 'account') throw notFound();
    const { count } = await tx.selectFrom('api_key').select((e) => e.fn.countAll<number>().as('count')).where('network_id', '=', scope.networkId).where('account_id', '=', scope.actor.id).where('revoked_at', 'is', null).executeTakeFirstOrThrow();
    if (count >= 50) throw new Problem(409, 'session.too_many_keys', { most: 50 });
    const prefix = `kolo_${randomBytes(4).toString('hex')}`;
    const key = `${prefix}_${randomBytes(32).toString('base64url')}`;
    const keyId = newId();
    await tx.insertInto('api_key').values({ network_id: scope.networkId, key_id: keyId, account_id: scope.actor.id, name: input.name, prefix, hash: sha256(key), role: input.role, expires_at: new Date(now.getTime() + input.days * day) }).execute();
    return { keyId, key };
  },
  record: ({ keyId }, { role, days }) => ({ subject: { kind: 'api-key', id: keyId }, details: { role, days } }),
});

/** Takes a key back: one's own, or as coordinator anybody's. Other processes of this installation learn of it within five seconds. */
export const revokeKey = command({
  name: 'api-key.revoke',
  input: z.object({ keyId: z.uuid() }),
  may: (scope) => mayHaveKeys(scope),
  async run({ tx, scope, now }, { keyId }) {
    let found = tx.updateTable('api_key').set({ revoked_at: now }).where('network_id', '=', scope.networkId).where('key_id', '=', keyId).where('revoked_at', 'is', null);
    if (!is(scope, 'coordinator')) found = found.where('account_id', '=', scope.actor.kind === 'account' ? scope.actor.id : null);
    const key = await found.returning('hash').executeTakeFirst();
    if (!key) throw notFound();
    forgetKey(key.hash);
    return keyId;
  },
  record: (id) => ({ subject: { kind: 'api-key', id } }),
});
