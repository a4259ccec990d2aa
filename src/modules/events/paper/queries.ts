import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { readFile, type IncomingFile } from '#platform/files/files.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { maySeePersons, reachesProgramme } from '#modules/results/access.ts';
import { peopleMeant, surely } from '../registration/who.ts';
import { rowCode } from './codes.ts';
import type { PrintedSheet } from './document.ts';
import { askedName, type ToAsk } from './form.ts';
import { geometry, pagesFor } from './geometry.ts';
import type { Head, PhotoRow, ReadRow, SheetRow } from './shape.ts';

/** Sheets name people: only those who work with them see any of it. @throws 404 */
async function seen<T>(scope: Scope, eventId: string, work: (tx: Tx, programmeId: string) => Promise<T>): Promise<T> {
  return reading(scope, async (tx) => {
    const event = await tx.selectFrom('event').select('programme_id').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).executeTakeFirst();
    if (!event || !reachesProgramme(scope, event.programme_id) || !maySeePersons(scope)) throw notFound();
    return work(tx, event.programme_id);
  });
}

/** The last word on each row of a sheet: of several photographs of one page the one that was confirmed last. */
const lastWord = sql`
  select distinct on (p.network_id, p.sheet_id, o.row_no) p.network_id, p.sheet_id, o.row_no, o.decision, p.photo_id from sheet_photo p join sheet_photo_row o using (network_id, photo_id)
  where p.state = 'confirmed' order by p.network_id, p.sheet_id, o.row_no, p.confirmed_at desc`;

/** The sheets of an event with what came back of them, and all photographs, newest first. @throws 404 */
export const sheetsOf = (scope: Scope, eventId: string): Promise<{ sheets: SheetRow[]; photos: PhotoRow[] }> =>
  seen(scope, eventId, async (tx) => {
    const { rows: sheets } = await sql<Omit<SheetRow, 'pages'> & { geometry: unknown; rowCount: number }>`
      with word as (${lastWord})
      select s.sheet_id as "sheetId", s.code, s.day::text as day, s.locale, s.printed_at as "printedAt", s.geometry, count(*)::int as "rowCount", count(*) filter (where l.is_named)::int as named,
        count(*) filter (where l.is_named and w.decision = 'signed')::int as signed, count(*) filter (where l.is_named and w.decision = 'unsigned')::int as unsigned,
        count(*) filter (where not l.is_named and w.decision = 'signed')::int as "walkIns",
        array(select distinct p.page from sheet_photo p where p.network_id = s.network_id and p.sheet_id = s.sheet_id and p.state = 'confirmed' order by 1) as "pagesConfirmed"
      from sign_in_sheet s join sign_in_sheet_row l using (network_id, sheet_id)
      left join word w on w.network_id = l.network_id and w.sheet_id = l.sheet_id and w.row_no = l.row_no
      where s.network_id = ${scope.networkId} and s.event_id = ${eventId} group by s.network_id, s.sheet_id order by s.day, s.printed_at desc`.execute(tx);
    const { rows: photos } = await sql<PhotoRow>`
      select p.photo_id as "photoId", p.name, p.state, p.problem, p.sheet_id as "sheetId", s.day::text as day, p.page, p.received_at as "receivedAt",
        (select count(*)::int from sheet_photo_row o where o.network_id = p.network_id and o.photo_id = p.photo_id and o.proposal = 'unsure') as unsure
      from sheet_photo p left join sign_in_sheet s using (network_id, sheet_id)
      where p.network_id = ${scope.networkId} and p.event_id = ${eventId} order by p.received_at desc, p.photo_id desc limit 500`.execute(tx);
    return { sheets: sheets.map(({ geometry: kept, rowCount, ...one }) => ({ ...one, pages: pagesFor(rowCount, geometry.parse(kept)) })), photos };
  });

/** A sheet as it was printed, for printing it again. @throws 404 */
export const printedSheet = (scope: Scope, eventId: string, sheetId: string): Promise<PrintedSheet> =>
  seen(scope, eventId, async (tx) => {
    const { rows } = await sql<{ code: string; locale: PrintedSheet['locale']; geometry: unknown; head: Head; day: string; printedAt: Date; rows: PrintedSheet['rows'] }>`
      select code, locale, geometry, head, day::text as day, printed_at as "printedAt",
        (select jsonb_agg(jsonb_build_object('name', l.name, 'organisation', l.organisation, 'place', l.place) order by l.row_no) from sign_in_sheet_row l where l.network_id = s.network_id and l.sheet_id = s.sheet_id) as rows
      from sign_in_sheet s where network_id = ${scope.networkId} and event_id = ${eventId} and sheet_id = ${sheetId}`.execute(tx);
    if (!rows[0]) throw notFound();
    const { head, ...sheet } = rows[0];
    return { ...sheet, ...head, geometry: geometry.parse(sheet.geometry) };
  });

export interface PhotoPage extends PhotoRow {
  sha256: string;
  code: string | null;
  pages: number | null;
  figures: { milliseconds?: number; markers?: number; rowCodes?: number; of?: number };
  rows: ReadRow[];
  /** The time of the registration form is over: the picture is removed, its fingerprint is not. */
  isErased: boolean;
  /** A photograph of the same page that was confirmed before. */
  confirmedBefore: string | null;
}

/** One photograph with its rows: those Kolo is unsure about first, then handwritten ones, then the rest as on the sheet. @throws 404 */
export const photoPage = (scope: Scope, eventId: string, photoId: string): Promise<PhotoPage> =>
  seen(scope, eventId, async (tx) => {
    const { rows: [photo] } = await sql<Omit<PhotoPage, 'rows' | 'pages'> & { geometry: unknown; rowCount: number }>`
      select p.photo_id as "photoId", p.name, p.state, p.problem, p.sheet_id as "sheetId", s.day::text as day, p.page, p.received_at as "receivedAt", 0 as unsure, p.original_sha256 as sha256, p.figures, s.code, s.geometry, (select f.erased_at is not null from file f where f.network_id = p.network_id and f.file_id = p.file_id) as "isErased",
        (select count(*)::int from sign_in_sheet_row l where l.network_id = p.network_id and l.sheet_id = p.sheet_id) as "rowCount",
        (select q.name from sheet_photo q where q.network_id = p.network_id and q.sheet_id = p.sheet_id and q.page = p.page and q.photo_id <> p.photo_id and q.state = 'confirmed' limit 1) as "confirmedBefore"
      from sheet_photo p left join sign_in_sheet s using (network_id, sheet_id) where p.network_id = ${scope.networkId} and p.event_id = ${eventId} and p.photo_id = ${photoId}`.execute(tx);
    if (!photo) throw notFound();
    const { rows } = await sql<Omit<ReadRow, 'code'>>`
      with others as (
        select x.row_no, jsonb_agg(jsonb_build_object('photoId', q.photo_id, 'name', q.name, 'decision', x.decision) order by q.confirmed_at, q.photo_id) as said from sheet_photo q join sheet_photo_row x using (network_id, photo_id)
        where q.network_id = ${scope.networkId} and q.sheet_id = ${photo.sheetId} and q.page = ${photo.page} and q.photo_id <> ${photoId} and q.state = 'confirmed' and x.decision is not null group by 1
      )
      select o.row_no as row, l.is_named as "isNamed", l.name, l.organisation, l.place, o.proposal, o.doubt, o.ink, o.decision, coalesce(o.person_id, l.person_id) as "personId",
        (select concat_ws(' ', q.surname, q.given) from person q where q.network_id = o.network_id and q.person_id = o.person_id) as person, coalesce(others.said, '[]') as others
      from sheet_photo_row o left join others using (row_no) join sign_in_sheet_row l on l.network_id = o.network_id and l.sheet_id = ${photo.sheetId} and l.row_no = o.row_no
      where o.network_id = ${scope.networkId} and o.photo_id = ${photoId}
      order by o.proposal = 'unsure' desc, l.is_named, o.row_no`.execute(tx);
    const { geometry: kept, rowCount, ...rest } = photo;
    return { ...rest, pages: photo.sheetId ? pagesFor(rowCount, geometry.parse(kept)) : null, rows: rows.map((one) => ({ ...one, code: rowCode(photo.code!, one.row) })), unsure: rows.filter(({ proposal }) => proposal === 'unsure').length };
  });

/** The cut-out cell of a row. @throws 404 */
export const cropOf = (scope: Scope, eventId: string, photoId: string, row: number): Promise<Uint8Array> =>
  seen(scope, eventId, async (tx) => {
    const { rows } = await sql<{ crop: Buffer }>`
      select o.crop from sheet_photo_row o join sheet_photo p using (network_id, photo_id) where p.network_id = ${scope.networkId} and p.event_id = ${eventId} and p.photo_id = ${photoId} and o.row_no = ${row}`.execute(tx);
    if (!rows[0]?.crop.length) throw notFound();
    return rows[0].crop;
  });

/** The whole photograph, without what the phone wrote beside it. @throws 404 */
export const photoFile = (scope: Scope, eventId: string, photoId: string): Promise<IncomingFile> =>
  seen(scope, eventId, async (tx) => {
    const photo = await tx.selectFrom('sheet_photo').select('file_id').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).where('photo_id', '=', photoId).executeTakeFirst();
    if (!photo) throw notFound();
    return readFile(tx, scope.networkId, photo.file_id);
  });

/** Somebody printed on a sheet whose cell stayed empty. */
export interface NotSigned {
  photoId: string;
  row: number;
  day: string;
  name: string;
  organisation: string;
}

/** Everybody who was on the list and did not sign, by the photographs confirmed last; who signed another sheet of the same day is not among them. @throws 404 */
export const notSigned = (scope: Scope, eventId: string): Promise<NotSigned[]> =>
  seen(scope, eventId, async (tx) => {
    const { rows } = await sql<NotSigned>`
      with word as (${lastWord}),
      said as (
        select w.photo_id, w.row_no, w.decision, s.day, l.name, l.organisation, l.is_named, coalesce(l.registration_id, l.person_id) as who from word w
        join sign_in_sheet s using (network_id, sheet_id) join sign_in_sheet_row l on l.network_id = w.network_id and l.sheet_id = w.sheet_id and l.row_no = w.row_no
        where s.network_id = ${scope.networkId} and s.event_id = ${eventId}
      )
      select photo_id as "photoId", row_no as row, day::text as day, name, organisation from said
      where is_named and name <> '' and decision = 'unsigned' and not exists (select from said other where other.day = said.day and other.who = said.who and other.decision = 'signed')
      order by day, row_no limit 500`.execute(tx);
    return rows;
  });

/** Who of those who wrote their own names may be somebody known: only where that is a question. Who is surely known is taken for that by the check-in itself. @throws 404 */
export const perhapsKnown = (scope: Scope, eventId: string, written: readonly ToAsk[]): Promise<{ row: number; name: string; proposals: { personId: string; name: string; percent: number }[] }[]> =>
  seen(scope, eventId, async (tx) => {
    if (!written.length) return [];
    const meant = await peopleMeant(tx, scope.networkId, written.map(({ given, surname }) => ({ given, surname, email: null, phone: null, organisation: null, place: null })));
    return written.flatMap((one, at) =>
      meant[at]!.length && !surely(meant[at]!) ? [{ row: one.row, name: askedName(one), proposals: meant[at]!.map(({ personId, name, probability }) => ({ personId, name, percent: Math.round(Math.min(0.99, probability) * 100) })) }] : [],
    );
  });

/** The photograph that this kept file is, for whoever may see it; null for any other file. Of a picture sent for two events it is the one that was confirmed. */
export const photoOf = (scope: Scope, fileId: string): Promise<{ eventId: string; photoId: string } | null> =>
  reading(scope, async (tx) => {
    const { rows } = await sql<{ eventId: string; photoId: string; programmeId: string }>`
      select p.event_id as "eventId", p.photo_id as "photoId", e.programme_id as "programmeId" from sheet_photo p join event e using (network_id, event_id)
      where p.network_id = ${scope.networkId} and p.file_id = ${fileId} order by p.state = 'confirmed' desc, p.received_at desc`.execute(tx);
    const found = rows.find(({ programmeId }) => maySeePersons(scope) && reachesProgramme(scope, programmeId));
    return found ? { eventId: found.eventId, photoId: found.photoId } : null;
  });
