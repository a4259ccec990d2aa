import { beforeAll, beforeEach, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { reading } from '#platform/db/transaction.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { addOrganisation, changeOrganisation, whenTypeChanges } from '#modules/organisations/commands.ts';
import { addPerson } from '#modules/people/commands.ts';
import { recordEvidence } from '#modules/results/commands.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { refreshFacts } from '#modules/results/rebuild.ts';
import { resultsOf } from '#modules/results/queries.ts';
import type { Query } from '#modules/results/shape.ts';
import { addEvent, addSeries, changeEvent, changeSeries } from './commands.ts';
import { eventKinds } from './evidence.ts';

const kolo = withDatabase();
let ours: Scope;
let programmeId: string;

const network = async (slug: string) => {
  const scope = systemScope(newId(), 'test');
  await kolo.db.insertInto('network').values({ network_id: scope.networkId, slug, names: '{}' }).execute();
  return scope;
};
let slugs = 0;
const programme = async (scope: Scope) => {
  const programme_id = newId();
  await kolo.db.insertInto('programme').values({ network_id: scope.networkId, programme_id, slug: `p-${++slugs}`, titles: '{}' }).execute();
  return programme_id;
};
const net = async (method: Query['method'], where: Query['where'] = {}) =>
  (await reading(ours, (tx) => resultsOf(tx, ours, programmeId, [{ method, where, mixRelations: false }])))[0]!;
const titles = { en: 'T' };

beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  whenTypeChanges((tx, networkId, organisationId) => refreshFacts(tx, networkId, { organisationId }));
  ours = await network('ours');
});
beforeEach(async () => {
  programmeId = await programme(ours);
});

test('a series with its event and days is kept, and the log says so', async () => {
  const { seriesId } = await execute(addSeries, ours, { programmeId, titles, kind: 'training', isCycle: true });
  const { eventId } = await execute(addEvent, ours, { programmeId, seriesId, titles, kind: 'training', venuePlace: 'RS-L-70726', venueText: 'Leskovac', days: ['2022-03-31', '2022-03-30', '2022-03-31'] });
  expect(await kolo.db.selectFrom('event').select(['series_id', 'kind', 'venue_place', 'venue_text', 'first_day', 'last_day', 'day_precision']).where('event_id', '=', eventId).executeTakeFirst()).toEqual({
    series_id: seriesId, kind: 'training', venue_place: 'RS-L-70726', venue_text: 'Leskovac', first_day: '2022-03-30', last_day: '2022-03-31', day_precision: 'day',
  });
  expect((await kolo.db.selectFrom('event_day').select('day').where('event_id', '=', eventId).orderBy('day').execute()).map(({ day }) => day)).toEqual(['2022-03-30', '2022-03-31']);
  expect(await kolo.db.selectFrom('log_entry').select(['action', 'details']).where('subject_id', 'in', [seriesId, eventId]).orderBy('seq').execute()).toEqual([
    { action: 'series.add', details: { programme: programmeId, kind: 'training' } },
    { action: 'event.add', details: { programme: programmeId, kind: 'training' } },
  ]);
});

test('two events in which one municipality is named twice are two mentions, and one when the series becomes a cycle', async () => {
  const { seriesId } = await execute(addSeries, ours, { programmeId, titles, kind: 'training' });
  for (const day of ['2022-05-26', '2022-06-16']) {
    const { eventId } = await execute(addEvent, ours, { programmeId, seriesId, titles, kind: 'training', days: [day] });
    await execute(recordEvidence, ours, { programmeId, kind: 'event-held', happenedOn: day, payload: { eventId, days: [day] } });
    await execute(recordEvidence, ours, { programmeId, kind: 'reported-list', happenedOn: day, payload: { eventId, relation: 'seat', places: [{ text: 'Belgrade', placeId: 'RS-L-79014' }] } });
  }
  expect(await net('municipalities')).toMatchObject({ net: 1, gross: 2 });
  expect(await net('cycles')).toMatchObject({ net: 0 });
  await execute(changeSeries, ours, { programmeId, seriesId, isCycle: true });
  expect(await net('municipalities')).toMatchObject({ net: 1, gross: 1 });
  expect(await net('cycles')).toMatchObject({ net: 1 });
});

test('an event that turns out to be of another kind is counted as that kind', async () => {
  const { eventId } = await execute(addEvent, ours, { programmeId, titles, kind: 'meeting', days: ['2022-01-01'] });
  await execute(recordEvidence, ours, { programmeId, kind: 'event-held', happenedOn: '2022-01-01', payload: { eventId, days: ['2022-01-01'] } });
  await execute(changeEvent, ours, { programmeId, eventId, kind: 'conference' });
  expect(await net('events', { eventKinds: ['meeting'] })).toMatchObject({ net: 0 });
  expect(await net('events', { eventKinds: ['conference'] })).toMatchObject({ net: 1 });
});

test('an organisation that turns out to be an institution is no longer counted as a CSO', async () => {
  const { organisationId } = await execute(addOrganisation, ours, { type: 'cso', name: 'Centar' });
  const { personId } = await execute(addPerson, ours, { given: 'Ana', surname: 'Anić' });
  const { eventId } = await execute(addEvent, ours, { programmeId, titles, kind: 'training', days: ['2022-01-01'] });
  await execute(recordEvidence, ours, { programmeId, kind: 'participation', happenedOn: '2022-01-01', payload: { eventId, personId, organisationId, days: ['2022-01-01'] } });
  expect(await net('organisations', { organisationTypes: ['cso'] })).toMatchObject({ net: 1 });
  await execute(changeOrganisation, ours, { organisationId, type: 'public-institution' });
  expect(await net('organisations', { organisationTypes: ['cso'] })).toMatchObject({ net: 0 });
  expect(await net('organisations', { organisationTypes: ['public-institution'] })).toMatchObject({ net: 1 });
});

test.each([
  [{ kind: 'party', days: ['2022-01-01'] }, { status: 422, field: 'kind' }],
  [{ kind: 'training', days: [] }, { status: 422, field: 'days' }],
  [{ kind: 'training', days: ['30.3.2022'] }, { status: 422, field: 'days.0' }],
  [{ kind: 'training', days: ['2022-01-01'], venuePlace: 'RS-L-00000' }, { status: 422, code: 'events.place_unknown' }],
  [{ kind: 'training', days: ['2022-01-01'], seriesId: newId() }, { status: 404 }],
])('the event %j is refused', async (event, problem) => {
  await expect(execute(addEvent, ours, { programmeId, titles, ...event })).rejects.toMatchObject(problem);
  expect(await kolo.db.selectFrom('event').select('event_id').where('programme_id', '=', programmeId).execute()).toEqual([]);
});

test('programmes and series of elsewhere do not exist', async () => {
  const theirs = await network('theirs');
  const { seriesId } = await execute(addSeries, ours, { programmeId, titles, kind: 'training' });
  const foreign = await programme(theirs);
  await expect(execute(addEvent, theirs, { programmeId, titles, kind: 'training', days: ['2022-01-01'] })).rejects.toMatchObject({ status: 404 });
  await expect(execute(changeSeries, theirs, { programmeId: foreign, seriesId, isCycle: true })).rejects.toMatchObject({ status: 404 });
  await expect(execute(addEvent, ours, { programmeId: await programme(ours), seriesId, titles, kind: 'training', days: ['2022-01-01'] })).rejects.toMatchObject({ status: 404 });
});

test.each(['field-worker', 'organisation-representative', 'funder', 'auditor'] as Role[])('a %s arranges nothing', async (role) => {
  const scope = memberScope({ networkId: ours.networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId: null, programmeIds: null });
  await expect(execute(addSeries, scope, { programmeId, titles, kind: 'training' })).rejects.toMatchObject({ status: 403 });
});
