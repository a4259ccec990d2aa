import { sql } from 'kysely';
import { database } from '#platform/db/database.ts';

/** How many pieces of evidence about who took part were written at a moment at which `attendance.record` was run, and how many at another: those would have come by a way of their own. */
export async function recordedHow(networkId: string): Promise<{ recorded: number; otherwise: number }> {
  const { rows } = await sql<{ recorded: number; otherwise: number }>`
    select count(*) filter (where there)::int as recorded, count(*) filter (where not there)::int as otherwise
    from evidence e cross join lateral (select exists (select from log_entry l where l.network_id = e.network_id and l.action = 'attendance.record' and l.at = e.recorded_at) as there) l
    where e.network_id = ${networkId} and e.kind = 'participation'`.execute(database());
  return rows[0]!;
}
