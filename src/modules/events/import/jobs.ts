/** What the job thread does for imports; loaded there by name (platform/jobs/thread.ts). */
import { reading } from '#platform/db/transaction.ts';
import { onBehalfOf, systemScope } from '#platform/session/scope.ts';
import { useKinds } from '#modules/results/kind.ts';
import { withdrawal } from '#modules/results/withdrawal.ts';
import { eventKinds } from '../evidence.ts';
import { applyImport } from './applying.ts';
import { readBatch } from './reading.ts';

useKinds([...eventKinds, withdrawal]);

export const read = ({ networkId, batchId }: { networkId: string; batchId: string }): Promise<void> => readBatch(systemScope(networkId, 'import'), batchId);

/** Written in the name of whoever asked for it. */
export async function apply({ networkId, importId }: { networkId: string; importId: string }): Promise<void> {
  const system = systemScope(networkId, 'import');
  const asked = await reading(system, (tx) => tx.selectFrom('sheet_import').select('finished_by').where('network_id', '=', networkId).where('import_id', '=', importId).executeTakeFirst());
  const account = asked?.finished_by?.match(/^account:(.+)$/)?.[1];
  await applyImport(account ? onBehalfOf(networkId, account) : system, importId);
}
