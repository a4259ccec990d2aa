/** Where a service is given, as its form says it: a first place and up to four further ones. Pure. */
import { Problem } from '#platform/problem.ts';
import type { ServiceTexts } from './form.ts';
import type { HsdsService } from './whole-queries.ts';

type At = NonNullable<HsdsService['service_at_locations']>[number];

/** Further places that the form shows; more than that stay as they are. */
export const furtherPlaces = [2, 3, 4, 5] as const;
const parts = ['placeName', 'street', 'city', 'postalCode', 'country', 'coordinates', 'accessibility'] as const;
type Part = (typeof parts)[number];

/** The field of a part: `city` of the first place, `city_3` of the third. */
export const placeField = (part: Part, place: number): string => (place === 1 ? part : `${part}_${place}`);
export const placeFields = [1, ...furtherPlaces].flatMap((place) => parts.map((part) => placeField(part, place)));

const offered = ['RS', 'BG', 'MD'];

export function textsOfPlaces(places: readonly At[]): ServiceTexts {
  const texts: ServiceTexts = {};
  for (const place of [1, ...furtherPlaces]) {
    const location = places[place - 1]?.location;
    const address = location?.addresses?.[0];
    const said: Record<Part, string> = {
      placeName: location?.name ?? '', street: address?.address_1 ?? '', city: address?.city ?? '', postalCode: address?.postal_code ?? '', country: address?.country ?? (place === 1 || location ? 'RS' : ''),
      coordinates: location?.latitude !== undefined && location.longitude !== undefined ? `${location.latitude}, ${location.longitude}` : '', accessibility: location?.accessibility?.[0]?.description ?? '',
    };
    for (const part of parts) texts[placeField(part, place)] = said[part];
  }
  return texts;
}

/**
 * One place as it was posted.
 * @param isSame whether fields read as the form showed them
 * @returns null where nothing says that there is one
 * @throws Problem 422 for coordinates that cannot be read
 */
export function placeWritten(place: number, text: (field: string) => string | null, isSame: (...fields: string[]) => boolean) {
  const field = (part: Part) => placeField(part, place);
  const city = text(field('city'));
  if (!city) return null;
  const hasMoved = !isSame(field('street'), field('city'), field('postalCode'));
  // Coordinates of the old address say nothing of the new one.
  const coordinates = hasMoved && isSame(field('coordinates')) ? null : text(field('coordinates'));
  return { name: text(field('placeName')), street: text(field('street')), city, postalCode: text(field('postalCode')), country: (text(field('country')) ?? 'RS') as 'RS', ...coordinatesIn(coordinates, field('coordinates')), accessibility: text(field('accessibility')) };
}

/** Whether a place reads as the form showed it. A country the form cannot offer was not chosen by anybody. */
export function keepsPlace(place: number, shown: ServiceTexts | null, text: (field: string) => string | null, isSame: (...fields: string[]) => boolean): boolean {
  const country = placeField('country', place);
  return isSame(...parts.filter((part) => part !== 'country').map((part) => placeField(part, place))) && (!text(placeField('city', place)) || isSame(country) || !offered.includes(shown?.[country] ?? ''));
}

/** `44.7531, 19.6931` as maps give it, latitude first; with a decimal comma they are parted by a semicolon or a space. */
function coordinatesIn(text: string | null, field: string): { latitude: number | null; longitude: number | null } {
  if (!text) return { latitude: null, longitude: null };
  const [, one, other] = /^(-?\d+\.\d+|-?\d+)\s*[,;\s]\s*(-?\d+\.\d+|-?\d+)$/.exec(text) ?? /^(-?\d+,\d+)\s*[;\s]\s*(-?\d+,\d+)$/.exec(text) ?? [];
  const [latitude, longitude] = [one, other].map((part) => Number(part?.replace(',', '.'))) as [number, number];
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) throw new Problem(422, 'services.coordinates', { text }, field);
  return { latitude, longitude };
}
