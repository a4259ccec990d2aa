import { beforeAll, describe, expect, test } from 'vitest';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import { toLatin } from '#platform/matching/transliterate.ts';
import { publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { eventKinds } from '#modules/events/evidence.ts';
import { whichPlace } from '#modules/places/which-place.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { resultsOf } from '#modules/results/queries.ts';
import { conflicts } from '../conflicts.ts';
import { framework } from '../framework/queries.ts';
import { listProgrammes, programme, visitorOf } from '../queries.ts';
import facts from './fixtures/facts.json' with { type: 'json' };
import { demoProgrammes, seedDemo } from './seed.ts';
import { returneesReintegration } from './returnees-reintegration.ts';

const kolo = withDatabase();
let scope: Scope;
const { '000': s0, '001': s1, '002': s2, '003': s3, '004': s4 } = facts.seeds;

beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  const { networkId } = await seedDemo();
  scope = systemScope(networkId, 'test');
});

const of = async (slug: string) => {
  const fiche = await programme(scope, slug);
  return { fiche, ...(await framework(scope, fiche.programmeId)) };
};
/** Targets of one programme as "comparator value", by the English title of the indicator. */
const targetsOf = async (slug: string) =>
  Object.fromEntries((await of(slug)).indicators.filter(({ targets }) => targets.length).map(({ titles, targets }) => [titles.en, targets.map(({ comparator, value, per }) => [comparator, value, per].filter((part) => part !== null).join(' '))]));
const resultsBy = async (slug: string) => {
  const { fiche, indicators } = await of(slug);
  const counted = indicators.filter(({ query }) => query);
  const results = await reading(scope, (tx) => resultsOf(tx, scope, fiche.programmeId, counted.map(({ query }) => query!)));
  return Object.fromEntries(counted.map(({ titles }, i) => [titles.en, results[i]!]));
};

test('seeding again changes nothing', async () => {
  const count = async () =>
    Object.fromEntries(
      await Promise.all((['network', 'organisation', 'programme', 'framework_level', 'indicator', 'target', 'series', 'event', 'evidence', 'fact', 'claim_text', 'claim', 'membership', 'log_entry'] as const).map(async (table) => [table, (await kolo.db.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n])),
    );
  const before = await count();
  expect(await seedDemo()).toEqual({ networkId: scope.networkId, added: 0 });
  expect(await count()).toEqual(before);
  expect(before).toMatchObject({ network: 1, programme: 6, event: 6, series: 6, claim_text: 1 });
});

test('the network is marked as a demo, and anyone may read its programmes', async () => {
  const network = await kolo.db.selectFrom('network').select(['slug', 'is_demo']).executeTakeFirstOrThrow();
  expect(network).toEqual({ slug: 'demo', is_demo: true });
  expect((await visitorOf('families-in-crisis')).networkId).toBe(scope.networkId);
  const { items } = await listProgrammes(publicScope(scope.networkId));
  expect(items.map(({ slug, isPractice }) => (isPractice ? `${slug} (practice)` : slug)).sort()).toEqual(
    ['better-social-services', 'child-oriented-model', 'early-intervention-targovishte', 'families-in-crisis', 'practice (practice)', 'returnees-reintegration'].sort(),
  );
});

describe('every number of the documents is there', () => {
  test('S0, the fiche with the empty sectors', async () => {
    const { fiche } = await of('child-oriented-model');
    expect(fiche).toMatchObject({ budget: s0.budget.amount, currency: s0.budget.currency, startsOn: s0.period.from, endsOn: s0.period.to, sectors: [], funding: { year: 2012, theme: '3' } });
    expect(fiche.titles.en).toBe(s0.title);
    expect(fiche.places.filter(({ relation }) => relation === 'seat').map(({ placeId }) => placeId)).toEqual(['RS-L-79014']);
    expect(fiche.places.filter(({ relation }) => relation === 'works-in')).toHaveLength(s0.numbers.communities);
    expect(fiche.organisations.filter(({ role }) => role === 'implementer')).toEqual([]);
    const n = s0.numbers;
    expect(await targetsOf('child-oriented-model')).toEqual({
      'Professionals whose capacities were increased': [`exactly ${n.professionals_trained_expected}`, `exactly ${n.professionals_targeted}`],
      'Institutions and organisations directly targeted': [`exactly ${n.institutions}`],
      'Local networks developed': [`exactly ${n.communities}`],
      'Guidelines developed': ['exactly 1'],
      'Press conferences': [`exactly ${n.press_conferences}`],
      'National conference': ['exactly 1'],
      'Participants of the national conference': [`exactly ${n.national_conference_participants}`],
      'Meetings with national institutions': [`exactly ${n.meetings}`],
    });
  });

  test('S1, events, lists and bare numbers as reported evidence', async () => {
    const { fiche } = await of('families-in-crisis');
    expect(fiche).toMatchObject({ startsOn: s1.period.from, endsOn: s1.period.to, source: { publishedOn: s1.published.date, language: 'en' }, status: 'closed' });
    expect(fiche.organisations.map(({ role, name }) => `${role} ${name}`)).toEqual(['implementer Center for Social Policy', 'funder Balkan Trust for Democracy', 'funder USAID']);
    const events = await kolo.db.selectFrom('event').select(['first_day', 'last_day', 'venue_place']).where('programme_id', '=', fiche.programmeId).orderBy('first_day').execute();
    expect(events).toEqual(s1.events.map(({ from, to, place }) => ({ first_day: from, last_day: to, venue_place: place.unit })));
    const lists = await kolo.db.selectFrom('evidence').select(['payload', 'happened_on']).where('programme_id', '=', fiche.programmeId).where('kind', '=', 'reported-list').orderBy('happened_on').execute();
    // The training has one list for both of its parts.
    expect(lists.map(({ payload }) => (payload as { places: { text: string; placeId: string | null }[] }).places)).toEqual(
      s1.events.filter(({ id }) => id !== 'tot-2').map(({ lsus }) => lsus.map(({ text, unit }) => ({ text, placeId: unit }))),
    );
    const figures = await kolo.db.selectFrom('evidence').select(['payload']).where('programme_id', '=', fiche.programmeId).where('kind', '=', 'reported-figure').orderBy('happened_on').orderBy('evidence_id').execute();
    expect(figures.map(({ payload }) => (payload as { what: string; value: number }).value)).toEqual(
      s1.events.filter(({ id }) => id !== 'tot-2').flatMap(({ participants, csos }) => (csos === null ? [participants] : [participants, csos])),
    );
  });

  test('S1, its outputs', async () => {
    const results = await resultsBy('families-in-crisis');
    expect(results['Studies']).toMatchObject({ gross: s1.outputs.studies });
    expect(results['Recommendations']).toMatchObject({ gross: s1.outputs.recommendations_overall + s1.outputs.recommendations_financial + s1.outputs.recommendations_services, net: null });
  });

  test('S2, the composition for each region', async () => {
    const n = s2.numbers;
    expect(await targetsOf('returnees-reintegration')).toEqual({
      'CSOs that went through capacity building': [`at-least ${n.csos_min}`, `exactly ${n.csos_per_region} region`],
      'Social protection institutions that went through capacity building': [`at-least ${n.institutions_min}`, `exactly ${n.institutions_per_region} region`],
      'Target regions': [`exactly ${n.regions}`],
    });
    const { fiche } = await of('returnees-reintegration');
    expect(fiche).toMatchObject({ startsOn: null, endsOn: null, budget: null, organisations: [], components: [{ titles: { en: 'Institutional support' } }] });
    // The page is in Serbian Latin; what stands in Cyrillic here reads the same when derived.
    expect(toLatin(returneesReintegration.fiche.titles['sr-Cyrl']!, 'sr')).toBe(s2.title);
  });

  test('S3, five municipalities, 33 NGOs, 4 nominations, and nobody’s telephone', async () => {
    const { fiche } = await of('early-intervention-targovishte');
    expect(fiche).toMatchObject({ startsOn: s3.period.from, endsOn: s3.period.to, source: { publishedOn: s3.published.date } });
    expect(fiche.organisations.map(({ role, names }) => `${role} ${names.bg}`)).toEqual(['implementer Клуб на нестопанските организации – Търговище', `funder ${s3.funder}`]);
    expect(fiche.places.filter(({ placeId, relation }) => relation === 'works-in' && placeId.startsWith('BG-M')).map(({ placeId }) => placeId)).toEqual(s3.five_municipalities);
    const results = await resultsBy('early-intervention-targovishte');
    expect(results['Municipalities that work by the model']).toMatchObject({ net: s3.numbers.municipalities, gross: s3.numbers.municipalities });
    expect(results['NGOs united in the Club']).toMatchObject({ net: null, unnamed: s3.numbers.ngos });
    expect(results['Nominations of the practice']).toMatchObject({ net: null, unnamed: s3.numbers.nominations });
    const everything = JSON.stringify([demoProgrammes, await kolo.db.selectFrom('organisation').selectAll().execute()]);
    expect(everything).not.toContain(s3.phone);
    expect(everything).not.toContain(s3.contact.split(' ')[1]);
  });

  test('S4, with the letters of the Romanian alphabet', async () => {
    const { fiche } = await of('better-social-services');
    expect(fiche).toMatchObject({ budget: s4.budget.amount, currency: s4.budget.currency, startsOn: s4.period.from, endsOn: s4.period.to });
    expect(fiche.titles.ro).toBe(s4.title);
    expect(fiche.organisations.filter(({ role }) => role === 'funder').map(({ name }) => name)).toEqual(s4.funders);
    expect(fiche.organisations.filter(({ role }) => role === 'partner').map(({ name, type }) => ({ name, type }))).toEqual(s4.partners.map((name) => ({ name, type: 'network' })));
    expect(await targetsOf('better-social-services')).toEqual({
      'CSOs whose capacities were strengthened': [`exactly ${s4.numbers.csos_trained}`, `at-least ${s4.numbers.csos_trained}`],
      'Projects supported': [`at-least ${s4.numbers.subgrant_projects_min}`],
    });
    expect(JSON.stringify(demoProgrammes)).not.toMatch(/[şţŞŢ]/);
  });
});

describe('what Kolo finds in them', () => {
  test('mentions, municipalities and the overlap by name', async () => {
    const results = await resultsBy('families-in-crisis');
    const belgrade = [{ id: 'RS-L-79014', times: 2 }];
    const { exchange, tot, presentations, whole_project } = s1.totals;
    expect(results['LSUs covered by exchange events']).toMatchObject({ gross: exchange.sum, net: exchange.distinct, overlaps: belgrade, relations: ['represents', 'seat'] });
    expect(results['LSUs covered by the training of trainers']).toMatchObject({ gross: tot.sum, net: tot.distinct, overlaps: [] });
    // The mention nobody has resolved is counted and flagged.
    expect(results['LSUs covered by regional presentations']).toMatchObject({ gross: presentations.sum, net: presentations.distinct, overlaps: belgrade, unresolved: 1 });
    expect(results['LSUs covered by the project']).toMatchObject({ gross: 49, net: whole_project.distinct });
    expect(results['Participations in events']).toMatchObject({ net: null, gross: 113, unnamed: 113 });
    expect(results['CSOs at exchange events']).toMatchObject({ net: null, unnamed: s1.totals.csos_exchange.sum });
    expect(results['Cycles of training of trainers']).toMatchObject({ net: 1 });
  });

  test('Rakovac is nobody’s municipality, and Rekovac is proposed because of the venue', () => {
    expect(whichPlace('Rakovac', { near: 'RS-L-70645', level: 'municipality', locale: 'sr-Latn' })[0]).toMatchObject({ name: 'Rekovac' });
  });

  test('320 against 210, and 60 against at least 60', async () => {
    const [professionals] = conflicts((await of('child-oriented-model')).indicators);
    expect(professionals).toMatchObject({ kind: 'value', together: null, populationsDiffer: true, decision: null });
    expect(professionals!.targets.map(({ value, sourceSection }) => [value, sourceSection])).toEqual([[320, 'Expected results, 1'], [210, 'Programme/Project objectives']]);
    const [csos] = conflicts((await of('better-social-services')).indicators);
    expect(csos).toMatchObject({ kind: 'comparator', together: { least: 60, most: 60 } });
    for (const slug of ['families-in-crisis', 'returnees-reintegration', 'early-intervention-targovishte', 'practice']) expect(conflicts((await of(slug)).indicators)).toEqual([]);
  });
});

test('every text stands in all four languages that are written', () => {
  const gaps: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) return value.forEach((one, i) => walk(one, `${path}.${i}`));
    if (!value || typeof value !== 'object') return;
    const keys = Object.keys(value);
    if (keys.some((key) => ['sr-Cyrl', 'bg', 'ro', 'en'].includes(key))) {
      if (keys.join() !== 'sr-Cyrl,bg,ro,en') gaps.push(path);
      if (/[A-Za-z]{4,}/.test((value as Record<string, string>)['sr-Cyrl']!.replace(/COVID|USAID|Civil Society Facility/g, ''))) gaps.push(`${path}: Latin in Serbian`);
    } else for (const key of keys) walk((value as Record<string, unknown>)[key], `${path}.${key}`);
  };
  walk(demoProgrammes, '');
  expect(gaps).toEqual([]);
});
