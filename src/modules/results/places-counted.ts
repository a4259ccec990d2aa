import { fold } from '#platform/matching/fold.ts';
import { municipalityOf } from '#modules/places/gazetteer.ts';

/** The key under which a name counts as long as nobody has said which municipality it is: one name, one mention, shown as a doubt. */
export const unresolvedPlace = (text: string): string => `?${fold(text)}`;

/** Stands for a text that was written by nobody of the network and is not for everybody to read. @param mark eight hexadecimal digits that tell one such text from another */
export const withheld = (mark: string): string => `№ ${mark}`;

/** True for what stands in place of such a text. */
export const isWithheld = (text: string): boolean => /^№ [0-9a-f]{8}$/.test(text);

/** True for a counted place that is only a name so far. */
export const isUnresolved = (placeId: string): boolean => placeId.startsWith('?');

/**
 * The municipality a place counts as: a part of a city counts as its city (Rakovica → Belgrade), because funders count units of local self-government.
 * @returns null for a district, a region or a country: nobody knows which of its municipalities is meant.
 */
export const countsAs = (placeId: string): string | null => (isUnresolved(placeId) ? placeId : (municipalityOf(placeId)?.id ?? null));

/** The key a name of a list counts under: its municipality; itself as long as it is only a name, or names a district of which nobody knows the municipality. */
export const listedAs = ({ text, placeId }: { text: string; placeId: string | null }): string => (placeId ? (countsAs(placeId) ?? `?${placeId}`) : unresolvedPlace(text));
