import { fold } from '#platform/matching/fold.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { decide, whichPlace } from '#modules/places/which-place.ts';

/**
 * Whether a title already says where the event was held, in whatever case and script: "Регионална презентација у Крагујевцу" names Kragujevac.
 * Words of the title are asked one by one and in pairs (Novi Sad).
 */
export function namesVenue(title: string, venuePlace: string): boolean {
  const venue = unitById(venuePlace);
  if (!venue) return false;
  const beginnings = new Set(Object.values(venue.names).map((name) => fold(name).slice(0, 2)));
  const words = title.split(/[^\p{L}\p{M}'’-]+/u).filter(Boolean);
  return words.some((word, at) => {
    if (!beginnings.has(fold(word).slice(0, 2))) return false;
    return [word, `${word} ${words[at + 1] ?? ''}`.trim()].some((name) => {
      const { decision, best } = decide(whichPlace(name, { near: venuePlace, level: 'municipality' }));
      return decision === 'sure' && (best!.unit === venuePlace || best!.municipality === venuePlace);
    });
  });
}
