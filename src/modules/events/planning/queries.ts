import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { timeZoneAt } from '#platform/words/zone.ts';
import { numbered, type Numbered } from '#platform/db/numbered-pages.ts';
import { daysLater, endOfMonth } from '#platform/days.ts';
import { allWordsOf } from '#platform/matching/fold.ts';
import { inSomeNetwork } from '#modules/networks/queries.ts';
import { maySeePersons, ownProgrammes, reachesProgramme } from '#modules/results/access.ts';
import { calledOffOn } from './called-off-queries.ts';
import type { Budget } from './shape.ts';

/** One event on the list of those planned and held. Days are `YYYY-MM-DD`. */
export interface PlannedRow {
  eventId: string;
  kind: string;
  titles: Localised;
  firstDay: string;
  lastDay: string;
  dayPrecision: 'day' | 'month';
  days: string[];
  venuePlace: string | null;
  venueText: string | null;
  isCancelled: boolean;
  /** Null: nobody can register for it. */
  form: { isOpen: boolean; seated: number; waiting: number } | null;
  capacity: number | null;
  /** The series it belongs to. */
  series: { seriesId: string; titles: Localised } | null;
  programme: { slug: string; titles: Localised };
}

/** Who receives an exchange visit, or comes to it. */
export interface Party {
  part: 'host' | 'guest';
  name: string;
  /** Where the name surely means an organisation of the network. */
  organisationId: string | null;
}

export interface Session {
  id: string;
  day: string;
  starts: string;
  ends: string;
  titles: Localised;
}

/** Everything a planned event says of itself. */
export interface Plan extends Omit<PlannedRow, 'form' | 'series' | 'programme'> {
  networkId: string;
  programme: { programmeId: string; slug: string; titles: Localised; isPublished: boolean };
  seriesId: string | null;
  componentId: string | null;
  levelId: string | null;
  address: string | null;
  accessibility: Localised;
  onlineUrl: string | null;
  facilitators: string[];
  agenda: Localised;
  sessions: Session[];
  timeZone: string;
  /** The day on which it, or the rest of it, was called off, on its own clocks. */
  calledOffOn: string | null;
  /** The zone of the venue's country, or of the network's where there is no venue. */
  usualZone: string;
  parties: Party[];
  /** Only for those who work on the programme; null for everybody else, and where nothing was written. */
  budget: Budget | null;
  selfCheckIn: 'off' | 'minute' | 'day';
  cancelledAt: Date | null;
  /** The most entries it had in the calendars of guests before it was changed. */
  calendarEntries: number;
  sequence: number;
  changedAt: Date;
}

const rowOf = sql`e.event_id as "eventId", e.kind, e.titles, e.first_day::text as "firstDay", e.last_day::text as "lastDay", e.day_precision as "dayPrecision", e.venue_place as "venuePlace", e.venue_text as "venueText",
  e.cancelled_at is not null as "isCancelled", e.capacity, array(select d.day::text from event_day d where d.network_id = e.network_id and d.event_id = e.event_id order by 1) as days`;

/** Events as they stand on a list, with who registered. */
export const eventsListed = (where: RawBuilder<SqlBool>, order: RawBuilder<unknown> = sql`e.first_day, e.last_day, e.event_id`) => sql<PlannedRow>`
  select ${rowOf}, (select jsonb_build_object('slug', p.slug, 'titles', p.titles) from programme p where p.network_id = e.network_id and p.programme_id = e.programme_id) as programme,
    (select jsonb_build_object('seriesId', s.series_id, 'titles', s.titles) from series s where s.network_id = e.network_id and s.series_id = e.series_id) as series,
    (select jsonb_build_object('isOpen', f.is_open,
      'seated', (select count(*) from registration r where r.network_id = f.network_id and r.event_id = f.event_id and r.state = 'seat'),
      'waiting', (select count(*) from registration r where r.network_id = f.network_id and r.event_id = f.event_id and r.state = 'waiting'))
    from registration_form f where f.network_id = e.network_id and f.event_id = e.event_id) as form
  from event e where ${where} order by ${order}`;

/** Whose events: of one programme, which the caller has made sure that the scope may see; or of all the scope works on, of one programme by its address and of one kind where those are said. */
export type Whose = { programmeId: string } | { slug: string | null; kind: string | null };
/** Which of them: those that are not over, the next first; those that are, the latest first; or those of a month and the ends of its weeks. */
export type Which = { of: 'upcoming' | 'past'; today: string; page: number } | { of: 'month'; month: string };
/** Events on a page. */
const EVENTS = 50;

/** Events of the programmes of this scope's own work. */
const ofOwnProgramme = (scope: Scope, slug: string | null = null) =>
  sql<SqlBool>`exists (select from programme p where p.network_id = e.network_id and p.programme_id = e.programme_id and ${ownProgrammes(scope)} and ${slug === null ? sql`true` : sql`p.slug = ${slug}`})`;

/** One page of the events whose title or venue has all the words of `q` in any script; a month is one page. */
export function plannedEvents(scope: Scope, whose: Whose, which: Which, q = ''): Promise<Numbered & { events: PlannedRow[] }> {
  return reading(scope, async (tx) => {
    const when =
      which.of === 'month' ? sql`e.last_day >= ${daysLater(`${which.month}-01`, -6)}::date and e.first_day <= ${daysLater(endOfMonth(`${which.month}-01`), 6)}::date`
      : which.of === 'past' ? sql`e.last_day < ${which.today}::date` : sql`e.last_day >= ${which.today}::date`;
    const theirs = 'programmeId' in whose ? sql`e.programme_id = ${whose.programmeId}` : sql`${ofOwnProgramme(scope, whose.slug)} and ${whose.kind === null ? sql`true` : sql`e.kind = ${whose.kind}`}`;
    const order = which.of === 'past' ? sql`e.first_day desc, e.last_day desc, e.event_id desc` : sql`e.first_day, e.last_day, e.event_id`;
    // Titles are looked through here, because words in any script are found by their folded form; the rest is read of one page only.
    const { rows: all } = await sql<{ id: string; titles: Localised; venue: string | null }>`
      select e.event_id as id, e.titles, e.venue_text as venue from event e where e.network_id = ${scope.networkId} and ${theirs} and ${when} order by ${order}`.execute(tx);
    const has = allWordsOf(q);
    const found = all.filter(({ titles, venue }) => has([...Object.values(titles), venue ?? ''].join(' ')));
    const size = which.of === 'month' ? Math.max(1, found.length) : EVENTS;
    const { offset, ...page } = numbered(found.length, which.of === 'month' ? 1 : which.page, size);
    const { rows: events } = await eventsListed(sql<SqlBool>`e.network_id = ${scope.networkId} and e.event_id = any (${found.slice(offset, offset + size).map(({ id }) => id)}::uuid[])`, order).execute(tx);
    return { ...page, events };
  });
}

/** The programmes of this scope's own work that have events, by their address, to choose from. */
export const programmesWithEvents = (scope: Scope): Promise<PlannedRow['programme'][]> =>
  reading(scope, async (tx) =>
    (await sql<PlannedRow['programme']>`select p.slug, p.titles from programme p where p.network_id = ${scope.networkId} and ${ownProgrammes(scope)}
      and exists (select from event e where e.network_id = p.network_id and e.programme_id = p.programme_id) order by p.slug`.execute(tx)).rows);

/** How far ahead the page of work looks, in days, and how many events it shows. */
const AHEAD = 31;
const SHOWN = 8;

/** What goes on today and comes in the next month, of the programmes whose people this scope works with; nothing that was called off. @param today `YYYY-MM-DD` */
export const comingEvents = (scope: Scope, today: string): Promise<PlannedRow[]> =>
  reading(scope, async (tx) => {
    if (!maySeePersons(scope)) return [];
    return (await sql<PlannedRow>`${eventsListed(sql<SqlBool>`e.network_id = ${scope.networkId} and e.last_day >= ${today}::date and e.first_day <= ${daysLater(today, AHEAD)}::date and e.day_precision = 'day' and e.cancelled_at is null and ${ofOwnProgramme(scope)}`)} limit ${SHOWN}`.execute(tx)).rows;
  });

/** Those of these events that the scope works on, by their days. */
export const theseEvents = (scope: Scope, eventIds: readonly string[]): Promise<PlannedRow[]> =>
  reading(scope, async (tx) => (maySeePersons(scope) && eventIds.length ? (await eventsListed(sql<SqlBool>`e.network_id = ${scope.networkId} and e.event_id = any (${eventIds}::uuid[]) and ${ofOwnProgramme(scope)}`).execute(tx)).rows : []));

/** An event as anybody may see it. */
export async function planIn(tx: Tx, networkId: string, eventId: string): Promise<Plan | null> {
  const plan = await wholePlan(tx, networkId, eventId);
  return plan && { ...plan, budget: null };
}

async function wholePlan(tx: Tx, networkId: string, eventId: string): Promise<Plan | null> {
  const { rows } = await sql<Omit<Plan, 'usualZone'> & { country: string | null }>`
    select ${rowOf}, e.network_id as "networkId", jsonb_build_object('programmeId', p.programme_id, 'slug', p.slug, 'titles', p.titles, 'isPublished', p.published_at is not null) as programme,
      e.series_id as "seriesId", e.component_id as "componentId", e.level_id as "levelId", e.address, e.accessibility, e.online_url as "onlineUrl", e.facilitators, e.agenda, e.time_zone as "timeZone", ${calledOffOn} as "calledOffOn", e.sequence, e.cancelled_at as "cancelledAt", e.calendar_entries as "calendarEntries", e.changed_at as "changedAt", e.self_check_in as "selfCheckIn",
      (select n.country from network n where n.network_id = e.network_id) as country,
      (select coalesce(jsonb_agg(jsonb_build_object('part', x.part, 'name', coalesce(o.name, x.name), 'organisationId', x.organisation_id) order by x.part desc, x.position), '[]')
        from event_party x left join organisation o on o.network_id = x.network_id and o.organisation_id = x.organisation_id where x.network_id = e.network_id and x.event_id = e.event_id) as parties,
      case when coalesce(e.budget_ref, e.budget_narrative, e.budget_planned::text, e.budget_spent::text) is not null then
        jsonb_build_object('ref', e.budget_ref, 'narrative', e.budget_narrative, 'planned', e.budget_planned, 'spent', e.budget_spent, 'currency', e.budget_currency) end as budget,
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.session_id, 'day', s.day, 'starts', s.starts, 'ends', s.ends, 'titles', s.titles) order by s.day, s.starts, s.session_id), '[]')
        from event_session s where s.network_id = e.network_id and s.event_id = e.event_id) as sessions
    from event e join programme p using (network_id, programme_id)
    where e.network_id = ${networkId} and e.event_id = ${eventId}`.execute(tx);
  if (!rows[0]) return null;
  const { country, ...plan } = rows[0];
  return { ...plan, usualZone: timeZoneAt(plan.venuePlace ?? country) };
}

/** A planned event as those see it who work on its programme. @throws 404 */
export const planOf = (scope: Scope, eventId: string): Promise<Plan> =>
  reading(scope, async (tx) => {
    const plan = await wholePlan(tx, scope.networkId, eventId);
    if (!plan || !reachesProgramme(scope, plan.programme.programmeId) || !maySeePersons(scope)) throw notFound();
    return plan;
  });

/** An event of a published programme, for anybody; with the scope of a visitor there. The link for taking part from afar is not for everybody. @throws 404 */
export const publicPlan = (eventId: string): Promise<{ scope: Scope; plan: Plan }> =>
  inSomeNetwork((scope) =>
    reading(scope, async (tx) => {
      const plan = await planIn(tx, scope.networkId, eventId);
      return plan?.programme.isPublished ? { scope, plan: { ...plan, onlineUrl: null } } : null;
    }),
  );

/** What an event can belong to, by name; a series with what its events begin with. */
export interface Belongings extends Record<'components' | 'levels', { id: string; titles: Localised }[]> {
  series: { id: string; titles: Localised; kind: string; componentId: string | null }[];
}

/** What an event of this programme can belong to: series, components and expected results, by name. */
export const belongings = (scope: Scope, programmeId: string) =>
  reading(scope, async (tx) => {
    const of = { network_id: scope.networkId, programme_id: programmeId };
    return {
      series: await tx.selectFrom('series').select(['series_id as id', 'titles', 'kind', 'component_id as componentId']).where((eb) => eb.and(of)).orderBy('position').execute(),
      components: await tx.selectFrom('component').select(['component_id as id', 'titles']).where((eb) => eb.and(of)).orderBy('position').execute(),
      levels: await tx.selectFrom('framework_level').select(['level_id as id', 'titles']).where((eb) => eb.and(of)).orderBy('position').execute(),
    } as Belongings;
  });
