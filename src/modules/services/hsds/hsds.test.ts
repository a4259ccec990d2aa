import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { program } from '#platform/api/testing.ts';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { within } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { wordsOf } from '#platform/words/load.ts';
import { root } from '#platform/root.ts';
import { publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { addOrganisation, changeOrganisation, standForOrganisations } from '#modules/organisations/commands.ts';
import { findOrganisation } from '#modules/organisations/queries.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { hsds } from '#registry';
import { saveService } from '../commands.ts';
import { termId } from '../nomenclature/nomenclature.ts';
import { applyDirectory, stageDirectory } from '../intake/commands.ts';
import { fieldsOf, hsdsObjects, type HsdsName } from './objects.ts';
import { readDirectory } from './reading.ts';
import { problemsOf, withoutPersons } from './strict.testing.ts';

withDatabase();
let scope: Scope;
let other: Scope;
const folder = join(root, 'src/modules/services/hsds');
const file = (name: string) => readFileSync(join(folder, name), 'utf8');
const example = (name: string) => JSON.parse(file(`fixtures/${name}.json`));
const ask = async (path: string) => {
  const response = await hsds.fetch(new Request(`http://kolo.test/hsds${path}`), { scope: null, locale: 'en', caller: newId() });
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith('{') && !/ndjson/.test(response.headers.get('content-type')!) ? JSON.parse(text) : null, type: response.headers.get('content-type') };
};

async function network(slug: string): Promise<Scope> {
  const networkId = newId();
  await database().insertInto('network').values({ network_id: networkId, slug, names: JSON.stringify({ en: slug }) }).execute();
  return systemScope(networkId, 'test');
}

beforeAll(async () => {
  await loadPlaces(database());
  [scope, other] = [await network('one'), await network('two')];
});

describe('the objects', () => {
  test('are those of the official schemas, field by field', () => {
    for (const name of Object.keys(hsdsObjects) as HsdsName[]) {
      const { properties, required = [] } = JSON.parse(file(`schema/${name}.json`));
      expect([name, fieldsOf(name).map((field) => field.name)]).toEqual([name, Object.keys(properties)]);
      expect([name, fieldsOf(name).filter(({ isRequired }) => isRequired).map((field) => field.name).sort()]).toEqual([name, [...required].sort()]);
    }
  });
});

/** Read, looked at, written: as a coordinator does it. */
async function comesIn(asking: Scope, text: string) {
  const { importId } = await execute(stageDirectory, asking, { fileName: 'directory.json', bytes: new TextEncoder().encode(text), published: true });
  return execute(applyDirectory, asking, { importId });
}

describe('a directory that comes in', () => {
  test('goes out again as it came', async () => {
    const given = example('service_full');
    await comesIn(scope, JSON.stringify(given));
    const { status, body } = await ask(`/services/${given.id}`);
    expect(status).toBe(200);
    expect(problemsOf('service.json', body)).toEqual([]);
    // Ids that the example leaves to its nesting are said as well; everything else is equal, but for persons, who have not been asked here and stay inside.
    expect(body).toMatchObject({ ...withoutPersons(given), organization: { name: given.organization.name } });
    const again = await comesIn(other, JSON.stringify(body));
    expect(again.counts.services).toEqual({ added: 1, changed: 0 });
    await comesIn(scope, JSON.stringify(body));
    expect((await ask(`/services/${given.id}`)).body).toEqual(body);
  });

  test('organisations with their places, identifiers and programmes', async () => {
    const given = example('organization_full');
    await comesIn(scope, JSON.stringify({ organizations: [given] }));
    const { body } = await ask(`/organizations/${given.id}`);
    expect(problemsOf('organization.json', body)).toEqual([]);
    // Whoever is named as a contact has not been asked here: the person stays inside.
    const { services, contacts, ...itself } = given;
    expect(body).toMatchObject(withoutPersons(itself));
    expect([contacts[0].name, body.contacts]).toEqual(['Ann Persona', undefined]);
    expect((await ask(`/services/${services[0].id}`)).body).toMatchObject({ id: services[0].id, organization_id: given.id });
    await comesIn(scope, JSON.stringify({ organizations: [body] }));
    expect((await ask(`/organizations/${given.id}`)).body).toEqual(body);
  });

  test('an organisation stands once: in its own entry, of no kind until somebody says which, and what is corrected there is what goes out', async () => {
    const organization = { id: newId(), name: 'Центар за социјални рад Врањe', description: 'Центар помаже породицама које су у тешкоћи.', website: 'https://csr.example/old', email: 'stari@csr.example', legal_status: 'јавна установа', organization_identifiers: [{ id: newId(), identifier_scheme: 'XX', identifier_type: 'register', identifier: '7' }] };
    const service = { id: newId(), name: 'Саветовање', status: 'active', organization };
    await comesIn(scope, JSON.stringify(service));
    expect(await findOrganisation(scope, organization.id)).toMatchObject({ type: 'other', website: organization.website, email: organization.email, descriptions: { 'sr-Cyrl': organization.description } });
    const told = async () => (await ask(`/organizations/${organization.id}`)).body;
    expect(await told()).toMatchObject({ website: organization.website, email: organization.email, description: organization.description });
    await execute(changeOrganisation, scope, { organisationId: organization.id, website: 'https://csr.example/new', email: 'novi@csr.example', descriptions: { 'sr-Cyrl': 'Исправљено', en: 'Corrected' } });
    const after = await told();
    // Nobody has agreed to the new address being told to everybody; the old one is true no more.
    expect([after.website, after.email, ['Исправљено', 'Corrected'].includes(after.description)]).toEqual(['https://csr.example/new', undefined, true]);
    await execute(changeOrganisation, scope, { organisationId: organization.id, website: null, descriptions: {} });
    expect(await told()).toMatchObject({ description: '' });
    expect((await told()).website).toBeUndefined();
    // Beside a service stand only the first fields of its organisation: the rest stays.
    await comesIn(scope, JSON.stringify({ ...service, organization: { id: organization.id, name: organization.name, description: '' } }));
    expect(await told()).toMatchObject({ legal_status: organization.legal_status, organization_identifiers: [{ identifier: '7' }] });
    // What no page could open as a link is none.
    const odd = { id: newId(), name: 'Odd', description: '', website: 'javascript:alert(1)' };
    await comesIn(scope, JSON.stringify({ organizations: [odd] }));
    expect([(await findOrganisation(scope, odd.id))!.website, (await ask(`/organizations/${odd.id}`)).body.website]).toEqual([null, odd.website]);
  });

  test('as a page, a list and line by line', () => {
    const service = example('service_full');
    for (const text of [JSON.stringify([service]), JSON.stringify({ contents: [service] }), JSON.stringify({ services: [service] }), `${JSON.stringify(service)}\n${JSON.stringify({ ...service, id: newId() })}\n`, `\uFEFF${JSON.stringify(service)}`]) {
      const { services, organizations, problems } = readDirectory(text);
      expect([problems, services[0]!.id, organizations.length]).toEqual([[], service.id, 1]);
    }
  });

  test('what does not fit is told with its place, and nothing is written', async () => {
    const { organization, ...service } = { ...example('service_full'), id: newId() };
    const refused = async (text: string) => comesIn(scope, text).then(() => null, (problem) => [problem.code, problem.details.where]);
    const placed = (text: string) => readDirectory(text).problems.map(({ values }) => values);
    expect([placed('{"id": '), placed('[\n  {"id": 1,\n  oops\n]'), placed(`${JSON.stringify({ ...service, organization })}\n\n{"id": }`)]).toEqual([[{ line: '1', column: '8' }], [{ line: '3', column: '3' }], [{ line: '3', column: '8' }]]);
    const kinds = readDirectory(JSON.stringify([{ ...service, organization, minimum_age: 'ten', phones: ['061'], email: 'nobody', url: 'x' }])).problems;
    expect(kinds.map(({ values }) => [values?.wanted, values?.got])).toEqual(expect.arrayContaining([['number', '"ten"'], ['phone', '"061"'], ['email', 'nobody'], ['web_address', 'x']]));
    const bg = await wordsOf('bg');
    expect(kinds.map(({ where, code, values }) => bg(`services.problem_${code}` as 'services.problem_hsds_kind', { where, ...values })).join()).not.toMatch(/number|web_address|e-mail/);
    expect(await refused('{"id": ')).toEqual(['services.hsds_not_json', '']);
    expect(await refused(JSON.stringify([{ ...service, organization, status: 'perhaps' }]))).toEqual(['services.hsds_word', '[0].status']);
    expect(await refused(JSON.stringify({ services: [{ ...service, organization, phones: [{ id: newId() }] }] }))).toEqual(['services.hsds_missing', 'services[0].phones[0].number']);
    expect(await refused(JSON.stringify([service]))).toEqual(['services.hsds_no_provider', service.id]);
    expect(await refused(JSON.stringify([{ ...service, organization_id: newId() }]))).toEqual(['services.hsds_unknown_provider', undefined]);
    expect(await refused('[]')).toEqual(['services.hsds_nothing', '']);
    expect((await ask(`/services/${service.id}`)).status).toBe(404);
    expect(await comesIn(publicScope(scope.networkId), JSON.stringify([{ ...service, organization }])).catch(({ status }) => status)).toBe(403);
  });
});

describe('the interface', () => {
  let ours: string;
  let hidden: string;
  beforeAll(async () => {
    const { organisationId } = await execute(addOrganisation, other, { type: 'cso', name: 'Сунце', seat: 'RS-L-71269', identifiers: [{ scheme: 'RS-MB', value: '17000014' }] }).catch(async () => execute(addOrganisation, other, { type: 'cso', name: 'Сунце', seat: 'RS-L-71269' }));
    const service = {
      organisationId, name: 'Дневни боравак „Сунце“', description: 'За децу са сметњама у развоју.', terms: [termId('RS', 'RS-2.1'), termId('user-group', 'children-disabilities')], minimumAge: 5, maximumAge: 26, languages: ['sr', 'rom'], units: ['RS-L-71269'],
      location: { name: 'Сунце', street: 'Карађорђева 1', city: 'Шабац', postalCode: '15000', country: 'RS', latitude: 44.75, longitude: 19.69 }, openings: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], opens: '08:00', closes: '16:00' }], phone: '+381 15 000 000', published: true,
    };
    ours = (await execute(saveService, other, service)).serviceId;
    hidden = (await execute(saveService, other, { ...service, name: 'Not yet', published: false })).serviceId;
  });

  test('says what it is', async () => {
    expect((await ask('/')).body).toEqual({ version: '3.0', profile: expect.stringMatching(/^https:/), openapi_url: 'http://kolo.test/hsds/openapi.json' });
    expect((await ask('/openapi.json')).body.paths['/service_at_locations/{id}'].get.responses['200'].content['application/json'].schema.$ref).toBe('http://kolo.test/hsds/schema/service_at_location.json');
    expect((await ask('/schema/compiled/service_list.json')).body.required).toEqual(['id', 'name', 'status']);
    expect((await ask('/schema/../../../package.json')).status).toBe(404);
  });

  test('every list and every single answer fits the official schema, no field too many', async () => {
    for (const [list, item, single] of [['services', 'compiled/service_list.json', 'service.json'], ['organizations', 'compiled/organization_list.json', 'organization.json'], ['service_at_locations', 'compiled/service_at_location_list.json', 'service_at_location.json'], ['taxonomies', 'taxonomy.json', 'taxonomy.json'], ['taxonomy_terms', 'taxonomy_term.json', 'taxonomy_term.json']] as const) {
      const { body, status } = await ask(`/${list}?per_page=500`);
      expect([list, status, body.empty, body.total_items, body.first_page, body.last_page]).toEqual([list, 200, false, body.contents.length, true, true]);
      for (const one of body.contents) {
        expect([list, one.id, problemsOf(item, one)]).toEqual([list, one.id, []]);
        const whole = await ask(`/${list}/${one.id}`);
        expect([list, one.id, whole.status, problemsOf(single, whole.body)]).toEqual([list, one.id, 200, []]);
      }
      const full = await ask(`/${list}?${/tax/.test(list) ? '' : 'full=true'}`);
      for (const one of full.body.contents) expect([list, problemsOf(single, one)]).toEqual([list, []]);
      const lines = (await ask(`/${list}?format=ndjson`)).text.trim().split('\n').map((line) => JSON.parse(line).id);
      expect([list, lines.sort()]).toEqual([list, body.contents.map(({ id }: { id: string }) => id).sort()]);
    }
  });

  test('pages over all networks, without a gap and without anything twice', async () => {
    // Both networks publish the example of the standard, under one id, with its place and its provider.
    const { id: twice } = example('service_full');
    expect(await database().selectFrom('service').select('network_id').where('service_id', '=', twice).where('published', '=', true).execute()).toHaveLength(2);
    for (const list of ['services', 'organizations', 'service_at_locations']) {
      const { body } = await ask(`/${list}?per_page=500`);
      const told = body.contents.map(({ id }: { id: string }) => id);
      expect([list, told.toSorted(), body.total_items]).toEqual([list, [...new Set(told)].toSorted(), told.length]);
      expect([list, (await ask(`/${list}?format=ndjson`)).text.trim().split('\n').map((line) => JSON.parse(line).id)]).toEqual([list, told]);
    }
    // Where the earlier network does not publish it, the later one tells it.
    const first = [scope, other].map(({ networkId }) => networkId).toSorted()[0]!;
    const publish = (published: boolean) => database().updateTable('service').set({ published }).where('network_id', '=', first).where('service_id', '=', twice).execute();
    await publish(false);
    expect((await ask('/services?per_page=500')).body.contents.filter(({ id }: { id: string }) => id === twice)).toHaveLength(1);
    await publish(true);
    const all = (await ask('/services?per_page=500')).body.contents.map(({ id }: { id: string }) => id);
    expect(all).toContain(twice);
    const paged: string[] = [];
    for (let page = 1; page <= all.length; page++) paged.push(...(await ask(`/services?per_page=1&page=${page}`)).body.contents.map(({ id }: { id: string }) => id));
    expect(paged).toEqual(all);
    // Also when somebody begins far inside, or reads backwards.
    for (const perPage of [2, 3]) {
      const last = Math.ceil(all.length / perPage);
      const backwards: string[][] = [];
      for (let page = last; page >= 1; page--) backwards.unshift((await ask(`/services?per_page=${perPage}&page=${page}`)).body.contents.map(({ id }: { id: string }) => id));
      expect([perPage, backwards.flat()]).toEqual([perPage, all]);
    }
    expect((await ask(`/services?per_page=1&page=${all.length + 5}`)).body).toMatchObject({ empty: true, size: 0, last_page: true, total_items: all.length });
  });

  test('whoever has a page already is told so until anything in it may have changed', async () => {
    const get = (path: string, etag = '') => hsds.fetch(new Request(`http://kolo.test/hsds${path}`, { headers: { 'if-none-match': etag } }), { scope: null, locale: 'en', caller: newId() });
    for (const list of ['services', 'organizations', 'service_at_locations']) {
      const { headers } = await get(`/${list}?per_page=2`);
      const etag = headers.get('etag')!;
      expect([list, (await get(`/${list}?per_page=2`, etag)).status, (await get(`/${list}?per_page=3`, etag)).status]).toEqual([list, 304, 200]);
      await database().updateTable('organisation').set({ website: `https://${list}.example` }).where('network_id', '=', scope.networkId).execute();
      expect([list, (await get(`/${list}?per_page=2`, etag)).status]).toEqual([list, 200]);
    }
  });

  test('finds by words in any script, by term, category, organisation and change', async () => {
    const found = async (query: string) => (await ask(`/services?${query}`)).body.contents.map(({ id }: { id: string }) => id);
    for (const words of ['dnevni boravak', 'дневни боравак', 'dnevnom boravku', 'sunce', 'day care']) expect([words, await found(`search=${encodeURIComponent(words)}`)]).toEqual([words, [ours]]);
    expect(await found(`taxonomy_term_id=${termId('RS', 'RS-2.1')}`)).toEqual([ours]);
    expect(await found(`taxonomy_term_id=${termId('category', 'day-care')}`)).toEqual([ours]);
    expect(await found(`taxonomy_term_id=${termId('category', 'foster-care')}`)).toEqual([]);
    expect(await found('modified_after=2999-01-01T00:00:00Z')).toEqual([]);
    const { body: { organization_id } } = await ask(`/services/${ours}`);
    expect(await found(`organization_id=${organization_id}`)).toEqual([ours]);
    expect((await ask('/service_at_locations?postcode=15000&proximity=1000')).body.total_items).toBe(1);
    expect((await ask('/services?minimal=true')).body.contents.every((one: object) => Object.keys(one).length === 4)).toBe(true);
    expect((await ask('/services?per_page=0')).status).toBe(422);
    expect((await ask('/services?colour=red')).status).toBe(422);
  });

  test('what is not published does not exist', async () => {
    expect((await ask(`/services/${hidden}`)).status).toBe(404);
    expect((await ask('/services?per_page=500')).text).not.toContain('Not yet');
    expect((await ask('/service_at_locations?per_page=500')).text).not.toContain('Not yet');
    expect((await ask('/services/no-id')).status).toBe(404);
    expect((await ask(`/organizations/${newId()}`)).status).toBe(404);
  });

  test('the address of a service that is not published stands nowhere', async () => {
    const { body: { organization_id: organisationId } } = await ask(`/services/${ours}`);
    const house = { organisationId, name: 'Safe', terms: [], location: { name: 'Safe', street: 'Skrivena 77', city: 'Шабац', postalCode: '15000', country: 'RS', latitude: 44.7531, longitude: 19.6931 }, published: false };
    const { serviceId } = await execute(saveService, other, house);
    const everywhere = async () => {
      const files = unzipSync(new Uint8Array(await (await hsds.fetch(new Request('http://kolo.test/hsds/datapackage.zip'), { scope: null, locale: 'en', caller: newId() })).arrayBuffer()));
      const lists = ['services', 'organizations', 'service_at_locations'].flatMap((list) => ['', '?full=true', '?format=ndjson', '?format=ndjson&full=true'].map((query) => `/${list}${query}`));
      const answers = await Promise.all([...lists, `/organizations/${organisationId}`, `/services/${ours}`].map(async (path) => (await ask(path)).text));
      return [...answers, ...Object.values(files).map((bytes) => strFromU8(bytes))].join('\n');
    };
    expect(await everywhere()).toContain('Карађорђева 1');
    expect(await everywhere()).not.toMatch(/Skrivena|44\.7531/);
    // Nor when the service has left the place.
    await execute(saveService, other, { ...house, serviceId, location: null });
    expect(await everywhere()).not.toMatch(/Skrivena|44\.7531/);
    // Published, it is told.
    await execute(saveService, other, { ...house, serviceId, published: true });
    expect((await ask(`/organizations/${organisationId}`)).text).toContain('Skrivena 77');
    await execute(saveService, other, { ...house, serviceId });
    expect((await ask(`/organizations/${organisationId}`)).text).not.toContain('Skrivena 77');
  });

  test('an organisation is public here when it is on its page, and a joined entry is told as the one it stands for', async () => {
    const unseen = { id: newId(), name: 'Imported unseen', description: 'x' };
    const seen = { id: newId(), name: 'Imported seen', description: 'x', phones: [{ id: newId(), number: '+381 11 111' }, { id: newId(), number: '+381 64 222', contact_id: newId() }], contacts: [{ id: newId(), name: 'Jovana', email: 'jovana@example.org' }, { id: newId(), department: 'Reception', email: 'desk@example.org' }] };
    for (const [one, published] of [[unseen, false], [seen, true]] as const) {
      const { importId } = await execute(stageDirectory, other, { fileName: 'organisations.json', bytes: new TextEncoder().encode(JSON.stringify({ organizations: [one] })), published });
      await execute(applyDirectory, other, { importId });
    }
    expect((await ask(`/organizations/${unseen.id}`)).status).toBe(404);
    expect((await ask('/organizations?per_page=500')).text).not.toContain(unseen.id);
    const { status, body, text } = await ask(`/organizations/${seen.id}`);
    expect([status, body.phones.length, body.contacts]).toEqual([200, 1, [seen.contacts[1]]]);
    expect(text).not.toContain('Jovana');

    const { body: { organization_id: main } } = await ask(`/services/${ours}`);
    const { organisationId: twin } = await execute(addOrganisation, other, { type: 'cso', name: 'НВО Пруга' });
    const { serviceId } = await execute(saveService, other, { organisationId: twin, name: 'Twin', terms: [], published: true });
    expect((await ask(`/organizations/${twin}`)).body.name).toBe('НВО Пруга');
    const { organisationId: root } = await execute(addOrganisation, other, { type: 'cso', name: 'Пруга' });
    expect((await findOrganisation(publicScope(other.networkId), root))?.name).toBe(undefined);
    await within(other, (tx) => standForOrganisations(tx, other.networkId, new Map([[twin, root]])));
    // The root has no service of its own, and is public by the joined entry's, on its page and here.
    expect((await findOrganisation(publicScope(other.networkId), root))?.name).toBe('Пруга');
    expect((await ask('/organizations?per_page=500')).body.contents.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining([root, main]));
    expect((await ask('/organizations?per_page=500')).text).not.toContain(twin);
    expect((await ask(`/services/${serviceId}`)).body).toMatchObject({ organization_id: root, organization: { id: root } });
  });

  test('the data package holds every object once', async () => {
    const response = await hsds.fetch(new Request('http://kolo.test/hsds/datapackage.zip'), { scope: null, locale: 'en', caller: newId() });
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    const described = JSON.parse(strFromU8(files['datapackage.json']!));
    expect(described.resources.map(({ path }: { path: string }) => path).sort()).toEqual(Object.keys(files).filter((name) => name !== 'datapackage.json').sort());
    for (const name of ['services', 'organizations', 'service_at_location', 'locations', 'addresses']) {
      const once = strFromU8(files[`${name}.csv`]!).trim().split('\r\n').slice(1).flatMap((line) => line.match(/^[\da-f-]{36}(?=,)/) ?? []);
      expect([name, once.length > 0, once.toSorted()]).toEqual([name, true, [...new Set(once)].toSorted()]);
    }
    const ids = strFromU8(files['services.csv']!).trim().split('\r\n').slice(1).map((line) => line.slice(0, 36));
    expect(ids.sort()).toEqual((await ask('/services?per_page=500')).body.contents.map(({ id }: { id: string }) => id).sort());
    expect(strFromU8(files['schedules.csv']!)).toContain('WEEKLY');
    expect(strFromU8(files['addresses.csv']!)).toContain('Шабац');
  });
});
