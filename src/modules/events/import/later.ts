import type { Tx } from '#platform/db/transaction.ts';
import { enqueue } from '#platform/jobs/jobs.ts';

/** Files of one batch are read together once all have arrived; asking several times before that is asking once. */
export const readLater = (tx: Tx, networkId: string, batchId: string) => enqueue(tx, 'events.read-imports', { networkId, batchId }, `read:${batchId}`);
