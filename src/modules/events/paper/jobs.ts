import { sql } from 'kysely';
import { reading, within } from '#platform/db/transaction.ts';
import { readFile } from '#platform/files/files.ts';
import { newId } from '#platform/ids.ts';
import { isUnderWay } from '#platform/jobs/jobs.ts';
import { Problem } from '#platform/problem.ts';
import { systemScope } from '#platform/session/scope.ts';
import { geometry } from './geometry.ts';
import type { KnownSheet, SheetReading } from './reading/read-sheet.ts';
import { readInThread } from './reading/thread.ts';

export const isBeingRead = (photoId: string): Promise<boolean> => isUnderWay(`sheet-photo:${photoId}`);

/** Reads one photograph against the sheets of its event, and keeps what it shows or why it cannot be read. Done twice, it is done once. */
export async function readPhoto(networkId: string, photoId: string): Promise<void> {
  const scope = systemScope(networkId, 'paper');
  const waiting = await reading(scope, async (tx) => {
    const photo = await tx.selectFrom('sheet_photo').select(['event_id', 'file_id']).where('network_id', '=', networkId).where('photo_id', '=', photoId).where('state', '=', 'reading').executeTakeFirst();
    if (!photo) return null;
    const { rows } = await sql<{ sheetId: string; code: string; geometry: unknown; named: boolean[] }>`
      select s.sheet_id as "sheetId", s.code, s.geometry, array(select r.is_named from sign_in_sheet_row r where r.network_id = s.network_id and r.sheet_id = s.sheet_id order by r.row_no) as named
      from sign_in_sheet s where s.network_id = ${networkId} and s.event_id = ${photo.event_id}`.execute(tx);
    return { eventId: photo.event_id, file: await readFile(tx, networkId, photo.file_id), sheets: rows };
  });
  if (!waiting) return;
  const began = Date.now();
  try {
    const known: KnownSheet[] = waiting.sheets.map((one) => ({ code: one.code, geometry: geometry.parse(one.geometry), named: one.named }));
    const read = await readInThread(waiting.file.bytes, known);
    await keep(read, waiting.sheets.find(({ code }) => code === read.sheet)!.sheetId, Date.now() - began);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const problem = error.code === 'paper.unknown_sheet' ? await whose(String(error.details.sheet)) : error;
    await within(scope, (tx) => tx.updateTable('sheet_photo').set({ state: 'failed', problem: JSON.stringify({ code: problem.code, details: problem.details }) }).where('network_id', '=', networkId).where('photo_id', '=', photoId).execute());
  }

  async function keep(read: SheetReading, sheetId: string, milliseconds: number) {
    await within(scope, async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('sheet_photo')
        .set({ state: 'read', sheet_id: sheetId, page: read.page, figures: JSON.stringify({ ...read.figures, milliseconds }) })
        .where('network_id', '=', networkId)
        .where('photo_id', '=', photoId)
        .where('state', '=', 'reading')
        .executeTakeFirstOrThrow();
      if (!numUpdatedRows || !read.rows.length) return;
      await tx
        .insertInto('sheet_photo_row')
        .values(read.rows.map(({ row, proposal, doubt, ink, crop }) => ({ network_id: networkId, photo_id: photoId, row_no: row, proposal, doubt, ink: JSON.stringify(ink), crop: Buffer.from(crop), operation_id: newId() })))
        .execute();
    });
  }

  /** A sheet of this network but of another event is told from one that nobody here knows. */
  async function whose(code: string): Promise<Problem> {
    const found = await reading(scope, (tx) => tx.selectFrom('sign_in_sheet').select('sheet_id').where('network_id', '=', networkId).where('code', '=', code).executeTakeFirst());
    return new Problem(422, found ? 'paper.another_event' : 'paper.unknown_sheet', { sheet: code });
  }
}
