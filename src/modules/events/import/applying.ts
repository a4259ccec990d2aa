import { sql } from 'kysely';
import { command, execute, executeWithin, type CommandContext } from '#platform/command/command.ts';
import { reading, within, type Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { walkLater } from '#modules/duplicates/looking/commands.ts';
import { insertOrganisations, learnSpellings } from '#modules/organisations/commands.ts';
import { newOrganisation } from '#modules/organisations/shape.ts';
import { insertPeople, keepPersonKeys, learnPersonSpellings } from '#modules/people/commands.ts';
import { newPerson } from '#modules/people/shape.ts';
import { recordManyEvidence } from '#modules/results/commands.ts';
import type { EvidenceInput } from '#modules/results/shape.ts';
import { recordAttendance } from '../attendance-commands.ts';
import type { SheetRow } from '../sheets/shape.ts';
import { mayImport } from './access.ts';
import { rememberAdded } from './added.ts';
import type { KeptList } from './reading.ts';
import { resolveBatch } from './resolving.ts';
import { oneImport, type RowResolution } from './shape.ts';

interface Row {
  listNo: number;
  sheet: SheetRow;
  resolution: RowResolution;
}

/** Carries an import out that somebody asked for. Either everything is written or nothing; a killed process leaves it to be taken up again. */
export async function applyImport(scope: Scope, importId: string): Promise<void> {
  const found = await reading(scope, (tx) => tx.selectFrom('sheet_import').select(['batch_id', 'state', 'resolved_at']).where('network_id', '=', scope.networkId).where('import_id', '=', importId).executeTakeFirst());
  // Taken up twice after a kill, or undone meanwhile: nothing to do.
  if (found?.state !== 'importing') return;
  const newer = await reading(scope, (tx) =>
    tx.selectFrom('sheet_import').select('import_id').where('network_id', '=', scope.networkId).where('state', '=', 'done').where('finished_at', '>', found.resolved_at ?? new Date(0)).limit(1).executeTakeFirst(),
  );
  // Others have brought people in since: look again, so that nobody is added a second time.
  if (newer) await resolveBatch(scope, found.batch_id);
  try {
    await execute(write, scope, { importId });
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    const problem = { code: error.code, details: error.details };
    await within(scope, (tx) => tx.updateTable('sheet_import').set({ state: 'deciding', problem: JSON.stringify(problem) }).where('network_id', '=', scope.networkId).where('import_id', '=', importId).execute());
  }
}

const write = command({
  name: 'import.write',
  input: oneImport,
  may: async (scope, { importId }, tx) => {
    const row = await tx.selectFrom('sheet_import').select('programme_id').where('network_id', '=', scope.networkId).where('import_id', '=', importId).executeTakeFirst();
    return row !== undefined && mayImport(scope, row.programme_id);
  },
  async run(context, { importId }) {
    const { tx, scope, now } = context;
    const { networkId } = scope;
    // One import of a network at a time: what the one before added is seen by the next.
    await sql`insert into import_turn values (${networkId}) on conflict do nothing`.execute(tx);
    await sql`select 1 from import_turn where network_id = ${networkId} for update`.execute(tx);
    const one = await tx.selectFrom('sheet_import').innerJoin('file', (join) => join.onRef('file.network_id', '=', 'sheet_import.network_id').onRef('file.file_id', '=', 'sheet_import.file_id')).select(['programme_id', 'state', 'lists', 'file.name', 'file.file_id']).where('sheet_import.network_id', '=', networkId).where('import_id', '=', importId).forUpdate('sheet_import').executeTakeFirstOrThrow();
    if (one.state !== 'importing') throw new Problem(409, 'import.not_now', { state: one.state });
    // Two people may have begun with the same file; whoever writes first is the one who imported it.
    const same = await tx.selectFrom('sheet_import').select('import_id').where('network_id', '=', networkId).where('programme_id', '=', one.programme_id).where('file_id', '=', one.file_id).where('state', '=', 'done').executeTakeFirst();
    if (same) throw new Problem(409, 'import.file_already_imported', { file: one.name, importId: same.import_id });
    const lists = one.lists as unknown as KeptList[];
    const kept = await tx.selectFrom('sheet_import_row').select(['list_no', 'content', 'resolution']).where('network_id', '=', networkId).where('import_id', '=', importId).where('resolution', 'is not', null).orderBy('list_no').orderBy('row_no').execute();
    const rows = kept.map((row): Row => ({ listNo: row.list_no, sheet: row.content as unknown as SheetRow, resolution: row.resolution as unknown as RowResolution })).filter((row) => lists[row.listNo]?.event?.to !== 'nothing');

    await addOrganisations(context, importId, rows, one.name);
    await addPeople(context, importId, rows, one.name);
    const events = await addEvents(context, importId, one.programme_id, lists);
    const held = events.held.map(({ sheet, ...piece }): EvidenceInput => ({ ...piece, importId, source: { fileId: one.file_id, sheet } }));
    if (held.length) await executeWithin(context, recordManyEvidence, { programmeId: one.programme_id, evidence: held });
    const attendance = participations(lists, rows, events.idOf, importId, one.file_id);
    for (let from = 0; from < attendance.length; from += peopleAtOnce) {
      await executeWithin(context, recordAttendance, { programmeId: one.programme_id, recorded: attendance.slice(from, from + peopleAtOnce) });
    }
    await tx.updateTable('sheet_import').set({ state: 'done', finished_at: now, problem: null }).where('network_id', '=', networkId).where('import_id', '=', importId).execute();
    return { importId, rows: rows.length };
  },
  record: ({ importId, rows }) => ({ subject: { kind: 'import', id: importId }, details: { rows } }),
});

/** As many are checked and held in memory at a time. */
const peopleAtOnce = 10_000;

/** New organisations, and the spellings by which known ones were written this time. */
async function addOrganisations(context: CommandContext, importId: string, rows: readonly Row[], file: string): Promise<void> {
  const { tx, scope } = context;
  const wanted = firstOfEach(rows.filter((row) => row.resolution.organisation.id), (row) => row.resolution.organisation.id!);
  const there = await existing(tx, 'organisation', scope.networkId, [...wanted.keys()]);
  const added = [...wanted]
    .filter(([id]) => !there.has(id))
    .map(([organisationId, { resolution: { organisation, place } }]) => ({ organisationId, ...newOrganisation.parse({ type: organisation.type ?? 'other', name: organisation.name, seat: place.id }) }));
  if (added.length) await insertOrganisations(context, added);
  await rememberAdded(context, importId, 'organisation', added.map((one) => one.organisationId));
  const learned = new Map<string, { organisationId: string; spelling: string }>();
  for (const { sheet, resolution } of rows) {
    const { id, name } = resolution.organisation;
    const spelling = sheet.organisation?.trim();
    if (id && spelling && spelling !== name) learned.set(`${id} ${spelling}`, { organisationId: id, spelling });
  }
  if (learned.size) await learnSpellings(context, [...learned.values()], file);
}

/** New people with their contacts and whom they came for; what is new about known ones. */
async function addPeople(context: CommandContext, importId: string, rows: readonly Row[], file: string): Promise<void> {
  const { tx, scope } = context;
  const { networkId } = scope;
  const rowsOf = Map.groupBy(rows, (row) => row.resolution.person.id!);
  const there = await existing(tx, 'person', networkId, [...rowsOf.keys()]);
  const fresh = [...rowsOf].filter(([id]) => !there.has(id));
  const people = fresh.map(([personId, own]) => ({ personId, ...personFrom(own) }));
  for (let from = 0; from < people.length; from += 5_000) await insertPeople(context, people.slice(from, from + 5_000));
  await rememberAdded(context, importId, 'person', fresh.map(([id]) => id));
  // What the import could not decide by itself, a person looks at: who was just added and may be somebody else known.
  if (fresh.length) await walkLater(tx, networkId);

  // Whom people came for, where the network did not know it yet.
  const pairs = firstOfEach(rows.filter((row) => row.resolution.organisation.id && there.has(row.resolution.person.id!)), (row) => `${row.resolution.person.id} ${row.resolution.organisation.id}`);
  const affiliations = [...pairs.values()].map((row) => ({ id: newId(), person: row.resolution.person.id!, organisation: row.resolution.organisation.id!, role: row.sheet.role?.slice(0, 200) ?? null }));
  if (affiliations.length) {
    const { rows: made } = await sql<{ id: string }>`
      insert into affiliation (network_id, affiliation_id, person_id, organisation_id, role)
      select ${networkId}::uuid, id, person, organisation, role from json_to_recordset(${JSON.stringify(affiliations)}::json) as f (id uuid, person uuid, organisation uuid, role text)
      where not exists (select from affiliation a where a.network_id = ${networkId} and a.person_id = f.person and a.organisation_id = f.organisation)
      returning affiliation_id as id`.execute(tx);
    await rememberAdded(context, importId, 'affiliation', made.map((one) => one.id));
    // The next sheet may name any of her organisations.
    const begun = new Set(made.map((one) => one.id));
    await keepPersonKeys(tx, networkId, [...new Set(affiliations.filter((one) => begun.has(one.id)).map((one) => one.person))]);
  }
  const { rows: own } = await sql<{ id: string }>`select affiliation_id as id from affiliation where network_id = ${networkId} and person_id = any (${fresh.map(([id]) => id)}::uuid[])`.execute(tx);
  await rememberAdded(context, importId, 'affiliation', own.map((one) => one.id));
  const learned = new Map<string, { personId: string; spelling: string }>();
  for (const { sheet, resolution } of rows) {
    const id = resolution.person.id!;
    const spelling = sheet.name.raw.trim().replace(/\s+/g, ' ');
    if (there.has(id) && spelling !== resolution.person.name) learned.set(`${id} ${spelling}`, { personId: id, spelling });
  }
  if (learned.size) await learnPersonSpellings(context, [...learned.values()], file);
}

/** One person from all the rows that name her: the fullest writing of each half, the first of each contact. */
function personFrom(rows: readonly Row[]) {
  const longest = (texts: (string | null)[]) => texts.filter((text) => text !== null).sort((a, b) => b.length - a.length)[0]?.slice(0, 100) ?? null;
  const first = (texts: (string | null)[]) => texts.find((text) => text) ?? null;
  const organisations = firstOfEach(rows.filter((row) => row.resolution.organisation.id), (row) => row.resolution.organisation.id!);
  const sex = first(rows.map((row) => row.sheet.sex));
  const given = longest(rows.map((row) => row.sheet.name.given));
  const surname = longest(rows.map((row) => row.sheet.name.surname));
  const email = first(rows.map((row) => row.sheet.email));
  return {
    ...newPerson.parse({
      given: given ?? (surname ? null : rows[0]!.sheet.name.raw.trim().slice(0, 100)),
      surname,
      sex: sex === 'F' || sex === 'M' ? sex : null,
      phone: first(rows.map((row) => row.sheet.phone))?.slice(0, 60) ?? null,
      affiliations: [...organisations].map(([organisationId, row]) => ({ organisationId, role: row.sheet.role?.slice(0, 200) || null })),
    }),
    // Kept only when it is an address: a sheet's cell may hold anything.
    email: newPerson.shape.email.safeParse(email).data ?? null,
  };
}

/** The lists' new events with their days, and the evidence that they were held. */
async function addEvents(context: CommandContext, importId: string, programmeId: string, lists: readonly KeptList[]) {
  const { tx, scope, now } = context;
  const { networkId } = scope;
  const idOf = new Map<number, string>();
  const held: (EvidenceInput & { sheet: string })[] = [];
  const added: string[] = [];
  for (const [listNo, list] of lists.entries()) {
    if (!list.event || list.event.to === 'nothing') continue;
    if (list.event.to === 'event') {
      idOf.set(listNo, list.event.eventId);
      continue;
    }
    const days = [...new Set(list.days.filter((day) => day !== null))].sort();
    if (!days.length) throw new Problem(422, 'import.list_without_day', { list: list.title });
    const { title, kind, seriesId, venuePlace } = list.event;
    const eventId = newId();
    await tx
      .insertInto('event')
      .values({ network_id: networkId, event_id: eventId, programme_id: programmeId, series_id: seriesId, kind, titles: JSON.stringify({ [languageOf(title)]: title }), venue_place: venuePlace, venue_text: list.venueIsGuess || venuePlace !== (list.venue?.unit ?? null) ? null : list.venueText, first_day: days[0]!, last_day: days.at(-1)!, created_at: now })
      .execute();
    await tx.insertInto('event_day').values(days.map((day) => ({ network_id: networkId, event_id: eventId, day }))).execute();
    held.push({ kind: 'event-held', happenedOn: days[0]!, payload: { eventId, days, placeId: venuePlace }, sheet: list.sheet });
    added.push(eventId);
    idOf.set(listNo, eventId);
  }
  await rememberAdded(context, importId, 'event', added);
  return { idOf, held };
}

/** A title's own writing says enough: Cyrillic is Serbian or Bulgarian (ъ, щ, ю, я, й are not Serbian), Latin stays Serbian Latin unless it has Romanian letters. */
function languageOf(title: string): string {
  if (/\p{Script=Cyrillic}/u.test(title)) return /[ъщюяйьЪЩЮЯЙ]/.test(title) ? 'bg' : 'sr-Cyrl';
  if (/[ăâîșțşţ]/i.test(title)) return 'ro';
  return /\b(the|of|and|training|exchange|presentation|meeting|conference)\b/i.test(title) ? 'en' : 'sr-Latn';
}

/** One piece of evidence for each person of each list, with the row it rests on. A person who signed on two rows is there once, with the days of both. */
function participations(lists: readonly KeptList[], rows: readonly Row[], eventOf: ReadonlyMap<number, string>, importId: string, fileId: string): Omit<EvidenceInput, 'kind'>[] {
  const pieces: Omit<EvidenceInput, 'kind'>[] = [];
  for (const own of Map.groupBy(rows, (row) => `${row.listNo} ${row.resolution.person.id}`).values()) {
    const { listNo, sheet, resolution } = own[0]!;
    const list = lists[listNo]!;
    const eventId = eventOf.get(listNo);
    if (!eventId) continue;
    const days = [...new Set(own.flatMap((row) => row.sheet.signed.flatMap((signed, i) => (signed && list.days[i] ? [list.days[i]] : []))))].sort();
    pieces.push({
      happenedOn: days[0] ?? list.days.find((day) => day !== null) ?? '',
      payload: {
        eventId,
        personId: resolution.person.id,
        organisationId: resolution.organisation.id,
        placeId: resolution.place.id,
        placeText: sheet.place?.slice(0, 200) ?? null,
        relation: list.relation,
        role: sheet.role?.slice(0, 200) ?? null,
        days,
        registered: true,
        breakdown: sheet.sex === 'F' || sheet.sex === 'M' ? { sex: sheet.sex } : {},
      },
      source: { fileId, sheet: list.sheet.slice(0, 200), row: sheet.row },
      importId,
    });
  }
  return pieces;
}

function firstOfEach(rows: readonly Row[], key: (row: Row) => string): Map<string, Row> {
  const found = new Map<string, Row>();
  for (const row of rows) if (!found.has(key(row))) found.set(key(row), row);
  return found;
}

async function existing(tx: Tx, table: 'person' | 'organisation', networkId: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select ${sql.ref(`${table}_id`)} as id from ${sql.table(table)} where network_id = ${networkId} and ${sql.ref(`${table}_id`)} = any (${[...ids]}::uuid[])`.execute(tx);
  return new Set(rows.map((row) => row.id));
}
