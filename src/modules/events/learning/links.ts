/** The links that open a questionnaire: one for the room, or one for each who is written to. */
import { createHash, createHmac } from 'node:crypto';
import { secret } from '#platform/session/secret.ts';
import { namedBy, secretFor } from '../secret-link.ts';

/** What everybody in the room opens. */
export const roomToken = (networkId: string, roundId: string): string => secretFor('questionnaire', { networkId, id: roundId, version: 0 });

/**
 * What one letter carries. It can be made again for the reminder as long as the round's seed is kept, and by nobody who has the database alone; when the seed
 * is gone, nobody can say any more whose ticket was used.
 */
export const ticketFor = (seed: Buffer, recipientId: string): string => createHmac('sha256', secret()).update('questionnaire ticket\0').update(seed).update(recipientId).digest().subarray(0, 15).toString('base64url');
/** What is kept of a ticket until it is used. */
export const ticketHash = (ticket: string): string => createHash('sha256').update(ticket).digest('base64url');

/** @returns which round a link opens, and the hash of its ticket where it carries one; null when this installation has not made it */
export function opened(token: string): { networkId: string; roundId: string; ticket: string | null } | null {
  const [room = '', ticket] = token.split('.');
  const named = namedBy('questionnaire', room);
  if (!named || (ticket !== undefined && !/^[A-Za-z0-9_-]{20}$/.test(ticket)) || token.split('.').length > 2) return null;
  return { networkId: named.networkId, roundId: named.id, ticket: ticket === undefined ? null : ticketHash(ticket) };
}
