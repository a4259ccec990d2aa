import type { WordKey } from '#platform/words/translate.ts';

/** Where the signed-in pages live: `/work` is the dashboard, below it one folder per noun. Public pages of the same noun have the short address. */
export const work: readonly { path: string; word: WordKey }[] = [
  { path: '/work', word: 'routes.nav_dashboard' },
  { path: '/work/programmes', word: 'routes.nav_programmes' },
  { path: '/work/import', word: 'routes.nav_import' },
  { path: '/work/people', word: 'routes.nav_people' },
  { path: '/work/organisations', word: 'routes.nav_organisations' },
  { path: '/work/claims', word: 'routes.nav_claims' },
  { path: '/work/log', word: 'routes.nav_log' },
  { path: '/work/members', word: 'routes.nav_members' },
  { path: '/work/keys', word: 'session.keys_title' },
];
