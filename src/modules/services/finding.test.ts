import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { addOrganisation, changeOrganisation } from '#modules/organisations/commands.ts';
import { kilometres, unitById } from '#modules/places/gazetteer.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { plugIn } from '#registry';
import { saveService } from './commands.ts';
import { hsdsOne } from './hsds/queries.ts';
import { termId } from './nomenclature/nomenclature.ts';
import { addLicence } from './licences/commands.ts';
import { licenceRegister, licencesEnding } from './licences/queries.ts';
import { findServices, listServices, servicePoints, servicesGivenBy } from './queries.ts';
import { serviceOf } from './whole-queries.ts';

withDatabase();
plugIn();
const scope = systemScope(newId(), 'test');
const sabac = 'RS-L-71269';
const saved = {} as Record<'exact' | 'byHand' | 'elsewhere' | 'silent', string>;

beforeAll(async () => {
  await loadPlaces(database());
  await database().insertInto('network').values({ network_id: scope.networkId, slug: 'finding', names: JSON.stringify({ en: 'n' }) }).execute();
  const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: 'Сунце' });
  const common = { organisationId, description: null, terms: [termId('RS', 'RS-2.1')], published: true };
  const town = (city: string, at: object = {}) => ({ location: { name: city, street: null, city, postalCode: null, country: 'RS', ...at } });
  const given = {
    exact: { ...common, name: 'Боравак А', ...town('Шабац', { latitude: 44.70, longitude: 19.69 }) },
    byHand: { ...common, name: 'Боравак Б', ...town('Шабац') },
    elsewhere: { ...common, name: 'Боравак В', ...town('Ниш') },
    silent: { ...common, name: 'Боравак Г' },
  };
  for (const [key, service] of Object.entries(given)) saved[key as keyof typeof saved] = (await execute(saveService, scope, service)).serviceId;
});

const ids = (items: { id: string }[]) => items.map(({ id }) => id);

test('a service that names no area is found for every place, behind those that name it', async () => {
  for (const filter of [{ unit: sabac }, { q: 'дневни боравак Шабац' }, { q: 'dnevni boravak u Šapcu' }]) {
    const { items, total, understood } = await findServices(filter);
    expect([filter, understood.unit, ids(items.slice(0, 2)).toSorted(), items[2]?.id, items[2]?.units, total]).toEqual([filter, sabac, [saved.exact, saved.byHand].toSorted(), saved.silent, [], 3]);
  }
});

test('a service entered by hand is found by distance from its municipality, said to be approximate', async () => {
  const { items } = await findServices({ unit: sabac, within: 50 });
  expect(items.map(({ id, approximate }) => [id, approximate])).toEqual([[saved.byHand, true], [saved.exact, false]]);
  expect(items[0]!.kilometres).toBeLessThan(1);
  // Šabac and Niš are some 240 km apart.
  expect(ids((await findServices({ unit: sabac, within: 150 })).items)).not.toContain(saved.elsewhere);
  const far = (await findServices({ unit: sabac, within: 250 })).items.at(-1)!;
  expect([far.id, far.approximate, far.kilometres! > 225 && far.kilometres! < 245]).toEqual([saved.elsewhere, true, true]);
  expect(far.kilometres).toBeCloseTo(kilometres(unitById(sabac)!, unitById(far.placeId!)!)!, 6);

  const { services, total } = await servicePoints({});
  expect([total, new Map(services.map(({ id, approximate }) => [id, approximate]))]).toEqual([4, new Map([[saved.exact, false], [saved.byHand, true], [saved.elsewhere, true]])]);
  expect(services.every(({ latitude, longitude }) => latitude !== null && longitude !== null)).toBe(true);
  // The standard's answer has no coordinates that nobody measured.
  expect(JSON.parse(await hsdsOne('services', saved.byHand)).service_at_locations[0].location).not.toHaveProperty('latitude');
});

test('the same is found in whichever script, case and spelling it is typed', async () => {
  const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: 'Дъга' });
  const { serviceId } = await execute(saveService, scope, { organisationId, name: 'Дневен център', terms: [termId('BG', 'BG-4.3')], units: ['BG-M-TGV35'], published: true });
  for (const q of ['Targoviste', 'Търговищe', 'Turgovishte']) expect([q, (await findServices({ q })).items[0]?.id]).toEqual([q, serviceId]);
  for (const q of ['dnevni boravak', 'дневни боравак', 'dnevnom boravku']) expect([q, ids((await findServices({ q })).items).filter((id) => Object.values(saved).includes(id)).toSorted()]).toEqual([q, Object.values(saved).toSorted()]);
});

test('a place in the text in which nothing is found is left out, and that is said', async () => {
  const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: 'Jelka' });
  const save = async (name: string) => (await execute(saveService, scope, { organisationId, name, units: ['MD-CU'], published: true })).serviceId;
  const [centre, star] = [await save('Centru de zi pentru copii în situație de risc'), await save('Zvezdica')];
  for (const q of ['Centru de zi', 'centru de zi', 'Centru de zi pentru copii în situație de risc']) {
    const { items, understood } = await findServices({ q });
    expect([q, ids(items).includes(centre), understood.unit, understood.leftOut]).toEqual([q, true, null, null]);
  }
  const { items, understood } = await findServices({ q: 'Zvezdica Bălți' });
  expect([ids(items), understood.unit, understood.leftOut, understood.words]).toEqual([[star], null, 'MD-BA', 'Zvezdica']);
  // Where nothing is found without it either, and where the place was chosen, it stays.
  expect((await findServices({ q: 'Qwrtzp Bălți' })).understood).toMatchObject({ unit: 'MD-BA', leftOut: null });
  expect(await findServices({ q: 'Zvezdica', unit: 'MD-BA' })).toMatchObject({ total: 0, understood: { unit: 'MD-BA', leftOut: null } });
});

test('a service is found by its name in any language and by who gives it, whatever they are called later', async () => {
  const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: 'Udruženje Lastavica', names: { bg: 'Сдружение Лястовица' } });
  const service = { organisationId, name: 'Igraonica', names: { 'sr-Latn': 'Igraonica', en: 'Playroom', ro: 'Ludotecă' }, terms: [], published: true };
  const { serviceId } = await execute(saveService, scope, service);
  const found = async (...texts: string[]) => {
    for (const q of texts) expect([q, ids((await findServices({ q })).items), (await listServices(scope, { q })).total]).toEqual([q, [serviceId], 1]);
  };
  await found('igraonica', 'Playroom', 'ludoteca', 'Lastavica', 'Удружење Ластавица', 'Сдружение Лястовица', 'playroom lastavica');
  // A slip in one of them finds it as well.
  expect((await findServices({ q: 'Lastavicca' })).items.map(({ id }) => id)).toEqual([serviceId]);
  await execute(changeOrganisation, scope, { organisationId, name: 'Udruženje Vrabac', names: { bg: 'Сдружение Врабче' } });
  await found('Vrabac', 'ludoteca vrabac');
  expect((await findServices({ q: 'Lastavica' })).total).toBe(0);
  await execute(saveService, scope, { ...service, serviceId, names: { en: 'Toy library' } });
  await found('toy library');
  expect((await findServices({ q: 'Playroom' })).total).toBe(0);
});

test('a service with several places is told at the one that was asked about', async () => {
  const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: 'Putujući' });
  const at = (city: string, latitude: number | null, longitude: number | null) => ({ name: null, street: `${city} 1`, city, postalCode: null, country: 'RS', latitude, longitude, accessibility: null });
  const { serviceId } = await execute(saveService, scope, { organisationId, name: 'Pokretni tim Zrno', location: at('Ниш', 43.32, 21.9), further: [{ location: at('Шабац', 44.75, 19.69) }, { location: at('Врање', null, null) }], published: true });
  const card = async (filter: object) => (await findServices({ q: 'Zrno', ...filter })).items.map(({ id, city, street, approximate }) => [id, city, street, approximate]);
  expect(await card({})).toEqual([[serviceId, 'Ниш', 'Ниш 1', false]]);
  expect(await card({ unit: sabac, within: 50 })).toEqual([[serviceId, 'Шабац', 'Шабац 1', false]]);
  expect(await card({ unit: 'RS-L-70432', within: 10 })).toEqual([[serviceId, 'Врање', 'Врање 1', true]]);
  const { services, compared, total } = await servicePoints({ q: 'Zrno' });
  expect([services.map(({ id, city, approximate }) => [id, city, approximate]), compared, total]).toEqual([[[serviceId, 'Ниш', false], [serviceId, 'Шабац', false], [serviceId, 'Врање', true]], 1, 1]);
});

test('an unpublished service is seen by those who keep and audit the directory, and by its own provider', async () => {
  const { organisationId: house } = await execute(addOrganisation, scope, { type: 'cso', name: 'Zaklon' });
  const { organisationId: other } = await execute(addOrganisation, scope, { type: 'cso', name: 'Ptičar' });
  const { serviceId } = await execute(saveService, scope, { organisationId: house, name: 'Kuća Kvrgavica', location: { name: null, street: 'Tajna 1', city: 'Шабац', postalCode: null, country: 'RS', latitude: 44.75, longitude: 19.69, accessibility: null }, published: false });
  await execute(addLicence, scope, { serviceId, number: '55-1/2026', kind: 'full', issuedOn: '2026-01-15', validUntil: '2026-12-31', validFrom: null, plan: null });
  const as = (role: Role, organisationId: string | null = null) => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId, programmeIds: null });
  const seen = async (who: Scope) => [
    (await listServices(who, { q: 'Kvrgavica' })).total,
    (await listServices(who, {})).items.some(({ id }) => id === serviceId),
    (await listServices(who, { unit: sabac, within: 25 })).items.some(({ id }) => id === serviceId),
    await serviceOf(who, serviceId).then(() => true, () => false),
    (await servicesGivenBy(who, house)).length,
    (await licenceRegister(who, { today: '2026-11-01' })).total,
    (await licencesEnding(who, '2026-11-01')).length,
  ];
  const [all, none] = [[1, true, true, true, 1, 1, 1], [0, false, false, false, 0, 0, 0]];
  for (const [who, expected] of [
    [as('coordinator'), all], [as('programme-officer'), all], [as('auditor'), all], [as('organisation-representative', house), all],
    [as('organisation-representative', other), none], [as('organisation-representative'), none], [as('field-worker'), none], [as('funder', other), none], [as('funder', house), none],
  ] as const) expect([who.roles, who.organisationId === house, await seen(who)]).toEqual([who.roles, who.organisationId === house, expected]);
  // What is published is told to every member as before.
  await execute(saveService, scope, { organisationId: house, serviceId, name: 'Kuća Kvrgavica', published: true });
  expect((await listServices(as('funder', other), { q: 'Kvrgavica' })).total).toBe(1);
  expect((await serviceOf(as('field-worker'), serviceId)).hsds.name).toBe('Kuća Kvrgavica');
});
