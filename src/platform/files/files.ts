import { createHash } from 'node:crypto';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../ids.ts';
import { notFound } from '../problem.ts';

export interface IncomingFile {
  /** As the person's device calls it; only ever shown, never used as a path. */
  name: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** The SHA-256 of a file's bytes, in hexadecimal: the name under which rows point at it. */
export const fingerprint = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A name without folders, control characters or bidirectional overrides, at most 200 characters (ASVS 5.3.2). */
export function displayName(name: string): string {
  const last = name.split(/[/\\]/).at(-1)!;
  return last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim().slice(-200) || 'file';
}

/** Keeps a file whole inside the running transaction. The same bytes are kept once per network. */
export async function storeFile(tx: Tx, networkId: string, file: IncomingFile): Promise<{ fileId: string; sha256: string }> {
  const sha256 = fingerprint(file.bytes);
  const kept = await tx.selectFrom('file').select(['file_id', 'erased_at']).where('network_id', '=', networkId).where('sha256', '=', sha256).executeTakeFirst();
  // Its bytes were removed once; whoever brings them again has a reason to.
  if (kept?.erased_at) await tx.updateTable('file').set({ content: Buffer.from(file.bytes), erased_at: null }).where('network_id', '=', networkId).where('file_id', '=', kept.file_id).execute();
  if (kept) return { fileId: kept.file_id, sha256 };
  const fileId = newId();
  const stored = await tx
    .insertInto('file')
    .values({ network_id: networkId, file_id: fileId, sha256, name: displayName(file.name), media_type: file.mediaType, size: file.bytes.byteLength, content: Buffer.from(file.bytes) })
    .onConflict((c) => c.columns(['network_id', 'sha256']).doNothing())
    .returning('file_id')
    .executeTakeFirst();
  if (stored) return { fileId, sha256 };
  // Somebody stored the same bytes a moment ago.
  const theirs = await tx.selectFrom('file').select('file_id').where('network_id', '=', networkId).where('sha256', '=', sha256).executeTakeFirstOrThrow();
  return { fileId: theirs.file_id, sha256 };
}

/** A kept file with its bytes. @throws Problem 404 when the network has no such file, or has its fingerprint only. */
export async function readFile(tx: Tx, networkId: string, fileId: string): Promise<IncomingFile & { sha256: string }> {
  const file = await tx.selectFrom('file').select(['name', 'media_type', 'content', 'sha256']).where('network_id', '=', networkId).where('file_id', '=', fileId).where('erased_at', 'is', null).executeTakeFirst();
  if (!file) throw notFound();
  return { name: file.name, mediaType: file.media_type, bytes: file.content, sha256: file.sha256 };
}
