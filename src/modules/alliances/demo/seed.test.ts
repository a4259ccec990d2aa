import { beforeAll, expect, test } from 'vitest';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { lookAtWritten } from '#modules/duplicates/looking/commands.ts';
import { whenOrganisationsAreWritten } from '#modules/organisations/commands.ts';
import { whenPeopleAreWritten } from '#modules/people/commands.ts';
import { seedDemoServices } from '#modules/services/demo/seed.ts';
import { membersOn } from '../membership/queries.ts';
import { publicAlliances } from '../queries.ts';
import { seedDemoAlliances } from './seed.ts';

withDatabase();
let scope: Scope;

beforeAll(async () => {
  const networkId = newId();
  await database().insertInto('network').values({ network_id: networkId, slug: 'demo', names: JSON.stringify({ en: 'Demo' }), is_demo: true }).execute();
  scope = systemScope(networkId, 'test');
  whenPeopleAreWritten((context, ids) => lookAtWritten(context, 'person', ids));
  whenOrganisationsAreWritten((context, ids) => lookAtWritten(context, 'organisation', ids));
  await seedDemoServices(networkId);
  await seedDemoAlliances(networkId);
});

test('the networks of the five towns stand there with what is known of them, and what is made up says so', async () => {
  const { items, total } = await publicAlliances('en', '2026-11-22');
  expect(total).toBe(12);
  const madeUp = items.filter(({ members }) => members !== null).map(({ names }) => names.en);
  expect(madeUp.every((name) => name!.endsWith('(example)'))).toBe(true);
  expect(items.filter(({ kind, members }) => kind === 'local' && members === null).map(({ areas }) => areas).flat().sort()).toEqual(['RS-L-70602', 'RS-L-70670', 'RS-L-70939', 'RS-L-71145', 'RS-L-80284']);
});

test('the union counts each organisation once, and names who comes over several networks', async () => {
  const union = (await publicAlliances('en', '2026-11-22', { q: 'Union' })).items[0]!;
  const { counted } = await membersOn(publicScope(scope.networkId), union.allianceId, '2026-11-22', 'en');
  expect([counted.gross, counted.net.length, counted.overlaps.map(({ through }) => through.length)]).toEqual([12, 8, [3, 2, 2]]);
});

test('nobody new is taken for somebody else, and a second seeding adds nothing', async () => {
  expect(await database().selectFrom('duplicate').select('kind').where('network_id', '=', scope.networkId).execute()).toEqual([]);
  expect(await seedDemoAlliances(scope.networkId)).toBe(0);
});
