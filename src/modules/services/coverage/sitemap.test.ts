import { expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { systemScope } from '#platform/session/scope.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { changeQuestionnaire, openQuestionnaire } from './commands.ts';
import { placePages } from './sitemap-queries.ts';

withDatabase();

const published = async (slug: string, isDemo: boolean) => {
  const scope = systemScope(newId(), 'test');
  await execute(createNetwork, scope, { slug, names: { en: slug }, isDemo });
  await execute(openQuestionnaire, scope, { year: 2025, dueOn: '2099-01-31' });
  await execute(changeQuestionnaire, scope, { year: 2025, published: true });
};

test('search engines are told of the page of each of the 547 units, once a real network has published something; of made-up data never', async () => {
  await loadPlaces(database());
  expect(await placePages.count()).toBe(0);
  await published('real', false);
  const pages = [...(await placePages.list(0, 300)), ...(await placePages.list(300, 300))].map(({ path }) => path);
  expect([await placePages.count(), new Set(pages).size, pages.includes('/services/places/RS-L-71269')]).toEqual([547, 547, true]);
  await published('made-up', true);
  expect(await placePages.count()).toBe(0);
});
