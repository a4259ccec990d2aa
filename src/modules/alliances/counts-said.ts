/** How many organisations a network has, with names where the count has ids: what pages show. Pure. */
import type { Translate } from '#platform/words/translate.ts';
import { placeName } from '#modules/places/say.ts';
import type { MembersOn } from './membership/queries.ts';
import type { Localised } from '#platform/words/localised.ts';

export interface Counts {
  /** False where nobody has ever entered a member: then nothing is counted. */
  isKnown: boolean;
  net: number;
  gross: number;
  /** Networks whose lists were read, this one among them. */
  lists: number;
  overlaps: { organisationId: string; name: string; names: Localised; through: { id: string; names: Localised }[] }[];
  /** Networks among the members of whose own members nothing is known. */
  silent: { id: string; names: Localised }[];
  byType: { type: string; n: number }[];
  /** Null where nobody has said the seat. */
  byPlace: { place: string | null; n: number }[];
}

export function say({ isKnown, counted, organisations, networks, byType, byPlace }: Pick<MembersOn, 'isKnown' | 'counted' | 'organisations' | 'networks' | 'byType' | 'byPlace'>, t: Translate): Counts {
  const known = new Map(organisations.map((one) => [one.organisationId, one]));
  const network = (id: string) => ({ id, names: networks.get(id) ?? {} });
  return {
    isKnown,
    net: counted.net.length,
    gross: counted.gross,
    lists: counted.lists.length,
    overlaps: counted.overlaps.map(({ organisationId, through }) => ({ organisationId, name: known.get(organisationId)?.name ?? '', names: known.get(organisationId)?.names ?? {}, through: through.map(network) })),
    silent: counted.silent.map(network),
    byType,
    byPlace: byPlace.map(({ place, n }) => ({ place: place && placeName(place, t), n })),
  };
}
