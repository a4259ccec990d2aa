import { beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { csvOf } from '#platform/documents/csv.ts';
import { workbook } from '#platform/documents/xlsx.ts';
import { reading } from '#platform/db/transaction.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { systemScope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { locales } from '#platform/words/locales.ts';
import { addSeries } from '#modules/events/commands.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation, changeOrganisation, whenTypeChanges } from '#modules/organisations/commands.ts';
import { listOrganisations, organisation } from '#modules/organisations/queries.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { addProgramme } from '#modules/programmes/commands.ts';
import { refreshFacts } from '#modules/results/rebuild.ts';
import { useKinds } from '#modules/results/kind.ts';
import { saveService } from '../commands.ts';
import { termId } from '../nomenclature/nomenclature.ts';
import { servicesIn, type ServiceWhole } from '../whole-queries.ts';
import { linkSessions, stateSupport } from '../support/commands.ts';
import { serviceKinds } from '../support/evidence.ts';
import { applyDirectory, discardDirectory, stageDirectory, undoDirectory } from './commands.ts';
import { directoryImport, spreadsheetRows } from './queries.ts';

const kolo = withDatabase();
const scope = systemScope(newId(), 'test');
const ids: string[] = [];
let provider: string;

beforeAll(async () => {
  whenTypeChanges((tx, networkId, organisationId) => refreshFacts(tx, networkId, { organisationId }));
  await loadPlaces(kolo.db);
  await execute(createNetwork, scope, { slug: 'sheets', names: { en: 'Sheets' } });
  provider = (await execute(addOrganisation, scope, { type: 'cso', name: 'Удружење „Сунцокрет“', names: { en: 'The Sunflower' } })).organisationId;
  const save = async (more: object) => ids.push((await execute(saveService, scope, { organisationId: provider, published: true, ...more })).serviceId);
  await save({
    name: 'Дневни боравак', terms: [termId('RS', 'RS-2.1'), termId('category', 'day-care'), termId('user-group', 'children')], minimumAge: 3, maximumAge: 18, units: ['RS-L-79014', 'BG-25'], phone: '+381 11 1', capacity: 20, waiting: 3, openedOn: '2020-05-01',
    location: { street: 'Главна 1', city: 'Крагујевац', country: 'RS' }, openings: [{ days: ['MO', 'TU'], opens: '08:00', closes: '16:00' }, { days: ['SA'], opens: '09:00', closes: '12:00' }], requiredDocuments: ['уверење'], languages: ['sr'],
  });
  await save({ name: '=HYPERLINK("x")', description: '-1+1', fees: '@бесплатно' });
  await save({ name: 'Саветовалиште', status: 'inactive', published: false });
});

const bytes = (rows: readonly (readonly string[])[], kind: 'csv' | 'xlsx') => (kind === 'csv' ? new TextEncoder().encode(csvOf(rows)) : workbook([{ name: 'S', rows: rows.map((row) => [...row]) }]));
const stage = async (rows: readonly (readonly string[])[], kind: 'csv' | 'xlsx' = 'csv') => (await execute(stageDirectory, scope, { fileName: `services.${kind}`, bytes: bytes(rows, kind) })).importId;
const seen = (importId: string) => directoryImport(scope, importId, { fate: null, page: 1 });
const all = (): Promise<ServiceWhole[]> => reading(scope, async (tx) => servicesIn(tx, scope, (await tx.selectFrom('service').select('service_id').where('network_id', '=', scope.networkId).execute()).map((row) => row.service_id)));

describe('a spreadsheet', () => {
  test.each(locales)('goes out and comes in with nothing to change, in %s', async (locale) => {
    const rows = await spreadsheetRows(scope, await wordsOf(locale));
    expect(rows).toHaveLength(4);
    for (const kind of ['csv', 'xlsx'] as const) {
      const { counts, problems, unknown } = await seen(await stage(rows, kind));
      expect([counts, problems, unknown]).toEqual([{ new: 0, changed: 0, same: 3 }, [], []]);
    }
  });

  test('previews exactly what is then written, and taking back restores every field', async () => {
    const before = await all();
    const [header, ...rows] = await spreadsheetRows(scope, await wordsOf('en'));
    const at = (heading: string) => header!.indexOf(heading);
    const first = rows.find((row) => row[0] === ids[0])!;
    first[at('Telephone')] = '+381 11 2';
    first[at('On the waiting list')] = '7';
    first[at('Town')] = 'Ниш';
    const fresh = header!.map((heading) => ({ Provider: 'the sunflower', 'Name of the service': 'Играоница', 'Kind of service': 'RS-2.1', 'For people living in': 'Ниш, Шабац', 'Opening hours': 'MO,WE 9:00-12:30', Published: 'да' })[heading] ?? '');
    const importId = await stage([header!, first, fresh]);
    const plan = await seen(importId);
    expect(plan.counts).toEqual({ new: 1, changed: 1, same: 0 });
    expect(plan.lines.find(({ fate }) => fate === 'changed')!.differences.map(({ field, before, after }) => [field, before, after])).toEqual([['city', 'Крагујевац', 'Ниш'], ['phone', '+381 11 1', '+381 11 2'], ['waiting', '3', '7']]);
    expect((await directoryImport(scope, importId, { fate: 'new', page: 1.3 })).lines).toEqual(plan.lines.filter(({ fate }) => fate === 'new'));
    // A preview writes nothing.
    expect(await all()).toEqual(before);
    await execute(applyDirectory, scope, { importId });
    const after = await all();
    const changed = after.find(({ hsds }) => hsds.id === ids[0])!;
    expect([changed.hsds.phones![0]!.number, changed.waiting, changed.hsds.service_at_locations![0]!.location!.addresses![0]!.city, after.length]).toEqual(['+381 11 2', 7, 'Ниш', 4]);
    const added = after.find(({ hsds }) => hsds.name === 'Играоница')!;
    expect([added.published, added.units.length, added.hsds.schedules![0]]).toEqual([true, 2, expect.objectContaining({ byday: 'MO,WE', opens_at: '09:00', closes_at: '12:30' })]);
    // Kinds the spreadsheet has no cell for stay.
    expect(changed.terms.toSorted()).toEqual(before.find(({ hsds }) => hsds.id === ids[0])!.terms.toSorted());
    await execute(undoDirectory, scope, { importId });
    expect(await all()).toEqual(before);
    expect(await execute(undoDirectory, scope, { importId }).catch(({ code }) => code)).toBe('services.import_ended');
  });

  test('that calls a service otherwise leaves no translation of its old name', async () => {
    await execute(saveService, scope, { serviceId: ids[2], organisationId: provider, name: 'Саветовалиште', names: { 'sr-Cyrl': 'Саветовалиште', en: 'Advice' }, descriptions: { en: 'Advice for families' }, status: 'inactive' });
    const named = async () => ((one) => [one.names, one.descriptions])((await all()).find(({ hsds }) => hsds.id === ids[2])!);
    const before = await named();
    const [header, ...rows] = await spreadsheetRows(scope, await wordsOf('en'));
    const row = rows.find((one) => one[0] === ids[2])!;
    row[header!.indexOf('Name of the service')] = 'Саветовање';
    const importId = await stage([header!, row]);
    await execute(applyDirectory, scope, { importId });
    expect(await named()).toEqual([{ 'sr-Cyrl': 'Саветовање' }, { en: 'Advice for families' }]);
    await execute(undoDirectory, scope, { importId });
    expect(await named()).toEqual(before);
  });

  test('what somebody changed meanwhile is neither overwritten nor taken back', async () => {
    const [header, ...rows] = await spreadsheetRows(scope, await wordsOf('en'));
    const row = rows.find((one) => one[0] === ids[2])!;
    row[header!.indexOf('Cost')] = 'бесплатно';
    const overtaken = await stage([header!, row]);
    await execute(saveService, scope, { serviceId: ids[2], organisationId: provider, name: 'Саветовалиште', status: 'active' });
    expect(await execute(applyDirectory, scope, { importId: overtaken }).catch(({ code }) => code)).toBe('services.import_overtaken');
    await execute(discardDirectory, scope, { importId: overtaken });
    const importId = await stage([header!, row]);
    await execute(applyDirectory, scope, { importId });
    await execute(saveService, scope, { serviceId: ids[2], organisationId: provider, name: 'Саветовалиште за родитеље' });
    await execute(undoDirectory, scope, { importId });
    expect([(await seen(importId)).kept, (await all()).find(({ hsds }) => hsds.id === ids[2])!.hsds.name]).toEqual([1, 'Саветовалиште за родитеље']);
  });

  test('says of each row what is wrong, where, and takes the others', async () => {
    const importId = await stage([
      ['Преузето 2026.'], ['Пружалац', 'Назив услуге', 'Врста услуге', 'Za stanovnike', 'Radno vreme', 'ID', 'Најмлађи', 'Imejl'],
      ['Нико', 'А'], ['Удружење Сунцокрет', ''], ['удружење „сунцокрет“', 'Б', 'нешто'], ['The Sunflower', 'В', '', 'Атлантида'], ['The Sunflower', 'Г', '', '', 'свако јутро'], ['The Sunflower', 'Д', '', '', '', newId()], ['The Sunflower', 'Ђ'], ['The Sunflower', 'Ђ'],
    ]);
    const { problems, counts, unknown } = await seen(importId);
    expect(problems.map(({ row, code }) => [row, code])).toEqual([
      [3, 'services.problem_row_unknown_provider'], [4, 'services.problem_name_missing'], [5, 'services.problem_cell_term'], [6, 'services.problem_place_unsure'], [7, 'services.problem_cell_hours'], [8, 'services.problem_row_unknown_id'], [10, 'services.problem_row_twice'],
    ]);
    expect([counts, unknown.length > 0]).toEqual([{ new: 1, changed: 0, same: 0 }, true]);
    const t = await wordsOf('bg');
    for (const { code, values } of problems) expect(t(code as 'services.problem_cell_term', values)).toMatch(/[а-я]/);
  });

  test('that is none, or another one, is refused as a whole', async () => {
    const refused = (content: Uint8Array) => execute(stageDirectory, scope, { fileName: 'x', bytes: content }).then(() => null, ({ code }) => code);
    expect(await refused(new Uint8Array())).toBe('services.no_file');
    expect(await refused(new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0]))).toBe('services.spreadsheet_unreadable');
    expect(await refused(bytes([['Ime', 'Prezime'], ['a', 'b']], 'csv'))).toBe('services.spreadsheet_columns');
    expect(await refused(bytes([['Provider', 'Name of the service']], 'csv'))).toBe('services.spreadsheet_empty');
  });
});

describe('taking an import back', () => {
  const imported = async (directory: object) => {
    const { importId } = await execute(stageDirectory, scope, { fileName: 'd.json', bytes: new TextEncoder().encode(JSON.stringify(directory)) });
    await execute(applyDirectory, scope, { importId });
    return importId;
  };

  test('leaves a place that somebody corrected with its service, and a profile that somebody wrote since', async () => {
    const [header, ...rows] = await spreadsheetRows(scope, await wordsOf('en'));
    const row = rows.find((one) => one[0] === ids[0])!;
    row[header!.indexOf('Town')] = 'Ниш';
    const importId = await stage([header!, row]);
    await execute(applyDirectory, scope, { importId });
    const address = async () => (await all()).find(({ hsds }) => hsds.id === ids[0])!.hsds.service_at_locations![0]!.location!.addresses![0]!;
    await execute(saveService, scope, { serviceId: ids[0], organisationId: provider, name: 'Дневни боравак', location: { street: 'Обреновићева 7', city: 'Ниш', country: 'RS' } });
    await execute(undoDirectory, scope, { importId });
    expect([(await address()).city, (await address()).address_1, (await seen(importId)).kept]).toEqual(['Ниш', 'Обреновићева 7', 1]);

    const profile = async () => (await kolo.db.selectFrom('organisation_profile').select('description').where('organisation_id', '=', provider).executeTakeFirstOrThrow()).description;
    const told = (description: string) => ({ organizations: [{ id: provider, name: 'Удружење', description }] });
    await imported(told('first'));
    await execute(undoDirectory, scope, { importId: await imported(told('second')) });
    expect(await profile()).toBe('first');
    const third = await imported(told('third'));
    await imported(told('fourth'));
    await execute(undoDirectory, scope, { importId: third });
    expect(await profile()).toBe('fourth');
  });

  test('says of organisations what would be otherwise, writes it where they are kept, and gives it back', async () => {
    const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: 'Дуга', website: 'https://duga.example' });
    const bytesOf = (more: object) => new TextEncoder().encode(JSON.stringify({ organizations: [{ id: organisationId, name: 'Дуга', description: '', ...more }] }));
    const read = async (more: object) => (await execute(stageDirectory, scope, { fileName: 'd.json', bytes: bytesOf(more) })).importId;
    expect((await seen(await read({ website: 'https://duga.example' }))).organisations).toEqual({ new: 0, changed: 0, same: 1 });
    const own = async () => (({ name, website, email, descriptions, spellings, type }) => ({ name, website, email, descriptions, spellings, type }))(await organisation(scope, organisationId));
    const before = await own();
    const changed = { name: 'Нова Дуга', website: 'https://nova.example', email: 'nova@example.org', description: 'Помажемо породицама и деци.', legal_status: 'удружење' };
    const importId = await read(changed);
    const plan = await seen(importId);
    expect([plan.counts, plan.organisations, plan.lines[0]!.differences]).toEqual([
      { new: 0, changed: 0, same: 0 }, { new: 0, changed: 1, same: 0 },
      [{ field: 'name', before: 'Дуга', after: changed.name }, { field: 'description', before: '', after: changed.description }, { field: 'website', before: 'https://duga.example', after: changed.website }, { field: 'email', before: '', after: changed.email }, { field: 'other', before: '', after: 'legal_status' }],
    ]);
    expect(await own()).toEqual(before);
    await execute(applyDirectory, scope, { importId });
    expect(await own()).toEqual({ ...before, name: changed.name, website: changed.website, email: changed.email, descriptions: { 'sr-Cyrl': changed.description }, spellings: ['Дуга'] });
    expect((await listOrganisations(scope, { q: 'nova duga' })).items.map((one) => one.organisationId)).toEqual([organisationId]);
    await execute(undoDirectory, scope, { importId });
    expect([await own(), await kolo.db.selectFrom('organisation_profile').selectAll().where('organisation_id', '=', organisationId).execute()]).toEqual([before, []]);
    // What somebody has written since is neither overwritten nor taken back.
    const overtaken = await read({ website: 'https://other.example' });
    await execute(changeOrganisation, scope, { organisationId, website: 'https://hand.example' });
    expect(await execute(applyDirectory, scope, { importId: overtaken }).catch(({ code }) => code)).toBe('services.import_overtaken');
    const again = await imported({ organizations: [{ id: organisationId, name: 'Друга', description: '', website: 'https://third.example' }] });
    await execute(changeOrganisation, scope, { organisationId, website: 'https://fourth.example' });
    await execute(undoDirectory, scope, { importId: again });
    expect(await own()).toMatchObject({ name: 'Дуга', website: 'https://fourth.example' });
  });

  test('takes new organisations out again, but for those that somebody has touched or something names', async () => {
    const fresh = Array.from({ length: 4 }, () => newId());
    const [gone, touched, named, giving] = fresh as [string, string, string, string];
    const directory = { organizations: fresh.map((id, at) => ({ id, name: `Новајлија ${'АБВГ'[at]}`, description: '', email: `n${at}@example.org` })), services: [{ id: newId(), name: 'Нова услуга', status: 'active', organization_id: giving }] };
    const { importId } = await execute(stageDirectory, scope, { fileName: 'd.json', bytes: new TextEncoder().encode(JSON.stringify(directory)), published: true });
    await execute(applyDirectory, scope, { importId });
    const listed = async () => new Map((await kolo.db.selectFrom('organisation').select(['organisation_id', 'listed']).where('organisation_id', 'in', fresh).execute()).map((row) => [row.organisation_id, row.listed]));
    expect(await listed()).toEqual(new Map([[gone, true], [touched, true], [named, true], [giving, false]]));
    await execute(changeOrganisation, scope, { organisationId: touched, type: 'authority' });
    await kolo.db.insertInto('organisation_spelling').values({ network_id: scope.networkId, organisation_id: named, spelling: 'Nov. V', source: 'a sheet' }).execute();
    await execute(undoDirectory, scope, { importId });
    expect(await listed()).toEqual(new Map([[touched, true], [named, false]]));
    for (const table of ['match_key', 'duplicate'] as const) expect((await kolo.db.selectFrom(table).selectAll().execute()).filter((row) => JSON.stringify(row).includes(gone) || JSON.stringify(row).includes(giving))).toEqual([]);
  });

  test('leaves new services on which other work rests', async () => {
    useKinds(serviceKinds);
    const fresh = Array.from({ length: 5 }, () => newId());
    const importId = await imported({ services: fresh.map((id) => ({ id, name: `Нова ${id}`, status: 'active', organization_id: provider })) });
    const [checked, linked, supported, proposed] = fresh as [string, string, string, string];
    const { programmeId } = await execute(addProgramme, scope, { slug: 'rests', titles: { en: 'Rests' }, startsOn: '2026-01', endsOn: '2026-12' });
    const { seriesId } = await execute(addSeries, scope, { programmeId, titles: { en: 'Afternoons' }, kind: 'meeting' });
    const network_id = scope.networkId;
    await kolo.db.insertInto('service_standard').values({ network_id, service_id: checked, standard: 'space', state: 'met', checked_on: '2026-05-01', recorded_at: new Date() }).execute();
    await execute(linkSessions, scope, { serviceId: linked, seriesId });
    await execute(stateSupport, scope, { programmeId, serviceId: supported, state: 'improved', happenedOn: '2026-05-01', what: 'Toys' });
    await kolo.db.insertInto('proposal').values({ network_id, proposal_id: newId(), kind: 'service', subject_id: proposed, organisation_id: provider, proposed: '{}', base: '{}', email: 'a@example.org', locale: 'en', origin: 'https://kolo.example', account_id: newId(), created_at: new Date() }).execute();
    expect(await execute(undoDirectory, scope, { importId })).toMatchObject({ undone: 1, kept: expect.arrayContaining([checked, linked, supported, proposed]) });
    expect((await all()).filter(({ hsds }) => fresh.includes(hsds.id))).toHaveLength(4);
  });
});
