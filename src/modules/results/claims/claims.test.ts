import { beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { locales, type Locale } from '#platform/words/locales.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { evidenceKinds } from '#registry';
import { correctEvidence, recordManyEvidence } from '../commands.ts';
import { useKinds } from '../kind.ts';
import { resultOf } from '../queries.ts';
import { query } from '../shape.ts';
import { addText, hideClaim, linkClaim, removeText, showClaim, unlinkClaim } from './commands.ts';
import { addDemoClaims, demoNumbers, recommendationThemes } from './demo/seed.ts';
import { happeningsToChoose } from './linking/queries.ts';
import { claimsOfProgramme, type Claim, type ClaimsAsked } from './queries.ts';
import { tally } from './tally.ts';
import { sayReason } from './sentence.ts';

withDatabase();
let scope: Scope;
const programmeId = newId();
const ids = { programmeId, exchanges: [newId(), newId()], tots: [newId(), newId()], cycle: newId(), presentations: [newId(), newId()] } as const;

const lsu = {
  Leskovac: '70726', Belgrade: '79014', Niš: '79065', Dimitrovgrad: '70505', Pirot: '70939', Prokuplje: '70998', Ivanjica: '70564', Vranje: '70432', Bojnik: '70297', 'Novi Sad': '80284', Raška: '71021',
  Zrenjanin: '80152', Aranđelovac: '70033', Šabac: '71269', 'Stara Pazova': '80420', Loznica: '70734', Kula: '80233', Brus: '70343', 'Bela Palanka': '70084', Kragujevac: '70645', Knić: '70599', Rača: '71013',
  'Velika Plana': '70386', Batočina: '70076', Lapovo: '71277', Babušnica: '70050', Rakovac: null,
};
const list = (names: string) => names.split(', ').map((text) => ({ text, placeId: lsu[text as keyof typeof lsu] ? `RS-L-${lsu[text as keyof typeof lsu]}` : null }));

/** What the page itself publishes about its events, entered as reported evidence. */
const evidence = () => {
  const [leskovac, noviSad] = ids.exchanges;
  const [kragujevac, leskovacLater] = ids.presentations;
  const held = (eventId: string, ...days: string[]) => ({ kind: 'event-held', happenedOn: days[0]!, payload: { eventId, days } });
  const named = (about: object, happenedOn: string, relation: string, places: string) => ({ kind: 'reported-list', happenedOn, payload: { ...about, relation, places: list(places) } });
  const figure = (about: object, happenedOn: string, what: string, value: number, more = {}) => ({ kind: 'reported-figure', happenedOn, payload: { ...about, what, value, sentence: 'From the news page.', ...more } });
  const cso = { organisationType: 'cso' };
  return [
    held(leskovac, '2022-03-30', '2022-03-31'), held(noviSad, '2022-05-04', '2022-05-05'), held(ids.tots[0], '2022-05-26', '2022-05-27'), held(ids.tots[1], '2022-06-16', '2022-06-17'), held(kragujevac, '2022-06-29'), held(leskovacLater, '2022-06-30'),
    named({ eventId: leskovac }, '2022-03-30', 'seat', 'Leskovac, Belgrade, Niš, Dimitrovgrad, Pirot, Prokuplje, Ivanjica, Vranje, Bojnik'),
    named({ eventId: noviSad }, '2022-05-04', 'represents', 'Belgrade, Novi Sad, Raška, Zrenjanin, Aranđelovac, Šabac, Stara Pazova, Loznica'),
    named({ seriesId: ids.cycle }, '2022-05-26', 'works-in', 'Kula, Belgrade, Niš, Šabac, Vranje, Brus, Bela Palanka, Dimitrovgrad, Pirot, Ivanjica, Bojnik'),
    named({ eventId: kragujevac }, '2022-06-29', 'represents', 'Kragujevac, Knić, Rača, Brus, Rakovac, Aranđelovac, Belgrade, Velika Plana, Batočina, Lapovo, Loznica'),
    named({ eventId: leskovacLater }, '2022-06-30', 'represents', 'Leskovac, Pirot, Bojnik, Prokuplje, Vranje, Bela Palanka, Niš, Belgrade, Babušnica, Dimitrovgrad'),
    figure({ eventId: leskovac }, '2022-03-30', 'person', 21), figure({ eventId: leskovac }, '2022-03-30', 'organisation', 10, cso),
    figure({ eventId: noviSad }, '2022-05-04', 'person', 20), figure({ eventId: noviSad }, '2022-05-04', 'organisation', 5, cso),
    figure({ seriesId: ids.cycle }, '2022-05-26', 'person', 20, cso), figure({ seriesId: ids.cycle }, '2022-05-26', 'organisation', 12, cso),
    figure({ eventId: kragujevac }, '2022-06-29', 'person', 25), figure({ eventId: leskovacLater }, '2022-06-30', 'person', 27),
    { kind: 'output', happenedOn: '2022-09-22', payload: { output: 'study', count: 1 } },
    ...([['overall', 10], ['handouts', 6], ['services', 10]] as const).map(([theme, count]) => ({ kind: 'output', happenedOn: '2022-09-22', payload: { output: 'recommendation', count, theme: recommendationThemes[theme] } })),
  ];
};

beforeAll(async () => {
  useKinds(evidenceKinds);
  const network_id = newId();
  const of = { network_id, programme_id: programmeId };
  await database().insertInto('network').values({ network_id, slug: 'families', names: '{}' }).execute();
  scope = systemScope(network_id, 'test');
  await database().insertInto('programme').values({ ...of, slug: 'families-in-crisis', titles: '{}', published_at: new Date() }).execute();
  await database().insertInto('series').values({ ...of, series_id: ids.cycle, titles: '{"en": "Training of trainers"}', kind: 'training-of-trainers', is_cycle: true }).execute();
  const event = (event_id: string, kind: string, first_day: string, series_id: string | null = null) => ({ ...of, event_id, kind, titles: '{}', first_day, last_day: first_day, series_id });
  await database()
    .insertInto('event')
    .values([
      event(ids.exchanges[0], 'exchange-event', '2022-03-30'), event(ids.exchanges[1], 'exchange-event', '2022-05-04'), event(ids.tots[0], 'training-of-trainers', '2022-05-26', ids.cycle),
      event(ids.tots[1], 'training-of-trainers', '2022-06-16', ids.cycle), event(ids.presentations[0], 'regional-presentation', '2022-06-29'), event(ids.presentations[1], 'regional-presentation', '2022-06-30'),
    ])
    .execute();
  await execute(recordManyEvidence, scope, { programmeId, evidence: evidence() });
});

const claimsFor = (reader: Scope, asked: ClaimsAsked = {}) => reading(reader, (tx) => claimsOfProgramme(tx, reader, programmeId, asked));
const member = (role: Role, programmeIds: string[] | null = null) =>
  memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId: null, programmeIds });
const why = async (claim: Claim, locale: Locale = 'en') => {
  const t = await wordsOf(locale);
  return sayReason(claim, { locale, t, has: t.has }, (id) => (unitById(id) ? nameOf(unitById(id)!, locale) : null));
};

describe('the news page of a finished project', () => {
  let claims: Claim[];
  const claimed = (sentence: string) => claims.filter((claim) => claim.sentence.includes(sentence));
  beforeAll(async () => {
    await addDemoClaims(scope, ids);
    ({ claims } = await claimsFor(scope));
  });

  test('each number is linked to the reading meant for it', () => {
    expect(claims.map(({ numberText }) => numberText)).toEqual(demoNumbers(ids));
  });

  test('every claim has the status its evidence gives it', () => {
    expect(claims.map(({ numberText, unitHint, status }) => `${numberText} ${unitHint}: ${status}`)).toEqual([
      'Two event: proven',
      '21 person: cannot-be-proven', '10 cso: cannot-be-proven', '9 municipality: proven',
      '20 person: ambiguous', '5 cso: cannot-be-proven', '8 municipality: proven',
      'two event: proven', 'two event: proven',
      '20 person: cannot-be-proven', '12 cso: cannot-be-proven', '11 municipality: proven',
      'two event: proven',
      '25 person: cannot-be-proven', '11 municipality: cannot-be-proven', '27 person: cannot-be-proven', '10 municipality: proven',
      '2 event: proven', '2 cycle: ambiguous', '2 event: proven',
      '15 cso: cannot-be-proven', '12 cso: cannot-be-proven',
      '17 municipality: contradicted', '11 municipality: proven', '21 municipality: contradicted',
      '1 output: cannot-be-proven', '10 output: ambiguous', '6 output: cannot-be-proven', '10 output: cannot-be-proven',
    ]);
    expect(tally(claims)).toEqual({ proven: 11, contradicted: 2, 'cannot-be-proven': 13, ambiguous: 3 });
  });

  test('17 LSUs are 17 mentions of 16, Belgrade twice: said in five languages', async () => {
    const [claim] = claimed('17 LSUs covered by events');
    expect(claim!.readings[0]!.result).toMatchObject({ net: 16, gross: 17, overlaps: [{ id: 'RS-L-79014', times: 2 }] });
    expect(await Promise.all(locales.map((locale) => why(claim!, locale)))).toEqual([
      '17 је оповргнуто: 17 помена, али Београд стоји двапут, па је то 16 општина и градова, сабрано по различитим везама: представништво и седиште.',
      '17 je opovrgnuto: 17 pomena, ali Beograd stoji dvaput, pa je to 16 opština i gradova, sabrano po različitim vezama: predstavništvo i sedište.',
      '17 е опровергано: 17 споменавания, но Белград се брои два пъти, значи 16 общини, събрани по различни връзки: представителство и седалище.',
      '17 nu se confirmă: 17 mențiuni, dar Belgrad apare de două ori, deci 16 unități administrativ-teritoriale, adunate după legături diferite: reprezentare și sediu.',
      '17 is contradicted: 17 mentions, but Belgrade was counted twice, so it is 16 municipalities, added up over different relations: representation and seat.',
    ]);
  });

  test('21 LSUs are 21 mentions of 20, Belgrade twice, one name not settled', async () => {
    const [claim] = claimed('21 LSUs covered by regional');
    expect(claim!.readings[0]!.result).toMatchObject({ net: 20, gross: 21, overlaps: [{ id: 'RS-L-79014', times: 2 }], unresolved: 1 });
    expect(await why(claim!)).toBe('21 is contradicted: 21 mentions, but Belgrade was counted twice, so it is 20 municipalities whose representatives took part, 1 place name not settled yet.');
  });

  test('11 LSUs of the training of trainers are proven', async () => {
    expect(await why(claimed('11 LSUs covered by the training of trainers')[0]!)).toBe('11 is proven: 11 municipalities where the organisations work.');
  });

  test('15 CSOs cannot be proven, because 10 and 5 have no names', async () => {
    const [claim] = claimed('15 CSOs participated');
    expect(claim!.readings[0]).toMatchObject({ terms: [10, 5], doubt: 'names-missing', result: { net: null, bounds: { least: 10, most: 15 } } });
    expect(await why(claim!)).toBe('15 cannot be proven: 10 + 5 = 15 holds only if no organisation came twice, and the names are missing. The true figure lies between 10 and 15.');
    expect(await why(claim!, 'sr-Cyrl')).toBe('15 се не може доказати: 10 + 5 = 15 важи само ако се ниједна организација не понавља, а имена недостају. Тачан број је између 10 и 15.');
  });

  test('2 cycles are one cycle of two trainings, or two trainings', async () => {
    const [claim] = claimed('2 cycles of training of trainers');
    expect(claim!.readings.map(({ verdict, result }) => [verdict, result.net])).toEqual([['differs', 1], ['equal', 2]]);
    expect(await why(claim!)).toMatch(/^2 can be read in more than one way – a cycle as a row of trainings for the same people: 1 cycle; .*\(does not agree\); each training as a cycle of its own: 2 events \(agrees\)\.$/);
  });

  test('20 participants are ambiguous: the sentence does not say whether the representatives are among them', () => {
    const claim = claimed('gathering 20 participants').find(({ number }) => number === 20)!;
    expect(claim.readings.map(({ verdict }) => verdict)).toEqual(['restated', 'undecided']);
  });

  test('11 municipalities with Rakovac among them wait until somebody says which one it is', async () => {
    const claim = claimed('The event in Kragujevac').find(({ number }) => number === 11)!;
    expect(claim.reason).toBe('unresolved-names');
    expect(await why(claim)).toBe('11 cannot be proven: 11 municipalities whose representatives took part. For one name nobody has decided yet which municipality it is.');
  });

  test('10 recommendations: general ones, or all of them', () => {
    const [claim] = claimed('10 overall recommendations');
    expect(claim!.readings.map(({ verdict, result }) => [verdict, result.bounds])).toEqual([['restated', { least: 10, most: 10 }], ['undecided', { least: 10, most: 26 }]]);
  });

  test('the whole programme: 49 mentions, 27 municipalities', async () => {
    const whole = await reading(scope, (tx) => resultOf(tx, scope, programmeId, query.parse({ method: 'municipalities', mixRelations: true })));
    expect(whole).toMatchObject({ gross: 49, net: 27 });
  });

  test('adding up seats and representatives without saying so is refused, with each by itself', async () => {
    const [claim] = claimed('17 LSUs covered by events');
    const before = claim!.readings.map(({ query, titles }) => ({ query, titles }));
    await execute(linkClaim, scope, { claimId: claim!.claimId, readings: [{ query: { ...before[0]!.query, mixRelations: false } }] });
    const [now] = (await claimsFor(scope, { claimId: claim!.claimId })).claims;
    expect(now).toMatchObject({ status: 'cannot-be-proven', reason: 'mixed-relations' });
    expect(await why(now!)).toBe('17 cannot be proven: 8 municipalities whose representatives took part and 9 municipalities where the organisations have their seat would have to be added up, and those are different relations.');
    await execute(linkClaim, scope, { claimId: claim!.claimId, readings: before });
  });

  test('a status follows the evidence: once Rakovac is Rekovac, 11 is proven and 21 is still contradicted', async () => {
    const { evidence_id } = await database().selectFrom('evidence').select('evidence_id').where('programme_id', '=', programmeId).where('kind', '=', 'reported-list').where('happened_on', '=', '2022-06-29').executeTakeFirstOrThrow();
    const old = evidence().find(({ kind, happenedOn }) => kind === 'reported-list' && happenedOn === '2022-06-29')!.payload as unknown as { places: { text: string; placeId: string | null }[] };
    await execute(correctEvidence, scope, { evidenceId: evidence_id, payload: { ...old, places: old.places.map((place) => ({ ...place, placeId: place.placeId ?? 'RS-L-71030' })) } });
    const { claims } = await claimsFor(scope);
    const of = (part: string, n: number) => claims.find(({ sentence, number }) => sentence.includes(part) && number === n)!.status;
    expect([of('The event in Kragujevac', 11), of('21 LSUs', 21)]).toEqual(['proven', 'contradicted']);
  });
});

describe('texts and their claims', () => {
  const text = (body: string, more = {}) => execute(addText, scope, { programmeId, title: 'Вест', body, ...more });
  const of = async (textId: string, reader = scope) => (await claimsFor(reader, { textId })).claims;

  test('a text is kept with its numbers, in its language, unlinked', async () => {
    const { textId } = await text('Обуку је похађало најмање двадесет пет представника из 12 општина, за 92.609,25 евра.', { publishedOn: '2022-10-01', url: 'https://example.org/vest' });
    const { texts } = await claimsFor(scope, { textId });
    expect(texts).toEqual([{ textId, programmeId, title: 'Вест', language: 'sr-Cyrl', publishedOn: '2022-10-01', url: 'https://example.org/vest' }]);
    const claims = await of(textId);
    expect(claims.map(({ numberText, number, comparator, kind, unitHint, status, reason }) => ({ numberText, number, comparator, kind, unitHint, status, reason }))).toEqual([
      { numberText: 'двадесет пет', number: 25, comparator: 'at-least', kind: 'count', unitHint: 'person', status: 'cannot-be-proven', reason: 'not-linked' },
      { numberText: '12', number: 12, comparator: 'exactly', kind: 'count', unitHint: 'municipality', status: 'cannot-be-proven', reason: 'not-linked' },
      { numberText: '92.609,25', number: 92609.25, comparator: 'exactly', kind: 'money', unitHint: null, status: 'cannot-be-proven', reason: 'not-counted' },
    ]);
    for (const { sentence, numberAt, numberText } of claims) expect(sentence.slice(numberAt, numberAt + numberText.length)).toBe(numberText);
    expect(await Promise.all(claims.map((claim) => why(claim)))).toEqual([
      'At least 25 cannot be proven yet: nobody has said what it counts.',
      '12 cannot be proven yet: nobody has said what it counts.',
      '92,609.25 cannot be proven here: it is an amount of money, and evidence is counted in people, organisations, places and events.',
    ]);
    expect(await why(claims[0]!, 'ro')).toBe('Cel puțin 25 nu se poate dovedi încă: nu s-a spus ce se numără.');
  });

  test('the same text sent twice is there once', async () => {
    const textId = newId();
    const [first, second] = [await text('Дойдоха 17 общини.', { textId }), await text('Дойдоха 17 общини.', { textId })];
    expect(second).toEqual(first);
    expect(await of(textId)).toHaveLength(1);
  });

  test('a text without a number is kept too, and a long one in one go', async () => {
    const { textId } = await text('No number here.');
    expect((await claimsFor(scope, { textId })).texts).toHaveLength(1);
    const { claimIds } = await text('17 CSOs came, 12 of them from 9 cities.\n'.repeat(1_000));
    expect(claimIds).toHaveLength(3_000);
  });

  test('linked, unlinked, hidden, shown, removed: each is recorded', async () => {
    const { textId, claimIds } = await text('Две събития за обмен на опит.');
    const [claimId] = claimIds;
    await execute(linkClaim, scope, { claimId, readings: [{ query: { method: 'events', where: { eventKinds: ['exchange-event'] } } }] });
    expect((await of(textId))[0]).toMatchObject({ status: 'proven' });
    await execute(unlinkClaim, scope, { claimId });
    expect((await of(textId))[0]).toMatchObject({ status: 'cannot-be-proven', reason: 'not-linked', readings: [] });
    await execute(hideClaim, scope, { claimId });
    expect((await of(textId))[0]!.isPublic).toBe(false);
    expect(await of(textId, publicScope(scope.networkId))).toEqual([]);
    await execute(showClaim, scope, { claimId });
    expect(await of(textId, publicScope(scope.networkId))).toHaveLength(1);
    await execute(removeText, scope, { textId });
    expect((await claimsFor(scope, { textId })).texts).toEqual([]);
    const log = await database().selectFrom('log_entry').select('action').where('subject_id', 'in', [claimId!, textId]).orderBy('seq').execute();
    expect(log.map(({ action }) => action)).toEqual(['claims.add-text', 'claim.link', 'claim.unlink', 'claim.hide', 'claim.show', 'claims.remove-text']);
  });

  test('a reading cannot speak of another programme', async () => {
    const { claimIds } = await text('17 LSUs were covered.');
    const elsewhere = { claimId: claimIds[0], readings: [{ query: { method: 'municipalities', where: { eventIds: [newId()] } } }] };
    await expect(execute(linkClaim, scope, elsewhere)).rejects.toMatchObject({ status: 422, code: 'claims.unknown_event' });
  });
});

describe('who may', () => {
  let textId: string;
  let claimId: string;
  const link = () => ({ claimId, readings: [{ query: { method: 'events' } }] });
  beforeAll(async () => {
    const added = await execute(addText, scope, { programmeId, title: 'News', body: 'Two events and 3 women.' });
    [textId, claimId] = [added.textId, added.claimIds[0]!];
  });

  test.each(['coordinator', 'programme-officer'] as const)('a %s adds and links', async (role) => {
    await execute(linkClaim, member(role), link());
    await expect(execute(addText, member(role), { programmeId, title: 'x', body: 'y' })).resolves.toBeTruthy();
  });

  test.each(['field-worker', 'organisation-representative', 'funder', 'auditor'] as const)('a %s does not', async (role) => {
    await expect(execute(addText, member(role), { programmeId, title: 'x', body: 'y' })).rejects.toMatchObject({ status: 403 });
    await expect(execute(linkClaim, member(role), link())).rejects.toMatchObject({ status: 403 });
    await expect(execute(hideClaim, member(role), { claimId })).rejects.toMatchObject({ status: 403 });
    await expect(execute(removeText, member(role), { textId })).rejects.toMatchObject({ status: 403 });
  });

  test('a visitor reads and changes nothing', async () => {
    expect((await claimsFor(publicScope(scope.networkId), { textId })).claims).toHaveLength(2);
    await expect(execute(linkClaim, publicScope(scope.networkId), link())).rejects.toMatchObject({ status: 403 });
  });

  test('a membership of another programme reads as a visitor and links nothing; another network finds nothing', async () => {
    const elsewhere = member('programme-officer', [newId()]);
    await expect(execute(linkClaim, elsewhere, link())).rejects.toMatchObject({ status: 404 });
    expect((await claimsFor(elsewhere)).claims).toEqual((await claimsFor(publicScope(scope.networkId))).claims);
    const other = systemScope(newId(), 'other');
    await database().insertInto('network').values({ network_id: other.networkId, slug: 'other', names: '{}' }).execute();
    const attempts = [() => execute(linkClaim, other, link()), () => execute(unlinkClaim, other, { claimId }), () => execute(removeText, other, { textId }), () => claimsFor(other)];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ status: 404 });
  });

  test('an unpublished programme shows a visitor nothing', async () => {
    const hidden = newId();
    await database().insertInto('programme').values({ network_id: scope.networkId, programme_id: hidden, slug: 'hidden', titles: '{}' }).execute();
    await execute(addText, scope, { programmeId: hidden, title: 'x', body: '17 LSUs' });
    const visitor = publicScope(scope.networkId);
    await expect(reading(visitor, (tx) => claimsOfProgramme(tx, visitor, hidden))).rejects.toMatchObject({ status: 404 });
    await expect(reading(scope, (tx) => claimsOfProgramme(tx, scope, hidden, { public: true }))).rejects.toMatchObject({ status: 404 });
  });

  test('what a reading can speak of is what the programme has', async () => {
    const { events, series, breakdown } = await reading(scope, (tx) => happeningsToChoose(tx, scope, programmeId));
    expect([events.length, series.map(({ titles }) => titles)]).toEqual([6, [{ en: 'Training of trainers' }]]);
    expect(breakdown).toEqual({ output: ['recommendation', 'study'], theme: ['financial-handouts', 'overall', 'social-welfare-services'] });
  });
});
