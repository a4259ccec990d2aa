import { sql } from 'kysely';
import { database } from '#platform/db/database.ts';
import { within } from '#platform/db/transaction.ts';
import { enqueue, type Job } from '#platform/jobs/jobs.ts';
import { inThread } from '#platform/jobs/thread.ts';
import { rules } from '#modules/networks/rules.ts';

const name = 'search.remake-keys';

/** Making a million people's keys anew takes minutes of computing, so it runs beside the thread that answers pages. */
export const searchJobs: readonly Job[] = [{ name, run: ({ networkId }) => inThread('src/modules/search/remake-jobs.ts', 'remake', { networkId }) }];

/** Asks for new keys and search forms of every network whose own were made by other rules; called at the start. Several processes may do so: one job comes of it. */
export async function remakeWhatIsOld(): Promise<void> {
  const { rows } = await sql<{ networkId: string }>`
    select n.network_id as "networkId" from network n where exists (
      select from json_each_text(${JSON.stringify(rules)}::json) as today (what, version)
      left join made_by m on m.network_id = n.network_id and m.what = today.what
      where m.version is distinct from today.version or m.done_until is not null)`.execute(database());
  for (const { networkId } of rows) await within({ networkId }, (tx) => enqueue(tx, name, { networkId }, `remake:${networkId}`));
}
