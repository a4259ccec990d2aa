import { sql } from 'kysely';
import { command } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { fingerprint, storeFile } from '#platform/files/files.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { signatureOf } from '#modules/results/access.ts';
import { mayArrange } from '../access.ts';
import { fileKind, type FileKind } from '../sheets/file-kind.ts';
import { addedDocument, largestDocument, oneDocument } from './shape.ts';

/** Papers, tables, slides, pictures and plain text; no programs and no web pages, whatever they are called. */
const taken: readonly FileKind[] = ['pdf', 'zip', 'document', 'old-excel', 'picture', 'text'];

/** Puts a document with an event. @throws Problem 413, 422 or 409 that says what is wrong with the file */
export const addDocument = command({
  name: 'event_document.add',
  input: addedDocument,
  may: arranges,
  async run({ tx, scope, now }, { eventId, title, audience, name, mediaType, bytes }) {
    const { networkId } = scope;
    if (!bytes.byteLength) throw new Problem(422, 'documents.file_empty', {}, 'file');
    if (bytes.byteLength > largestDocument) throw new Problem(413, 'documents.file_too_large', { megabytes: largestDocument / 1024 / 1024 }, 'file');
    if (!taken.includes(fileKind(bytes))) throw new Problem(422, 'documents.file_kind', {}, 'file');
    const { fileId } = await storeFile(tx, networkId, { name, mediaType, bytes });
    const there = await tx.selectFrom('event_document').select('document_id').where('network_id', '=', networkId).where('event_id', '=', eventId).where('file_id', '=', fileId).executeTakeFirst();
    if (there) throw new Problem(409, 'documents.there_already', {}, 'file');
    const documentId = newId();
    await tx.insertInto('event_document').values({ network_id: networkId, document_id: documentId, event_id: eventId, file_id: fileId, title, audience, added_at: now, added_by: signatureOf(scope) }).execute();
    return { documentId };
  },
  record: ({ documentId }, { eventId, audience, bytes }) => ({ subject: { kind: 'event-document', id: documentId }, details: { event: eventId, audience, sha256: fingerprint(bytes) } }),
});

/** Takes a document away; its bytes too, where nothing else stands on them. */
export const removeDocument = command({
  name: 'event_document.remove',
  input: oneDocument,
  may: arranges,
  async run({ tx, scope: { networkId } }, { eventId, documentId }) {
    const gone = await tx.deleteFrom('event_document').where('network_id', '=', networkId).where('event_id', '=', eventId).where('document_id', '=', documentId).returning('file_id').executeTakeFirst();
    if (!gone) throw notFound();
    await removeUnusedFile(tx, networkId, gone.file_id);
    return { documentId };
  },
  record: ({ documentId }, { eventId }) => ({ subject: { kind: 'event-document', id: documentId }, details: { event: eventId } }),
});

/** A file that rows of another table or a piece of evidence name stays: PostgreSQL knows the first, the second is asked. */
export async function removeUnusedFile(tx: Tx, networkId: string, fileId: string): Promise<void> {
  const { rows } = await sql`select from evidence where network_id = ${networkId} and source ->> 'fileId' = ${fileId} limit 1`.execute(tx);
  if (rows.length) return;
  await sql`savepoint removing_file`.execute(tx);
  try {
    await tx.deleteFrom('file').where('network_id', '=', networkId).where('file_id', '=', fileId).execute();
  } catch (error) {
    if ((error as { code?: string }).code !== '23503') throw error;
    await sql`rollback to savepoint removing_file`.execute(tx);
  }
}

async function arranges(scope: Scope, { eventId }: { eventId: string }, tx: Tx): Promise<boolean> {
  const event = await tx.selectFrom('event').select('programme_id').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).executeTakeFirst();
  if (!event) throw notFound();
  return mayArrange(scope, event.programme_id);
}
