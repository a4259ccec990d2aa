import { pageSearch } from '#platform/session/page-search.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => ({
  locale: locals.locale,
  theme: locals.theme,
  path: url.pathname,
  search: pageSearch(url.search),
  origin: url.origin,
  account: locals.account ? { name: locals.account.name } : null,
  network: networkOf(locals),
});

/** The network one works in; a public page names the network of what it shows instead. */
function networkOf({ scope, memberships }: App.Locals) {
  const found = memberships.find((membership) => membership.networkId === scope?.networkId);
  return found ? { names: found.networkNames, isDemo: found.networkIsDemo } : null;
}
