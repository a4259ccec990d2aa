import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addPerson } from '#modules/people/commands.ts';
import { useKinds } from '#modules/results/kind.ts';
import { resultsOf } from '#modules/results/queries.ts';
import { query, type Query } from '#modules/results/shape.ts';
import { withdrawal } from '#modules/results/withdrawal.ts';
import { recordedHow } from '../attendance-testing.ts';
import { eventKinds } from '../evidence.ts';
import { applyImport } from './applying.ts';
import { accept, apply, begin, correct, decide, undo } from './commands.ts';
import { openDoubts } from './queries.ts';
import { readBatch, type KeptList } from './reading.ts';
import { reasonsFor } from './reasons-queries.ts';
import { choicesOf } from './sentence.ts';
import { resolveBatch } from './resolving.ts';
import type { Doubt } from './shape.ts';

withDatabase();

const folder = join(import.meta.dirname, '../sheets/fixtures/programme-2022');
const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
const files: string[] = truth.events.map((event: { file: string }) => event.file);
const networkId = newId();
const programmeId = newId();
const scope = systemScope(networkId, 'test');
const seriesIds = { tot: newId() };

beforeAll(async () => {
  useKinds([...eventKinds, withdrawal]);
  await database().insertInto('network').values({ network_id: networkId, slug: 'import-test', names: JSON.stringify({ en: 'Test' }) }).execute();
  await database().insertInto('programme').values({ network_id: networkId, programme_id: programmeId, slug: 'import-test', titles: JSON.stringify({ en: 'Test' }) }).execute();
  await database().insertInto('series').values({ network_id: networkId, series_id: seriesIds.tot, programme_id: programmeId, titles: JSON.stringify({ en: 'ToT' }), kind: 'training-of-trainers', is_cycle: true, completion: '{"of":"events","share":100}' }).execute();
});

async function bringIn(names: string[], as: Scope = scope): Promise<{ batchId: string; imports: string[] }> {
  const batchId = newId();
  const imports: string[] = [];
  for (const name of names) imports.push((await execute(begin, as, { programmeId, batchId, name, bytes: readFileSync(join(folder, name)) })).importId);
  await readBatch(as, batchId);
  return { batchId, imports };
}

const figures = (queries: Query[]) => reading(scope, (tx) => resultsOf(tx, scope, programmeId, queries));
const municipalities = (eventKinds?: string[]) => query.parse({ method: 'municipalities', where: eventKinds ? { eventKinds } : {} });
const stateOf = async (importId: string) => (await database().selectFrom('sheet_import').selectAll().where('import_id', '=', importId).executeTakeFirstOrThrow()) as never as { state: string; summary: Record<string, unknown>; problem: unknown };

describe('six participants’ lists of one programme', () => {
  let imports: string[];
  let batchId: string;

  it('are read together, and only real questions stay open', async () => {
    ({ imports, batchId } = await bringIn(files));
    for (const importId of imports) expect((await stateOf(importId)).state).toBe('deciding');
    const rows = await database().selectFrom('sheet_import_row').select(['doubts', 'list_no', 'row_no', 'import_id']).where('open_doubts', '>', 0).execute();
    const doubts = rows.flatMap((row) => row.doubts as unknown as Doubt[]);
    // "Раковац" stands on three rows; what Kolo would do stands first.
    const rakovac = doubts.filter((doubt) => doubt.field === 'place' && doubt.text === 'Раковац');
    expect(rakovac.map((doubt) => doubt.proposals[0]!.id)).toEqual(Array(3).fill('RS-L-71030'));
    expect(doubts.length).toBeLessThanOrEqual(12);
    // Whom a list before has made is known to the next one: the preview adds up to what will be.
    const sum = async (of: 'people' | 'organisations') => (await Promise.all(imports.map(stateOf))).reduce((all, { summary }) => all + (summary[of] as { new: number }).new, 0);
    expect([await sum('people'), await sum('organisations')]).toEqual([truth.expected.programme.people, truth.expected.programme.organisations]);
  });

  it('are asked once what many rows ask alike, and each proposal says why it is one', async () => {
    const { doubts, total } = await openDoubts(scope, batchId);
    expect(total).toBe(doubts.length);
    const asked = doubts.filter((doubt) => doubt.text === 'Раковац');
    expect(asked.map(({ alike, venue }) => [alike, venue])).toEqual([[3, expect.stringMatching(/^RS-L-/)]]);
    const because = await reasonsFor(scope, doubts, await wordsOf('en'));
    for (const doubt of doubts) for (const { id } of doubt.proposals) expect(because.get(doubt)!.get(id)!.length > 0).toBe(id !== 'new' && id !== 'none');
    expect(because.get(asked[0]!)!.get('RS-L-71030')!.join('; ')).toContain('letter');
    expect(because.get(asked[0]!)!.get('RS-L-71030')!.join('; ')).toContain('Kragujevac');
    expect(choicesOf(Array.from({ length: 9 }, (_, n) => ({ id: n === 8 ? 'none' : `${n}`, name: '', reasons: [] }))).map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4', 'none']);
  });

  it('can be answered for all alike rows at once', async () => {
    const row = await database().selectFrom('sheet_import_row').select(['import_id', 'list_no', 'row_no']).where('open_doubts', '>', 0).where('content', '@>', JSON.stringify({ place: 'Раковац' })).executeTakeFirstOrThrow();
    const { settled } = await execute(decide, scope, { importId: row.import_id, listNo: row.list_no, rowNo: row.row_no, field: 'place', choice: 'RS-L-71030', everywhere: true });
    expect(settled).toBe(3);
  });

  it('become people, organisations and municipalities, exactly as many as there are', async () => {
    // Open questions are neither answered by silence nor in the way of somebody who trusts the proposals.
    const open = await database().selectFrom('sheet_import_row').select('import_id').where('open_doubts', '>', 0).executeTakeFirst();
    if (open) await expect(execute(apply, scope, { importId: open.import_id })).rejects.toMatchObject({ code: 'import.open_doubts' });
    await execute(accept, scope, { importId: imports[0]! });
    await readBatch(scope, batchId);
    for (const importId of imports) {
      await execute(apply, scope, { importId });
      await applyImport(scope, importId);
      expect(await stateOf(importId)).toMatchObject({ state: 'done', problem: null });
    }
    const [all, exchange, tot, presentation, people, participations, organisations, csos, completed] = await figures([
      municipalities(),
      municipalities(['exchange-event']),
      municipalities(['training-of-trainers']),
      municipalities(['regional-presentation']),
      query.parse({ method: 'people' }),
      query.parse({ method: 'participations' }),
      query.parse({ method: 'organisations' }),
      query.parse({ method: 'organisations', where: { organisationTypes: ['cso'] } }),
      query.parse({ method: 'completed-people', where: { seriesIds: [seriesIds.tot] } }),
    ]);
    const { programme, tot_completed_both } = truth.expected;
    expect([all!.net, all!.gross]).toEqual([programme.municipalities, programme.municipality_mentions]);
    expect([exchange!.net, exchange!.gross]).toEqual([truth.expected.exchange.municipalities, truth.expected.exchange.municipality_mentions]);
    expect([tot!.net, tot!.gross]).toEqual([truth.expected.tot.municipalities, truth.expected.tot.municipality_mentions]);
    expect([presentation!.net, presentation!.gross]).toEqual([truth.expected.presentation.municipalities, truth.expected.presentation.municipality_mentions]);
    expect(exchange!.overlaps).toEqual([{ id: 'RS-L-79014', times: 2 }]);
    expect(participations!.net).toBe(programme.attendances);
    expect([organisations!.net, csos!.net]).toEqual([programme.organisations, programme.csos]);
    expect(Math.abs(people!.net! - programme.people)).toBeLessThanOrEqual(1);
    expect(completed!.net).toBe(tot_completed_both);
    const { recorded, otherwise } = await recordedHow(networkId);
    expect([recorded > 100, otherwise]).toEqual([true, 0]);
  });

  it('point at the row of the sheet they rest on', async () => {
    const piece = await database().selectFrom('evidence').innerJoin('file', (join) => join.on('file.file_id', '=', (eb) => eb.cast<string>(eb.ref('evidence.source', '->>').key('fileId' as never), 'uuid') as never)).select(['source', 'file.name', 'file.sha256']).where('evidence.kind', '=', 'participation').orderBy('evidence_id').executeTakeFirstOrThrow();
    expect(piece.name).toBe(files[0]);
    expect(piece.source).toMatchObject({ row: 5 });
  });

  it('are refused a second time, by anybody', async () => {
    await expect(execute(begin, scope, { programmeId, batchId: newId(), name: 'renamed.xlsx', bytes: readFileSync(join(folder, files[0]!)) })).rejects.toMatchObject({ code: 'import.file_already_imported' });
  });

  it('can be taken back as a whole: figures, people and organisations are as before, and the past stays known', async () => {
    const before = new Date();
    // What is taken back in the same millisecond counts as taken back in it.
    while (Date.now() === before.getTime()) await setImmediate();
    for (const importId of imports) await execute(undo, scope, { importId });
    const [now] = await figures([municipalities()]);
    expect([now!.net, now!.gross]).toEqual([0, 0]);
    const [then] = await reading(scope, (tx) => resultsOf(tx, scope, programmeId, [municipalities()], { asKnownOn: before }));
    expect(then!.net).toBe(27);
    const left = await database().selectNoFrom((eb) => [eb.selectFrom('person').select(eb.fn.countAll().as('n')).as('people'), eb.selectFrom('organisation').select(eb.fn.countAll().as('n')).as('organisations'), eb.selectFrom('event').select(eb.fn.countAll().as('n')).as('events')]).executeTakeFirstOrThrow();
    expect(left).toEqual({ people: 0, organisations: 0, events: 0 });
  });
});

describe('two coordinators import the same file at once', () => {
  it('one import is done, the other is told, and nobody is there twice', async () => {
    const [one, other] = [await bringIn([files[0]!]), await bringIn([files[0]!])];
    for (const { imports: [importId] } of [one, other]) {
      await execute(accept, scope, { importId: importId! });
      await execute(apply, scope, { importId: importId! });
    }
    await Promise.all([applyImport(scope, one.imports[0]!), applyImport(scope, other.imports[0]!)]);
    const states = [await stateOf(one.imports[0]!), await stateOf(other.imports[0]!)].sort((a, b) => (a.state < b.state ? 1 : -1));
    expect(states.map(({ state }) => state)).toEqual(['done', 'deciding']);
    expect(states[1]!.problem).toMatchObject({ code: 'import.file_already_imported' });
    const [people, participations] = await figures([query.parse({ method: 'people' }), query.parse({ method: 'participations' })]);
    expect([people!.net, participations!.net]).toEqual([21, 21]);
  });
});

describe('who may', () => {
  const asRole = (role: Scope['roles'][number]) => memberScope({ networkId, actor: { kind: 'account', id: newId(), name: 'A' }, roles: [role], organisationId: null, programmeIds: null });
  const bytes = new TextEncoder().encode('Ime i prezime;Opština;Potpis\nАна Анић;Ниш;x\n');

  it.each(['funder', 'auditor', 'organisation-representative'] as const)('a %s brings nothing in', async (role) => {
    await expect(execute(begin, asRole(role), { programmeId, batchId: newId(), name: 'a.csv', bytes })).rejects.toMatchObject({ status: 403 });
  });

  it('a field worker brings lists in, and cannot take them back', async () => {
    const as = asRole('field-worker');
    const batchId = newId();
    const { importId } = await execute(begin, as, { programmeId, batchId, name: 'Niš 3.5.2023.csv', bytes });
    await readBatch(as, batchId);
    await expect(execute(undo, as, { importId })).rejects.toMatchObject({ status: 403 });
  });

  it('another network sees no import', async () => {
    const other = newId();
    await database().insertInto('network').values({ network_id: other, slug: 'import-other', names: JSON.stringify({ en: 'Other' }) }).execute();
    const seen = await reading({ networkId: other }, (tx) => tx.selectFrom('sheet_import').selectAll().execute());
    expect(seen).toEqual([]);
  });
});

describe('files that cannot be lists', () => {
  it('leave nothing half-written, and say why', async () => {
    const batchId = newId();
    const { importId } = await execute(begin, scope, { programmeId, batchId, name: 'notes.xlsx', bytes: new TextEncoder().encode('PK\u0003\u0004 broken') });
    await readBatch(scope, batchId);
    const row = await stateOf(importId);
    expect(row.state).toBe('failed');
    expect((row.problem as { code: string }).code).toMatch(/^sheets\./);
    expect(await database().selectFrom('sheet_import_row').select('row_no').where('import_id', '=', importId).execute()).toEqual([]);
  });

  it('an empty file is refused at the door', async () => {
    await expect(execute(begin, scope, { programmeId, batchId: newId(), name: 'empty.xlsx', bytes: new Uint8Array() })).rejects.toMatchObject({ code: 'import.file_empty' });
  });
});

describe('files that arrive one after the other', () => {
  const rowsOf = async (importId: string) => Number((await database().selectFrom('sheet_import_row').select((all) => all.fn.countAll().as('n')).where('import_id', '=', importId).executeTakeFirstOrThrow()).n);

  it('nothing can be decided about a file before it has been read, whatever else happens in its batch', async () => {
    const batchId = newId();
    const another = newId();
    await database().insertInto('programme').values({ network_id: networkId, programme_id: another, slug: 'one-by-one', titles: JSON.stringify({ en: 'Another' }) }).execute();
    const bring = async (name: string) => (await execute(begin, scope, { programmeId: another, batchId, name, bytes: readFileSync(join(folder, name)) })).importId;
    const imports = [await bring(files[0]!)];
    const reads = readBatch(scope, batchId);
    for (const name of files.slice(1)) imports.push(await bring(name));
    await resolveBatch(scope, batchId);
    await reads;
    for (const importId of imports) expect([(await stateOf(importId)).state, (await rowsOf(importId)) > 0]).toSatisfy(([state, isRead]) => state === 'reading' || isRead);
    await readBatch(scope, batchId);
    for (const importId of imports) expect([(await stateOf(importId)).state, (await rowsOf(importId)) > 15]).toEqual(['deciding', true]);
  });
});

it('who was searched out for a row is taken, whatever name she is known by', async () => {
  const batchId = newId();
  const another = newId();
  await database().insertInto('programme').values({ network_id: networkId, programme_id: another, slug: 'searched', titles: JSON.stringify({ en: 'Searched' }) }).execute();
  const csv = new TextEncoder().encode('Ime i prezime;Organizacija;Opština;12.5.2023\nJelena Marić;NVO Suncokret;Niš;x\n');
  const { importId } = await execute(begin, scope, { programmeId: another, batchId, name: 'Niš 12.5.2023.csv', bytes: csv });
  const { organisationId } = await execute(addOrganisation, scope, { name: 'Sasvim drugo ime', type: 'cso' });
  const { personId } = await execute(addPerson, scope, { given: 'Petra', surname: 'Petrović' });
  await readBatch(scope, batchId);
  await database().updateTable('sheet_import_row').set({ decisions: JSON.stringify({ organisation: organisationId, person: personId }) }).where('import_id', '=', importId).execute();
  await readBatch(scope, batchId);
  const row = await database().selectFrom('sheet_import_row').select('resolution').where('import_id', '=', importId).executeTakeFirstOrThrow();
  expect(row.resolution).toMatchObject({ organisation: { id: organisationId, isNew: false }, person: { id: personId, isNew: false } });
});

describe('the place of a list', () => {
  const csv = (day: string, head = '') => Buffer.from(`${head}Ime,Prezime,${day}\nMilena,Kostić,x\nIlija,Tasić,x\n`);
  const read = async (name: string, bytes: Uint8Array) => {
    const batchId = newId();
    const { importId } = await execute(begin, scope, { programmeId, batchId, name, bytes });
    await readBatch(scope, batchId);
    const { lists } = await database().selectFrom('sheet_import').select('lists').where('import_id', '=', importId).executeTakeFirstOrThrow();
    return { importId, batchId, list: (lists as unknown as KeptList[])[0]! };
  };
  const venuesOf = async (importId: string) => database().selectFrom('sheet_import_added').innerJoin('event', 'event.event_id', 'sheet_import_added.subject_id').select(['venue_place', 'venue_text']).where('import_id', '=', importId).where('sheet_import_added.kind', '=', 'event').execute();

  it('that only the name of its file may mean is a guess, and none until somebody says so', async () => {
    const { importId, batchId, list } = await read('leskovac.csv', csv('21.11.2025'));
    expect(list).toMatchObject({ venue: { unit: 'RS-L-70726' }, venueIsGuess: true, event: { to: 'new-event', venuePlace: null } });
    const own = { importId, listNo: 0, sheet: list.sheet };
    await execute(correct, scope, { ...own, event: { ...list.event, venuePlace: 'RS-L-71269' } });
    await readBatch(scope, batchId);
    await execute(accept, scope, { importId });
    await readBatch(scope, batchId);
    await execute(apply, scope, { importId });
    await applyImport(scope, importId);
    expect(await venuesOf(importId)).toEqual([{ venue_place: 'RS-L-71269', venue_text: null }]);
  });

  it('that is written in it is the place of the event', async () => {
    const { list } = await read('mala.csv', csv('20.11.2025', '"Obuka, Leskovac, 20.11.2025",,\n'));
    expect(list).toMatchObject({ venueText: 'Leskovac', venueIsGuess: false, event: { venuePlace: 'RS-L-70726' } });
  });
});
