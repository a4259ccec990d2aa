import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { memberScope, type Role } from '#platform/session/scope.ts';
import { linksFor, work } from './navigation.ts';

test('every link of the workspace leads to a page', () => {
  const pages = new Set(globSync('**/+page.svelte', { cwd: import.meta.dirname }).map((file) => `/${file.split('/').filter((part) => !/^\(.*\)$/.test(part)).slice(0, -1).join('/')}`));
  expect(work.map(({ path }) => path).filter((path) => !pages.has(path))).toEqual([]);
});

const seenBy = (role: Role) => linksFor(memberScope({ networkId: 'n', actor: { kind: 'account', id: 'a', name: 'A' }, roles: [role], organisationId: null, programmeIds: null })).map(({ path }) => path.replace('/work', '') || '/');

test('nobody is led where there is nothing for her', () => {
  expect(linksFor(null)).toEqual([]);
  expect(seenBy('coordinator')).toEqual(['/', '/programmes', '/events', '/calendar', '/import', '/people', '/organisations', '/networks', '/services', '/proposals', '/stale', '/review', '/claims', '/log', '/settings', '/members', '/keys']);
  expect(seenBy('field-worker')).toEqual(['/', '/programmes', '/events', '/calendar', '/import', '/people', '/organisations', '/networks', '/services', '/claims', '/members', '/keys']);
  expect(seenBy('auditor')).toEqual(['/', '/programmes', '/events', '/calendar', '/organisations', '/networks', '/services', '/claims', '/log', '/members', '/keys']);
  expect(seenBy('funder')).toEqual(['/', '/programmes', '/events', '/calendar', '/organisations', '/networks', '/services', '/claims', '/keys']);
});
