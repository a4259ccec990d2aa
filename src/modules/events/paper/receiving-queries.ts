import { reading } from '#platform/db/transaction.ts';
import { displayName, fingerprint } from '#platform/files/files.ts';
import { forbidden } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { mayKeepSheetsOf } from './access.ts';
import { pictureKind } from './reading/file-kind.ts';
import { pagesInThread } from './reading/thread.ts';

/** A picture on its way in. `scan`: the page of which file it is. */
export interface Incoming {
  name: string;
  bytes: Uint8Array;
  scan: { sha256: string; page: number } | null;
}

/**
 * What somebody sent, as pictures: a photograph is one, a scan has one for each page. Asks for permission before anything of the file is looked at, because opening a scan is work that others wait for.
 * @throws Problem 403 for whoever keeps no sheets of this event; with what to do when it is neither
 */
export async function picturesIn(scope: Scope, eventId: string, bytes: Uint8Array, name: string): Promise<Incoming[]> {
  if (!(await reading(scope, (tx) => mayKeepSheetsOf(scope, eventId, tx)))) throw forbidden();
  const shown = displayName(name);
  if (pictureKind(bytes, shown) !== 'pdf') return [{ name, bytes, scan: null }];
  const sha256 = fingerprint(bytes);
  return (await pagesInThread(bytes, shown)).map((page, at) => ({ name: `${shown.replace(/\.pdf$/i, '')} (${at + 1}).jpg`, bytes: page, scan: { sha256, page: at + 1 } }));
}
