import { publicAlliances } from '#modules/alliances/queries.ts';
import { allianceKinds } from '#modules/alliances/shape.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { decide, whichPlace } from '#modules/places/which-place.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals: { locale } }) => {
  const asked = (name: string) => url.searchParams.get(name)?.trim().slice(0, 200) || null;
  const [q, place] = [asked('q'), asked('place')];
  const kind = allianceKinds.find((one) => one === asked('kind')) ?? null;
  const unit = place ? (unitById(place)?.id ?? decide(whichPlace(place)).best?.unit ?? null) : null;
  const list = place && !unit ? null : await publicAlliances(locale, new Date().toISOString().slice(0, 10), { q, kind, place: unit, page: Number(asked('page')) || 1 });
  return { asked: { q, place, kind }, unit, list };
};
