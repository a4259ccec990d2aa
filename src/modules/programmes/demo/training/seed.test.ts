import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { systemScope } from '#platform/session/scope.ts';
import { roster } from '#modules/events/check-in/roster-queries.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { seedDemoServices } from '#modules/services/demo/seed.ts';
import { seedDemoTraining } from './seed.ts';

const kolo = withDatabase();

test('twenty-two have seats and three wait, from organisations of the demo; twice is the same as once', async () => {
  const scope = systemScope(newId(), 'test');
  await execute(createNetwork, scope, { slug: 'demo', names: { en: 'Demo' }, isDemo: true });
  await seedDemoServices(scope.networkId);
  for (let n = 0; n < 2; n++) await seedDemoTraining(scope.networkId, '2027-03-01');
  const { rows } = await sql<{ eventId: string; state: string; n: number; known: number }>`
    select event_id as "eventId", state, count(*)::int as n, count(organisation_id)::int as known from registration group by 1, 2 order by 2`.execute(kolo.db);
  expect(rows.map(({ state, n }) => [state, n])).toEqual([['seat', 22], ['waiting', 3]]);
  // Those of the last organisation wait; it belongs to another part of the demo and is not here.
  expect(rows.map(({ known }) => known)).toEqual([22, 0]);
  const { event, people } = await roster(scope, rows[0]!.eventId);
  expect([event.days, event.sessions.length, people.length, new Set(people.map(({ code }) => code)).size]).toEqual([['2027-03-01', '2027-03-02'], 3, 25, 25]);
});
