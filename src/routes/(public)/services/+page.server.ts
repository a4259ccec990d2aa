import { unitById } from '#modules/places/gazetteer.ts';
import { decide, whichPlace } from '#modules/places/which-place.ts';
import { categories, userGroups } from '#modules/services/nomenclature/nomenclature.ts';
import { findServices, servicesPerCategory } from '#modules/services/queries.ts';
import { termName } from '#modules/services/say.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals: { locale } }) => {
  const asked = (name: string) => url.searchParams.get(name)?.trim().slice(0, 200) || null;
  const [q, place, term, group] = [asked('q'), asked('place'), asked('kind'), asked('for')];
  const age = /^\d{1,3}$/.test(asked('age') ?? '') ? Number(asked('age')) : null;
  const unit = place ? (unitById(place)?.id ?? decide(whichPlace(place)).best?.unit ?? null) : null;
  const isAsked = Boolean(q || place || term || group || age !== null || asked('all'));
  const known = (id: string | null) => (id && termName(id, locale) ? id : null);
  const found = isAsked && !(place && !unit) ? await findServices({ q, term: known(term), group: known(group), age, unit, page: Number(asked('page')) || 1 }) : null;
  const counts = isAsked ? null : await servicesPerCategory();
  const named = (terms: readonly { id: string }[]) => terms.map(({ id }) => ({ value: id, label: termName(id, locale) }));
  return {
    asked: { q, place, kind: known(term), for: known(group), age },
    unit,
    found,
    counts,
    kinds: named(categories()),
    groups: named(userGroups().filter(({ code }) => !/staff|professionals/.test(code))),
  };
};
