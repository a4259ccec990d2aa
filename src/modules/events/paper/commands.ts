import { sql } from 'kysely';
import { command, executeWithin } from '#platform/command/command.ts';
import { displayName, fingerprint, storeFile } from '#platform/files/files.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { signatureOf } from '#modules/results/access.ts';
import { checkInMany } from '../check-in/commands.ts';
import { removeUnusedFile } from '../documents/commands.ts';
import { planIn } from '../planning/queries.ts';
import { mayKeepSheetsOf } from './access.ts';
import { newSheetCode } from './codes.ts';
import { messagesFor, overruled, type OtherStanding } from './confirming.ts';
import { a4, pagesFor } from './geometry.ts';
import { headOf, printable } from './printing-queries.ts';
import { mediaTypes, pictureKind } from './reading/file-kind.ts';
import { withoutMetadata } from './reading/metadata.ts';
import { confirmedInput, photoInput, printedInput, receivedInput } from './shape.ts';

const ofEvent = ({ eventId }: { eventId: string }) => ({ subject: { kind: 'event', id: eventId } });

/** Lays down who stands on which row of a sheet for one day. What is printed afterwards, however often, is this. */
export const printSheet = command({
  name: 'sign_in_sheet.print',
  input: printedInput,
  may: (scope, { eventId }, tx) => mayKeepSheetsOf(scope, eventId, tx),
  async run({ tx, now, scope }, { eventId, day, locale, emptyRows }) {
    const { networkId } = scope;
    const plan = await planIn(tx, networkId, eventId);
    if (!plan) throw notFound();
    if (!plan.days.includes(day)) throw new Problem(422, 'paper.not_a_day', {}, 'day');
    const people = await printable(tx, networkId, plan, locale);
    const pages = pagesFor(people.length + emptyRows, a4);
    const head = await headOf(tx, networkId, plan, locale);
    const sheetId = newId();
    await tx
      .insertInto('sign_in_sheet')
      .values({ network_id: networkId, sheet_id: sheetId, event_id: eventId, code: newSheetCode(), day, locale, geometry: JSON.stringify(a4), head: JSON.stringify(head), printed_by: signatureOf(scope), printed_at: now })
      .execute();
    const rows = Array.from({ length: pages * a4.rows.count }, (_, at) => {
      const one = people[at];
      return { row_no: at + 1, is_named: !!one, name: one?.name ?? '', organisation: one?.organisation ?? '', place: one?.place ?? '', registration_id: one?.registrationId ?? null, registration_version: one?.registrationVersion ?? null, person_id: one?.personId ?? null };
    });
    await sql`insert into sign_in_sheet_row (network_id, sheet_id, row_no, is_named, name, organisation, place, registration_id, registration_version, person_id)
      select ${networkId}::uuid, ${sheetId}::uuid, row_no, is_named, name, organisation, place, registration_id, registration_version, person_id
      from json_to_recordset(${JSON.stringify(rows)}::json) as one (row_no int, is_named boolean, name text, organisation text, place text, registration_id uuid, registration_version int, person_id uuid)`.execute(tx);
    return { sheetId };
  },
  record: ({ sheetId }, { eventId, day }) => ({ subject: { kind: 'event', id: eventId }, details: { sheet: sheetId, day } }),
});

/**
 * Takes in one photograph or scan. Kept is the picture without what the phone wrote beside it (where it was taken, with whose phone); of the file itself the fingerprint is kept.
 * @throws Problem with what to do when it is no picture, too large, or there already
 */
export const receivePhoto = command({
  name: 'sheet_photo.receive',
  input: receivedInput,
  may: (scope, { eventId }, tx) => mayKeepSheetsOf(scope, eventId, tx),
  async run({ tx, now, scope }, { eventId, name, bytes, scan }) {
    const { networkId } = scope;
    const shown = displayName(name);
    const kind = pictureKind(bytes, shown);
    if (kind === 'pdf') throw new Problem(415, 'paper.not_a_picture', { name: shown }, 'photos');
    const original = { original_sha256: scan?.sha256 ?? fingerprint(bytes), scan_page: scan?.page ?? 0 };
    const before = await tx.selectFrom('sheet_photo').select('photo_id').where('network_id', '=', networkId).where('event_id', '=', eventId).where('original_sha256', '=', original.original_sha256).where('scan_page', '=', original.scan_page).executeTakeFirst();
    if (before) throw new Problem(409, 'paper.same_photo', { name: shown }, 'photos');
    const { fileId } = await storeFile(tx, networkId, { name: shown, mediaType: mediaTypes[kind], bytes: withoutMetadata(bytes, kind) });
    const photoId = newId();
    await tx
      .insertInto('sheet_photo')
      .values({ network_id: networkId, photo_id: photoId, event_id: eventId, file_id: fileId, ...original, name: shown, state: 'reading', received_by: signatureOf(scope), received_at: now })
      .execute();
    await enqueue(tx, 'events.read-sheet-photo', { networkId, photoId }, `sheet-photo:${photoId}`);
    return { photoId };
  },
  record: ({ photoId }, { eventId }) => ({ subject: { kind: 'event', id: eventId }, details: { photo: photoId } }),
});

/** Removes a photograph nobody has confirmed, and its file with it: a wrong picture may show anything. @throws Problem 409 once it is confirmed */
export const discardPhoto = command({
  name: 'sheet_photo.discard',
  input: photoInput,
  may: (scope, { eventId }, tx) => mayKeepSheetsOf(scope, eventId, tx),
  async run({ tx, scope: { networkId } }, { eventId, photoId }) {
    const photo = await tx.selectFrom('sheet_photo').select(['state', 'file_id']).where('network_id', '=', networkId).where('event_id', '=', eventId).where('photo_id', '=', photoId).forUpdate().executeTakeFirst();
    if (!photo) throw notFound();
    if (photo.state === 'confirmed') throw new Problem(409, 'paper.confirmed_stays');
    await tx.deleteFrom('sheet_photo').where('network_id', '=', networkId).where('photo_id', '=', photoId).execute();
    await removeUnusedFile(tx, networkId, photo.file_id);
    return {};
  },
  record: (_, { eventId, photoId }) => ({ ...ofEvent({ eventId }), details: { photo: photoId } }),
});

/**
 * A person says who signed. Each signed row is said to the check-in like everybody who comes through the door, with the photograph as its source; rows without a
 * signature stay visible as registered and not signed. Sent twice it says nothing twice; said differently later, the first is taken back.
 */
export const confirmPhoto = command({
  name: 'sheet_photo.confirm',
  input: confirmedInput,
  may: (scope, { eventId }, tx) => mayKeepSheetsOf(scope, eventId, tx),
  async run(context, { eventId, photoId, rows, at }) {
    const { tx, now, scope } = context;
    const { networkId } = scope;
    const { rows: [photo] } = await sql<{ state: string; page: number | null; fileId: string; code: string; day: string; sheetId: string }>`
      select p.state, p.page, p.file_id as "fileId", s.code, s.day::text as day, s.sheet_id as "sheetId" from sheet_photo p join sign_in_sheet s using (network_id, sheet_id)
      where p.network_id = ${networkId} and p.event_id = ${eventId} and p.photo_id = ${photoId} for update of p`.execute(tx);
    if (!photo || (photo.state !== 'read' && photo.state !== 'confirmed')) throw notFound();
    // Whoever confirms another photograph of this page now waits for what is decided here.
    await sql`select from sign_in_sheet where network_id = ${networkId} and sheet_id = ${photo.sheetId} for update`.execute(tx);
    const { rows: page } = await sql<OtherStanding>`
      select o.photo_id as "photoId", o.row_no as row, l.is_named as "isNamed", o.decision, o.operation_id as "operationId", coalesce(o.person_id, l.person_id, case when coalesce(l.registration_version, r.delegate) = r.delegate then r.person_id end) as "personId",
        case when r.registration_id is not null then jsonb_build_object('id', r.registration_id, 'given', r.given, 'surname', r.surname, 'isOnList', r.state not in ('cancelled', 'declined'), 'version', r.delegate, 'printedVersion', l.registration_version) end as registration
      from sheet_photo p join sheet_photo_row o using (network_id, photo_id)
      join sign_in_sheet_row l on l.network_id = o.network_id and l.sheet_id = p.sheet_id and l.row_no = o.row_no
      left join registration r on r.network_id = l.network_id and r.registration_id = l.registration_id
      where p.network_id = ${networkId} and p.sheet_id = ${photo.sheetId} and (p.photo_id = ${photoId} or (p.page = ${photo.page} and p.state = 'confirmed'))`.execute(tx);
    const standing = page.filter((one) => one.photoId === photoId);
    const otherwise = overruled(page.filter((one) => one.photoId !== photoId), rows);
    const decisionOf = new Map(rows.map((one) => [one.row, one.decision]));
    // A signature the other picture had is taken back; one it had not is said by this picture, and of the other only noted.
    const takenBack = otherwise.filter(({ row }) => decisionOf.get(row) === 'unsigned').flatMap((one) => messagesFor([one], [{ row: one.row, decision: 'unsigned', walkIn: null, others: '' }]).map((message) => ({ ...message, photoId: one.photoId })));
    const messages = [...messagesFor(standing, rows).map((message) => ({ ...message, photoId })), ...takenBack];
    const { heard } = messages.length
      ? await executeWithin(context, checkInMany, {
          eventId,
          messages: messages.map(({ row, photoId: _, ...message }) => ({ ...message, eventId, day: photo.day, via: 'signed-sheet', at, fileId: photo.fileId, mark: `${photo.code} ${row}` })),
        })
      : { heard: [] };
    const refused = heard.findIndex((one) => one.outcome === 'rejected');
    if (refused !== -1) throw new Problem(409, heard[refused]!.problem!.code, heard[refused]!.problem!.details, `row_${messages[refused]!.row}`);
    const said = new Map(messages.map((one, n) => [`${one.photoId} ${one.row}`, { operation: one.operationId, person: one.present ? heard[n]!.personId : null }]));
    for (const { photoId: of, row, decision } of [...rows.map((one) => ({ ...one, photoId })), ...otherwise.map((one) => ({ ...one, decision: decisionOf.get(one.row)! }))]) {
      const message = said.get(`${of} ${row}`);
      await tx
        .updateTable('sheet_photo_row')
        .set({ decision, ...(message && { operation_id: message.operation, person_id: message.person }) })
        .where('network_id', '=', networkId)
        .where('photo_id', '=', of)
        .where('row_no', '=', row)
        .execute();
    }
    const { n: open } = await tx.selectFrom('sheet_photo_row').select((eb) => eb.fn.countAll<string>().as('n')).where('network_id', '=', networkId).where('photo_id', '=', photoId).where('decision', 'is', null).executeTakeFirstOrThrow();
    if (Number(open)) throw new Problem(422, 'paper.rows_open', { n: Number(open) });
    await tx.updateTable('sheet_photo').set({ state: 'confirmed', confirmed_by: signatureOf(scope), confirmed_at: now }).where('network_id', '=', networkId).where('photo_id', '=', photoId).execute();
    return { signed: rows.filter(({ decision }) => decision === 'signed').length, said: messages.length, settled: otherwise.length };
  },
  record: ({ signed, said, settled }, { eventId, photoId }) => ({ ...ofEvent({ eventId }), details: { photo: photoId, signed, said, ...(settled && { settled }) } }),
});
