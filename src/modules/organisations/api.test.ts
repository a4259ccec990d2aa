import { beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '#platform/api/api.ts';
import { program } from '#platform/api/testing.ts';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { organisationsApi } from './api.ts';
import { addOrganisation } from './commands.ts';

withDatabase();
const api = createApi([organisationsApi]);
const ours = systemScope(newId(), 'test');
const theirs = systemScope(newId(), 'test');
const visitor = program(api, null);
const ids: Record<string, string> = {};

const as = (role: Role, organisationId: string | null = null, networkId = ours.networkId) =>
  program(api, memberScope({ networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId, programmeIds: null }));
const names = async (asking: ReturnType<typeof program>, query = '') => (await asking.get(`/organisations${query}`)).body.data.map(({ name }: { name: string }) => name);

async function organisation(scope: Scope, name: string, more = {}) {
  const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name, email: `${name}@inner.example`, phone: '015 1', ...more });
  return (ids[name] = organisationId);
}

/** A programme with these on its fiche. */
async function fiche({ networkId }: Scope, slug: string, published: boolean, on: string[]) {
  const programme_id = newId();
  await database().insertInto('programme').values({ network_id: networkId, programme_id, slug, titles: '{}', published_at: published ? new Date() : null }).execute();
  await database().insertInto('programme_organisation').values(on.map((organisation_id) => ({ network_id: networkId, programme_id, organisation_id, role: 'partner' }))).execute();
}

beforeAll(async () => {
  await execute(createNetwork, ours, { slug: 'ours', names: { en: 'Ours' } });
  await execute(createNetwork, theirs, { slug: 'theirs', names: { en: 'Theirs' } });
  await organisation(ours, 'Shown', { names: { 'sr-Cyrl': 'Приказана' }, seat: 'RS-L-71269', areas: [{ placeId: 'RS-L-79014' }], website: 'https://shown.example' });
  await organisation(ours, 'Planned');
  await organisation(ours, 'Nowhere', { type: 'media' });
  await organisation(theirs, 'Abroad');
  await organisation(theirs, 'Inner');
  await fiche(ours, 'published', true, [ids.Shown!]);
  await fiche(ours, 'planned', false, [ids.Shown!, ids.Planned!]);
  await fiche(theirs, 'abroad', true, [ids.Abroad!]);
});

describe('a visitor', () => {
  test('finds those that stand on a published fiche, and no other', async () => {
    expect(await names(visitor)).toEqual(['Shown', 'Abroad']);
    expect((await visitor.get('/organisations')).body).toMatchObject({ total: 2, next: null });
    expect(await names(visitor, '?q=приказана')).toEqual(['Shown']);
    for (const query of ['?q=Planned', '?q=Nowhere', '?q=Inner', '?type=media', '?seat=RS-L-70726']) expect(await names(visitor, query)).toEqual([]);
  });

  test('reads public fields, never a contact (ASVS 5.0 8.1.2)', async () => {
    const { body, text } = await visitor.get(`/organisations/${ids.Shown}?lang=sr-Cyrl`);
    expect(body).toEqual({
      id: ids.Shown, type: 'cso', name: 'Shown', label: 'Приказана', names: { 'sr-Cyrl': 'Приказана' }, seat: { id: 'RS-L-71269', name: 'Шабац' },
      areas: [{ place: { id: 'RS-L-79014', name: 'Београд' }, from: null, until: null }], identifiers: [], website: 'https://shown.example', email: null, phone: null, spellings: [],
    });
    expect(text).not.toContain('inner.example');
    for (const name of ['Planned', 'Nowhere', 'Inner']) expect((await visitor.get(`/organisations/${ids[name]}`)).status).toBe(404);
  });

  test('pages over the networks', async () => {
    const first = (await visitor.get('/organisations?limit=1')).body;
    expect(first).toMatchObject({ data: [{ name: 'Shown' }], total: 2 });
    expect((await visitor.get(`/organisations?limit=1&cursor=${first.next}`)).body).toMatchObject({ data: [{ name: 'Abroad' }], total: 2, next: null });
  });
});

describe('a member', () => {
  test.each(['coordinator', 'field-worker', 'funder', 'auditor', 'organisation-representative'] as const)('a %s finds all of her network and none of another', async (role) => {
    expect(await names(as(role))).toEqual(['Nowhere', 'Planned', 'Shown']);
    expect((await as(role).get(`/organisations/${ids.Inner}`)).status).toBe(404);
    // What another network has published she reads as anybody does.
    expect((await as(role).get(`/organisations/${ids.Abroad}`)).body).toMatchObject({ name: 'Abroad', email: null, phone: null });
  });

  test('contacts are for those who work with organisations, and for the organisation itself (ASVS 5.0 8.2.3)', async () => {
    const email = async (asking: ReturnType<typeof program>) => (await asking.get(`/organisations/${ids.Planned}`)).body.email;
    for (const role of ['coordinator', 'programme-officer', 'field-worker'] as const) expect(await email(as(role))).toBe('Planned@inner.example');
    for (const role of ['funder', 'auditor'] as const) expect(await email(as(role))).toBe(null);
    expect([await email(as('organisation-representative', ids.Planned)), await email(as('organisation-representative', ids.Shown))]).toEqual(['Planned@inner.example', null]);
  });
});

describe('adding', () => {
  test('by who runs the network', async () => {
    const { status, body, headers } = await as('programme-officer').post('/organisations', { type: 'cso', name: 'New' });
    expect([status, headers.get('location')]).toEqual([201, `/api/v1/organisations/${body.id}`]);
  });
  test.each(['field-worker', 'funder', 'auditor', 'organisation-representative'] as const)('not by a %s', async (role) => {
    expect((await as(role).post('/organisations', { type: 'cso', name: 'No' })).status).toBe(403);
  });
  test('the same identifier twice is told', async () => {
    const body = { type: 'cso', name: 'With a number', identifiers: [{ scheme: 'RS-MB', value: '17000000' }] };
    expect((await as('coordinator').post('/organisations', body)).status).toBe(201);
    expect(await as('coordinator').post('/organisations', body)).toMatchObject({ status: 409, body: { code: 'organisations.identifier_taken' } });
  });
});
