import { askedIn } from '#modules/services/asked.ts';
import { categories, userGroups } from '#modules/services/nomenclature/nomenclature.ts';
import { findServices, servicesPerCategory } from '#modules/services/queries.ts';
import { termName } from '#modules/services/say.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals: { locale } }) => {
  const { asked, unit, filter, isAsked } = askedIn(url.searchParams, locale);
  const named = (terms: readonly { id: string }[]) => terms.map(({ id }) => ({ value: id, label: termName(id, locale) }));
  return {
    asked,
    unit,
    found: filter && (await findServices(filter)),
    counts: isAsked ? null : await servicesPerCategory(),
    kinds: named(categories()),
    groups: named(userGroups().filter(({ code }) => !/staff|professionals/.test(code))),
  };
};
