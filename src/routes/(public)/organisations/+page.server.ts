import { acrossNetworks } from '#modules/networks/queries.ts';
import { findOrganisations, listOrganisations } from '#modules/organisations/queries.ts';
import { organisationTypes } from '#modules/organisations/shape.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { placeName } from '#modules/places/say.ts';
import { decide, whichPlace } from '#modules/places/which-place.ts';
import { around } from '#modules/services/finding-queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals }) => {
  const asked = (name: string) => url.searchParams.get(name)?.trim().slice(0, 200) || null;
  const [q, place] = [asked('q'), asked('place')];
  const type = organisationTypes.find((one) => one === asked('type')) ?? null;
  const unit = place ? (unitById(place)?.id ?? decide(whichPlace(place)).best?.unit ?? null) : null;
  const filter = { q, type, places: unit ? around(unit) : null, after: url.searchParams.get('after'), limit: 50, publicOnly: true };
  const none = { items: [], total: 0, next: null };
  const called = place && !unit ? none : await acrossNetworks(filter, (visitor, part) => listOrganisations(visitor, { ...filter, ...part }));
  // Names that are only alike are looked for where no network knows the name itself.
  const found = called.total > 0 || !q || (place && !unit) ? called : await acrossNetworks(filter, (visitor, part) => findOrganisations(visitor, { ...filter, ...part }));
  return {
    asked: { q, place, type },
    unit,
    types: organisationTypes,
    alike: found.total > called.total,
    total: found.total,
    next: found.next,
    isFirst: !filter.after,
    items: found.items.map(({ organisationId, type: kind, name, names, seat }) => ({ organisationId, type: kind, name, names, seatName: seat && placeName(seat, locals) })),
  };
};
