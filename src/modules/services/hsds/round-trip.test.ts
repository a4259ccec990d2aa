import { strFromU8, unzipSync } from 'fflate';
import { parse } from 'csv-parse/sync';
import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { csvOf } from '#platform/documents/csv.ts';
import { newId } from '#platform/ids.ts';
import { systemScope, type Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { hsds } from '#registry';
import { seedDemoServices } from '../demo/seed.ts';
import { saveService } from '../commands.ts';
import { applyDirectory, stageDirectory } from '../intake/commands.ts';
import { spreadsheetRows } from '../intake/queries.ts';
import { termId } from '../nomenclature/nomenclature.ts';
import { keepable } from '../shape.ts';
import { withoutPersons } from './strict.testing.ts';

/*
 * A whole directory, out and into an empty network and out again. What may differ:
 * - persons: who is named as a contact stays inside (consent is the first network's), so the first export has them no more than the second;
 * - in a data package the order of rows, and the link of an attribute or of metadata: it says where it stood, whatever it called that itself; what stands inside another thing does not name that thing again;
 * - after a data package an attribute brings its term along, also where only the term's id stood.
 * What HSDS has no words for (name and description in each language, places, waiting list, opening day) goes by the spreadsheet, not by HSDS: the last test.
 */
withDatabase();
const [first, second, third] = Array.from({ length: 3 }, () => systemScope(newId(), 'test')) as [Scope, Scope, Scope];
const send = (path: string) => hsds.fetch(new Request(`http://kolo.test/hsds${path}`), { scope: null, locale: 'en', caller: newId() });
const lines = async (list: string) => (await (await send(`/${list}?format=ndjson${list.startsWith('tax') ? '' : '&full=true'}`)).text()).trim();

async function comesIn(scope: Scope, fileName: string, bytes: Uint8Array) {
  const { importId, plan } = await execute(stageDirectory, scope, { fileName, bytes, published: true });
  const { counts } = await execute(applyDirectory, scope, { importId });
  return { plan, counts };
}
/** One network answers at a time. */
const showOnly = async ({ networkId }: Scope) => {
  for (const published of [false, true]) await database().updateTable('service').set({ published }).where('network_id', published ? '=' : '<>', networkId).execute();
};

/** Lists in a fixed order, so that only what they hold is compared. */
function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, settled(inner)]));
}
const objects = async () => settled([...(await lines('organizations')).split('\n'), ...(await lines('services')).split('\n')].map((line) => JSON.parse(line)));
const withoutTerms = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(withoutTerms) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).filter(([key]) => !['taxonomy_term', 'link_id', 'link_entity', 'resource_id', 'resource_type'].includes(key)).map(([key, inner]) => [key, withoutTerms(inner)])) : value;
const packed = async () => new Uint8Array(await (await send('/datapackage.zip')).arrayBuffer());
const tables = (bytes: Uint8Array) => Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, file]) => [name, name.endsWith('.csv') ? settled(parse(strFromU8(file), { columns: true })) : JSON.parse(strFromU8(file))]));

const long = 'Дугачак опис – lung, cu diacritice: ăâîșț. '.repeat(400);
const taxonomy = { id: newId(), name: 'Њихова листа', description: '', version: '2' };
const term = { id: newId(), code: '1', name: 'Помоћ', description: '', taxonomy: taxonomy.name, taxonomy_id: taxonomy.id, metadata: [{ id: newId(), last_action_date: '2020-01-01', last_action_type: 'create', field_name: 'name', previous_value: '', replacement_value: 'Помоћ', updated_by: 'x' }] };
const attribute = (link_id: string, taxonomy_term_id: string) => ({ id: newId(), link_id, link_entity: 'service', link_type: 'taxonomy', taxonomy_term_id });
const place = (name: string) => ({ id: newId(), location_type: 'physical', name, latitude: 44.75123456789, longitude: 19.69, transportation: 'аутобус 7,\n„трећа станица"', addresses: [{ id: newId(), address_1: '=ул. 1', city: name, state_province: '', postal_code: '', country: 'RS', address_type: 'physical' }, { id: newId(), address_1: 'п. фах', city: name, state_province: '', postal_code: '1', country: 'RS', address_type: 'postal' }], phones: [{ id: newId(), number: '+381 15 7', languages: [{ id: newId(), code: 'sr' }] }], languages: [{ id: newId(), name: 'знаковни' }], accessibility: [{ id: newId(), description: 'рампа', details: "'=не формула" }], schedules: [{ id: newId(), freq: 'WEEKLY', byday: 'SU', opens_at: '10:00', closes_at: '12:00' }] });
const [here, there] = [place('Шабац'), place('Loznica')];

function nasty(organization: string) {
  const [one, two, three, four] = Array.from({ length: 4 }, newId) as [string, string, string, string];
  const program = { id: newId(), organization_id: organization, name: 'Програм', description: '', attributes: [attribute(newId(), term.id)] };
  return {
    organizations: [
      { id: organization, name: 'Asociația „Dvojezična" / Двојезична', description: long, website: 'https://example.org/?a=1,2', year_incorporated: 1999, organization_identifiers: ['1', '2'].map((identifier) => ({ id: newId(), identifier_scheme: 'XX-REG', identifier_type: 'register', identifier })), funding: [{ id: newId(), source: 'EU' }], programs: [program], locations: [here], contacts: [{ id: newId(), department: 'Пријем', email: 'prijem@example.org', phones: [{ id: newId(), number: '+381 15 8' }] }], phones: [{ id: newId(), number: '+381 15 6' }] },
      { id: newId(), name: 'Без услуге', description: '' },
    ],
    taxonomies: [taxonomy],
    taxonomy_terms: [term],
    services: [
      {
        id: one, organization_id: organization, program, name: "'@Два места, 'наводници' и \"знаци\"", alternate_name: '\tTab', description: long, status: 'active', minimum_age: 0, maximum_age: 6.5, assured_date: '2026-01-01', fees_description: '=1+1', last_modified: '2026-03-04T05:06:07.089Z',
        schedules: [{ id: newId(), freq: 'WEEKLY', byday: 'MO,TU', opens_at: '08:00', closes_at: '12:00' }, { id: newId(), freq: 'WEEKLY', byday: 'MO,TU', opens_at: '14:00', closes_at: '18:00', valid_from: '2026-06-01', description: 'лети' }], cost_options: [{ id: newId(), option: 'месечно', currency: 'RSD', amount: 0 }], funding: [{ id: newId(), source: 'Буџет\r\nопштине' }], required_documents: [{ id: newId(), document: 'уверење, не старије' }], languages: [{ id: newId(), code: 'rom' }],
        service_areas: [{ id: newId(), name: 'Шабац' }, { id: newId(), name: 'нигде познато' }], attributes: [attribute(one, term.id), attribute(newId(), termId('RS', 'RS-2.1'))], metadata: [{ id: newId(), last_action_date: '2020-01-01', last_action_type: 'update', field_name: 'name', previous_value: '', replacement_value: 'x', updated_by: 'x' }],
        service_at_locations: [{ id: newId(), description: 'улаз Б', location: there, schedules: [{ id: newId(), freq: 'WEEKLY', byday: 'FR', opens_at: '09:00', closes_at: '10:00' }], phones: [{ id: newId(), number: '+381 15 9', extension: 3 }] }, { id: newId(), location: here }],
      },
      { id: two, organization_id: organization, name: 'Без места и подручја', status: 'inactive' },
      { id: three, organization_id: organization, name: 'Исто место', status: 'temporarily closed', contacts: [{ id: newId(), name: 'Јована Услужна' }], service_at_locations: [{ id: newId(), location: here }] },
      { id: four, organization_id: organization, name: 'Затворена', status: 'defunct', email: 'stara@example.org', service_at_locations: [{ id: newId(), location: place('Niš') }] },
    ],
  };
}

let asJson: { text: string; objects: unknown; terms: unknown };
let asPackage: { bytes: Uint8Array; tables: Record<string, unknown> };

beforeAll(async () => {
  await loadPlaces(database());
  for (const [at, scope] of [first, second, third].entries()) await execute(createNetwork, scope, { slug: `net-${at}`, names: { en: `Net ${at}` } });
  await seedDemoServices(first.networkId);
  await execute(addOrganisation, first, { type: 'cso', name: 'Има број', seat: 'RS-L-71269', identifiers: [{ scheme: 'RS-MB', value: '17000014' }] }).catch(() => null);
  await comesIn(first, 'nasty.json', new TextEncoder().encode(JSON.stringify(nasty(newId()))));
  // The four lists that hold everything, as one bundle.
  const lists = await Promise.all(['taxonomies', 'taxonomy_terms', 'organizations', 'services'].map(async (list) => `"${list}":[${(await lines(list)).replaceAll('\n', ',')}]`));
  asJson = { text: `{${lists.join(',')}}`, objects: await objects(), terms: settled((await (await send('/taxonomy_terms?per_page=500')).json()).contents) };
  const bytes = await packed();
  asPackage = { bytes, tables: tables(bytes) };
});

test('as JSON: what comes out of the empty network is what went in, object by object', async () => {
  const { plan, counts } = await comesIn(second, 'directory.json', new TextEncoder().encode(asJson.text));
  expect([plan.problems, plan.unknown, counts.services.changed, plan.lines.every(({ fate }) => fate === 'new')]).toEqual([[], [], 0, true]);
  await showOnly(second);
  const again = await objects();
  expect(again).toEqual(asJson.objects);
  expect((again as object[]).length).toBeGreaterThan(20);
  expect(withoutPersons(again)).toEqual(again);
  expect(settled((await (await send('/taxonomy_terms?per_page=500')).json()).contents)).toEqual(asJson.terms);
  // A second time it is not news.
  expect((await execute(stageDirectory, second, { fileName: 'directory.json', bytes: new TextEncoder().encode(asJson.text), published: true })).plan.lines.filter(({ fate }) => fate !== 'same')).toEqual([]);
});

test('as a data package: the tables that come out of the empty network are those that went in, and so are the objects', async () => {
  const { plan } = await comesIn(third, 'hsds-3.0.zip', asPackage.bytes);
  expect([plan.problems, plan.unknown]).toEqual([[], []]);
  await showOnly(third);
  const again = tables(await packed());
  for (const [name, rows] of Object.entries(asPackage.tables)) expect([name, again[name]]).toEqual([name, rows]);
  for (const name of ['services', 'locations', 'addresses', 'attributes', 'metadata', 'programs', 'funding', 'accessibility', 'cost_options', 'organization_identifiers']) expect([name, (again[`${name}.csv`] as object[]).length > 0]).toEqual([name, true]);
  expect(settled(withoutTerms(await objects()))).toEqual(settled(withoutTerms(asJson.objects)));
});

test('as a spreadsheet on top of it: names and descriptions in each language, places, waiting list and opening day are those that went out', async () => {
  const { service_id: serviceId, organisation_id: organisationId, name } = await database().selectFrom('service').selectAll().where('network_id', '=', first.networkId).where('name', '=', 'Исто место').executeTakeFirstOrThrow();
  await execute(saveService, first, { serviceId, organisationId, name, names: { 'sr-Cyrl': name, 'sr-Latn': 'Isto mesto', bg: 'Същото място', ro: 'Același loc', en: 'The same place' }, descriptions: { bg: 'Описание,\nна два реда', en: '=Described' }, capacity: 12, waiting: 3, openedOn: '2019-09-01', keeps: [...keepable] });
  const besides = async ({ networkId }: Scope) => database().selectFrom('service').select(['service_id', 'names', 'descriptions', 'capacity', 'waiting', 'opened_on']).where('network_id', '=', networkId).orderBy('service_id').execute();
  const there = await besides(first);
  expect(there.filter(({ names }) => Object.keys(names as object).length > 1).length).toBeGreaterThan(0);
  const rows = await spreadsheetRows(first, await wordsOf('bg'));
  const { plan } = await comesIn(second, 'services.csv', new TextEncoder().encode(csvOf(rows)));
  expect([plan.problems, plan.unknown]).toEqual([[], []]);
  expect(await besides(second)).toEqual(there);
});
