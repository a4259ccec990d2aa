import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';

/**
 * Removes what photographs of these events' signed sheets show, because names stand on them: the pictures and the cut-out cells. What was read of them, their names and their
 * fingerprints stay, so that evidence which rests on one can still be held against the sheet in the folder. A picture that is kept for something else as well stays for that.
 */
export async function eraseSheetPhotos(tx: Tx, networkId: string, events: readonly string[], now: Date): Promise<void> {
  const ids = sql`any (${[...events]}::uuid[])`;
  await sql`update sheet_photo_row o set crop = '' from sheet_photo p where o.network_id = ${networkId} and p.network_id = o.network_id and p.photo_id = o.photo_id and p.event_id = ${ids}`.execute(tx);
  await sql`
    update file f set content = '', erased_at = ${now} where f.network_id = ${networkId} and f.erased_at is null
      and exists (select from sheet_photo p where p.network_id = f.network_id and p.file_id = f.file_id and p.event_id = ${ids})
      and not exists (select from sheet_photo p where p.network_id = f.network_id and p.file_id = f.file_id and p.event_id <> ${ids} and not exists (
        select from registration_form r where r.network_id = p.network_id and r.event_id = p.event_id and r.purged_at is not null))
      and not exists (select from sheet_import i where i.network_id = f.network_id and i.file_id = f.file_id)
      and not exists (select from event_document d where d.network_id = f.network_id and d.file_id = f.file_id)
      and not exists (select from agreement_file a where a.network_id = f.network_id and a.file_id = f.file_id)
      and not exists (select from survey_answer a where a.network_id = f.network_id and a.file_id = f.file_id)`.execute(tx);
}
