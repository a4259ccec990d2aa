import type { EvidenceLine } from '../explain.ts';
import { listedAs } from '../places-counted.ts';
import type { Unsettled } from './queries.ts';

/** Which of a figure's unsettled names stand on this line of its evidence: the same name at another event may mean another place. */
export function onLine({ places, event, series }: Pick<EvidenceLine, 'places' | 'event' | 'series'>, unsettled: readonly Unsettled[]): Unsettled[] {
  const keys = new Set(places.flatMap(({ id, text }) => (id?.startsWith('?') ? id : text !== null ? listedAs({ text, placeId: id }) : [])));
  return unsettled.filter((one) => keys.has(one.key) && (one.eventId === (event?.id ?? null) || (one.seriesId !== null && one.seriesId === (series?.id ?? null))));
}
