import { beforeAll, describe, expect, it } from 'vitest';
import { withDatabase } from '#platform/db/testing.ts';
import { database } from '#platform/db/database.ts';
import { reading } from '#platform/db/transaction.ts';
import { execute } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { systemScope, type Scope } from '#platform/session/scope.ts';
import { evidenceKinds } from '#registry';
import { useKinds } from './kind.ts';
import { recordManyEvidence } from './commands.ts';
import { resultOf } from './queries.ts';
import { query, type Query } from './shape.ts';

withDatabase();
let scope: Scope;
const programmeId = newId();
const ids = { exchange1: newId(), exchange2: newId(), cycle: newId(), tot1: newId(), tot2: newId(), presentation1: newId(), presentation2: newId() };

beforeAll(async () => {
  useKinds(evidenceKinds);
  const networkId = newId();
  await database().insertInto('network').values({ network_id: networkId, slug: 'n1', names: '{}' }).execute();
  scope = systemScope(networkId, 'test');
  await database().insertInto('programme').values({ network_id: networkId, programme_id: programmeId, slug: 'families', titles: '{}' }).execute();
  await database().insertInto('series').values({ network_id: networkId, series_id: ids.cycle, programme_id: programmeId, titles: '{}', kind: 'training-of-trainers', is_cycle: true }).execute();
  const event = (event_id: string, kind: string, day: string, series_id: string | null = null) => ({ network_id: networkId, event_id, programme_id: programmeId, kind, titles: '{}', first_day: day, last_day: day, series_id });
  await database().insertInto('event').values([event(ids.exchange1, 'exchange-event', '2022-03-30'), event(ids.exchange2, 'exchange-event', '2022-05-04'), event(ids.tot1, 'training-of-trainers', '2022-05-26', ids.cycle), event(ids.tot2, 'training-of-trainers', '2022-06-16', ids.cycle), event(ids.presentation1, 'regional-presentation', '2022-06-29'), event(ids.presentation2, 'regional-presentation', '2022-06-30')]).execute();
});

const ask = (of: Partial<Query> & Pick<Query, 'method'>) => reading(scope, (tx) => resultOf(tx, scope, programmeId, query.parse(of)));

describe('x', () => {
  it('counts', async () => {
    await execute(recordManyEvidence, scope, { programmeId, evidence: [
      { kind: 'reported-list', happenedOn: '2022-03-30', payload: { eventId: ids.exchange1, relation: 'seat', places: [{ text: 'Belgrade', placeId: 'RS-L-79014' }, { text: 'Niš', placeId: 'RS-L-79065' }, {text:'Rakovac', placeId: null}] } },
      { kind: 'reported-list', happenedOn: '2022-03-30', payload: { eventId: ids.exchange2, relation: 'represents', places: [{ text: 'Belgrade', placeId: 'RS-L-79014' }] } },
      { kind: 'event-held', happenedOn: '2022-05-26', payload: { eventId: ids.tot1, days: ['2022-05-26', '2022-05-27'], placeId: 'RS-L-79014' } },
      { kind: 'event-held', happenedOn: '2022-05-26', payload: { eventId: ids.tot2, days: ['2022-06-16'], placeId: 'RS-L-79014' } },
      { kind: 'reported-figure', happenedOn: '2022-05-26', payload: { what: 'organisation', organisationType: 'cso', value: 10, eventId: ids.exchange1, sentence: 'from 10 CSOs' } },
      { kind: 'output', happenedOn: '2022-05-26', payload: { output: 'study', titles: { en: 'x' } } },
      { kind: 'output', happenedOn: '2022-05-26', payload: { output: 'recommendation', count: 10 } },
    ] });
    for (const method of ['people','participations','attendances','completed-people','every-day-people','organisations','municipalities','events','event-days','cycles','outputs'] as const) console.log(method, JSON.stringify(await ask({ method, mixRelations: true })));
    console.log(await ask({ method: 'municipalities' }));
    expect(1).toBe(1);
  });
});
