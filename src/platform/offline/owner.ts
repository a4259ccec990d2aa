import { createHash } from 'node:crypto';
import type { Scope } from '../session/scope.ts';

/** Whose work is made under this scope: network and account, as a fingerprint that tells a phone's next user nothing. */
export function ownerOf({ networkId, actor }: Pick<Scope, 'networkId' | 'actor'>): string {
  const who = actor.kind === 'account' ? `account:${actor.id}` : actor.kind === 'system' ? `system:${actor.name}` : 'public';
  return createHash('sha256').update(`${networkId} ${who}`).digest('hex').slice(0, 32);
}
