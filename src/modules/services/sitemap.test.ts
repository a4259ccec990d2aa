import { expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { systemScope } from '#platform/session/scope.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { saveService } from './commands.ts';
import { servicePages } from './sitemap-queries.ts';

withDatabase();

test('every published service of every real network once, whatever the pages are cut at; nothing of a demo', async () => {
  const shown: string[] = [];
  for (const [slug, isDemo] of [['one', false], ['two', false], ['made-up', true]] as const) {
    const scope = systemScope(newId(), 'test');
    await execute(createNetwork, scope, { slug, names: { en: slug }, isDemo });
    const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: `Provider ${slug}` });
    for (let n = 0; n < 5; n++) {
      const { serviceId } = await execute(saveService, scope, { organisationId, name: `Service ${n}`, published: n > 0 });
      if (n > 0 && !isDemo) shown.push(`/services/${serviceId}`);
    }
  }
  expect(await servicePages.count()).toBe(8);
  for (const size of [1, 3, 8, 100]) {
    const told: string[] = [];
    for (let at = 0; at < 9; at += size) told.push(...(await servicePages.list(at, size)).map(({ path }) => path));
    expect(told.toSorted()).toEqual(shown.toSorted());
  }
});
