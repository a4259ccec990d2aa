import { sql } from 'kysely';
import { within } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';

export type Step = 'reading' | 'matching' | 'writing';

/**
 * Shows how far an import is: rows done of rows. Written in transactions of its own, at most twice a second, so that the page sees it while the
 * import's own transaction is still open. A lost figure is no loss.
 */
export function showProgress(scope: Scope, importId: string, step: Step): (done: number, total: number) => void {
  let last = 0;
  return (done, total) => {
    if (Date.now() - last < 500) return;
    last = Date.now();
    within(scope, (tx) =>
      sql`insert into sheet_import_progress (network_id, import_id, step, done, total) values (${scope.networkId}, ${importId}, ${step}, ${done}, ${total})
        on conflict (network_id, import_id) do update set step = excluded.step, done = excluded.done, total = excluded.total`.execute(tx),
    ).catch(() => {});
  };
}
