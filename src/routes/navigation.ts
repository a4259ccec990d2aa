import { env } from '#platform/env.ts';
import { mayHaveKeys, mayListMembers, mayReadLog } from '#platform/session/access.ts';
import { is, type Scope } from '#platform/session/scope.ts';
import type { WordKey } from '#platform/words/translate.ts';
import { mayAsk } from '#modules/assurance/access.ts';
import { mayReview } from '#modules/duplicates/access.ts';
import { mayChangeNetwork } from '#modules/networks/access.ts';
import { maySeePeople } from '#modules/people/access.ts';
import { maySeeProposals } from '#modules/proposals/access.ts';
import { mayRecord } from '#modules/results/access.ts';

interface Link {
  path: string;
  word: WordKey;
  /** Whether there is anything behind it for this person; without, for everybody who is signed in. */
  may?: (scope: Scope) => boolean;
}

/** Where the signed-in pages live: `/work` is the dashboard, below it one folder per noun. Public pages of the same noun have the short address. */
export const work: readonly Link[] = [
  { path: '/work', word: 'routes.nav_dashboard' },
  { path: '/work/programmes', word: 'routes.nav_programmes' },
  { path: '/work/events', word: 'planning.title' },
  { path: '/work/calendar', word: 'planning.calendar' },
  // Lists come in to some programme: to any of them, or to one of those the membership is limited to.
  { path: '/work/import', word: 'routes.nav_import', may: (scope) => mayRecord(scope, scope.programmeIds?.[0] ?? '') },
  { path: '/work/people', word: 'routes.nav_people', may: maySeePeople },
  { path: '/work/organisations', word: 'routes.nav_organisations' },
  { path: '/work/networks', word: 'alliances.title' },
  { path: '/work/services', word: 'services.services' },
  { path: '/work/proposals', word: 'routes.nav_proposals', may: maySeeProposals },
  { path: '/work/stale', word: 'assurance.title', may: mayAsk },
  { path: '/work/review', word: 'routes.nav_review', may: mayReview },
  { path: '/work/claims', word: 'routes.nav_claims' },
  { path: '/work/log', word: 'routes.nav_log', may: mayReadLog },
  { path: '/work/settings', word: 'networks.settings', may: mayChangeNetwork },
  { path: '/work/members', word: 'routes.nav_members', may: mayListMembers },
  { path: '/work/keys', word: 'session.keys_title', may: mayHaveKeys },
];

/** The links one person sees: what she may not see does not exist. */
export const linksFor = (scope: Scope | null): { path: string; word: WordKey }[] =>
  scope ? work.filter(({ may }) => !may || may(scope)).map(({ path, word }) => ({ path, word })) : [];

/** Whether a coordinator has to know that letters do not leave the server; a demo's pages say where they lie. */
export const lettersStay = (scope: Scope | null): boolean => env.production && !env.SMTP_URL && !!scope && is(scope, 'coordinator');
