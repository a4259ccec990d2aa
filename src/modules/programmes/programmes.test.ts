import { beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addProgramme, changeProgramme, publishProgramme, unpublishProgramme } from './commands.ts';
import { listProgrammes, programme, visitorOf } from './queries.ts';

const kolo = withDatabase();
let ours: Scope;
let theirs: Scope;
let org: string;

const as = (role: Role, more: { organisationId?: string | null; programmeIds?: string[] | null } = {}) =>
  memberScope({ networkId: ours.networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId: null, programmeIds: null, ...more });
let slugs = 0;
const add = (scope: Scope, input: object = {}) => execute(addProgramme, scope, { slug: `p-${++slugs}`, titles: { en: `Programme ${slugs}` }, ...input });
const slugsOf = async (scope: Scope, filter: Parameters<typeof listProgrammes>[1] = {}) => (await listProgrammes(scope, filter)).items.map(({ slug }) => slug);

beforeAll(async () => {
  ours = systemScope(newId(), 'test');
  theirs = systemScope(newId(), 'test');
  await execute(createNetwork, ours, { slug: 'ours', names: { en: 'Ours' } });
  await execute(createNetwork, theirs, { slug: 'theirs', names: { en: 'Theirs' } });
  org = (await execute(addOrganisation, ours, { type: 'network', name: 'MODS', website: 'https://mods.example/' })).organisationId;
});

const fiche = {
  titles: { en: 'Networking', 'sr-Cyrl': 'Умрежавање' },
  subtitles: { en: 'Capacity building' },
  shortNames: { en: 'Net' },
  funding: { programme: { en: 'Civil Society Facility' }, year: 2012, theme: '3', title: { en: 'Capacity building at the local level' } },
  contractNumber: '2013/1',
  startsOn: '2013-11',
  endsOn: '2015-03',
  budget: 92609.25,
  currency: 'EUR',
  sectors: ['16010', '15150'],
  targetGroups: [{ en: 'Children' }],
  summary: { en: 'A model.' },
  objectives: [{ en: 'First' }, { en: 'Second' }],
  expectedResults: [{ en: 'Result' }],
  activities: [{ en: 'Training' }],
  status: 'closed' as const,
  source: { title: 'Fiche', url: 'https://example.org/fiche', language: 'en', publishedOn: '2015-01-02' },
  isPractice: false,
};

describe('the fiche', () => {
  test('everything that is written comes back, lists in their order', async () => {
    const { programmeId, slug } = await add(ours, {
      ...fiche,
      organisations: [{ organisationId: org, role: 'target' }, { organisationId: org, role: 'partner' }],
      places: [{ placeId: 'RS-L-79014', relation: 'seat' }, { placeId: 'RS-L-70602', relation: 'works-in' }],
      components: [{ titles: { en: 'Second by letter' } }, { titles: { en: 'A first' } }],
    });
    const of = { organisationId: org, name: 'MODS', names: {}, type: 'network', website: 'https://mods.example/' };
    expect(await programme(ours, slug)).toEqual({
      programmeId,
      slug,
      ...fiche,
      isPublished: false,
      publishedAt: null,
      organisations: [{ ...of, role: 'target' }, { ...of, role: 'partner' }],
      places: [{ placeId: 'RS-L-79014', relation: 'seat' }, { placeId: 'RS-L-70602', relation: 'works-in' }],
      components: [{ componentId: expect.any(String), titles: { en: 'Second by letter' } }, { componentId: expect.any(String), titles: { en: 'A first' } }],
    });
    const log = await kolo.db.selectFrom('log_entry').select(['action', 'details']).where('subject_id', '=', programmeId).execute();
    expect(log).toEqual([{ action: 'programme.add', details: { slug } }]);
  });

  test('a title is enough; what is not said stays empty', async () => {
    const { slug } = await add(ours);
    expect(await programme(ours, slug)).toMatchObject({
      budget: null, currency: null, startsOn: null, endsOn: null, sectors: [], organisations: [], places: [], components: [],
      funding: { programme: {}, year: null, theme: null, title: {} },
      source: { title: null, url: null, language: null, publishedOn: null },
    });
  });

  test('a change touches what it names and nothing else', async () => {
    const { programmeId, slug } = await add(ours, { ...fiche, organisations: [{ organisationId: org, role: 'funder' }] });
    const before = await programme(ours, slug);
    await execute(changeProgramme, as('programme-officer'), { programmeId, budget: 100 });
    expect(await programme(ours, slug)).toEqual({ ...before, budget: 100 });
    const change = await kolo.db.selectFrom('log_entry').select(['action', 'details']).where('subject_id', '=', programmeId).orderBy('seq', 'desc').executeTakeFirstOrThrow();
    expect(change).toEqual({ action: 'programme.change', details: { changed: ['budget'] } });
  });

  test('components keep their identity when renamed and reordered; a used one is not removed', async () => {
    const { programmeId, slug } = await add(ours, { components: [{ titles: { en: 'A' } }, { titles: { en: 'B' } }] });
    const [a, b] = (await programme(ours, slug)).components;
    await execute(changeProgramme, ours, { programmeId, components: [{ componentId: b!.componentId, titles: { en: 'B renamed' } }, { titles: { en: 'C' } }, { componentId: a!.componentId, titles: a!.titles }] });
    expect((await programme(ours, slug)).components).toEqual([
      { componentId: b!.componentId, titles: { en: 'B renamed' } },
      { componentId: expect.any(String), titles: { en: 'C' } },
      { componentId: a!.componentId, titles: { en: 'A' } },
    ]);
    await kolo.db.insertInto('series').values({ network_id: ours.networkId, series_id: newId(), programme_id: programmeId, titles: '{}', kind: 'training', component_id: a!.componentId }).execute();
    await expect(execute(changeProgramme, ours, { programmeId, components: [] })).rejects.toMatchObject({ status: 409, code: 'programmes.component_used' });
    expect((await programme(ours, slug)).components).toHaveLength(3);
  });

  test.each([
    [{ titles: {} }, { status: 422, field: 'titles' }],
    [{ titles: { de: 'Titel' } }, { status: 422 }],
    [{ slug: 'Not A Slug' }, { status: 422, field: 'slug' }],
    [{ slug: 'new' }, { status: 422, field: 'slug' }],
    [{ startsOn: '2013-13' }, { status: 422, field: 'startsOn' }],
    [{ startsOn: '2015-03', endsOn: '2013-11' }, { status: 422, field: 'endsOn' }],
    [{ budget: -1, currency: 'EUR' }, { status: 422, field: 'budget' }],
    [{ budget: 1.234, currency: 'EUR' }, { status: 422, field: 'budget' }],
    [{ budget: 1 }, { status: 422, field: 'currency' }],
    [{ sectors: ['99999'] }, { status: 422, field: 'sectors.0' }],
    [{ source: { url: 'javascript:alert(1)' } }, { status: 422, field: 'source.url' }],
    [{ organisations: [{ organisationId: newId(), role: 'funder' }] }, { status: 422, code: 'programmes.organisation_unknown' }],
    [{ places: [{ placeId: 'RS-L-00000', relation: 'seat' }] }, { status: 422, code: 'programmes.place_unknown' }],
    [{ network_id: newId() }, { status: 422 }],
    [{ published_at: '2020-01-01' }, { status: 422 }],
  ])('%j is refused and nothing is written', async (input, problem) => {
    const { total } = await listProgrammes(ours);
    await expect(add(ours, input)).rejects.toMatchObject(problem);
    expect((await listProgrammes(ours)).total).toBe(total);
  });

  test('the two halves of period and money are checked together when only one is sent', async () => {
    const { programmeId } = await add(ours, { startsOn: '2020-05', endsOn: '2020-09' });
    await expect(execute(changeProgramme, ours, { programmeId, endsOn: '2020-04' })).rejects.toMatchObject({ code: 'programmes.ends_before_it_starts' });
    await expect(execute(changeProgramme, ours, { programmeId, budget: 10 })).rejects.toMatchObject({ status: 422, field: 'currency' });
    await execute(changeProgramme, ours, { programmeId, budget: 10, currency: 'RSD' });
    await execute(changeProgramme, ours, { programmeId, budget: 20 });
  });

  test('an address is given once in the installation, also across networks', async () => {
    await add(theirs, { slug: 'taken' });
    await expect(add(ours, { slug: 'taken' })).rejects.toMatchObject({ status: 409, code: 'programmes.slug_taken', field: 'slug' });
    const { programmeId } = await add(ours);
    await expect(execute(changeProgramme, ours, { programmeId, slug: 'taken' })).rejects.toMatchObject({ code: 'programmes.slug_taken' });
  });
});

describe('finding', () => {
  test('in any script, by status, by year, with the total of what was found', async () => {
    await add(ours, { slug: 'find-me', titles: { 'sr-Cyrl': 'Јачање дечјих клубова' }, status: 'pipeline', startsOn: '2031-02', endsOn: '2033-01' });
    for (const q of ['jacanje', 'DEČJIH', 'дечјих клуб']) expect(await listProgrammes(ours, { q })).toMatchObject({ total: 1, items: [{ slug: 'find-me' }] });
    expect(await slugsOf(ours, { status: 'pipeline' })).toEqual(['find-me']);
    for (const year of [2031, 2032, 2033]) expect(await slugsOf(ours, { year })).toEqual(['find-me']);
    expect(await slugsOf(ours, { year: 2034 })).toEqual([]);
    expect(await slugsOf(ours, { q: '%' })).toEqual([]);
  });

  test('pages by pages everything once, the latest first', async () => {
    const scope = systemScope(newId(), 'test');
    await execute(createNetwork, scope, { slug: 'paging', names: { en: 'Paging' } });
    for (const startsOn of ['2020-01', '2022-05', null, '2022-05', '2018-09']) await add(scope, { startsOn });
    const whole = (await listProgrammes(scope)).items;
    expect(whole.map(({ startsOn }) => startsOn)).toEqual(['2022-05', '2022-05', '2020-01', '2018-09', null]);
    const first = await listProgrammes(scope, { limit: 3 });
    const second = await listProgrammes(scope, { limit: 3, after: first.next });
    expect([...first.items, ...second.items]).toEqual(whole);
    expect(await listProgrammes(scope, { limit: 3, before: second.previous })).toMatchObject({ items: first.items, previous: null });
  });
});

describe('who sees and changes what', () => {
  test('another network does not exist', async () => {
    const planted = await add(theirs, { titles: { en: 'Planted secret' } });
    await expect(programme(ours, planted.slug)).rejects.toMatchObject({ status: 404 });
    expect(await listProgrammes(ours, { q: 'planted' })).toMatchObject({ total: 0, items: [] });
    const of = { programmeId: planted.programmeId };
    for (const attempt of [changeProgramme, publishProgramme, unpublishProgramme]) await expect(execute<any, any>(attempt, ours, of)).rejects.toMatchObject({ status: 404 });
    expect(await programme(theirs, planted.slug)).toMatchObject({ isPublished: false, titles: { en: 'Planted secret' } });
  });

  test('a visitor reads what is published, and from then on until it is taken back', async () => {
    const { programmeId, slug } = await add(ours);
    await expect(visitorOf(slug)).rejects.toMatchObject({ status: 404 });
    await expect(programme(publicScope(ours.networkId), slug)).rejects.toMatchObject({ status: 404 });
    await execute(publishProgramme, ours, { programmeId });
    const visitor = await visitorOf(slug);
    expect(visitor.networkId).toBe(ours.networkId);
    const first = await programme(visitor, slug);
    expect(first.isPublished).toBe(true);
    await execute(publishProgramme, ours, { programmeId });
    expect((await programme(visitor, slug)).publishedAt).toEqual(first.publishedAt);
    expect(await slugsOf(visitor)).toEqual([slug]);
    await execute(unpublishProgramme, ours, { programmeId });
    await expect(visitorOf(slug)).rejects.toMatchObject({ status: 404 });
    expect(await slugsOf(visitor)).toEqual([]);
    const actions = await kolo.db.selectFrom('log_entry').select('action').where('subject_id', '=', programmeId).orderBy('seq').execute();
    expect(actions.map(({ action }) => action)).toEqual(['programme.add', 'programme.publish', 'programme.publish', 'programme.unpublish']);
  });

  test.each(['field-worker', 'organisation-representative', 'funder', 'auditor'] as const)('a %s adds, changes and publishes nothing', async (role) => {
    const { programmeId } = await add(ours);
    const scope = as(role, { organisationId: org });
    await expect(add(scope)).rejects.toMatchObject({ status: 403 });
    await expect(execute(changeProgramme, scope, { programmeId, budget: null })).rejects.toMatchObject({ status: 403 });
    await expect(execute(publishProgramme, scope, { programmeId })).rejects.toMatchObject({ status: 403 });
  });

  test('an officer publishes nothing and, when limited, reaches only her programmes', async () => {
    const [mine, other] = [await add(ours), await add(ours)];
    const limited = as('programme-officer', { programmeIds: [mine.programmeId] });
    await expect(execute(publishProgramme, as('programme-officer'), mine)).rejects.toMatchObject({ status: 422 });
    await expect(execute(publishProgramme, as('programme-officer'), { programmeId: mine.programmeId })).rejects.toMatchObject({ status: 403 });
    await execute(changeProgramme, limited, { programmeId: mine.programmeId, status: 'finalisation' });
    await expect(execute(changeProgramme, limited, { programmeId: other.programmeId, status: 'closed' })).rejects.toMatchObject({ status: 403 });
    await expect(add(limited)).rejects.toMatchObject({ status: 403 });
    await expect(programme(limited, other.slug)).rejects.toMatchObject({ status: 404 });
    expect(await slugsOf(limited)).toEqual([mine.slug]);
  });

  test('funder and representative see the programmes their organisation stands on', async () => {
    const own = (await execute(addOrganisation, ours, { type: 'funder', name: 'Trust' })).organisationId;
    const { slug } = await add(ours, { organisations: [{ organisationId: own, role: 'funder' }] });
    expect(await slugsOf(as('funder', { organisationId: own }))).toEqual([slug]);
    expect(await slugsOf(as('organisation-representative', { organisationId: own }))).toEqual([slug]);
    expect(await slugsOf(as('funder'))).toEqual([]);
    await expect(programme(as('funder', { organisationId: org }), slug)).rejects.toMatchObject({ status: 404 });
    expect(await slugsOf(as('auditor'))).toContain(slug);
  });
});
