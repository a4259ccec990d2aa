import type { Tx } from '#platform/db/transaction.ts';
import type { KindHint } from '../sheets/shape.ts';
import type { KeptList } from './reading.ts';

/** What a title's kind is among the kinds of events; the same word, or the nearest one. */
const kindOf: Record<KindHint, string> = {
  'exchange-event': 'exchange-event',
  'training-of-trainers': 'training-of-trainers',
  training: 'training',
  'regional-presentation': 'regional-presentation',
  presentation: 'regional-presentation',
  conference: 'conference',
  'round-table': 'round-table',
  workshop: 'workshop',
  seminar: 'seminar',
  meeting: 'meeting',
  'study-visit': 'exchange-visit',
  consultation: 'consultative-meeting',
  supervision: 'other',
  'info-day': 'info-day',
  camp: 'camp',
};

/**
 * Says which event each list is most likely for, where nobody has said it: one of the programme on the very same days, else a new one with the
 * sheet's own title, in the series of its kind when the programme has exactly one.
 */
export async function proposedEvents(tx: Tx, networkId: string, programmeId: string, lists: KeptList[]): Promise<void> {
  const events = await tx.selectFrom('event').select(['event_id', 'first_day', 'last_day', 'venue_place', 'kind']).where('network_id', '=', networkId).where('programme_id', '=', programmeId).execute();
  const series = await tx.selectFrom('series').select(['series_id', 'kind']).where('network_id', '=', networkId).where('programme_id', '=', programmeId).execute();
  for (const list of lists) {
    if (list.event) continue;
    const days = list.days.filter((day) => day !== null).sort();
    const [first, last] = [days[0], days.at(-1)];
    const sameDays = events.filter((event) => event.first_day === first && event.last_day === last);
    const there = sameDays.length > 1 ? sameDays.filter((event) => event.venue_place === list.venue?.unit) : sameDays;
    const kind = list.kindHint ? kindOf[list.kindHint] : 'other';
    const ofKind = series.filter((one) => one.kind === kind);
    if (there.length === 1) list.event = { to: 'event', eventId: there[0]!.event_id };
    // A list without a day cannot become an event by itself: a person has to say the day first.
    else if (first) list.event = { to: 'new-event', title: list.title || list.file, kind, seriesId: ofKind.length === 1 ? ofKind[0]!.series_id : null, venuePlace: list.venueIsGuess ? null : (list.venue?.unit ?? null) };
  }
}
