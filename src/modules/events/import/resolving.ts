import { sql } from 'kysely';
import { within } from '#platform/db/transaction.ts';
import { isId } from '#platform/ids.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { ParticipantsList, SheetRow } from '../sheets/shape.ts';
import { knownOrganisations, knownPeople, knownToDiffer } from './known.ts';
import type { KeptList } from './reading.ts';
import { keysOfOrganisations, keysOfPeople, outcome, resolveOrganisations, resolvePeople, resolvePlaces, type Batch, type BatchRow } from './resolve.ts';
import { summaryOf } from './summary.ts';
import type { DoubtField } from './shape.ts';

/**
 * Works out who everybody in a batch is, given what the network knows and what a person has decided, and keeps it with the rows.
 * @param readNow imports that have just been read: only these may now be decided about. A file that arrived meanwhile and still waits to be
 *   read has no rows yet; let through, it would be imported as if it were empty.
 */
export async function resolveBatch(scope: Scope, batchId: string, readNow: readonly string[] = []): Promise<void> {
  const { networkId } = scope;
  await within(scope, async (tx) => {
    // Two jobs of one batch would each give the same new person an id of their own.
    await sql`select pg_advisory_xact_lock(hashtextextended(${batchId}, 0))`.execute(tx);
    const imports = await tx
      .selectFrom('sheet_import')
      .select(['import_id', 'lists', 'programme_id'])
      .where('network_id', '=', networkId)
      .where('batch_id', '=', batchId)
      .where((where) => where.or([where('state', 'in', ['deciding', 'importing']), where.and([where('state', '=', 'reading'), sql<boolean>`import_id = any (${readNow}::uuid[])`])]))
      .orderBy('created_at')
      .orderBy('import_id')
      .execute();
    if (!imports.length) return;
    const lists: ParticipantsList[] = [];
    const rows: BatchRow[] = [];
    for (const one of imports) {
      const base = lists.length;
      const own = (one.lists as unknown as KeptList[]).map((list): ParticipantsList => ({ ...list, rows: [] }));
      lists.push(...own);
      const kept = await tx.selectFrom('sheet_import_row').select(['list_no', 'row_no', 'content', 'decisions']).where('network_id', '=', networkId).where('import_id', '=', one.import_id).orderBy('list_no').orderBy('row_no').execute();
      for (const row of kept) {
        const sheet = row.content as unknown as SheetRow;
        own[row.list_no]?.rows.push(sheet);
        if (sheet.name.raw.trim()) rows.push({ importId: one.import_id, listNo: row.list_no, list: base + row.list_no, sheet, decisions: row.decisions as Partial<Record<DoubtField, string>> });
      }
    }
    const batch: Batch = { lists, rows };
    const places = resolvePlaces(batch);
    const idsOf = (known: readonly { id: string }[]) => new Set(known.map(({ id }) => id));
    const offices = await knownOrganisations(tx, networkId, keysOfOrganisations(batch, places.units), chosen(rows, 'organisation'));
    const organisations = resolveOrganisations(batch, places.units, offices, await knownToDiffer(tx, networkId, 'organisation', idsOf(offices)));
    const persons = await knownPeople(tx, networkId, keysOfPeople(batch, places.units, organisations.ids), chosen(rows, 'person'));
    const people = resolvePeople(batch, places.units, organisations.ids, persons, await knownToDiffer(tx, networkId, 'person', idsOf(persons)));
    const outcomes = outcome(batch, places, organisations, people);

    const earlier = new Set<string>();
    for (const one of imports) {
      const own = rows.flatMap((row, i) => (row.importId === one.import_id ? [{ row, outcome: outcomes[i]! }] : []));
      const written = own.map(({ row, outcome }) => ({ list_no: row.listNo, row_no: row.sheet.row, resolution: outcome.resolution, doubts: outcome.doubts, open: outcome.doubts.filter((doubt) => doubt.decided === null).length }));
      for (let from = 0; from < written.length; from += 5_000) {
        await sql`
          update sheet_import_row r set resolution = f.resolution, doubts = f.doubts, open_doubts = f.open
          from json_to_recordset(${JSON.stringify(written.slice(from, from + 5_000))}::json) as f (list_no int, row_no int, resolution jsonb, doubts jsonb, open int)
          where r.network_id = ${networkId} and r.import_id = ${one.import_id} and r.list_no = f.list_no and r.row_no = f.row_no`.execute(tx);
      }
      const summary = summaryOf(own.map(({ row, outcome }) => ({ list: row.listNo, signed: row.sheet.signed, resolution: outcome.resolution, open: outcome.doubts.filter((doubt) => doubt.decided === null).length })), earlier);
      await sql`update sheet_import set state = case when state = 'reading' then 'deciding' else state end, summary = summary || ${JSON.stringify(summary)}::jsonb, resolved_at = now()
        where network_id = ${networkId} and import_id = ${one.import_id}`.execute(tx);
    }
  });
}

/** Ids that answers name: the network may know them under names that have nothing in common with the row's. */
const chosen = (rows: readonly BatchRow[], field: DoubtField): string[] => [...new Set(rows.flatMap(({ decisions }) => (isId(decisions[field]) ? [decisions[field]!] : [])))];
