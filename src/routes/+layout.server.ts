import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => ({
  locale: locals.locale,
  theme: locals.theme,
  path: url.pathname,
  search: url.search,
  origin: url.origin,
});
