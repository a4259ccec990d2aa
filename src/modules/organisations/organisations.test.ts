import { blockingKeys, comparableOrganisation } from './matching.ts';
import { shippedTowns } from './towns.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation, changeOrganisation } from './commands.ts';
import { identifierProblem, tidyIdentifier } from './identifiers.ts';
import { listOrganisations, organisation, organisationNames } from './queries.ts';

const kolo = withDatabase();
let ours: Scope;
let theirs: Scope;

const as = (role: Role, organisationId: string | null = null) =>
  memberScope({ networkId: ours.networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId, programmeIds: null });
const add = (scope: Scope, name: string, more: object = {}) => execute(addOrganisation, scope, { type: 'cso', name, ...more }).then(({ organisationId }) => organisationId);
const names = async (scope: Scope, filter: Parameters<typeof listOrganisations>[1] = {}) => (await listOrganisations(scope, filter)).items.map(({ name }) => name);

beforeAll(async () => {
  ours = systemScope(newId(), 'test');
  theirs = systemScope(newId(), 'test');
  await execute(createNetwork, ours, { slug: 'ours', names: { en: 'Ours' } });
  await execute(createNetwork, theirs, { slug: 'theirs', names: { en: 'Theirs' } });
});

describe('adding and changing', () => {
  test('a whole profile is kept as it was given and its log entry names no content', async () => {
    const input = {
      type: 'public-institution',
      name: 'Centar za socijalni rad Šabac',
      names: { 'sr-Cyrl': 'Центар за социјални рад Шабац', en: 'Centre for Social Work Šabac' },
      seat: 'RS-L-71269',
      areas: [{ placeId: 'RS-L-71269', from: '2020-01-01' }],
      identifiers: [{ scheme: 'RS-PIB', value: '100 000 709' }],
      website: 'https://example.org/',
      email: 'office@example.org',
      phone: '015/000-000',
    };
    const { organisationId } = await execute(addOrganisation, ours, input);
    expect(await organisation(ours, organisationId)).toEqual({
      organisationId,
      ...input,
      descriptions: {},
      contacts: [],
      listed: false,
      isPublic: false,
      assuredOn: null,
      areas: [{ placeId: 'RS-L-71269', from: '2020-01-01', until: null }],
      identifiers: [{ scheme: 'RS-PIB', value: '100000709' }],
      spellings: [],
      emails: input.email ? [input.email] : [],
      phones: input.phone ? [input.phone] : [],
    });
    const entry = await kolo.db.selectFrom('log_entry').select(['action', 'details']).where('subject_id', '=', organisationId).executeTakeFirstOrThrow();
    expect(entry).toEqual({ action: 'organisation.add', details: { type: 'public-institution' } });
  });

  test('a changed name stays findable under the old one, and nothing else is touched', async () => {
    const id = await add(ours, 'Udruženje Most', { website: 'https://most.example' });
    await execute(changeOrganisation, ours, { organisationId: id, name: 'Udruženje Premošćavanje' });
    expect(await names(ours, { q: 'udruženje most' })).toEqual(['Udruženje Premošćavanje']);
    expect(await organisation(ours, id)).toMatchObject({ website: 'https://most.example', spellings: ['Udruženje Most'] });
    const keys = await kolo.db.selectFrom('match_key').select('key').where('subject_id', '=', id).orderBy('key').execute();
    // Whoever writes the old name or the new one, with the form or without, is led to it.
    for (const spelling of ['Udruženje Most', 'УГ „Мост“', 'Udruženje Premošćavanje', 'Premoscavanje']) {
      const asked = blockingKeys(comparableOrganisation({ name: spelling, place: null }, shippedTowns));
      expect(keys.some(({ key }) => asked.includes(key))).toBe(true);
    }
  });

  test.each([
    [{ type: 'cso', name: '  ' }, { status: 422, field: 'name' }],
    [{ type: 'club', name: 'A' }, { status: 422, field: 'type' }],
    [{ type: 'cso', name: 'A', seat: 'RS-L-00000' }, { status: 422, code: 'organisations.place_unknown', field: 'seat' }],
    [{ type: 'cso', name: 'A', areas: [{ placeId: 'RS-L-00000' }] }, { status: 422, code: 'organisations.place_unknown', field: 'areas' }],
    [{ type: 'cso', name: 'A', areas: [{ placeId: 'RS-L-71269', from: '2022-01-02', until: '2022-01-01' }] }, { status: 422, field: 'areas.0.until' }],
    [{ type: 'cso', name: 'A', identifiers: [{ scheme: 'RS-PIB', value: '100000708' }] }, { status: 422, field: 'identifiers.0.value' }],
    [{ type: 'cso', name: 'A', website: 'javascript:alert(1)' }, { status: 422, field: 'website' }],
    [{ type: 'cso', name: 'A', email: 'nobody' }, { status: 422, field: 'email' }],
    [{ type: 'cso', name: 'A', network_id: newId() }, { status: 422 }],
  ])('%j is refused', async (input, problem) => {
    const { total } = await listOrganisations(ours);
    await expect(execute(addOrganisation, ours, input)).rejects.toMatchObject(problem);
    expect((await listOrganisations(ours)).total).toBe(total);
  });

  test('one number belongs to one organisation', async () => {
    await add(ours, 'First', { identifiers: [{ scheme: 'MD-IDNO', value: '1003600158022' }] });
    await expect(add(ours, 'Second', { identifiers: [{ scheme: 'MD-IDNO', value: '1003600158022' }] })).rejects.toMatchObject({ status: 409, code: 'organisations.identifier_taken' });
  });

  test.each(['field-worker', 'organisation-representative', 'funder', 'auditor'] as const)('a %s neither adds nor changes', async (role) => {
    const id = await add(ours, `Kept from ${role}`);
    await expect(add(as(role, id), 'Mine')).rejects.toMatchObject({ status: 403 });
    await expect(execute(changeOrganisation, as(role, id), { organisationId: id, name: 'Mine' })).rejects.toMatchObject({ status: 403 });
  });
});

describe('finding', () => {
  test.each(['Дом „Ђурђевак“ Ниш', 'dom djurdjevak', 'DOM ĐURĐEVAK', 'ђурђевак', 'nis đurđ'])('%s', async (typed) => {
    const [id] = (await listOrganisations(ours, { q: 'ђурђевак' })).items.map((row) => row.organisationId);
    if (!id) await add(ours, 'Dom „Đurđevak“ Niš');
    expect(await names(ours, { q: typed })).toEqual(['Dom „Đurđevak“ Niš']);
  });

  test('signs alone find nothing rather than everything', async () => {
    expect(await listOrganisations(ours, { q: '%_' })).toMatchObject({ items: [], total: 0 });
  });

  test('pages forwards and back show each row once, in the order of names', async () => {
    const scope = systemScope(newId(), 'test');
    await execute(createNetwork, scope, { slug: 'paging', names: { en: 'Paging' } });
    const all = ['Čuvarkuća', 'Ana', 'Duga', 'Ćilim', 'Beli put', 'Ana', 'Šapat'];
    for (const name of all) await add(scope, name);
    const seen: string[] = [];
    let page = await listOrganisations(scope, { limit: 3 });
    const first = page.items;
    for (;;) {
      seen.push(...page.items.map(({ name }) => name));
      expect(page.total).toBe(7);
      if (!page.next) break;
      page = await listOrganisations(scope, { limit: 3, after: page.next });
    }
    expect(seen).toEqual([...all].sort(new Intl.Collator('und').compare));
    page = await listOrganisations(scope, { limit: 3, before: page.previous });
    page = await listOrganisations(scope, { limit: 3, before: page.previous });
    expect(page.items).toEqual(first);
    expect(page.previous).toBe(null);
  });

  test('a cursor that Kolo has not made is refused', async () => {
    await expect(async () => listOrganisations(ours, { after: 'abc' })).rejects.toMatchObject({ status: 400, code: 'platform.bad_cursor' });
  });

  test('by type and seat', async () => {
    await add(ours, 'Opština Brus', { type: 'authority', seat: 'RS-L-70343' });
    expect(await listOrganisations(ours, { type: 'authority', seat: 'RS-L-70343' })).toMatchObject({ total: 1, items: [{ name: 'Opština Brus' }] });
  });
});

describe('who sees what', () => {
  test('another network does not exist', async () => {
    const planted = await add(theirs, 'Planted Secret');
    expect(await listOrganisations(ours, { q: 'planted secret' })).toMatchObject({ items: [], total: 0 });
    await expect(organisation(ours, planted)).rejects.toMatchObject({ status: 404 });
    await expect(execute(changeOrganisation, ours, { organisationId: planted, name: 'Taken' })).rejects.toMatchObject({ status: 404 });
    expect(await organisationNames(ours, [planted])).toEqual(new Map());
    expect((await organisation(theirs, planted)).name).toBe('Planted Secret');
  });

  test('contacts are for those who work with the organisation and for itself', async () => {
    const id = await add(ours, 'With contacts', { email: 'a@example.org', phone: '011 000' });
    const emailFor = async (scope: Scope) => (await organisation(scope, id)).email;
    expect(await emailFor(as('field-worker'))).toBe('a@example.org');
    expect(await emailFor(as('organisation-representative', id))).toBe('a@example.org');
    expect(await emailFor(as('organisation-representative', newId()))).toBe(null);
    expect(await emailFor(as('funder'))).toBe(null);
    expect(await emailFor(as('auditor'))).toBe(null);
  });

  test('a visitor sees who stands on a published fiche and nobody else', async () => {
    const visitor = publicScope(ours.networkId);
    const [shown, hidden] = [await add(ours, 'Shown', { email: 'x@example.org' }), await add(ours, 'Hidden')];
    const programme = (slug: string, published_at: string | null) => ({ network_id: ours.networkId, programme_id: newId(), slug, titles: '{}', published_at });
    const [open, closed] = [programme('open', '2022-01-01'), programme('closed', null)];
    await kolo.db.insertInto('programme').values([open, closed]).execute();
    const on = ({ programme_id }: { programme_id: string }, organisation_id: string) => ({ network_id: ours.networkId, programme_id, organisation_id, role: 'partner' });
    await kolo.db.insertInto('programme_organisation').values([on(open, shown), on(closed, hidden)]).execute();
    expect(await listOrganisations(visitor)).toMatchObject({ total: 1, items: [{ name: 'Shown' }] });
    expect(await organisation(visitor, shown)).toMatchObject({ email: null, phone: null, spellings: [] });
    await expect(organisation(visitor, hidden)).rejects.toMatchObject({ status: 404 });
  });
});

test('the total follows additions, removals and undone transactions', async () => {
  const scope = systemScope(newId(), 'test');
  await execute(createNetwork, scope, { slug: 'tally', names: { en: 'Tally' } });
  await Promise.all(Array.from({ length: 30 }, (_, i) => add(scope, `Org ${i}`)));
  await expect(add(scope, 'Undone', { seat: 'RS-L-00000' })).rejects.toThrow();
  await kolo.db.deleteFrom('match_key').where('network_id', '=', scope.networkId).execute();
  await kolo.db.deleteFrom('organisation').where('network_id', '=', scope.networkId).where('name', 'in', ['Org 1', 'Org 2']).execute();
  expect((await listOrganisations(scope)).total).toBe(28);
});

test('check digits of the registers', () => {
  // Samples of the org-id.guide register.
  expect(identifierProblem('RS-PIB', '100000709')).toBe(null);
  expect(identifierProblem('BG-EIK', '204853663')).toBe(null);
  expect(identifierProblem('MD-IDNO', '1003600136646')).toBe(null);
  expect(identifierProblem('BG-EIK', '204853664')).toBe('check-digit');
  // A branch has a check digit of its own.
  expect([identifierProblem('BG-EIK', '2048536631231'), identifierProblem('BG-EIK', '2048536631232')]).toEqual([null, 'check-digit']);
  expect(identifierProblem('MD-IDNO', '1003600136645')).toBe('check-digit');
  expect(identifierProblem('RS-MB', '2020364')).toBe('length');
  expect(tidyIdentifier('RS-MB', ' 2020-3641 ')).toBe('20203641');
});
