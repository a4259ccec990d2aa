import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { systemScope } from '#platform/session/scope.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation, changeOrganisation } from '#modules/organisations/commands.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { hsds } from '#registry';
import { saveService } from '../commands.ts';
import { applyDirectory, stageDirectory } from '../intake/commands.ts';
import { termId } from '../nomenclature/nomenclature.ts';
import { publicService } from '../whole-queries.ts';
import { problemsOf, strictPage } from './strict.testing.ts';

withDatabase();
const scope = systemScope(newId(), 'test');
const send = (path: string) => hsds.fetch(new Request(`http://kolo.test/hsds${path}`), { scope: null, locale: 'en', caller: newId() });
const ask = async (path: string) => {
  const response = await send(path);
  const text = await response.text();
  return { status: response.status, text, body: /ndjson/.test(path) || !text.startsWith('{') ? null : JSON.parse(text) };
};
const at = (city: string, postalCode: string) => ({ id: newId(), location_type: 'physical', addresses: [{ id: newId(), address_1: 'Тајна 7', city, state_province: '', postal_code: postalCode, country: 'RS', address_type: 'physical' }], contacts: [{ id: newId(), name: 'Марија Кућна', phones: [{ id: newId(), number: '+381 64 4' }] }], phones: [{ id: newId(), number: '+381 64 5', contact_id: newId() }] });
const organization = { id: newId(), name: 'Јелка', description: 'x', organization_identifiers: [{ id: newId(), identifier_type: 'register', identifier_scheme: 'RS-MB', identifier: '17000014' }] };
const person = { id: newId(), name: 'Јована Услужна', title: 'Координатор', email: 'jovana@example.org', phones: [{ id: newId(), number: '+381 64 3' }] };
const service = {
  id: newId(), name: 'Саветовалиште', status: 'active', organization, contacts: [person, { id: newId(), department: 'Пријем', email: 'prijem@example.org' }], phones: [{ id: newId(), number: '+381 11 1' }, { id: newId(), number: '+381 64 2', contact_id: person.id }],
  service_at_locations: [{ id: newId(), contacts: [{ id: newId(), name: 'Петар Местни' }], location: at('Шабац', '15000') }],
};
const gone = { ...service, id: newId(), name: 'Сигурна кућа', status: 'defunct', description: 'Затворена 2020.', url: 'https://example.org/kuca', email: 'kuca@example.org', service_at_locations: [{ id: newId(), location: at('Лозница', '15300') }] };

beforeAll(async () => {
  await loadPlaces(database());
  await execute(createNetwork, scope, { slug: 'interface', names: { en: 'Interface' } });
  const { importId } = await execute(stageDirectory, scope, { fileName: 's.json', bytes: new TextEncoder().encode(JSON.stringify([service, gone])), published: true });
  await execute(applyDirectory, scope, { importId });
  for (let n = 0; n < 5; n++) await execute(saveService, scope, { organisationId: organization.id, name: `Услуга ${n}`, terms: [termId('RS', 'RS-2.1')], units: ['RS-L-71269'], location: { name: null, street: 'Нова 1', city: 'Ниш', postalCode: '18000', country: 'RS', latitude: 43.32, longitude: 21.9 }, published: true });
});

const everything = async () => {
  const lists = ['services', 'organizations', 'service_at_locations'].flatMap((list) => ['', '?full=true', '?format=ndjson&full=true'].map((query) => `/${list}${query}`));
  const singles = [`/services/${service.id}`, `/services/${gone.id}`, `/organizations/${organization.id}?full_service=true`, `/service_at_locations/${service.service_at_locations[0]!.id}`];
  const files = Object.values(unzipSync(new Uint8Array(await (await send('/datapackage.zip')).arrayBuffer()))).map((bytes) => strFromU8(bytes));
  return [...(await Promise.all([...lists, '/organizations?full_service=true', ...singles].map(async (path) => (await ask(path)).text))), ...files].join('\n');
};

test('a person named as a contact goes out nowhere without consent, wherever the name stands; an office does', async () => {
  expect(await everything()).not.toMatch(/Услужна|jovana@|Кућна|Местни|\+381 64/);
  expect((await ask(`/services/${service.id}`)).body).toMatchObject({ contacts: [{ department: 'Пријем', email: 'prijem@example.org' }], phones: [{ number: '+381 11 1' }] });
  expect(JSON.stringify(await publicService(service.id))).not.toMatch(/Услужна|Кућна|Местни/);
  // Her organisation records her consent: then her name goes out, without her address and number; the others' stay inside.
  await execute(changeOrganisation, scope, { organisationId: organization.id, contacts: [{ contactId: newId(), name: person.name, role: null, phone: '+381 11 1', email: null, website: null, isPublic: true, consentOn: '2026-01-01' }] });
  expect((await ask(`/services/${service.id}`)).body.contacts[0]).toEqual({ id: person.id, name: person.name, title: 'Координатор' });
  expect(await everything()).not.toMatch(/jovana@|Кућна|Местни|\+381 64/);
  // Inside nothing is lost.
  const { rows } = { rows: await database().selectFrom('service').select('details').where('service_id', '=', service.id).execute() };
  expect(JSON.stringify(rows)).toContain('jovana@example.org');
});

test('a service that is closed down says so, and no longer where it was and whom one called', async () => {
  expect((await ask(`/services/${gone.id}`)).body).toEqual({ id: gone.id, organization_id: organization.id, name: 'Сигурна кућа', status: 'defunct', description: 'Затворена 2020.', last_modified: expect.any(String), organization: expect.objectContaining({ id: organization.id }) });
  expect((await ask(`/service_at_locations/${gone.service_at_locations[0]!.id}`)).status).toBe(404);
  expect(await everything()).not.toMatch(/\b15300\b|kuca@|example\.org\/kuca/);
  expect((await publicService(gone.id)).hsds.service_at_locations).toBeUndefined();
});

test('an organisation has as many identifiers of one scheme as it has', async () => {
  await database().insertInto('organisation_identifier').values(['17000014', '17000022'].map((value) => ({ network_id: scope.networkId, organisation_id: organization.id, scheme: 'RS-MB', value }))).execute();
  const { body } = await ask(`/organizations/${organization.id}`);
  expect(body.organization_identifiers.map(({ identifier_scheme, identifier }: Record<string, string>) => [identifier_scheme, identifier])).toEqual([['RS-MB', '17000014'], ['RS-MB', '17000022']]);
  expect(problemsOf('organization.json', body)).toEqual([]);
});

test('every parameter that the standard names is taken where it names it, and every other one is refused by name', async () => {
  const { paths, components } = JSON.parse(readFileSync(new URL('./schema/openapi.json', import.meta.url), 'utf8'));
  const values: Record<string, string> = { search: 'Ниш', page: '1', per_page: '2', format: 'json', taxonomy_term_id: newId(), taxonomy_id: newId(), organization_id: newId(), modified_after: '2020-01-01T00:00:00Z', minimal: 'true', full: 'true', full_service: 'true', top_only: 'true', parent_id: newId(), postcode: '18000', proximity: '100' };
  let asked = 0;
  for (const [path, { get, parameters = [] }] of Object.entries<any>(paths)) {
    if (path === '/') continue;
    const real = path.replace('{id}', path.startsWith('/services') ? service.id : path.startsWith('/org') ? organization.id : path.startsWith('/service_at') ? service.service_at_locations[0]!.id : path.startsWith('/taxonomies') ? (await ask('/taxonomies')).body.contents[0].id : (await ask('/taxonomy_terms')).body.contents[0].id);
    for (const given of [...parameters, ...(get.parameters ?? [])]) {
      const { name, in: where } = given.$ref ? components.parameters[given.$ref.split('/').at(-1)] : given;
      if (where === 'path') continue;
      const query = `${name}=${encodeURIComponent(values[name]!)}${name === 'proximity' ? '&postcode=18000' : ''}`;
      expect([real, query, (await ask(`${real}?${query}`)).status]).toEqual([real, query, 200]);
      asked++;
    }
    const { status, body } = await ask(`${real}?colour=red`);
    expect([path, status, body.detail]).toEqual([path, 422, expect.stringMatching(/^“colour” is not known here\. Known are: .*lang/)]);
  }
  expect(asked).toBeGreaterThan(30);
  expect((await ask('/service_at_locations?proximity=100')).text).toContain('postcode');
});

test('what the parameters say is done', async () => {
  const { body } = await ask(`/organizations/${organization.id}?full_service=true`);
  const { services, ...itself } = body;
  expect([services.length, problemsOf('organization.json', itself), services.flatMap((one: object) => problemsOf('service.json', one))]).toEqual([7, [], []]);
  expect(services.find(({ id }: { id: string }) => id === service.id).service_at_locations[0].location.addresses[0].city).toBe('Шабац');
  expect((await ask('/organizations?full_service=true')).body.contents[0].services).toHaveLength(7);
  expect((await ask(`/organizations/${organization.id}`)).body.services).toBeUndefined();
  // All of them in one answer, as the standard asks of the short form.
  const minimal = (await ask('/services?minimal=true')).body;
  expect([minimal.contents.length, minimal.last_page, Object.keys(minimal.contents[0]).sort()]).toEqual([minimal.total_items, true, ['id', 'last_modified', 'name', 'status']]);
  expect((await ask('/services?per_page=501')).text).toContain('1 to 500');
  // Open to Šabac and given in Niš: whoever lives under the postcode of either may use it; the one that says nothing of it, where it stands.
  const under = async (postcode: string) => (await ask(`/service_at_locations?postcode=${postcode}`)).body.total_items;
  expect([await under('15000'), await under('18000'), await under('11000')]).toEqual([6, 5, 0]);
  expect((await ask('/service_at_locations?postcode=18000&proximity=1000')).body.total_items).toBe(5);
});

test('the envelope of every list fits the official schema made strict, at every page and beyond the last', async () => {
  for (const [list, item] of [['services', 'compiled/service_list.json'], ['organizations', 'compiled/organization_list.json'], ['service_at_locations', 'compiled/service_at_location_list.json'], ['taxonomies', 'taxonomy.json'], ['taxonomy_terms', 'taxonomy_term.json']] as const) {
    const check = strictPage(item);
    const seen: string[] = [];
    for (const query of ['', '?per_page=500', '?search=zzzzqqq', '?search=zzzzqqq&page=3']) expect([list, query, check((await ask(`/${list}${query}`)).body)]).toEqual([list, query, []]);
    const { body: { total_items: total } } = await ask(`/${list}`);
    const size = Math.max(1, Math.ceil(total / 4));
    for (let page = 1; page <= 6; page++) {
      const { body } = await ask(`/${list}?per_page=${size}&page=${page}`);
      expect([list, page, check(body)]).toEqual([list, page, []]);
      expect([list, page, body.page_number, body.total_items, body.first_page, body.last_page, body.size, body.empty]).toEqual([list, page, page, total, page === 1, page >= body.total_pages, body.contents.length, !body.contents.length]);
      seen.push(...body.contents.map(({ id }: { id: string }) => id));
    }
    expect([list, seen.length, new Set(seen).size]).toEqual([list, total, total]);
  }
});
