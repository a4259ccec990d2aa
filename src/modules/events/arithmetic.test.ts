/** Every unit of the arithmetic of events, asked of an event, a series, a programme and a period, on lists small enough to count by hand. */
import { beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { reading } from '#platform/db/transaction.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { systemScope, type Scope } from '#platform/session/scope.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addPerson } from '#modules/people/commands.ts';
import { recordEvidence } from '#modules/results/commands.ts';
import { disaggregated } from '#modules/results/disaggregated-queries.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { resultsOf } from '#modules/results/queries.ts';
import { methods, type Method, type Query } from '#modules/results/shape.ts';
import { addEvent, addSeries } from './commands.ts';
import { setCompletion } from './completion/commands.ts';
import { eventKinds } from './evidence.ts';

const kolo = withDatabase();
let ours: Scope;
let programmeId: string;
const ids: Record<string, string> = {};
const [sabac, leskovac, beograd] = ['RS-L-71269', 'RS-L-70726', 'RS-L-79014'];

/**
 * A cycle of two parts (two days in May, one in June), completed by whoever was at both, and a training of its own in October. `days` are those signed.
 *
 *     person  sex  age     for     from              May 26 27   June 16   October 4
 *     ana     F    30-44   Centar  Šabac (represents)     x  x        x
 *     mira    F    45-59   Centar  Šabac (represents)     x  x                  x
 *     petar   M    30-44   Opština Leskovac (represents)  x           x
 *     jova    M            Opština Leskovac (seat)                              x
 *     vera    F            –       Belgrade (repr.)       registered, never came
 *     trener  F            Centar                         led May and June
 */
beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  ours = systemScope(newId(), 'test');
  programmeId = newId();
  await kolo.db.insertInto('network').values({ network_id: ours.networkId, slug: 'ours', names: '{}' }).execute();
  await kolo.db.insertInto('programme').values({ network_id: ours.networkId, programme_id: programmeId, slug: 'p', titles: '{}' }).execute();
  const series = (await execute(addSeries, ours, { programmeId, titles: { en: 'Cycle' }, kind: 'training', isCycle: true })).seriesId;
  await execute(setCompletion, ours, { programmeId, seriesId: series, rule: { of: 'events', share: 100 } });
  const event = async (days: string[], seriesId: string | null) => {
    const { eventId } = await execute(addEvent, ours, { programmeId, seriesId, titles: { en: days[0]! }, kind: 'training', days });
    await execute(recordEvidence, ours, { programmeId, kind: 'event-held', happenedOn: days[0], payload: { eventId, days, placeId: beograd } });
    return eventId;
  };
  Object.assign(ids, { series, may: await event(['2022-05-26', '2022-05-27'], series), june: await event(['2022-06-16'], series), october: await event(['2022-10-04'], null) });
  const centar = (await execute(addOrganisation, ours, { type: 'cso', name: 'Centar' })).organisationId;
  const opstina = (await execute(addOrganisation, ours, { type: 'authority', name: 'Opština' })).organisationId;
  for (const given of ['ana', 'mira', 'petar', 'jova', 'vera', 'trener']) ids[given] = (await execute(addPerson, ours, { given, surname: 'X' })).personId;
  const took = (who: string, at: string, days: string[], more: object) => execute(recordEvidence, ours, { programmeId, kind: 'participation', happenedOn: days[0] ?? '2022-05-26', payload: { eventId: ids[at], personId: ids[who], days, ...more } });
  const ana = { organisationId: centar, placeId: sabac, relation: 'represents', breakdown: { sex: 'F', age_group: '30-44' } };
  const mira = { ...ana, breakdown: { sex: 'F', age_group: '45-59' } };
  const petar = { organisationId: opstina, placeId: leskovac, relation: 'represents', breakdown: { sex: 'M', age_group: '30-44' } };
  await took('ana', 'may', ['2022-05-26', '2022-05-27'], ana);
  await took('ana', 'june', ['2022-06-16'], ana);
  await took('mira', 'may', ['2022-05-26', '2022-05-27'], mira);
  await took('mira', 'october', ['2022-10-04'], mira);
  await took('petar', 'may', ['2022-05-26'], petar);
  await took('petar', 'june', ['2022-06-16'], petar);
  await took('jova', 'october', ['2022-10-04'], { organisationId: opstina, placeId: leskovac, relation: 'seat', breakdown: { sex: 'M' } });
  await took('vera', 'may', [], { placeId: beograd, relation: 'represents', registered: true, breakdown: { sex: 'F' } });
  for (const [at, day] of [['may', '2022-05-26'], ['june', '2022-06-16']] as const) await took('trener', at, [day], { organisationId: centar, part: 'facilitator', breakdown: { sex: 'F' } });
});

const asked = methods.filter((method) => method !== 'outputs');
const count = async (where: Query['where']) => {
  const results = await reading(ours, (tx) => resultsOf(tx, ours, programmeId, asked.map((method) => ({ method, where, mixRelations: true }))));
  return Object.fromEntries(asked.map((method, at) => [method, [results[at]!.net, results[at]!.gross]]));
};
type Counts = Record<Exclude<Method, 'outputs'>, [number, number]>;

describe('net and gross, counted by hand', () => {
  const cases: [string, () => Query['where'], Counts][] = [
    ['the programme', () => ({}), {
      people: [4, 7], participations: [7, 7], attendances: [9, 9],
      // Ana and Petar were at both parts of the cycle, Mira and Jova at the training of its own; Ana alone on every day of the cycle.
      'completed-people': [4, 4], 'every-day-people': [3, 3],
      organisations: [2, 4], municipalities: [2, 4], events: [3, 3], 'event-days': [4, 4], cycles: [1, 2],
    }],
    ['the cycle', () => ({ seriesIds: [ids.series!] }), {
      people: [3, 5], participations: [5, 5], attendances: [7, 7], 'completed-people': [2, 2], 'every-day-people': [1, 1],
      organisations: [2, 2], municipalities: [2, 2], events: [2, 2], 'event-days': [3, 3], cycles: [1, 2],
    }],
    ['the first part of it', () => ({ eventIds: [ids.may!] }), {
      people: [3, 3], participations: [3, 3], attendances: [5, 5], 'completed-people': [3, 3], 'every-day-people': [2, 2],
      organisations: [2, 2], municipalities: [2, 2], events: [1, 1], 'event-days': [2, 2], cycles: [1, 1],
    }],
    // The cycle is completed on the last day enough was attended, in June.
    ['May', () => ({ from: '2022-05-01', until: '2022-05-31' }), {
      people: [3, 3], participations: [3, 3], attendances: [5, 5], 'completed-people': [0, 0], 'every-day-people': [0, 0],
      organisations: [2, 2], municipalities: [2, 2], events: [1, 1], 'event-days': [2, 2], cycles: [1, 1],
    }],
    ['June', () => ({ from: '2022-06-01', until: '2022-06-30' }), {
      people: [2, 2], participations: [2, 2], attendances: [2, 2], 'completed-people': [2, 2], 'every-day-people': [1, 1],
      organisations: [2, 2], municipalities: [2, 2], events: [1, 1], 'event-days': [1, 1], cycles: [1, 1],
    }],
    ['the second half of the year', () => ({ from: '2022-07-01', until: '2022-12-31' }), {
      people: [2, 2], participations: [2, 2], attendances: [2, 2], 'completed-people': [2, 2], 'every-day-people': [2, 2],
      organisations: [2, 2], municipalities: [2, 2], events: [1, 1], 'event-days': [1, 1], cycles: [0, 0],
    }],
    ['a period in which nothing was held', () => ({ from: '2021-01-01', until: '2021-12-31' }), Object.fromEntries(asked.map((method) => [method, [0, 0]])) as Counts],
  ];
  test.each(cases)('%s', async (_, where, expected) => {
    expect(await count(where())).toEqual(expected);
  });
});

test('women and men, and age groups where they are given', async () => {
  const by = async (method: Method, characteristic: 'sex' | 'age_group', where: Query['where'] = {}) =>
    Object.fromEntries((await reading(ours, (tx) => disaggregated(tx, ours, programmeId, { method, where, mixRelations: true }, `breakdown:${characteristic}`))).cells.map(({ value, net }) => [value ?? 'not stated', net]));
  expect(await by('people', 'sex')).toEqual({ F: 2, M: 2 });
  expect(await by('people', 'age_group')).toEqual({ '30-44': 2, '45-59': 1, 'not stated': 1 });
  expect(await by('every-day-people', 'sex', { seriesIds: [ids.series!] })).toEqual({ F: 1 });
  expect(await by('completed-people', 'sex', { seriesIds: [ids.series!] })).toEqual({ F: 1, M: 1 });
  expect(await by('attendances', 'sex')).toEqual({ F: 6, M: 3 });
  // The same of one event, of the series and of a period.
  expect([await by('people', 'sex', { eventIds: [ids.may!] }), await by('attendances', 'age_group', { eventIds: [ids.may!] })]).toEqual([{ F: 2, M: 1 }, { '30-44': 3, '45-59': 2 }]);
  expect([await by('participations', 'sex', { seriesIds: [ids.series!] }), await by('completed-people', 'age_group', { seriesIds: [ids.series!] })]).toEqual([{ F: 3, M: 2 }, { '30-44': 2 }]);
  expect([await by('people', 'age_group', { from: '2022-07-01', until: '2022-12-31' }), await by('attendances', 'sex', { from: '2022-05-27', until: '2022-06-30' })]).toEqual([{ '45-59': 1, 'not stated': 1 }, { F: 3, M: 1 }]);
});

test('municipalities are told by their relation and not added up unasked', async () => {
  const [unasked, represented, seats] = await reading(ours, (tx) =>
    resultsOf(tx, ours, programmeId, [
      { method: 'municipalities', where: {}, mixRelations: false },
      { method: 'municipalities', where: { relations: ['represents'] }, mixRelations: false },
      { method: 'municipalities', where: { relations: ['seat'] }, mixRelations: false },
    ]),
  );
  expect([unasked!.refused, unasked!.net, unasked!.parts]).toEqual(['mixed-relations', null, [{ relation: 'represents', net: 2, gross: 3 }, { relation: 'seat', net: 1, gross: 1 }]]);
  expect([represented!.net, seats!.net]).toEqual([2, 1]);
});
