import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';

/** One event as the timeline of its programme shows it. Days are `YYYY-MM-DD`. */
export interface TimelineEvent {
  eventId: string;
  kind: string;
  titles: Localised;
  firstDay: string;
  lastDay: string;
  /** `month`: the source names only the month. */
  dayPrecision: 'day' | 'month';
  venuePlace: string | null;
  venueText: string | null;
  series: { titles: Localised; isCycle: boolean } | null;
}

/** What a programme held, in the order it happened. The caller has made sure that the scope may see the programme. */
export async function timelineOf(tx: Tx, scope: Scope, programmeId: string): Promise<TimelineEvent[]> {
  const { rows } = await sql<TimelineEvent>`
    select e.event_id as "eventId", e.kind, e.titles, e.first_day::text as "firstDay", e.last_day::text as "lastDay", e.day_precision as "dayPrecision",
      e.venue_place as "venuePlace", e.venue_text as "venueText",
      case when s.series_id is not null then jsonb_build_object('titles', s.titles, 'isCycle', s.is_cycle) end as series
    from event e left join series s on s.network_id = e.network_id and s.series_id = e.series_id
    where e.network_id = ${scope.networkId} and e.programme_id = ${programmeId}
    order by e.first_day, e.last_day, e.event_id limit 1000`.execute(tx);
  return rows;
}
