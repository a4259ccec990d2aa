import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import { memberScope, publicScope, type Role, type Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { inSomeNetwork } from '#modules/networks/queries.ts';
import { maySeePersons, ownProgrammes } from '#modules/results/access.ts';
import { namedBy, secretFor } from '../secret-link.ts';
import type { Entry } from './entries.ts';

/** What a calendar shows: its name, and its events with their sessions. */
export interface CalendarOf {
  titles: Localised;
  events: Entry[];
}

/** The calendar of a published programme, for anybody. @throws 404 */
export const programmeCalendar = (slug: string): Promise<CalendarOf> =>
  inSomeNetwork((scope) =>
    reading(scope, async (tx) => {
      const programme = await tx.selectFrom('programme').select(['programme_id', 'titles']).where('network_id', '=', scope.networkId).where('slug', '=', slug).where('published_at', 'is not', null).executeTakeFirst();
      return programme ? { titles: programme.titles as Localised, events: await entries(tx, scope, sql<SqlBool>`p.programme_id = ${programme.programme_id}`, false) } : null;
    }),
  );

/** The calendar behind somebody's secret address, with what she may see today. @throws 404 when the address was taken back or the membership has ended */
export async function personalCalendar(token: string): Promise<CalendarOf> {
  const named = namedBy('calendar', token);
  if (!named) throw notFound();
  return reading(publicScope(named.networkId), async (tx) => {
    const { rows } = await sql<{ account_id: string; role: Role; organisation_id: string | null; programme_ids: string[] | null; names: Localised }>`
      select f.account_id, m.role, m.organisation_id, m.programme_ids, n.names
      from calendar_feed f join membership m on m.network_id = f.network_id and m.account_id = f.account_id and m.until is null join network n on n.network_id = f.network_id
      where f.network_id = ${named.networkId} and f.feed_id = ${named.id} and f.revoked_at is null`.execute(tx);
    const feed = rows[0];
    if (!feed) throw notFound();
    const scope = memberScope({ networkId: named.networkId, actor: { kind: 'account', id: feed.account_id, name: '' }, roles: [feed.role], organisationId: feed.organisation_id, programmeIds: feed.programme_ids });
    return { titles: feed.names, events: await entries(tx, scope, ownProgrammes(scope), maySeePersons(scope)) };
  });
}

/** This person's secret address, if she has one. */
export const ownFeed = (scope: Scope): Promise<string | null> =>
  reading(scope, async (tx) => {
    if (scope.actor.kind !== 'account') return null;
    const row = await tx.selectFrom('calendar_feed').select('feed_id').where('network_id', '=', scope.networkId).where('account_id', '=', scope.actor.id).where('revoked_at', 'is', null).executeTakeFirst();
    return row ? secretFor('calendar', { networkId: scope.networkId, id: row.feed_id, version: 0 }) : null;
  });

/** A calendar holds so many events; of more, those nearest to today. */
const EVENTS = 5_000;

/**
 * The last year and what is to come: calendars ask every hour, and nobody plans in the past.
 * @param works whether she works on the events: the link for taking part from afar is hers and the guests' (they have it in their letters), not that of those who only follow the programme
 */
async function entries(tx: Tx, scope: Scope, visible: RawBuilder<SqlBool>, works: boolean): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    select * from (select e.event_id as "eventId", e.titles, e.kind, e.venue_place as "venuePlace", e.venue_text as "venueText", e.address, e.agenda, e.time_zone as "timeZone", e.sequence, e.changed_at as "changedAt", e.cancelled_at as "cancelledAt",
      ${works ? sql`e.online_url` : sql`null`} as "onlineUrl", p.published_at is not null as "isPublic",
      array(select d.day::text from event_day d where d.network_id = e.network_id and d.event_id = e.event_id order by 1) as days,
      (select coalesce(jsonb_agg(jsonb_build_object('day', s.day, 'starts', s.starts, 'ends', s.ends) order by s.day, s.starts), '[]') from event_session s where s.network_id = e.network_id and s.event_id = e.event_id) as sessions
    from event e join programme p using (network_id, programme_id)
    where e.network_id = ${scope.networkId} and ${visible} and e.day_precision = 'day' and e.last_day > current_date - 366
    order by greatest(current_date - e.last_day, e.first_day - current_date, 0), e.first_day, e.event_id limit ${EVENTS}) nearest order by days[1], "eventId"`.execute(tx);
  return rows;
}
