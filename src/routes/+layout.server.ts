import { hasDemo } from '#platform/session/demo-accounts.ts';
import { pageSearch } from '#platform/session/page-search.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, url }) => ({
  locale: locals.locale,
  theme: locals.theme,
  path: url.pathname,
  search: pageSearch(url.search),
  origin: url.origin,
  account: locals.account ? { name: locals.account.name } : null,
  network: networkOf(locals),
  // Whom the demo is for: a visitor, and who is in it already and wants to be somebody else.
  demo: (!locals.account || locals.account.isDemo) && (await hasDemo()),
});

/** The network one works in; a public page names the network of what it shows instead. */
function networkOf({ scope, memberships }: App.Locals) {
  const found = memberships.find((membership) => membership.networkId === scope?.networkId);
  return found ? { names: found.networkNames, country: found.networkCountry, isDemo: found.networkIsDemo } : null;
}
