import { beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { reading } from '#platform/db/transaction.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope } from '#platform/session/scope.ts';
import { addEvent, addSeries, holdEvent } from '#modules/events/commands.ts';
import { eventKinds } from '#modules/events/evidence.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addProgramme } from '#modules/programmes/commands.ts';
import { useKinds } from '#modules/results/kind.ts';
import { resultOf } from '#modules/results/queries.ts';
import { query } from '#modules/results/shape.ts';
import { withdrawal } from '#modules/results/withdrawal.ts';
import { saveService } from '../commands.ts';
import { linkSessions, stateSupport, unlinkSessions, withdrawSupport } from './commands.ts';
import { serviceKinds } from './evidence.ts';
import { activityOf } from './queries.ts';

withDatabase();
const scope = systemScope(newId(), 'test');
const refused = (work: Promise<unknown>) => work.then(() => null, ({ code }) => code);
let organisationId: string;
let programmeId: string;

beforeAll(async () => {
  useKinds([...eventKinds, ...serviceKinds, withdrawal]);
  await execute(createNetwork, scope, { slug: 'clubs', names: { en: 'Clubs' } });
  ({ organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: 'Good Neighbours' }));
  ({ programmeId } = await execute(addProgramme, scope, { slug: 'returnees', titles: { en: 'Returnees' }, startsOn: '2019-01', endsOn: '2020-06' }));
});

const service = async (openedOn: string | null) => (await execute(saveService, scope, { organisationId, name: `Club ${newId()}`, openedOn })).serviceId;
const said = (serviceId: string, state: 'new' | 'improved', more: object = {}) => execute(stateSupport, scope, { programmeId, serviceId, state, isClub: true, happenedOn: '2019-06-01', what: 'Rooms and a first year', ...more });
const counted = async (output: string) => (await reading(scope, (tx) => resultOf(tx, scope, programmeId, query.parse({ method: 'outputs', where: { breakdown: { output } } })))).net;

describe('opened and supported', () => {
  test('are two numbers, each service once, and a correction moves it from one to the other', async () => {
    const [one, two] = [await service('2019-05-01'), await service(null)];
    await said(one, 'new');
    await said(two, 'improved');
    expect([await counted('club-opened'), await counted('club-supported')]).toEqual([1, 1]);
    await said(one, 'new', { what: 'Said again' });
    expect(await counted('club-opened')).toBe(1);
    await said(one, 'improved');
    expect([await counted('club-opened'), await counted('club-supported')]).toEqual([0, 2]);
    const { support } = await activityOf(scope, one, '2026-11-22');
    expect(support.map(({ state, isClub, what }) => [state, isClub, what])).toEqual([['improved', true, 'Rooms and a first year']]);
    await execute(withdrawSupport, scope, { serviceId: one, evidenceId: support[0]!.evidenceId, reason: 'By mistake' });
    expect([await counted('club-supported'), (await activityOf(scope, one, '2026-11-22')).support]).toEqual([1, []]);
  });

  test('"new" is refused by the dates, and the number stays', async () => {
    const before = await counted('club-opened');
    expect(await refused(said(await service(null), 'new'))).toBe('support.no_opening_day');
    expect(await refused(said(await service('2018-12-31'), 'new'))).toBe('support.opened_before');
    expect(await refused(said(await service('2020-07-01'), 'new'))).toBe('support.opened_after');
    expect(await counted('club-opened')).toBe(before);
  });

  test('"new" is refused by the evidence: a session held before the programme began, in whatever programme', async () => {
    const club = await service('2019-02-01');
    const earlier = (await execute(addProgramme, scope, { slug: `earlier-${newId().slice(-6)}`, titles: { en: 'Earlier' }, startsOn: '2018-01', endsOn: '2018-12' })).programmeId;
    const { seriesId } = await execute(addSeries, scope, { programmeId: earlier, titles: { en: 'Club afternoons' }, kind: 'meeting' });
    const { eventId } = await execute(addEvent, scope, { programmeId: earlier, seriesId, titles: { en: 'First afternoon' }, kind: 'meeting', days: ['2018-11-03'] });
    await execute(holdEvent, scope, { programmeId: earlier, eventId });
    await said(club, 'new');
    await execute(linkSessions, scope, { serviceId: club, seriesId });
    expect(await refused(said(club, 'new'))).toBe('support.active_before');
    const { sessions, firstActive } = await activityOf(scope, club, '2026-11-22');
    expect([firstActive, sessions]).toEqual(['2018-11-03', [expect.objectContaining({ seriesId, events: 1, held: 1, attendances: 0, people: 0, lastHeld: '2018-11-03', next: null })]]);
    await execute(unlinkSessions, scope, { serviceId: club, seriesId });
    expect(await refused(said(club, 'new'))).toBeNull();
  });

  test('a series is linked and unlinked by those who work on its programme', async () => {
    const club = await service('2019-05-01');
    const { seriesId } = await execute(addSeries, scope, { programmeId, titles: { en: 'Mornings' }, kind: 'meeting' });
    const officer = (of: string) => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'Officer' }, roles: ['programme-officer'], organisationId: null, programmeIds: [of] });
    expect(await refused(execute(linkSessions, officer(newId()), { serviceId: club, seriesId }))).toBe('platform.not_found');
    await execute(linkSessions, officer(programmeId), { serviceId: club, seriesId });
    expect(await refused(execute(unlinkSessions, officer(newId()), { serviceId: club, seriesId }))).toBe('platform.not_found');
    await execute(unlinkSessions, officer(programmeId), { serviceId: club, seriesId });
  });

  test('is said by those who run the programme, with what was given', async () => {
    const club = await service('2019-05-01');
    expect(await refused(said(club, 'new', { what: ' ' }))).toBe('platform.invalid_input');
    expect(await refused(execute(stateSupport, publicScope(scope.networkId), { programmeId, serviceId: club, state: 'new', happenedOn: '2019-06-01', what: 'x' }))).toBe('platform.forbidden');
    expect(await refused(said(newId(), 'improved'))).toBe('platform.not_found');
  });
});
