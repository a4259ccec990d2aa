import { beforeAll, describe, expect, it } from 'vitest';
import { withDatabase } from '#platform/db/testing.ts';
import { database } from '#platform/db/database.ts';
import { reading, within } from '#platform/db/transaction.ts';
import { execute } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { brokenLink } from '#platform/log/log.ts';
import { byMonth } from './by-month-queries.ts';
import { correctEvidence, recordEvidence, recordManyEvidence, withdrawEvidence, withdrawImport } from './commands.ts';
import { resultsOf } from './queries.ts';
import { query, relations, type Query } from './shape.ts';
import { stage, type Stage } from './testing.ts';

withDatabase();

const belgrade = 'RS-L-79014';

// The lists of "Successful Completion of the Support to Families With Children in Crisis Situations Project", 22.09.2022, as the document prints them.
const unit: Record<string, string> = {
  Leskovac: 'RS-L-70726', Belgrade: belgrade, Niš: 'RS-L-79065', Dimitrovgrad: 'RS-L-70505', Pirot: 'RS-L-70939', Prokuplje: 'RS-L-70998', Ivanjica: 'RS-L-70564', Vranje: 'RS-L-70432', Bojnik: 'RS-L-70297',
  'Novi Sad': 'RS-L-80284', Raška: 'RS-L-71021', Zrenjanin: 'RS-L-80152', Aranđelovac: 'RS-L-70033', Šabac: 'RS-L-71269', 'Stara Pazova': 'RS-L-80420', Loznica: 'RS-L-70734', Kula: 'RS-L-80233', Brus: 'RS-L-70343',
  'Bela Palanka': 'RS-L-70084', Kragujevac: 'RS-L-70645', Knić: 'RS-L-70599', Rača: 'RS-L-71013', 'Velika Plana': 'RS-L-70386', Batočina: 'RS-L-70076', Lapovo: 'RS-L-71277', Babušnica: 'RS-L-70050',
};
const named = (names: string) => names.split(', ').map((text) => ({ text, placeId: unit[text] ?? null }));

describe('the news page of the 2022 programme, entered as it was reported', () => {
  let it2022: Stage;
  beforeAll(async () => {
    const s = (it2022 = await stage());
    const exchange = [await s.event('exchange-event', ['2022-03-30', '2022-03-31']), await s.event('exchange-event', ['2022-05-04', '2022-05-05'])];
    const cycle = await s.cycle('training-of-trainers');
    const tot = [await s.event('training-of-trainers', ['2022-05-26', '2022-05-27'], cycle), await s.event('training-of-trainers', ['2022-06-16', '2022-06-17'], cycle)];
    const presentation = [await s.event('regional-presentation', ['2022-06-29']), await s.event('regional-presentation', ['2022-06-30'])];
    const held: [string, string[]][] = [
      [exchange[0]!, ['2022-03-30', '2022-03-31']], [exchange[1]!, ['2022-05-04', '2022-05-05']], [tot[0]!, ['2022-05-26', '2022-05-27']], [tot[1]!, ['2022-06-16', '2022-06-17']], [presentation[0]!, ['2022-06-29']], [presentation[1]!, ['2022-06-30']],
    ];
    const totList = named('Kula, Belgrade, Niš, Šabac, Vranje, Brus, Bela Palanka, Dimitrovgrad, Pirot, Ivanjica, Bojnik');
    const list = (eventId: string, relation: string, places: { text: string; placeId: string | null }[]) => ({ kind: 'reported-list', happenedOn: '2022-09-22', payload: { eventId, relation, places } });
    const figure = (what: string, value: number, of: Record<string, string>, sentence: string) => ({ kind: 'reported-figure', happenedOn: '2022-09-22', payload: { what, value, sentence, ...of } });
    await execute(recordManyEvidence, s.scope, {
      programmeId: s.programmeId,
      evidence: [
        ...held.map(([eventId, days]) => ({ kind: 'event-held', happenedOn: days[0]!, payload: { eventId, days, placeId: belgrade } })),
        list(exchange[0]!, 'seat', named('Leskovac, Belgrade, Niš, Dimitrovgrad, Pirot, Prokuplje, Ivanjica, Vranje, Bojnik')),
        list(exchange[1]!, 'represents', named('Belgrade, Novi Sad, Raška, Zrenjanin, Aranđelovac, Šabac, Stara Pazova, Loznica')),
        // The document gives one list for both parts of the cycle; entered for each it is still one list.
        list(tot[0]!, 'works-in', totList),
        list(tot[1]!, 'works-in', totList),
        list(presentation[0]!, 'represents', named('Kragujevac, Knić, Rača, Brus, Rakovac, Aranđelovac, Belgrade, Velika Plana, Batočina, Lapovo, Loznica')),
        list(presentation[1]!, 'represents', named('Leskovac, Pirot, Bojnik, Prokuplje, Vranje, Bela Palanka, Niš, Belgrade, Babušnica, Dimitrovgrad')),
        figure('person', 21, { eventId: exchange[0]! }, '21 participants'),
        figure('person', 20, { eventId: exchange[1]! }, '20 participants'),
        figure('person', 20, { seriesId: cycle }, '20 CSO representatives'),
        figure('person', 25, { eventId: presentation[0]! }, '25 representatives'),
        figure('person', 27, { eventId: presentation[1]! }, '27 representatives'),
        figure('organisation', 10, { eventId: exchange[0]!, organisationType: 'cso' }, 'from 10 CSOs'),
        figure('organisation', 5, { eventId: exchange[1]!, organisationType: 'cso' }, 'from 5 CSOs'),
        { kind: 'output', happenedOn: '2022-09-22', payload: { output: 'study', titles: { en: 'Families with children during the COVID-19 crisis' } } },
        ...[[10, 'overall'], [6, 'financial-handouts'], [10, 'services']].map(([count, theme]) => ({ kind: 'output', happenedOn: '2022-09-22', payload: { output: 'recommendation', count, theme } })),
      ],
    });
  });

  it('exchange events: 17 mentions, 16 municipalities, Belgrade twice', async () => {
    expect(await it2022.ask({ method: 'municipalities', where: { eventKinds: ['exchange-event'] }, mixRelations: true })).toEqual({
      unit: 'municipality', relations: ['represents', 'seat'], net: 16, gross: 17, unnamed: 0, bounds: { least: 16, most: 16 }, overlaps: [{ id: belgrade, times: 2 }], unresolved: 0,
      parts: [{ relation: 'represents', net: 8, gross: 8 }, { relation: 'seat', net: 9, gross: 9 }], evidence: 2, refused: null,
    });
  });

  it('refuses to add seats to representation unless somebody declares it, and says what each is alone', async () => {
    expect(await it2022.ask({ method: 'municipalities', where: { eventKinds: ['exchange-event'] } })).toEqual({
      unit: 'municipality', relations: ['represents', 'seat'], net: null, gross: null, unnamed: 0, bounds: null, overlaps: [], unresolved: 0,
      parts: [{ relation: 'represents', net: 8, gross: 8 }, { relation: 'seat', net: 9, gross: 9 }], evidence: 2, refused: 'mixed-relations',
    });
    expect(await it2022.ask({ method: 'municipalities', where: { eventKinds: ['exchange-event'], relations: ['seat'] } })).toMatchObject({ net: 9, gross: 9, relations: ['seat'], refused: null });
  });

  it('tells relations apart by their first letter, so no two may share one', () => {
    expect(new Set(relations.map((relation) => relation[0])).size).toBe(relations.length);
  });

  it('training of trainers: one cycle is one list, 11 mentions, 11 municipalities', async () => {
    expect(await it2022.ask({ method: 'municipalities', where: { eventKinds: ['training-of-trainers'] } })).toMatchObject({ net: 11, gross: 11, overlaps: [], relations: ['works-in'], evidence: 2 });
  });

  it('presentations: 21 mentions, 20 municipalities, Belgrade twice, "Rakovac" counted once and flagged', async () => {
    expect(await it2022.ask({ method: 'municipalities', where: { eventKinds: ['regional-presentation'] } })).toMatchObject({ net: 20, gross: 21, overlaps: [{ id: belgrade, times: 2 }], unresolved: 1 });
    expect(await it2022.ask({ method: 'municipalities', where: { places: ['?rakovac'] } })).toMatchObject({ net: 1, gross: 1, unresolved: 1 });
  });

  it('the whole programme: 49 mentions, 27 municipalities', async () => {
    const result = await it2022.ask({ method: 'municipalities', mixRelations: true });
    expect(result).toMatchObject({ net: 27, gross: 49, unresolved: 1, relations: ['represents', 'seat', 'works-in'] });
    expect(result.overlaps[0]).toEqual({ id: belgrade, times: 5 });
  });

  it('15 organisations cannot be proven: 10 and 5 without names lie between 10 and 15', async () => {
    expect(await it2022.ask({ method: 'organisations', where: { eventKinds: ['exchange-event'] } })).toMatchObject({ net: null, gross: 15, unnamed: 15, bounds: { least: 10, most: 15 }, evidence: 2 });
  });

  it('113 attendances of an unknown number of people', async () => {
    expect(await it2022.ask({ method: 'participations' })).toMatchObject({ net: null, gross: 113, unnamed: 113 });
    expect(await it2022.ask({ method: 'people' })).toMatchObject({ net: null, unnamed: 113, bounds: { least: 27, most: 113 } });
  });

  it('two events of one cycle are two events, four days, one cycle', async () => {
    const where = { eventKinds: ['training-of-trainers'] };
    expect(await it2022.ask({ method: 'events', where })).toMatchObject({ net: 2, gross: 2 });
    expect(await it2022.ask({ method: 'event-days', where })).toMatchObject({ net: 4, gross: 4 });
    expect(await it2022.ask({ method: 'cycles', where })).toMatchObject({ net: 1, gross: 2, overlaps: [{ times: 2 }] });
    expect(await it2022.ask({ method: 'cycles' })).toMatchObject({ net: 1, gross: 2 });
  });

  it('a venue is a municipality only when venues are asked for', async () => {
    expect(await it2022.ask({ method: 'municipalities', where: { relations: ['venue'] } })).toMatchObject({ net: 1, gross: 5, relations: ['venue'] });
  });

  it('1 study; recommendations between 10 and 26', async () => {
    expect(await it2022.ask({ method: 'outputs', where: { breakdown: { output: 'study' } } })).toMatchObject({ net: 1, gross: 1, unnamed: 0 });
    expect(await it2022.ask({ method: 'outputs', where: { breakdown: { output: 'recommendation' } } })).toMatchObject({ net: null, unnamed: 26, bounds: { least: 10, most: 26 } });
  });

  it('answers many queries at once exactly as one by one', async () => {
    const queries = (['people', 'participations', 'attendances', 'completed-people', 'every-day-people', 'organisations', 'municipalities', 'events', 'event-days', 'cycles', 'outputs'] as const).flatMap((method) =>
      [{}, { eventKinds: ['exchange-event'] }, { eventKinds: ['regional-presentation'], from: '2022-06-30' }].map((where) => query.parse({ method, where, mixRelations: true })),
    );
    const together = await reading(it2022.scope, (tx) => resultsOf(tx, it2022.scope, it2022.programmeId, [...queries, queries[0]!]));
    const apart = await Promise.all(queries.map((one) => it2022.ask(one)));
    expect(together).toEqual([...apart, apart[0]]);
  });
});

describe('who came', () => {
  it('two delegates of one organisation on different days are two persons, one organisation, two attendances', async () => {
    const s = await stage();
    const eventId = await s.event('training', ['2022-05-01', '2022-05-02']);
    const organisationId = await s.organisation('cso');
    for (const day of ['2022-05-01', '2022-05-02']) {
      await s.record('participation', day, { eventId, personId: await s.person(), organisationId, placeId: belgrade, relation: 'seat', days: [day] });
    }
    expect(await s.ask({ method: 'people' })).toMatchObject({ net: 2, gross: 2 });
    expect(await s.ask({ method: 'attendances' })).toMatchObject({ net: 2, gross: 2 });
    expect(await s.ask({ method: 'organisations', where: { organisationTypes: ['cso'] } })).toMatchObject({ net: 1, gross: 1, evidence: 2 });
  });

  it('registered and not signed is shown nowhere among those who came', async () => {
    const s = await stage();
    const eventId = await s.event('training', ['2022-05-01']);
    await s.record('participation', '2022-05-01', { eventId, personId: await s.person(), placeId: belgrade, relation: 'seat', days: [], registered: true });
    expect(await s.ask({ method: 'people' })).toMatchObject({ net: 0, gross: 0, evidence: 0 });
    expect(await s.ask({ method: 'municipalities' })).toMatchObject({ net: 0, gross: 0, evidence: 0 });
  });

  it('completed means what the rule of the cycle asks for; all of it means every day', async () => {
    const s = await stage();
    const cycle = await s.cycle('training');
    await database().updateTable('series').set({ completion: '{"of":"events","share":100}' }).where('series_id', '=', cycle).execute();
    const parts = [await s.event('training', ['2022-05-01', '2022-05-02'], cycle), await s.event('training', ['2022-06-01', '2022-06-02'], cycle)];
    for (const [i, eventId] of parts.entries()) await s.record('event-held', '2022-05-01', { eventId, days: [`2022-0${5 + i}-01`, `2022-0${5 + i}-02`] });
    const came = async (days: string[][]) => {
      const personId = await s.person();
      for (const [i, own] of days.entries()) if (own.length) await s.record('participation', own[0]!, { eventId: parts[i], personId, days: own });
      return personId;
    };
    await came([['2022-05-01', '2022-05-02'], ['2022-06-01', '2022-06-02']]);
    await came([['2022-05-01'], ['2022-06-02']]);
    await came([['2022-05-01', '2022-05-02'], []]);
    expect(await s.ask({ method: 'people' })).toMatchObject({ net: 3, gross: 5 });
    expect(await s.ask({ method: 'completed-people' })).toMatchObject({ net: 2, gross: 2 });
    expect(await s.ask({ method: 'every-day-people' })).toMatchObject({ net: 1, gross: 1 });
    // An event that was held and to which somebody did not come counts, though nobody of the second part is in the answer.
    expect(await s.ask({ method: 'completed-people', where: { eventIds: [parts[0]!] } })).toMatchObject({ net: 3 });
  });

  it('a part of a city counts as the city', async () => {
    const s = await stage();
    const eventId = await s.event('training', ['2022-05-01']);
    const rakovica = await database().selectFrom('place').select('id').where('type', '=', 'city_municipality').where('parent', '=', belgrade).orderBy('id').limit(1).executeTakeFirstOrThrow();
    for (const placeId of [belgrade, rakovica.id]) await s.record('participation', '2022-05-01', { eventId, personId: await s.person(), placeId, relation: 'seat', days: ['2022-05-01'] });
    expect(await s.ask({ method: 'municipalities' })).toMatchObject({ net: 1, gross: 1, evidence: 2 });
  });

  it('names people who are counted twice to those who may see persons, and to nobody else', async () => {
    const s = await stage();
    const events = [await s.event('training', ['2022-05-01']), await s.event('training', ['2022-06-01'])];
    const people = await Promise.all(Array.from({ length: 6 }, () => s.person()));
    for (const personId of people) await s.record('participation', '2022-05-01', { eventId: events[0], personId, days: ['2022-05-01'] });
    await s.record('participation', '2022-06-01', { eventId: events[1], personId: people[0], days: ['2022-06-01'] });
    expect(await s.ask({ method: 'people' })).toMatchObject({ net: 6, gross: 7, overlaps: [{ id: people[0], times: 2 }] });
    for (const reader of [s.visitor, s.as('funder'), s.as('auditor'), s.as('organisation-representative')]) expect(await s.ask({ method: 'people' }, reader)).toMatchObject({ net: 6, gross: 7, overlaps: [] });
  });

  it('by month: each month its own different people, organisations and municipalities', async () => {
    const s = await stage();
    const organisationId = await s.organisation('cso');
    const people = await Promise.all(Array.from({ length: 6 }, () => s.person()));
    for (const [month, count] of [['2022-03', 6], ['2022-05', 2]] as const) {
      const eventId = await s.event('training', [`${month}-31`]);
      for (const personId of people.slice(0, count)) await s.record('participation', `${month}-31`, { eventId, personId, organisationId, placeId: belgrade, relation: 'seat', days: [`${month}-31`] });
    }
    const overnight = ['2022-06-30', '2022-07-01'];
    const eventId = await s.event('training', overnight);
    await s.record('event-held', overnight[0]!, { eventId, days: overnight, placeId: belgrade });
    for (const [n, days] of [overnight, overnight.slice(1)].entries()) await s.record('participation', days[0]!, { eventId, personId: people[n], organisationId, placeId: belgrade, relation: 'seat', days });
    expect(await reading(s.scope, (tx) => byMonth(tx, s.scope, s.programmeId))).toEqual([
      { month: '2022-03', people: 6, organisations: 1, municipalities: 1 },
      { month: '2022-05', people: 2, organisations: 1, municipalities: 1 },
      { month: '2022-06', people: 1, organisations: 1, municipalities: 1 },
      { month: '2022-07', people: 2, organisations: 1, municipalities: 1 },
    ]);
    // A training over the end of a month: in July both were there, and one event was held.
    for (const [method, [june, july, both]] of Object.entries({ people: [1, 2, 2], participations: [1, 2, 2], attendances: [1, 2, 3], organisations: [1, 1, 1], municipalities: [1, 1, 1], events: [1, 1, 1], 'event-days': [1, 1, 2] } as const)) {
      const net = async (from: string, until: string) => (await s.ask({ method: method as Query['method'], where: { from, until } })).net;
      expect([await net('2022-06-01', '2022-06-30'), await net('2022-07-01', '2022-07-31'), await net('2022-06-01', '2022-07-31')], method).toEqual([june, july, both]);
    }
    expect(await reading(s.scope, (tx) => byMonth(tx, s.scope, s.programmeId, { from: '2022-07-01' }))).toMatchObject([{ month: '2022-07', people: 2 }]);
    expect(await reading(s.visitor, (tx) => byMonth(tx, s.visitor, null))).toMatchObject([{ people: 6 }, { people: null }, { people: null }, { people: null }]);
  });
});

describe('corrections', () => {
  const setting = async () => {
    const s = await stage();
    const eventId = await s.event('training', ['2022-05-01', '2022-05-02']);
    const payload = { eventId, personId: await s.person(), placeId: belgrade, relation: 'seat', days: ['2022-05-01', '2022-05-02'] };
    return { s, payload, evidenceId: await s.record('participation', '2022-05-01', payload) };
  };
  const pause = () => new Promise((done) => setTimeout(done, 15));

  it('replace and never edit: today counts with the new, yesterday still with the old', async () => {
    const { s, payload, evidenceId } = await setting();
    await pause();
    const before = new Date();
    await pause();
    const corrected = await execute(correctEvidence, s.scope, { evidenceId, payload: { ...payload, placeId: 'RS-L-70343', days: ['2022-05-01'] } });
    expect(await s.ask({ method: 'attendances' })).toMatchObject({ net: 1, gross: 1, evidence: 1 });
    expect(await s.ask({ method: 'attendances' }, s.scope, before)).toMatchObject({ net: 2, gross: 2, evidence: 1 });
    expect(await s.ask({ method: 'municipalities', where: { places: [belgrade] } })).toMatchObject({ net: 0 });
    expect(await s.ask({ method: 'municipalities', where: { places: [belgrade] } }, s.scope, before)).toMatchObject({ net: 1 });
    expect(await s.ask({ method: 'attendances' }, s.scope, new Date('2022-01-01'))).toMatchObject({ net: 0 });
    await pause();
    await execute(withdrawEvidence, s.scope, { evidenceId: corrected.evidenceId, reason: 'She was not there.' });
    expect(await s.ask({ method: 'attendances' })).toMatchObject({ net: 0, gross: 0, evidence: 0 });
    expect(await reading(s.scope, (tx) => brokenLink(tx, s.scope.networkId))).toBeNull();
  });

  it('of two people who correct the same piece at once, one is told', async () => {
    const { s, payload, evidenceId } = await setting();
    const tries = await Promise.allSettled(Array.from({ length: 6 }, (_, i) => (i % 2 ? execute(withdrawEvidence, s.scope, { evidenceId, reason: 'Wrong list.' }) : execute(correctEvidence, s.scope, { evidenceId, payload }))));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of tries) if (one.status === 'rejected') expect(one.reason).toMatchObject({ status: 409, code: 'results.already_replaced' });
    await expect(execute(correctEvidence, s.scope, { evidenceId, payload })).rejects.toMatchObject({ status: 409, code: 'results.already_replaced' });
  });

  it('an import is taken back with everything that corrected it since', async () => {
    const s = await stage();
    const eventId = await s.event('training', ['2022-05-01']);
    const importId = newId();
    const people = await Promise.all([s.person(), s.person(), s.person()]);
    const { ids } = await execute(recordManyEvidence, s.scope, {
      programmeId: s.programmeId,
      evidence: people.map((personId) => ({ kind: 'participation', happenedOn: '2022-05-01', payload: { eventId, personId, days: ['2022-05-01'] }, importId })),
    });
    await s.record('participation', '2022-05-01', { eventId, personId: await s.person(), days: ['2022-05-01'] });
    await execute(correctEvidence, s.scope, { evidenceId: ids[0], payload: { eventId, personId: people[0], days: ['2022-05-01'], role: 'trainer' } });
    await execute(withdrawEvidence, s.scope, { evidenceId: ids[1], reason: 'Not her.' });
    expect(await s.ask({ method: 'people' })).toMatchObject({ net: 3 });
    expect(await execute(withdrawImport, s.scope, { programmeId: s.programmeId, importId, reason: 'Wrong file.' })).toEqual({ withdrawn: 2 });
    expect(await s.ask({ method: 'people' })).toMatchObject({ net: 1 });
  });

  it('the same piece sent again by a device changes nothing; something else under its id is refused', async () => {
    const s = await stage();
    const eventId = await s.event('training', ['2022-05-01']);
    const piece = { programmeId: s.programmeId, id: newId(), kind: 'participation', happenedOn: '2022-05-01', payload: { eventId, personId: await s.person(), days: ['2022-05-01'] } };
    expect(await execute(recordEvidence, s.scope, piece)).toEqual(await execute(recordEvidence, s.scope, piece));
    expect(await s.ask({ method: 'people' })).toMatchObject({ net: 1, gross: 1 });
    await expect(execute(recordEvidence, s.scope, { ...piece, payload: { ...piece.payload, personId: await s.person() } })).rejects.toMatchObject({ status: 409, code: 'results.id_taken' });
  });

  it('evidence can be added by the application, never changed or removed', async () => {
    const { s, evidenceId } = await setting();
    await expect(within(s.scope, (tx) => tx.updateTable('evidence').set({ kind: 'x' }).where('evidence_id', '=', evidenceId).execute())).rejects.toMatchObject({ code: '42501' });
    await expect(within(s.scope, (tx) => tx.deleteFrom('evidence').where('evidence_id', '=', evidenceId).execute())).rejects.toMatchObject({ code: '42501' });
  });
});

describe('evidence that does not fit is refused with the field, and nothing is written', () => {
  it.each([
    ['an unknown kind', (_: Stage) => ({ kind: 'rumour', payload: {} }), { status: 422, code: 'results.unknown_kind', field: 'kind' }],
    ['a withdrawal by hand', (_: Stage) => ({ kind: 'withdrawal', payload: { reason: 'so' } }), { status: 422, code: 'results.unknown_kind' }],
    ['a payload of another kind', async (s: Stage) => ({ kind: 'participation', payload: { eventId: await s.event('training', ['2022-05-01']) } }), { status: 422, field: 'payload.personId' }],
    ['an event of nowhere', async (s: Stage) => ({ kind: 'participation', payload: { eventId: newId(), personId: await s.person(), days: [] } }), { status: 422, code: 'events.unknown_event' }],
    ['a person of nowhere', async (s: Stage) => ({ kind: 'participation', payload: { eventId: await s.event('training', ['2022-05-01']), personId: newId(), days: [] } }), { status: 422, code: 'events.unknown_person' }],
    ['an event and a series at once', (_: Stage) => ({ kind: 'reported-list', payload: { eventId: newId(), seriesId: newId(), relation: 'seat', places: [{ text: 'Brus', placeId: null }] } }), { status: 422 }],
    ['a figure without its sentence', (_: Stage) => ({ kind: 'reported-figure', payload: { what: 'person', value: 3, sentence: ' ' } }), { status: 422, field: 'payload.sentence' }],
    ['a field nobody knows', async (s: Stage) => ({ kind: 'participation', payload: { eventId: await s.event('training', ['2022-05-01']), personId: await s.person(), days: [], ethnicity: 'x' } }), { status: 422 }],
  ])('%s', async (_, piece, problem) => {
    const s = await stage();
    await expect(execute(recordEvidence, s.scope, { programmeId: s.programmeId, happenedOn: '2022-05-01', ...(await piece(s)) })).rejects.toMatchObject(problem);
    expect(await database().selectFrom('evidence').select('evidence_id').where('network_id', '=', s.scope.networkId).execute()).toEqual([]);
  });

  it('one wrong piece among many stops all of them and is named by its place', async () => {
    const s = await stage();
    const eventId = await s.event('training', ['2022-05-01']);
    const good = { kind: 'participation', happenedOn: '2022-05-01', payload: { eventId, personId: await s.person(), days: [] } };
    await expect(execute(recordManyEvidence, s.scope, { programmeId: s.programmeId, evidence: [good, good, { ...good, payload: {} }] })).rejects.toMatchObject({ status: 422, field: 'evidence.2.payload.eventId' });
    expect(await database().selectFrom('evidence').select('evidence_id').where('network_id', '=', s.scope.networkId).execute()).toEqual([]);
  });
});

describe('who may', () => {
  it('coordinators, officers and field workers record; funders, auditors, representatives and visitors do not', async () => {
    const s = await stage();
    const piece = async () => ({ programmeId: s.programmeId, kind: 'participation', happenedOn: '2022-05-01', payload: { eventId: await s.event('training', ['2022-05-01']), personId: await s.person(), days: [] } });
    for (const role of ['coordinator', 'programme-officer', 'field-worker'] as const) await expect(execute(recordEvidence, s.as(role), await piece())).resolves.toHaveProperty('evidenceId');
    for (const reader of [s.as('funder'), s.as('auditor'), s.as('organisation-representative'), s.visitor, s.as('coordinator', { programmeIds: [newId()] })]) {
      await expect(execute(recordEvidence, reader, await piece())).rejects.toMatchObject({ status: 403 });
    }
  });

  it('a field worker corrects her own records and no others', async () => {
    const s = await stage();
    const [mira, vera] = [s.as('field-worker'), s.as('field-worker')];
    const payload = { eventId: await s.event('training', ['2022-05-01']), personId: await s.person(), days: [] };
    const { evidenceId } = await execute(recordEvidence, mira, { programmeId: s.programmeId, kind: 'participation', happenedOn: '2022-05-01', payload });
    await expect(execute(correctEvidence, vera, { evidenceId, payload })).rejects.toMatchObject({ status: 403 });
    await expect(execute(correctEvidence, mira, { evidenceId, payload })).resolves.toHaveProperty('evidenceId');
  });

  it('another network gets 404, and so does who does not work on it when it is not published; what is published they read as everybody does', async () => {
    const [s, other] = [await stage(), await stage()];
    const evidenceId = await s.record('participation', '2022-05-01', { eventId: await s.event('training', ['2022-05-01']), personId: await s.person(), days: ['2022-05-01'] });
    const askAs = (reader: typeof s.scope) => reading(reader, (tx) => resultsOf(tx, reader, s.programmeId, [query.parse({ method: 'people' })]));
    await expect(askAs(other.scope)).rejects.toMatchObject({ status: 404 });
    const others = [s.visitor, s.as('funder', { programmeIds: [newId()] }), s.as('funder'), s.as('coordinator', { programmeIds: [newId()] })];
    for (const reader of others) expect(await askAs(reader)).toMatchObject([{ net: null, refused: 'small-group' }]);
    expect(await askAs(s.as('coordinator', { programmeIds: [s.programmeId] }))).toMatchObject([{ net: 1 }]);
    await expect(execute(withdrawEvidence, other.scope, { evidenceId, reason: 'Not ours.' })).rejects.toMatchObject({ status: 404 });
    await database().updateTable('programme').set({ published_at: null }).where('programme_id', '=', s.programmeId).execute();
    for (const reader of others) await expect(askAs(reader)).rejects.toMatchObject({ status: 404 });
    await expect(askAs(s.as('auditor'))).resolves.toHaveLength(1);
  });
});
