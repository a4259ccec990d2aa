import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { z } from 'zod';
import { pageOf, pageSize, readCursor, type Page, type PageRequest } from '#platform/db/cursor.ts';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound, Problem } from '#platform/problem.ts';
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
  state: EventState;
}

/** `held`: evidence says something of it. Without any it is `called-off`, still to come (`planned`), or past and `unproven`. */
export const eventStates = ['held', 'planned', 'called-off', 'unproven'] as const;
export type EventState = (typeof eventStates)[number];

const row = sql`e.event_id as "eventId", e.kind, e.titles, e.first_day::text as "firstDay", e.last_day::text as "lastDay", e.day_precision as "dayPrecision",
  e.venue_place as "venuePlace", e.venue_text as "venueText",
  case when s.series_id is not null then jsonb_build_object('titles', s.titles, 'isCycle', s.is_cycle) end as series,
  case when exists (select from fact f where f.network_id = e.network_id and f.event_id = e.event_id and f.known_until is null and f.measure <> 'facilitation') then 'held'
    when e.cancelled_at is not null then 'called-off' when e.last_day >= (now() at time zone 'utc')::date then 'planned' else 'unproven' end as state`;
const events = sql`event e left join series s on s.network_id = e.network_id and s.series_id = e.series_id`;

/** What a programme held, plans and has called off, in the order of its days. The caller has made sure that the scope may see the programme. */
export async function timelineOf(tx: Tx, scope: Scope, programmeId: string): Promise<TimelineEvent[]> {
  const { rows } = await sql<TimelineEvent>`
    select ${row} from ${events}
    where e.network_id = ${scope.networkId} and e.programme_id = ${programmeId}
    order by e.first_day, e.last_day, e.event_id limit 1000`.execute(tx);
  return rows;
}

/** One event with its days. */
export interface OneEvent extends TimelineEvent {
  days: string[];
}

/** The caller has made sure that the scope may see the event's programme. @throws 404 when the event is not there */
export async function eventOf(tx: Tx, scope: Scope, eventId: string): Promise<OneEvent> {
  const { rows } = await sql<OneEvent>`
    select ${row}, (select coalesce(json_agg(d.day order by d.day), '[]') from event_day d where d.network_id = e.network_id and d.event_id = e.event_id) as days
    from ${events} where e.network_id = ${scope.networkId} and e.event_id = ${eventId}`.execute(tx);
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** What a list of events is narrowed by. Days are `YYYY-MM-DD`: events that touch the stretch between them. */
export interface EventFilter extends PageRequest {
  from?: string | null;
  to?: string | null;
  kind?: string | null;
  /** Address of a programme. */
  programme?: string | null;
}

/** The events of the programmes that `visible` lets through (`p` is the programme), the earliest first, with the total. */
export function listEvents(scope: Scope, visible: RawBuilder<SqlBool>, filter: EventFilter): Promise<Page<TimelineEvent & { programme: string }>> {
  const { from, to, kind, programme } = filter;
  const after = readCursor(filter.after);
  const where = sql`e.network_id = ${scope.networkId} and ${visible}
    ${from ? sql`and e.last_day >= ${from}::date` : sql``} ${to ? sql`and e.first_day <= ${to}::date` : sql``}
    ${kind ? sql`and e.kind = ${kind}` : sql``} ${programme ? sql`and p.slug = ${programme}` : sql``}`;
  const of = sql`${events} join programme p on p.network_id = e.network_id and p.programme_id = e.programme_id`;
  return reading(scope, async (tx) => {
    const { rows } = await sql<{ total: number; items: (TimelineEvent & { programme: string })[] }>`
      select (select count(*)::int from ${of} where ${where}) as total, coalesce(json_agg(row), '[]') as items from (
        select ${row}, p.slug as programme from ${of} where ${where} ${after ? sql`and (e.first_day, e.event_id) > (${dayOf(after.name)}::date, ${after.id}::uuid)` : sql``}
        order by e.first_day, e.event_id limit ${pageSize(filter.limit) + 1}
      ) row`.execute(tx);
    return pageOf(rows[0]!.items, filter, rows[0]!.total, ({ firstDay, eventId }) => ({ name: firstDay, id: eventId }));
  });
}

/** @throws Problem 400 for a cursor that is another list's */
function dayOf(name: string): string {
  if (!z.iso.date().safeParse(name).success) throw new Problem(400, 'platform.bad_cursor');
  return name;
}
