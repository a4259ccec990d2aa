import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { systemScope } from '#platform/session/scope.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { saveService } from './commands.ts';
import { fieldsOfService, fieldsPosted, serviceReading } from './fields.ts';
import { textsOf, written, type ServiceTexts } from './form.ts';
import { applyDirectory, stageDirectory } from './intake/commands.ts';
import { termId } from './nomenclature/nomenclature.ts';
import { serviceOf } from './whole-queries.ts';

withDatabase();
const scope = systemScope(newId(), 'test');
const today = '2026-11-22';
const example = JSON.parse(readFileSync(new URL('hsds/fixtures/service_full.json', import.meta.url), 'utf8'));
const address = (city: string, more: object = {}) => ({ id: newId(), address_1: 'Главна 1', city, state_province: 'Мачва', postal_code: '15000', country: 'RS', address_type: 'physical', ...more });
const names = { 'sr-Cyrl': 'Дневни боравак', bg: 'Дневен център', ro: 'Centru de zi', en: 'Day care' };
const rich = () => ({
  ...example, id: newId(), name: names['sr-Cyrl'], description: 'За децу.\r\nСваког дана.', cost_options: [], schedules: [
    ...[['08:00', '12:00'], ['14:00', '18:00']].map(([opens_at, closes_at]) => ({ id: newId(), freq: 'WEEKLY', byday: 'MO,TU', opens_at, closes_at, timezone: 1 })),
    { id: newId(), description: 'Недељом по договору' }, { id: newId(), freq: 'WEEKLY', byday: 'SA', opens_at: '10:00', closes_at: '12:00', valid_from: '2026-06-01', valid_to: '2026-08-31' },
  ],
  phones: [{ id: newId(), number: '+381 15 1', extension: 7, description: 'Пријем' }, { id: newId(), number: '+381 15 2' }], languages: [{ id: newId(), name: 'српски', code: 'sr' }, { id: newId(), name: 'знаковни' }],
  required_documents: [{ id: newId(), document: 'уверење, не старије од месец дана' }], service_areas: [{ id: newId(), name: 'Шабац' }],
  attributes: [termId('RS', 'RS-2.1'), termId('category', 'day-care'), termId('user-group', 'children')].map((id) => ({ id: newId(), link_id: newId(), taxonomy_term_id: id, link_entity: 'service', link_type: 'taxonomy' })),
  service_at_locations: [{ id: newId(), description: 'Други улаз', location: { id: newId(), location_type: 'physical', name: 'Центар', latitude: 44.7, longitude: 19.7, addresses: [address('Шабац', { address_2: 'спрат 2' }), address('Лозница', { address_type: 'postal' })] } }],
});
const cases = { 'the official example': () => ({ ...example, phones: [{ ...example.phones[0], number: '+44 1' }] }), 'a rich one': rich };

const seen = (id: string) => serviceOf(scope, id);
async function here(make: () => { id: string; organization: object }): Promise<string> {
  const given = { ...make(), id: newId() };
  const { importId } = await execute(stageDirectory, scope, { fileName: 's.json', bytes: new TextEncoder().encode(JSON.stringify(given)), published: true });
  await execute(applyDirectory, scope, { importId });
  await database().updateTable('service').set({ names: JSON.stringify(names), descriptions: JSON.stringify({ en: 'For children.', ro: 'Pentru copii.' }) }).where('service_id', '=', given.id).execute();
  return given.id;
}
/** As the page does it: what the form showed, with these changes, every line ended as browsers end them. */
async function saved(id: string, changes: ServiceTexts = {}, groups?: string[]) {
  const before = await seen(id);
  const { texts, groups: shown } = textsOf(before);
  const posted = Object.fromEntries(Object.entries({ ...texts, ...changes }).map(([name, text]) => [name, text!.replace(/\r?\n/g, '\r\n')]));
  await execute(saveService, scope, { ...written(posted, groups ?? shown, today, before), organisationId: before.hsds.organization.id, serviceId: id, seen: before.hsds.last_modified });
  return { before, after: await seen(id) };
}
const but = <T extends { hsds: object }>({ hsds: { last_modified: _, ...hsds }, ...others }: { hsds: { last_modified: string }; terms: string[] } & Omit<T, 'hsds'>, ...fields: string[]) => ({ ...others, terms: others.terms.toSorted(), hsds: Object.fromEntries(Object.entries(hsds).filter(([field]) => !fields.includes(field))) });

beforeAll(async () => {
  await loadPlaces(database());
  await execute(createNetwork, scope, { slug: 'forms', names: { en: 'Forms' } });
});

describe.each(Object.entries(cases))('%s', (_, make) => {
  test('saved unchanged reads exactly as before, by the form and by what a moderator takes', async () => {
    const id = await here(make);
    const { before, after } = await saved(id);
    expect(but(after)).toEqual(but(before));
    expect(fieldsPosted({ ...fieldsOfService(after) }, textsOf(after).groups)).toEqual(fieldsOfService(after));
    await execute(saveService, scope, serviceReading(fieldsOfService(after), after, today));
    expect(but(await seen(id))).toEqual(but(before));
  });

  test('every field that is cleared is clear, and nothing else is', async () => {
    const id = await here(make);
    const where: Record<string, string> = { description: 'description', eligibility: 'eligibility_description', units: 'service_areas', phone: 'phones', email: 'email', website: 'url', fees: 'fees_description', application: 'application_process', documents: 'required_documents', languages: 'languages', minimumAge: 'minimum_age', maximumAge: 'maximum_age', kind: 'attributes' };
    for (const [field, hsds] of Object.entries(where)) {
      const { before, after } = await saved(id, { [field]: '' });
      if (!textsOf(before).texts[field]) continue;
      expect([field, textsOf(after).texts[field]]).toEqual([field, field === 'phone' ? (before.hsds.phones![1]?.number ?? '') : '']);
      const others = (one: typeof after) => ({ ...but(one, hsds), terms: 0, units: 0, descriptions: field === 'description' ? {} : one.descriptions });
      expect([field, others(after)]).toEqual([field, others(before)]);
    }
    const { after } = await saved(id, { city: '', street: '', postalCode: '' });
    expect(after.hsds.service_at_locations).toBeUndefined();
  });
});

describe('what the form cannot show', () => {
  test('of the hours stays, unless they were changed themselves', async () => {
    const id = await here(rich);
    const hours = (one: Awaited<ReturnType<typeof seen>>) => [...(one.hsds.schedules ?? []), ...(one.hsds.service_at_locations?.[0]?.schedules ?? [])].map(({ byday, opens_at, description, valid_from }) => [byday, opens_at, description ?? valid_from]).sort();
    const [words, summer] = [[undefined, undefined, 'Недељом по договору'], ['SA', '10:00', '2026-06-01']];
    expect(hours((await saved(id, { opens_MO: '09:00' })).after)).toEqual([['MO', '09:00', undefined], ['MO,TU', '14:00', undefined], summer, ['TU', '08:00', undefined], words].sort());
    expect(hours((await saved(id, { opens_TU: '', closes_TU: '', opens2_TU: '', closes2_TU: '' })).after)).toEqual([['MO', '09:00', undefined], ['MO', '14:00', undefined], summer, words].sort());
    await expect(saved(id, { closes_MO: '15:00' })).rejects.toMatchObject({ code: 'services.hours_overlap' });
    expect(hours((await saved(id, { closes_MO: '15:00', opens2_MO: '', closes2_MO: '' })).after)).toEqual([['MO', '09:00', undefined], summer, words].sort());
  });

  test('of telephones, addresses, kinds and languages stays', async () => {
    const id = await here(rich);
    const { before, after } = await saved(id, { phone: '+381 15 9', street: 'Нова 5', languages: 'sr, rom', documents: 'уверење, не старије од месец дана, слика' });
    expect(after.hsds.phones).toEqual([{ id: expect.anything(), number: '+381 15 9', description: 'Пријем' }, before.hsds.phones![1]]);
    const [was, is] = [before, after].map(({ hsds }) => hsds.service_at_locations![0]!);
    expect([is!.description, is!.location!.addresses![1], is!.location!.addresses![0]]).toEqual(['Други улаз', was!.location!.addresses![1], { ...was!.location!.addresses![0], address_1: 'Нова 5', address_2: undefined }]);
    expect(after.hsds.languages!.map(({ code, name }) => [code, name])).toEqual([['sr', 'српски'], ['rom', undefined], [undefined, 'знаковни']]);
    expect(after.hsds.required_documents!.map(({ document }) => document)).toEqual(['уверење, не старије од месец дана', 'слика']);
    const group = termId('user-group', 'children-disabilities');
    expect((await saved(id, {}, [group])).after.terms.toSorted()).toEqual([termId('RS', 'RS-2.1'), termId('category', 'day-care'), group].toSorted());
  });

  test('of translations goes only with what was said anew', async () => {
    const id = await here(rich);
    const { before, after } = await saved(id, { name: 'Боравак' });
    expect([after.names, after.descriptions]).toEqual([{ 'sr-Cyrl': 'Боравак' }, before.descriptions]);
    expect((await saved(id, { description: 'За сву децу.' })).after.descriptions).toEqual({});
  });
});

test('a service that somebody changed since the form was opened is not overwritten', async () => {
  const id = await here(rich);
  const before = await seen(id);
  await saved(id, { phone: '1' });
  const late = { ...written({ ...textsOf(before).texts, fees: '2' }, [], today, before), organisationId: before.hsds.organization.id, serviceId: id };
  expect(await execute(saveService, scope, { ...late, seen: before.hsds.last_modified }).catch(({ code, status }) => [code, status])).toEqual(['services.changed_meanwhile', 409]);
  expect((await seen(id)).hsds.phones![0]!.number).toBe('1');
});

test('the form says everything of a place, of several places, of hours twice a day, of who pays, in every language', async () => {
  const organisationId = example.organization.id;
  const posted = {
    name: 'Ново', 'names.bg': 'Ново бг', 'descriptions.en': 'New', funding: 'Град Шабац\r\nEU, Delegation', placeName: 'Дом здравља', street: 'Нова 1', city: 'Шабац', postalCode: '15000', country: 'RS', coordinates: '44.75, 19.69', accessibility: 'рампа',
    opens_MO: '08:00', closes_MO: '12:00', opens2_MO: '14:00', closes2_MO: '18:00', placeName_2: 'Школа', city_2: 'Ниш', street_2: 'Обреновићева 5', country_2: 'RS', coordinates_2: '43,32 21,9', country_3: 'RS',
  };
  const { serviceId } = await execute(saveService, scope, { ...written(posted, [], today, null), organisationId });
  const { hsds, names: saidNames, descriptions } = await seen(serviceId);
  expect([saidNames, descriptions, hsds.funding!.map(({ source }) => source)]).toEqual([{ bg: 'Ново бг' }, { en: 'New' }, ['Град Шабац', 'EU, Delegation']]);
  expect(hsds.service_at_locations!.map(({ location }) => [location!.name, location!.latitude, location!.longitude, location!.addresses![0]!.city, location!.accessibility?.[0]?.description])).toEqual([['Дом здравља', 44.75, 19.69, 'Шабац', 'рампа'], ['Школа', 43.32, 21.9, 'Ниш', undefined]]);
  expect(hsds.service_at_locations![0]!.schedules!.map(({ opens_at, closes_at }) => [opens_at, closes_at])).toEqual([['08:00', '12:00'], ['14:00', '18:00']]);
  const { before, after } = await saved(serviceId);
  expect(but(after)).toEqual(but(before));
  // An address that moves takes no old coordinates along; the other place stays the one it is.
  const moved = (await saved(serviceId, { street: 'Друга 9', accessibility: '' })).after.hsds.service_at_locations!;
  expect([moved[0]!.location!.latitude, moved[0]!.location!.accessibility, moved[0]!.location!.name, moved[0]!.location!.id]).toEqual([undefined, undefined, 'Дом здравља', before.hsds.service_at_locations![0]!.location!.id]);
  expect(moved[1]).toEqual(before.hsds.service_at_locations![1]);
  // A third is added, the second is changed, then it goes, and the third is the second.
  const three = (await saved(serviceId, { city_3: 'Лозница', country_3: 'RS', placeName_2: 'Основна школа' })).after.hsds.service_at_locations!;
  expect(three.map(({ location }) => [location!.name, location!.addresses![0]!.city])).toEqual([['Дом здравља', 'Шабац'], ['Основна школа', 'Ниш'], [undefined, 'Лозница']]);
  expect(three[1]!.id).toBe(moved[1]!.id);
  const two = (await saved(serviceId, { city_2: '' })).after;
  expect([two.hsds.service_at_locations!.map(({ location }) => location!.addresses![0]!.city), textsOf(two).texts.city_2]).toEqual([['Шабац', 'Лозница'], 'Лозница']);
  expect((await saved(serviceId, { opens2_MO: '', closes2_MO: '', 'names.bg': '', 'names.ro': 'Nou' })).after).toMatchObject({ names: { ro: 'Nou' }, hsds: { service_at_locations: [{ schedules: [{ opens_at: '08:00' }] }, {}] } });
  await expect(saved(serviceId, { coordinates: 'близу реке' })).rejects.toMatchObject({ code: 'services.coordinates', field: 'coordinates' });
});
