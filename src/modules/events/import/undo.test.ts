import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { referencesTo } from '#platform/db/references.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { within } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { changeOrganisation } from '#modules/organisations/commands.ts';
import { correctEvidence } from '#modules/results/commands.ts';
import { stage, type Stage } from '#modules/results/testing.ts';
import { recordDecision, writeMinutes } from '../after/minutes/commands.ts';
import { addTask } from '../after/tasks/commands.ts';
import { recordedHow } from '../attendance-testing.ts';
import { checkIn } from '../check-in/commands.ts';
import { changeEvent } from '../commands.ts';
import { inviteOrganisation } from '../registration/invitation-commands.ts';
import { saveForm } from '../registration/commands.ts';
import { applyImport } from './applying.ts';
import { accept, apply, begin, undo } from './commands.ts';
import { batchPage } from './queries.ts';
import { readBatch } from './reading.ts';
import { entryKinds, ownTables, stayingReasons } from './staying.ts';

const kolo = withDatabase();
let s: Stage;
beforeAll(async () => {
  s = await stage();
});

/** Each test has people of its own: whoever stays is known to the next list. */
const rows = ['Jelena Marić;NVO Suncokret;Niš;x;x', 'Петар Илић;Удружење Зора;Ниш;x;', 'Mira Babić;Centar Mir;Pirot;;x'];
let lists = 0;

/** Brings one list in, for an event of its own, on two days nobody else has. */
async function bringIn(lines: readonly string[] = rows) {
  const day = (n: number) => `${1 + ((lists * 2 + n) % 27)}.${1 + Math.floor((lists * 2 + n) / 27)}.2023`;
  const csv = `Ime i prezime;Organizacija;Opština;${day(0)};${day(1)}\n${lines.join('\n')}\n`;
  lists += 1;
  const batchId = newId();
  const { importId } = await execute(begin, s.scope, { programmeId: s.programmeId, batchId, name: `Lista ${lists}.csv`, bytes: new TextEncoder().encode(csv) });
  await readBatch(s.scope, batchId);
  await execute(accept, s.scope, { importId });
  await readBatch(s.scope, batchId);
  await execute(apply, s.scope, { importId });
  await applyImport(s.scope, importId);
  const added = await kolo.db.selectFrom('sheet_import_added').select(['kind', 'subject_id']).where('import_id', '=', importId).execute();
  const of = (kind: string) => added.filter((one) => one.kind === kind).map((one) => one.subject_id);
  return { importId, batchId, eventId: of('event')[0]!, people: of('person'), organisations: of('organisation') };
}

const there = async (table: 'event' | 'person' | 'organisation', ids: readonly string[]) => (await sql<{ id: string }>`select ${sql.ref(`${table}_id`)} as id from ${sql.table(table)} where ${sql.ref(`${table}_id`)} = any (${[...ids]}::uuid[])`.execute(kolo.db)).rows.map(({ id }) => id);
const tablesOf = (eventId: string, ...tables: string[]) => Promise.all(tables.map(async (table) => (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)} where event_id = ${eventId}`.execute(kolo.db)).rows[0]!.n));

test('what nobody has worked on goes whole, and nothing is said to have stayed', async () => {
  const one = await bringIn();
  expect([one.people.length, one.organisations.length]).toEqual([3, 3]);
  const { removed, stayed } = await execute(undo, s.scope, { importId: one.importId });
  expect(removed).toEqual({ event: 1, person: 3, organisation: 3, affiliation: 3 });
  expect(Object.values(stayed).map(({ n }) => n)).toEqual([0, 0, 0]);
});

test('the event stays with what people did at it; the evidence of the list goes', async () => {
  const { importId, batchId, eventId, people } = await bringIn();
  await execute(writeMinutes, s.scope, { eventId, version: 0, language: 'en', body: 'What was said' });
  await execute(recordDecision, s.scope, { eventId, text: 'We decide something' });
  await execute(saveForm, s.scope, { programmeId: s.programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30 });
  const { stayed } = await execute(undo, s.scope, { importId });
  expect(stayed.event).toEqual({ n: 1, first: [{ id: eventId, because: ['registrations', 'minutes'] }] });
  expect(await tablesOf(eventId, 'event', 'event_day', 'event_minutes', 'event_decision', 'registration_form', 'fact')).toEqual([1, 2, 1, 1, 1, expect.any(Number)]);
  expect((await kolo.db.selectFrom('fact').select('measure').where('event_id', '=', eventId).where('known_until', 'is', null).execute())).toEqual([]);
  expect(await there('person', people)).toEqual([]);
  // The page of the import says it, for as long as the import is kept.
  const { imports: [shown] } = await batchPage(s.scope, batchId);
  expect(shown!.stayed).toEqual([{ kind: 'event', n: 1, first: [{ id: eventId, name: expect.any(Object), because: ['registrations', 'minutes'] }] }]);
});

test('an event somebody has changed by hand stays', async () => {
  const { importId, eventId } = await bringIn();
  await execute(changeEvent, s.scope, { programmeId: s.programmeId, eventId, titles: { en: 'As it was really called' } });
  const { stayed } = await execute(undo, s.scope, { importId });
  expect(stayed.event.first).toEqual([{ id: eventId, because: ['plan'] }]);
});

test('an organisation that was invited or works on a task stays, without any error', async () => {
  const { importId, eventId, organisations, people } = await bringIn();
  const [invited, tasked, changed] = organisations;
  const coming = await s.event('training', ['2090-05-04']);
  await execute(saveForm, s.scope, { programmeId: s.programmeId, eventId: coming, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30 });
  await execute(inviteOrganisation, s.scope, { eventId: coming, organisationId: invited, seats: 2, email: 'ana@undo.example', locale: 'en', origin: 'https://kolo.example' });
  await execute(addTask, s.scope, { eventId, title: 'Write a letter', organisationId: tasked, dueOn: '2027-01-01', locale: 'en', origin: 'https://kolo.example' });
  await execute(changeOrganisation, s.scope, { organisationId: changed, website: 'https://zora.example' });
  const { stayed } = await execute(undo, s.scope, { importId });
  expect(Object.fromEntries(stayed.organisation.first.map(({ id, because }) => [id, because]))).toEqual({ [invited!]: ['registrations'], [tasked!]: ['tasks'], [changed!]: ['directory'] });
  expect(await there('person', people)).toEqual([]);
  expect(await there('organisation', organisations)).toHaveLength(3);
});

test('what only another list still used goes with that one, and is said to have stayed no longer', async () => {
  const both = ['Tamara Vasić;NVO Zvezda;Niš;x;', 'Jovan Lukić;Udruženje Reka;Niš;x;'];
  const [one, other] = [await bringIn(both), await bringIn([both[0]!])];
  const { stayed } = await execute(undo, s.scope, { importId: one.importId });
  expect([stayed.person.n, stayed.organisation.n, stayed.person.first[0]!.because]).toEqual([1, 1, ['evidence', 'people']]);
  const shown = async () => (await batchPage(s.scope, one.batchId)).imports[0]!.stayed.map(({ kind, n, first }) => [kind, n, first.map(({ name }) => name)]);
  expect(await shown()).toEqual([['person', 1, ['Tamara Vasić']], ['organisation', 1, ['NVO Zvezda']]]);
  await execute(undo, s.scope, { importId: other.importId });
  expect(await shown()).toEqual([]);
});

test('whoever a registration names stays the person it names', async () => {
  const { importId, people: [first] } = await bringIn();
  const eventId = await s.event('training', ['2027-05-04']);
  await execute(saveForm, s.scope, { programmeId: s.programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30 });
  await sql`insert into registration (network_id, registration_id, event_id, given, surname, email, organisation_text, locale, origin, state, queued_at, created_at, person_id, identified_by)
    values (${s.scope.networkId}, ${newId()}, ${eventId}, 'Jelena', 'Marić', 'j@undo.example', 'x', 'en', 'https://kolo.example', 'seat', now(), now(), ${first}, 'coordinator')`.execute(kolo.db);
  const { removed, stayed } = await execute(undo, s.scope, { importId });
  expect(stayed.person).toEqual({ n: 1, first: [{ id: first, because: ['registrations'] }] });
  expect(removed).toMatchObject({ person: 2, event: 1 });
});

test('no table that refers to an entry is forgotten, and each that there is has its word', async () => {
  await sql`create table later_work (network_id uuid not null, event_id uuid not null, foreign key (network_id, event_id) references event on delete cascade)`.execute(kolo.db);
  await sql`select wall('later_work')`.execute(kolo.db);
  const { importId, eventId } = await bringIn();
  await sql`insert into later_work values (${s.scope.networkId}, ${eventId})`.execute(kolo.db);
  expect((await execute(undo, s.scope, { importId })).stayed.event.first).toEqual([{ id: eventId, because: ['other'] }]);
  await sql`drop table later_work`.execute(kolo.db);
  const known = (Object.values(stayingReasons) as readonly (readonly string[])[]).flat();
  for (const kind of entryKinds) {
    const tables = (await within(s.scope, (tx) => referencesTo(tx, kind))).map(({ table }) => table);
    expect(tables.length).toBeGreaterThan(10);
    expect([kind, tables.filter((table) => !known.includes(table) && !ownTables[kind].includes(table))]).toEqual([kind, []]);
  }
  // Columns that name an entry without a foreign key of their own: facts, and what follows from a form that refers to the event.
  const { rows: columns } = await sql<{ column: string }>`
    select c.table_name || '.' || c.column_name as "column" from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type = 'uuid' and c.column_name ~ '(^|_)(event|person|organisation)_id$' and c.table_name not in ('event', 'person', 'organisation')
      and not exists (select from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey) where k.contype = 'f' and k.conrelid = ('public.' || c.table_name)::regclass and a.attname = c.column_name
        and k.confrelid in ('event'::regclass, 'person'::regclass, 'organisation'::regclass)) order by 1`.execute(kolo.db);
  expect(columns.map(({ column }) => column)).toEqual(['fact.event_id', 'fact.organisation_id', 'fact.person_id', 'organisation_profile.parent_organisation_id', 'registration.event_id', 'registration_invitation.event_id', 'removed_link.event_id']);
});

/** Attendance as facts, and as the evidence itself says it, of everybody at an event. */
const attended = async (eventId: string) =>
  (await sql<{ person: string; days: string[] }>`select person_id as person, array_agg(happened_on::text order by happened_on) as days from fact where event_id = ${eventId} and measure = 'attendance' and known_until is null group by 1`.execute(kolo.db)).rows;
const standing = async (eventId: string) =>
  (await sql<{ person: string; days: string[]; sessions: string[] | null; organisationId: string | null; importId: string | null; source: Record<string, unknown> }>`
    select payload ->> 'personId' as person, payload -> 'days' as days, payload -> 'sessions' as sessions, payload ->> 'organisationId' as "organisationId", import_id as "importId", source from evidence e
    where kind = 'participation' and payload ->> 'eventId' = ${eventId} and not exists (select from evidence l where l.network_id = e.network_id and l.replaces = e.evidence_id) order by 1`.execute(kolo.db)).rows;
const says = (eventId: string, who: object, day: string, more: object = {}) => ({ operationId: newId(), eventId, who, day, present: true, via: 'roll-call', at: new Date().toISOString(), ...more });
const daysOf = async (eventId: string) => (await kolo.db.selectFrom('event_day').select('day').where('event_id', '=', eventId).orderBy('day').execute()).map(({ day }) => day);

test('what doors and roll calls said stays when the list is taken back, and what only the list said goes', async () => {
  const { importId, batchId, eventId, people } = await bringIn(['Vesna Kostić;NVO Koraci;Niš;x;x', 'Горан Савић;Удружење Мост;Ниш;x;', 'Lidija Pavić;Centar Luk;Pirot;x;']);
  const [first, second] = await daysOf(eventId);
  const byDays = new Map((await attended(eventId)).map(({ person, days }) => [days.length, person]));
  const twice = byDays.get(2)!;
  const others = people.filter((id) => id !== twice);
  const confirmed = [says(eventId, { personId: twice }, first!), says(eventId, { personId: twice }, second!)];
  for (const one of confirmed) expect((await execute(checkIn, s.scope, one)).outcome).toBe('already');
  const walkedIn = says(eventId, { walkIn: { given: 'Nova', surname: 'Novaković' } }, first!);
  const { personId: stranger } = await execute(checkIn, s.scope, walkedIn);
  const takenBack = says(eventId, { personId: others[0] }, first!);
  await execute(checkIn, s.scope, takenBack);
  await execute(checkIn, s.scope, { ...says(eventId, { personId: others[0] }, first!), present: false, takesBack: takenBack.operationId });

  const { stayed, removed, cameAllTheSame } = await execute(undo, s.scope, { importId });
  expect(cameAllTheSame).toBe(1);
  expect([...(await attended(eventId))].sort((a, b) => a.days.length - b.days.length)).toEqual([{ person: stranger, days: [first] }, { person: twice, days: [first, second] }]);
  const left = await standing(eventId);
  expect(left.map(({ importId }) => importId)).toEqual([null, null]);
  // For whom she came only the list said; her organisation goes with it.
  const hers = left.find(({ person }) => person === twice)!;
  expect(hers).toMatchObject({ organisationId: null, source: { command: 'attendance.check_in', via: 'roll-call', days: { [first!]: { operation: confirmed[0]!.operationId }, [second!]: { operation: confirmed[1]!.operationId } } } });
  expect(Object.keys(hers.source)).not.toContain('row');
  expect(await there('person', people)).toEqual([twice]);
  expect(removed).toMatchObject({ person: 2, organisation: 3 });
  expect(await there('event', [eventId])).toEqual([eventId]);
  expect(stayed.person.first).toEqual([{ id: twice, because: ['attendance', 'evidence'] }]);
  expect(stayed.event.first[0]!.because).toContain('attendance');
  expect((await batchPage(s.scope, batchId)).imports[0]!.summary.cameAllTheSame).toBe(1);
  expect(await recordedHow(s.scope.networkId)).toMatchObject({ otherwise: 0 });

  // Sent again nothing happens; taken back, nothing of it stands any more, as if there had never been a list.
  for (const one of [...confirmed, walkedIn]) await execute(checkIn, s.scope, one);
  expect((await attended(eventId)).length).toBe(2);
  for (const one of confirmed) await execute(checkIn, s.scope, { ...says(eventId, { personId: twice }, one.day), present: false, takesBack: one.operationId });
  expect(await attended(eventId)).toEqual([{ person: stranger, days: [first] }]);
});

test('a signed sheet stays the proof of its day, a registration says for whom she came, another list keeps what it says, and a day struck out stays struck out', async () => {
  const { importId, eventId, people } = await bringIn(['Sanja Tošić;NVO Plava;Niš;x;', 'Бранко Рајић;Удружење Бела;Ниш;x;', 'Olga Kaćić;Centar Siva;Pirot;x;']);
  const [first, second] = await daysOf(eventId);
  await execute(saveForm, s.scope, { programmeId: s.programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30 });
  const [registered, onBoth, struck] = people;
  const organisationId = await s.organisation('cso');
  const [registrationId, fileId] = [newId(), newId()];
  await sql`insert into registration (network_id, registration_id, event_id, given, surname, email, organisation_text, organisation_id, role, locale, origin, state, queued_at, created_at, person_id, identified_by)
    values (${s.scope.networkId}, ${registrationId}, ${eventId}, 'A', 'B', 'ab@undo.example', 'x', ${organisationId}, 'teacher', 'en', 'https://kolo.example', 'seat', now(), now(), ${registered}, 'matching')`.execute(kolo.db);
  await kolo.db.insertInto('file').values({ network_id: s.scope.networkId, file_id: fileId, sha256: 'b'.repeat(64), name: 'sheet.jpg', media_type: 'image/jpeg', size: 1, content: Buffer.from('x') }).execute();
  await execute(checkIn, s.scope, says(eventId, { registrationId }, first!, { via: 'signed-sheet', fileId, mark: 'AB12 3' }));
  // Another list names the second as well, on the first day; a door says the second day.
  await s.record('participation', first!, { eventId, personId: onBoth, days: [first], relation: 'represents' });
  await execute(checkIn, s.scope, says(eventId, { personId: onBoth }, second!));
  await execute(checkIn, s.scope, says(eventId, { personId: struck }, first!));
  const wrong = await kolo.db.selectFrom('evidence').select(['evidence_id', 'payload']).where('import_id', '=', importId).where(sql<boolean>`payload ->> 'personId' = ${struck} and not exists (select from evidence l where l.replaces = evidence.evidence_id)`).executeTakeFirstOrThrow();
  await execute(correctEvidence, s.scope, { evidenceId: wrong.evidence_id, payload: { ...(wrong.payload as object), days: [] } });

  await execute(undo, s.scope, { importId });
  const left = new Map((await standing(eventId)).map((one) => [one.person, one]));
  expect(left.get(registered!)).toMatchObject({ days: [first], organisationId, source: { fileId, via: 'signed-sheet', mark: 'AB12 3', days: { [first!]: { fileId, via: 'signed-sheet' } } } });
  expect(left.get(onBoth!)).toMatchObject({ days: [first, second] });
  expect(left.has(struck!)).toBe(false);
  expect(left.size).toBe(2);
});
