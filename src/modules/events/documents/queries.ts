import { reading, type Tx } from '#platform/db/transaction.ts';
import { readFile, type IncomingFile } from '#platform/files/files.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { maySeePersons, reachesProgramme } from '#modules/results/access.ts';
import { publicPlan } from '../planning/queries.ts';
import { linkedRegistration } from '../registration/link-queries.ts';
import type { Audience } from './shape.ts';

export interface EventDocument {
  documentId: string;
  title: string;
  audience: Audience;
  /** Of the file, in bytes; and how the device it came from called it. */
  size: number;
  name: string;
  addedAt: Date;
}

/** Who is asking for an event's documents: somebody who works on it, whoever has this link of a registration, or anybody. */
export type Reader = { scope: Scope; eventId: string } | { token: string } | { eventId: string };

/** What this reader may see, and where. @throws 404 */
async function asked(reader: Reader): Promise<{ scope: Scope; eventId: string; audiences: Audience[] }> {
  if ('scope' in reader) {
    const { scope, eventId } = reader;
    const event = await reading(scope, (tx) => tx.selectFrom('event').select('programme_id').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).executeTakeFirst());
    if (!event || !reachesProgramme(scope, event.programme_id) || !maySeePersons(scope)) throw notFound();
    return { scope, eventId, audiences: ['anybody', 'registered', 'members'] };
  }
  if ('token' in reader) {
    const { scope, plan, registration } = await linkedRegistration(reader.token);
    return { scope, eventId: plan.eventId, audiences: registration.state === 'seat' ? ['anybody', 'registered'] : ['anybody'] };
  }
  const { scope, plan } = await publicPlan(reader.eventId);
  return { scope, eventId: plan.eventId, audiences: ['anybody'] };
}

const listed = (tx: Tx, networkId: string, eventId: string, audiences: readonly Audience[]) =>
  tx
    .selectFrom('event_document as d')
    .innerJoin('file as f', (join) => join.onRef('f.network_id', '=', 'd.network_id').onRef('f.file_id', '=', 'd.file_id'))
    .select(['d.document_id as documentId', 'd.file_id as fileId', 'd.title', 'd.audience', 'f.size', 'f.name', 'd.added_at as addedAt'])
    .where('d.network_id', '=', networkId)
    .where('d.event_id', '=', eventId)
    .where('d.audience', 'in', audiences)
    .orderBy('d.added_at')
    .orderBy('d.document_id');

/** The documents of an event this reader may see, in the order they were added. @throws 404 */
export async function documentsFor(reader: Reader): Promise<EventDocument[]> {
  const { scope, eventId, audiences } = await asked(reader);
  const rows = await reading(scope, (tx) => listed(tx, scope.networkId, eventId, audiences).execute());
  return rows.map(({ fileId: _, ...row }) => ({ ...row, size: Number(row.size), audience: row.audience as Audience, addedAt: new Date(row.addedAt) }));
}

/** One of them with its bytes. @throws 404 for one this reader may not see */
export async function documentFor(reader: Reader, documentId: string): Promise<IncomingFile> {
  const { scope, eventId, audiences } = await asked(reader);
  return reading(scope, async (tx) => {
    const row = await listed(tx, scope.networkId, eventId, audiences).where('d.document_id', '=', documentId).executeTakeFirst();
    if (!row) throw notFound();
    return readFile(tx, scope.networkId, row.fileId);
  });
}
