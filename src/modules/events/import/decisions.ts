import { sql } from 'kysely';
import type { z } from 'zod';
import type { CommandContext } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { readLater } from './later.ts';
import type { decideDoubt, Doubt } from './shape.ts';

type Decision = z.infer<typeof decideDoubt>;

/**
 * Writes one answer, or with `everywhere` the same answer for every open row of the batch that asks the same about the same text.
 * What follows from it (who else is the same person now) is worked out by reading the batch again.
 * @returns how many rows were settled.
 */
export async function settle({ tx, scope }: CommandContext, batchId: string, decision: Decision): Promise<number> {
  const { networkId } = scope;
  const row = await tx
    .selectFrom('sheet_import_row')
    .select('doubts')
    .where('network_id', '=', networkId)
    .where('import_id', '=', decision.importId)
    .where('list_no', '=', decision.listNo)
    .where('row_no', '=', decision.rowNo)
    .executeTakeFirst();
  const doubt = (row?.doubts as unknown as Doubt[] | undefined)?.find((one) => one.field === decision.field);
  if (!doubt) throw new Problem(404, 'import.no_such_doubt');
  const answer = JSON.stringify({ [decision.field]: decision.choice });
  const alike = decision.everywhere
    ? sql`r.open_doubts > 0 and exists (select from jsonb_array_elements(r.doubts) d where d ->> 'field' = ${decision.field} and d ->> 'text' = ${doubt.text} and d -> 'reason' ->> 'code' = ${doubt.reason.code})
        and r.import_id in (select import_id from sheet_import where network_id = ${networkId} and batch_id = ${batchId} and state = 'deciding')`
    : sql`r.import_id = ${decision.importId} and r.list_no = ${decision.listNo} and r.row_no = ${decision.rowNo}`;
  // The answer is shown at once; the reading that follows puts the rest in order.
  const { numAffectedRows } = await sql`
    update sheet_import_row r set
      decisions = r.decisions || ${answer}::jsonb,
      doubts = (select coalesce(jsonb_agg(case when d ->> 'field' = ${decision.field} then d || jsonb_build_object('decided', ${decision.choice}::text) else d end order by n), '[]') from jsonb_array_elements(r.doubts) with ordinality x (d, n)),
      open_doubts = (select count(*) from jsonb_array_elements(r.doubts) d where d ->> 'field' <> ${decision.field} and d ->> 'decided' is null)
    where r.network_id = ${networkId} and ${alike}`.execute(tx);
  await readLater(tx, networkId, batchId);
  return Number(numAffectedRows ?? 0);
}

/** Takes the first proposal of every question still open in a batch: what Kolo would do. @returns how many rows were settled. */
export async function settleAll({ tx, scope }: CommandContext, batchId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update sheet_import_row r set
      decisions = r.decisions || (select coalesce(jsonb_object_agg(d ->> 'field', d -> 'proposals' -> 0 ->> 'id'), '{}') from jsonb_array_elements(r.doubts) d where d ->> 'decided' is null),
      doubts = (select jsonb_agg(case when d ->> 'decided' is null then d || jsonb_build_object('decided', d -> 'proposals' -> 0 -> 'id') else d end order by n) from jsonb_array_elements(r.doubts) with ordinality x (d, n)),
      open_doubts = 0
    where r.network_id = ${scope.networkId} and r.open_doubts > 0
      and r.import_id in (select import_id from sheet_import where network_id = ${scope.networkId} and batch_id = ${batchId} and state = 'deciding')`.execute(tx);
  await readLater(tx, scope.networkId, batchId);
  return Number(numAffectedRows ?? 0);
}
