import { beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '#platform/api/api.ts';
import { program } from '#platform/api/testing.ts';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, systemScope, type Role } from '#platform/session/scope.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { peopleApi } from './api.ts';
import { addPerson } from './commands.ts';

withDatabase();
const api = createApi([peopleApi]);
const ours = systemScope(newId(), 'test');
const theirs = systemScope(newId(), 'test');
let most: string;
let duga: string;
let ana: string;
let ivo: string;
let stranger: string;

const as = (role: Role, { networkId = ours.networkId, organisationId = null as string | null, programmeIds = null as string[] | null } = {}) =>
  program(api, memberScope({ networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId, programmeIds }));

beforeAll(async () => {
  await execute(createNetwork, ours, { slug: 'ours', names: { en: 'Ours' } });
  await execute(createNetwork, theirs, { slug: 'theirs', names: { en: 'Theirs' } });
  most = (await execute(addOrganisation, ours, { type: 'cso', name: 'Most' })).organisationId;
  duga = (await execute(addOrganisation, ours, { type: 'cso', name: 'Duga' })).organisationId;
  ana = (await execute(addPerson, ours, { given: 'Ana', surname: 'Anić', sex: 'F', birthDate: '1980-02-29', email: 'ana@private.example', phone: '064 1', affiliations: [{ organisationId: most, role: 'savetnica' }] })).personId;
  ivo = (await execute(addPerson, ours, { given: 'Ivo', surname: 'Ivić', email: 'ivo@private.example', affiliations: [{ organisationId: duga }] })).personId;
  stranger = (await execute(addPerson, theirs, { given: 'Strana', surname: 'Stranić', email: 'strana@private.example' })).personId;
});

describe('reading', () => {
  test.each(['coordinator', 'programme-officer', 'field-worker'] as const)('a %s gets the people of her network by surname, without contacts', async (role) => {
    const { body, text } = await as(role).get('/people');
    expect(body).toEqual({
      data: [
        { id: ana, given: 'Ana', surname: 'Anić', organisations: [{ id: most, name: 'Most', role: 'savetnica' }] },
        { id: ivo, given: 'Ivo', surname: 'Ivić', organisations: [{ id: duga, name: 'Duga', role: null }] },
      ],
      total: 2,
      alike: false,
      next: null,
    });
    expect(text).not.toContain('private.example');
    expect((await as(role).get(`/people/${stranger}`)).status).toBe(404);
  });

  test('one person is whole', async () => {
    expect((await as('coordinator').get(`/people/${ana}`)).body).toEqual({
      id: ana, given: 'Ana', surname: 'Anić', sex: 'F', birthDate: '1980-02-29', email: 'ana@private.example', phone: '064 1',
      affiliations: [{ id: expect.any(String), organisation: { id: most, name: 'Most' }, role: 'savetnica', from: null, until: null }],
      spellings: [],
    });
  });

  test('a representative sees the people of her organisation only (ASVS 5.0 8.2.2)', async () => {
    const of = as('organisation-representative', { organisationId: duga });
    expect((await of.get('/people')).body).toMatchObject({ data: [{ id: ivo }], total: 1 });
    expect([(await of.get(`/people/${ivo}`)).status, (await of.get(`/people/${ana}`)).status]).toEqual([200, 404]);
  });

  test.each(['funder', 'auditor'] as const)('a %s sees nobody (ASVS 5.0 8.2.1)', async (role) => {
    expect(await as(role).get('/people')).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } });
    expect((await as(role).get(`/people/${ana}`)).status).toBe(404);
    expect((await as(role).get('/people?q=Ana')).text).not.toContain('Anić');
  });

  test('a visitor is asked who she is', async () => {
    for (const path of ['/people', `/people/${ana}`]) expect((await program(api, null).get(path)).status).toBe(401);
  });

  test('another network sees its own (ASVS 5.0 8.4.1)', async () => {
    expect((await as('coordinator', { networkId: theirs.networkId }).get('/people')).body).toMatchObject({ data: [{ id: stranger }], total: 1 });
    expect((await as('coordinator', { networkId: theirs.networkId }).get(`/people/${ana}`)).status).toBe(404);
  });

  test('pages and search', async () => {
    const first = (await as('coordinator').get('/people?limit=1')).body;
    expect(first).toMatchObject({ data: [{ id: ana }], total: 2 });
    expect((await as('coordinator').get(`/people?limit=1&cursor=${first.next}`)).body).toMatchObject({ data: [{ id: ivo }], total: 2, next: null });
    expect((await as('coordinator').get('/people?q=anci')).body).toMatchObject({ data: [{ id: ana }], total: 1, alike: true });
    expect((await as('coordinator').get(`/people?q=${encodeURIComponent('анић')}`)).body).toMatchObject({ data: [{ id: ana }], total: 1 });
    expect((await as('coordinator').get(`/people?organisation=${duga}`)).body).toMatchObject({ data: [{ id: ivo }], total: 1 });
  });
});

describe('adding', () => {
  const log = async (id: string) => (await database().selectFrom('log_entry').select(['action', 'details']).where('subject_id', '=', id).execute()).map(({ action, details }) => [action, details]);

  test('a person is added, recorded, and stands at her address', async () => {
    const { status, body, headers } = await as('field-worker').post('/people', { given: 'Nova', surname: 'Novak', affiliations: [{ organisationId: most }] });
    expect([status, headers.get('location')]).toEqual([201, `/api/v1/people/${body.id}`]);
    expect(await log(body.id)).toEqual([['person.add', {}]]);
    expect((await as('coordinator').get(`/people/${body.id}`)).body).toMatchObject({ given: 'Nova', surname: 'Novak' });
  });

  test.each([
    [{ surname: 'A', personId: newId() }, ['personId', 'unrecognized_keys']],
    [{ surname: 'A', networkId: newId() }, ['networkId', 'unrecognized_keys']],
    [{ email: 'a@example.org' }, ['surname', 'custom']],
    [{ surname: 'A', birthDate: '30.2.1980' }, ['birthDate', 'invalid_format']],
    [{ surname: 'A', affiliations: [{ organisationId: 'Most' }] }, ['affiliations.0.organisationId', 'invalid_format']],
    [{ surname: 7 }, ['surname', 'invalid_type']],
  ])('%j is refused with its field (ASVS 5.0 15.3.3)', async (body, [path, code]) => {
    const before = (await as('coordinator').get('/people')).body.total;
    expect(await as('coordinator').post('/people', body)).toMatchObject({ status: 422, body: { errors: [{ path, code, message: expect.stringMatching(/\.$/) }] } });
    expect((await as('coordinator').get('/people')).body.total).toBe(before);
  });

  test('texts the database cannot keep are refused, not a bug', async () => {
    expect((await as('coordinator').post('/people', { surname: 'A\u0000B' })).status).toBe(422);
    expect((await as('coordinator').post('/people', { surname: 'A', birthDate: '0000-01-01' })).status).toBe(422);
  });

  test('not by a funder, an auditor, a representative, a limited officer, a visitor', async () => {
    const refused = [as('funder'), as('auditor'), as('organisation-representative', { organisationId: most }), as('programme-officer', { programmeIds: [newId()] })];
    for (const asking of refused) expect((await asking.post('/people', { surname: 'Nobody' })).status).toBe(403);
    expect((await program(api, null).post('/people', { surname: 'Nobody' })).status).toBe(401);
    expect((await as('coordinator').get('/people?q=Nobody')).body.total).toBe(0);
  });

  test('nobody stands for an organisation of another network', async () => {
    const foreign = (await execute(addOrganisation, theirs, { type: 'cso', name: 'Strana' })).organisationId;
    expect(await as('coordinator').post('/people', { surname: 'A', affiliations: [{ organisationId: foreign }] })).toMatchObject({ status: 422, body: { code: 'people.organisation_unknown' } });
  });
});
