import { setTimeout as sleep } from 'node:timers/promises';
import type { Tx } from '#platform/db/transaction.ts';
import { enqueue, isUnderWay } from '#platform/jobs/jobs.ts';

/** Files of one batch are read together once all have arrived; asking several times before that is asking once. */
export const readLater = (tx: Tx, networkId: string, batchId: string) => enqueue(tx, 'events.read-imports', { networkId, batchId }, keyOf(batchId));

/** Whether the answers of a batch are still being worked through: until then more questions may come. */
export const isBeingRead = (batchId: string): Promise<boolean> => isUnderWay(keyOf(batchId));

/** Waits a moment for that: mostly it is done before a page could be drawn. @returns whether it is done */
export async function read(batchId: string, milliseconds: number): Promise<boolean> {
  for (const until = Date.now() + milliseconds; Date.now() < until; await sleep(80)) if (!(await isBeingRead(batchId))) return true;
  return false;
}

const keyOf = (batchId: string) => `read:${batchId}`;
