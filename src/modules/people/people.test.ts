import { beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { within } from '#platform/db/transaction.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addPerson, beginAffiliation, changeAffiliation, changePerson, insertPeople, learnPersonSpellings } from './commands.ts';
import { listPeople, person, personNames } from './queries.ts';
import { newPerson } from './shape.ts';

const kolo = withDatabase();
let ours: Scope;
let theirs: Scope;
let most: string;
let duga: string;

const as = (role: Role, organisationId: string | null = null, programmeIds: string[] | null = null) =>
  memberScope({ networkId: ours.networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId, programmeIds });
const add = (scope: Scope, input: object) => execute(addPerson, scope, input).then(({ personId }) => personId);
const names = async (scope: Scope, filter: Parameters<typeof listPeople>[1] = {}) => (await listPeople(scope, filter)).items.map(({ given, surname }) => `${given} ${surname}`);
const keysOf = async (id: string) => (await kolo.db.selectFrom('match_key').select('key').where('subject_id', '=', id).execute()).map(({ key }) => key);

beforeAll(async () => {
  ours = systemScope(newId(), 'test');
  theirs = systemScope(newId(), 'test');
  await execute(createNetwork, ours, { slug: 'ours', names: { en: 'Ours' } });
  await execute(createNetwork, theirs, { slug: 'theirs', names: { en: 'Theirs' } });
  most = (await execute(addOrganisation, ours, { type: 'cso', name: 'Most' })).organisationId;
  duga = (await execute(addOrganisation, ours, { type: 'cso', name: 'Duga' })).organisationId;
});

describe('adding and changing', () => {
  test('a person with an affiliation, and a log without her name', async () => {
    const input = { given: 'Ђурђа', surname: 'Марић-Џон', sex: 'F', birthDate: '1980-02-29', email: 'djurdja@example.org', phone: '064/000-000' };
    const id = await add(ours, { ...input, affiliations: [{ organisationId: most, role: 'саветница', from: '2020-01-01' }] });
    expect(await person(ours, id)).toEqual({
      personId: id,
      ...input,
      affiliations: [{ affiliationId: expect.any(String), organisationId: most, organisation: 'Most', role: 'саветница', from: '2020-01-01', until: null }],
      spellings: [],
      emails: [input.email],
      phones: [input.phone],
    });
    const log = await kolo.db.selectFrom('log_entry').selectAll().where('subject_id', '=', id).execute();
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({ action: 'person.add', subject_kind: 'person', details: {} });
  });

  test('one half of a name is enough, none is not', async () => {
    const id = await add(ours, { surname: 'Onlyić' });
    expect((await person(ours, id)).given).toBe(null);
    await expect(add(ours, { email: 'x@example.org' })).rejects.toMatchObject({ status: 422, field: 'surname' });
    await expect(execute(changePerson, ours, { personId: id, surname: null })).rejects.toMatchObject({ status: 422, code: 'people.name_missing' });
  });

  test('a new surname leaves the old one findable', async () => {
    const id = await add(ours, { given: 'Jovana', surname: 'Devojčić' });
    await execute(changePerson, ours, { personId: id, surname: 'Udatić', sex: 'F' });
    expect(await names(ours, { q: 'девојчић' })).toEqual(['Jovana Udatić']);
    expect((await person(ours, id)).spellings).toEqual(['Jovana Devojčić']);
    const [, change] = await kolo.db.selectFrom('log_entry').select(['action', 'details']).where('subject_id', '=', id).orderBy('seq').execute();
    expect(change).toEqual({ action: 'person.change', details: { changed: ['surname', 'sex'] } });
  });

  test('affiliations begin, get a role, and end without being lost', async () => {
    const id = await add(ours, { given: 'Ilija', surname: 'Seobić', affiliations: [{ organisationId: most }] });
    const { affiliationId } = (await person(ours, id)).affiliations[0]!;
    await execute(changeAffiliation, ours, { affiliationId, from: '2020-01-01', until: '2021-12-31' });
    await execute(beginAffiliation, ours, { personId: id, affiliation: { organisationId: duga, role: 'direktor' } });
    expect((await person(ours, id)).affiliations.map(({ organisation, role, until }) => ({ organisation, role, until }))).toEqual([
      { organisation: 'Duga', role: 'direktor', until: null },
      { organisation: 'Most', role: null, until: '2021-12-31' },
    ]);
    expect((await listPeople(ours, { q: 'seobic' })).items[0]!.organisations).toEqual([{ organisationId: duga, name: 'Duga', role: 'direktor' }]);
    expect((await keysOf(id)).filter((key) => key.startsWith('o:')).map((key) => key.slice(2, 38))).toEqual(expect.arrayContaining([most, duga]));
    await expect(execute(changeAffiliation, ours, { affiliationId, until: '2019-01-01' })).rejects.toMatchObject({ code: 'people.affiliation_ends_before_it_begins' });
  });

  test.each([
    [{ surname: 'A', sex: 'Q' }, 'sex'],
    [{ surname: 'A', birthDate: '29.2.1980' }, 'birthDate'],
    [{ surname: 'A', birthDate: '1981-02-29' }, 'birthDate'],
    [{ surname: 'A', email: 'nobody' }, 'email'],
    [{ surname: 'A', affiliations: [{ organisationId: 'x' }] }, 'affiliations.0.organisationId'],
    [{ surname: 'A', affiliations: [{ organisationId: newId() }] }, 'affiliations'],
    [{ surname: 'A', person_id: newId() }, 'person_id'],
  ])('%j is refused and nobody is added', async (input, field) => {
    const { total } = await listPeople(ours);
    await expect(add(ours, input)).rejects.toMatchObject({ status: 422, field });
    expect((await listPeople(ours)).total).toBe(total);
  });

  test('a thousand people enter at once, each with her keys', async () => {
    const scope = systemScope(newId(), 'test');
    await execute(createNetwork, scope, { slug: 'bulk', names: { en: 'Bulk' } });
    const people = Array.from({ length: 1000 }, (_, i) => newPerson.parse({ given: 'Ana', surname: `${[...String(i)].map((digit) => 'banidetsko'[Number(digit)]).join('')}vić` }));
    const ids = await within(scope, (tx) => insertPeople({ tx, scope, now: new Date() }, people));
    expect(ids).toHaveLength(1000);
    expect((await listPeople(scope)).total).toBe(1000);
    const { n } = await kolo.db.selectFrom('match_key').select((eb) => eb.fn.count<number>('subject_id').distinct().as('n')).where('network_id', '=', scope.networkId).executeTakeFirstOrThrow();
    expect(n).toBe(1000);
  });
});

describe('finding and paging', () => {
  test('any script and spelling', async () => {
    await add(ours, { given: 'Đorđe', surname: 'Čolić' });
    for (const typed of ['Ђорђе Чолић', 'djordje colic', 'Čolić Đ', 'DJORDJE']) expect(await names(ours, { q: typed })).toEqual(['Đorđe Čolić']);
    const { personId } = (await listPeople(ours, { q: 'colic' })).items[0]!;
    await within(ours, (tx) => learnPersonSpellings({ tx, scope: ours, now: new Date() }, [{ personId, spelling: 'George Cholich' }], 'list.xlsx, row 4'));
    expect(await names(ours, { q: 'george' })).toEqual(['Đorđe Čolić']);
  });

  test('by organisation: those of today', async () => {
    const org = (await execute(addOrganisation, ours, { type: 'cso', name: 'Nova' })).organisationId;
    await add(ours, { given: 'Today', surname: 'T', affiliations: [{ organisationId: org }] });
    await add(ours, { given: 'Gone', surname: 'G', affiliations: [{ organisationId: org, until: '2020-01-01' }] });
    expect(await listPeople(ours, { organisationId: org })).toMatchObject({ total: 1, items: [{ given: 'Today' }] });
  });

  test('every person once, forwards and back, in the order of surnames, the total right', async () => {
    const scope = systemScope(newId(), 'test');
    await execute(createNetwork, scope, { slug: 'paging', names: { en: 'Paging' } });
    const all = [['Ana', 'Čirić'], ['Vera', 'Ćirić'], ['Ana', 'Čirić'], [null, 'Abadžić'], ['Zora', null], ['Maja', 'Šarić'], ['Iva', 'Sarić']];
    for (const [given, surname] of all) await add(scope, { given, surname });
    const seen: string[] = [];
    let page = await listPeople(scope, { limit: 2 });
    for (;;) {
      expect(page.total).toBe(7);
      seen.push(...page.items.map(({ personId }) => personId));
      if (!page.next) break;
      page = await listPeople(scope, { limit: 2, after: page.next });
    }
    expect(new Set(seen).size).toBe(7);
    const whole = (await listPeople(scope)).items.map(({ personId }) => personId);
    expect(seen).toEqual(whole);
    const back = await listPeople(scope, { limit: 2, before: page.previous });
    expect(back.items.map(({ personId }) => personId)).toEqual(whole.slice(4, 6));
  });
});

describe('who sees people', () => {
  test('nobody of another network exists', async () => {
    const planted = await add(theirs, { given: 'Planted', surname: 'Stranger' });
    expect(await listPeople(ours, { q: 'planted' })).toMatchObject({ items: [], total: 0 });
    await expect(person(ours, planted)).rejects.toMatchObject({ status: 404 });
    await expect(execute(changePerson, ours, { personId: planted, surname: 'Taken' })).rejects.toMatchObject({ status: 404 });
    await expect(execute(beginAffiliation, ours, { personId: planted, affiliation: { organisationId: most } })).rejects.toMatchObject({ status: 404 });
    expect(await personNames(ours, [planted])).toEqual(new Map());
    expect((await person(theirs, planted)).surname).toBe('Stranger');
  });

  test('an affiliation with an organisation of another network is refused', async () => {
    const foreign = (await execute(addOrganisation, theirs, { type: 'cso', name: 'Foreign' })).organisationId;
    await expect(add(ours, { surname: 'A', affiliations: [{ organisationId: foreign }] })).rejects.toMatchObject({ code: 'people.organisation_unknown' });
  });

  test('a representative sees the people of her organisation today and nobody else', async () => {
    const org = (await execute(addOrganisation, ours, { type: 'cso', name: 'Own' })).organisationId;
    const own = await add(ours, { given: 'Own', surname: 'O', affiliations: [{ organisationId: org }] });
    const former = await add(ours, { given: 'Former', surname: 'F', affiliations: [{ organisationId: org, until: '2020-01-01' }] });
    const scope = as('organisation-representative', org);
    expect(await listPeople(scope)).toMatchObject({ total: 1, items: [{ personId: own }] });
    await expect(person(scope, former)).rejects.toMatchObject({ status: 404 });
    expect(await listPeople(as('organisation-representative'))).toMatchObject({ total: 0, items: [] });
    await expect(execute(changePerson, scope, { personId: own, phone: '1234' })).rejects.toMatchObject({ status: 403 });
  });

  test.each(['funder', 'auditor'] as const)('a %s sees nobody, in no list and by no address', async (role) => {
    const id = await add(ours, { given: 'Hidden', surname: `From ${role}` });
    expect(await listPeople(as(role))).toMatchObject({ items: [], total: 0, next: null });
    expect(await personNames(as(role), [id])).toEqual(new Map());
    await expect(person(as(role), id)).rejects.toMatchObject({ status: 404 });
    await expect(add(as(role), { surname: 'Mine' })).rejects.toMatchObject({ status: 403 });
  });

  test('a visitor sees nobody', async () => {
    expect(await listPeople(publicScope(ours.networkId))).toMatchObject({ items: [], total: 0 });
  });

  test('an officer of one programme sees who took part in it', async () => {
    const [inside, outside] = [await add(ours, { given: 'In', surname: 'I' }), await add(ours, { given: 'Out', surname: 'O' })];
    const [mine, other] = [newId(), newId()];
    const { networkId } = ours;
    await kolo.db.insertInto('programme').values([{ network_id: networkId, programme_id: mine, slug: 'mine', titles: '{}' }, { network_id: networkId, programme_id: other, slug: 'other', titles: '{}' }]).execute();
    for (const [programme_id, person_id] of [[mine, inside], [other, outside]] as const) {
      const evidence_id = newId();
      await kolo.db.insertInto('evidence').values({ network_id: networkId, evidence_id, kind: 'participation', programme_id, happened_on: '2022-01-01', payload: '{}', recorded_by: 'test', recorded_at: '2022-01-02' }).execute();
      await kolo.db.insertInto('fact').values({ network_id: networkId, evidence_id, ordinal: 0, programme_id, measure: 'participation', happened_on: '2022-01-01', person_id, list_id: evidence_id, known_from: '2022-01-02' }).execute();
    }
    const officer = as('programme-officer', null, [mine]);
    expect(await listPeople(officer)).toMatchObject({ total: 1, items: [{ personId: inside }] });
    await expect(person(officer, outside)).rejects.toMatchObject({ status: 404 });
    await expect(add(officer, { surname: 'New' })).rejects.toMatchObject({ status: 403 });
  });
});
