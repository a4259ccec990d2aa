/** Meetings of a network: events, with what is known of them from evidence and minutes. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import { isSignedIn, type Scope } from '#platform/session/scope.ts';
import { collator } from '#platform/words/format.ts';
import { say, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { ownProgrammes } from '#modules/results/access.ts';
import type { BodyKind } from '../bodies/shape.ts';
import { countMembers, type Link } from '../membership/counting.ts';
import { linksOn } from '../membership/queries.ts';
import { attendanceOf, regularity, type Attendance } from './attendance.ts';
import { seesDecisions, seesTasks } from './access.ts';

export interface Named {
  id: string;
  name: string;
  isAlliance: boolean;
}

export interface Meeting {
  eventId: string;
  programmeId: string;
  kind: string;
  titles: Localised;
  firstDay: string;
  lastDay: string;
  venuePlace: string | null;
  venueText: string | null;
  isCancelled: boolean;
  /** Evidence says that it was held, or that somebody came. */
  isHeld: boolean;
  body: { bodyId: string; kind: BodyKind; names: Localised } | null;
  /** Seats of that body on the day, and how many of those persons came; null where the whole network met. */
  seats: { of: number; came: number } | null;
  attendance: Attendance;
  /** People who came; and those of whom nobody has said for which organisation. */
  people: number;
  withoutOrganisation: number;
  /** Null for whoever may not read them. */
  decisions: { number: number; text: string; revokedBecause: string | null }[] | null;
  minutes: { version: number; approvedBy: string | null; approvedOn: string | null } | null;
  openTasks: { taskId: string; title: string; who: string | null; dueOn: string }[] | null;
}

export interface Meetings {
  meetings: Meeting[];
  /** Names of everybody in `attendance`. */
  names: Map<string, Named>;
  /** Members by how regularly they came to the meetings shown that were held. */
  regularity: { id: string; came: number; of: number }[];
}

interface Kept extends Omit<Meeting, 'attendance' | 'decisions' | 'minutes' | 'openTasks'> {
  came: string[];
  decisions: NonNullable<Meeting['decisions']>;
  minutes: Meeting['minutes'];
  openTasks: NonNullable<Meeting['openTasks']>;
}

const keptIn = async (tx: Tx, scope: Scope, allianceId: string, where: RawBuilder<SqlBool>): Promise<Kept[]> =>
  (await sql<Kept>`
    select e.event_id as "eventId", e.programme_id as "programmeId", e.kind, e.titles, e.first_day::text as "firstDay", e.last_day::text as "lastDay", e.venue_place as "venuePlace", e.venue_text as "venueText", e.cancelled_at is not null as "isCancelled",
      exists (select from fact f where f.network_id = e.network_id and f.event_id = e.event_id and f.known_until is null and f.measure in ('event', 'participation')) as "isHeld",
      case when b.body_id is not null then jsonb_build_object('bodyId', b.body_id, 'kind', b.kind, 'names', b.names) end as body,
      case when b.body_id is not null then (select jsonb_build_object('of', count(distinct coalesce(q.same_as, q.person_id)), 'came', count(distinct coalesce(q.same_as, q.person_id)) filter (where exists (
          select from fact f join person w on w.network_id = f.network_id and w.person_id = f.person_id
          where f.network_id = e.network_id and f.event_id = e.event_id and f.known_until is null and f.measure = 'participation' and coalesce(w.same_as, w.person_id) = coalesce(q.same_as, q.person_id))))
        from alliance_term s join person q on q.network_id = s.network_id and q.person_id = s.person_id
        where s.network_id = b.network_id and s.body_id = b.body_id and s.from_day <= e.first_day and (s.until_day is null or s.until_day >= e.first_day)) end as seats,
      array(select distinct coalesce(o.same_as, o.organisation_id) from fact f join organisation o on o.network_id = f.network_id and o.organisation_id = f.organisation_id
        where f.network_id = e.network_id and f.event_id = e.event_id and f.known_until is null and f.measure = 'participation') as came,
      (select count(distinct coalesce(w.same_as, w.person_id)) from fact f join person w on w.network_id = f.network_id and w.person_id = f.person_id where f.network_id = e.network_id and f.event_id = e.event_id and f.known_until is null and f.measure = 'participation')::int as people,
      (select count(distinct f.person_id) from fact f where f.network_id = e.network_id and f.event_id = e.event_id and f.known_until is null and f.measure = 'participation' and f.organisation_id is null)::int as "withoutOrganisation",
      (select coalesce(jsonb_agg(jsonb_build_object('number', d.number, 'text', d.text, 'revokedBecause', d.revoked_because) order by d.number), '[]') from event_decision d where d.network_id = e.network_id and d.event_id = e.event_id) as decisions,
      (select jsonb_build_object('version', v.version, 'approvedBy', v.approved_by, 'approvedOn', v.approved_on) from event_minutes v where v.network_id = e.network_id and v.event_id = e.event_id order by v.version desc limit 1) as minutes,
      (select coalesce(jsonb_agg(jsonb_build_object('taskId', k.task_id, 'title', k.title, 'dueOn', k.due_on, 'who', coalesce(o.name, (select n.name from member n where n.account_id = k.account_id limit 1))) order by k.due_on, k.task_id), '[]')
        from event_task k left join organisation o on o.network_id = k.network_id and o.organisation_id = k.organisation_id where k.network_id = e.network_id and k.event_id = e.event_id and k.done_at is null) as "openTasks"
    from alliance_meeting m join event e using (network_id, event_id) join programme p on p.network_id = e.network_id and p.programme_id = e.programme_id left join alliance_body b on b.network_id = m.network_id and b.body_id = m.body_id
    where m.network_id = ${scope.networkId} and m.alliance_id = ${allianceId} and (p.published_at is not null or ${ownProgrammes(scope)}) and ${where} order by e.first_day desc, e.event_id`.execute(tx)).rows;

async function readIn(tx: Tx, scope: Scope, allianceId: string, locale: Locale, where: RawBuilder<SqlBool>): Promise<Meetings> {
  const { networkId } = scope;
  const kept = await keptIn(tx, scope, allianceId, where);
  const linksOf = new Map<string, Link[]>();
  for (const { firstDay } of kept) if (!linksOf.has(firstDay)) linksOf.set(firstDay, await linksOn(tx, scope, firstDay));
  const { rows: alliances } = await sql<{ id: string; names: Localised; face: string | null }>`select a.alliance_id as id, a.names, coalesce(o.same_as, o.organisation_id) as face from alliance a left join organisation o on o.network_id = a.network_id and o.organisation_id = a.organisation_id where a.network_id = ${networkId}`.execute(tx);
  const faces = new Map(alliances.flatMap(({ id, face }) => (face ? [[id, face] as const] : [])));
  const meetings = kept.map(({ came, decisions, minutes, openTasks, ...one }): Meeting => {
    const links = linksOf.get(one.firstDay)!;
    const seesText = seesDecisions(scope, one.programmeId, Boolean(scope.organisationId && countMembers(allianceId, links).net.includes(scope.organisationId)));
    return { ...one, attendance: attendanceOf(allianceId, links, came, faces), decisions: seesText ? decisions : null, minutes: seesText ? minutes : null, openTasks: seesTasks(scope, one.programmeId) ? openTasks : null };
  });
  const ids = [...new Set(meetings.flatMap(({ attendance: { members, guests } }) => [...guests, ...members.flatMap(({ organisationId, cameAs }) => [...(organisationId ? [organisationId] : []), ...cameAs])]))];
  const { rows: organisations } = await sql<{ id: string; name: string; names: Localised }>`select organisation_id as id, name, names from organisation where network_id = ${networkId} and organisation_id = any (${ids}::uuid[])`.execute(tx);
  const names = new Map<string, Named>([
    ...organisations.map(({ id, name, names }) => [id, { id, name: say(names, locale) || name, isAlliance: false }] as const),
    ...alliances.map(({ id, names }) => [id, { id, name: say(names, locale), isAlliance: true }] as const),
  ]);
  const { compare } = collator(locale);
  for (const { attendance } of meetings) attendance.members.sort((a, b) => compare(names.get((a.organisationId ?? a.memberAllianceId)!)!.name, names.get((b.organisationId ?? b.memberAllianceId)!)!.name));
  // A body's meeting is no meeting of every member.
  const held = meetings.filter((one) => one.isHeld && !one.isCancelled && !one.body).map(({ attendance }) => attendance);
  return {
    meetings, names,
    regularity: [...regularity(held)].map(([id, counted]) => ({ id, ...counted })).sort((a, b) => b.came / b.of - a.came / a.of || b.of - a.of || compare(names.get(a.id)!.name, names.get(b.id)!.name)),
  };
}

/** The meetings of one year that this scope may know of, the latest first, and the years in which there are any. The caller has made sure that it may see the network. */
export const meetingsOf = (scope: Scope, allianceId: string, year: number, locale: Locale): Promise<Meetings & { years: number[] }> =>
  reading(scope, async (tx) => {
    if (!isSignedIn(scope)) throw notFound();
    const { rows: years } = await sql<{ year: number }>`select distinct extract(year from e.first_day)::int as year from alliance_meeting m join event e using (network_id, event_id) join programme p on p.network_id = e.network_id and p.programme_id = e.programme_id
      where m.network_id = ${scope.networkId} and m.alliance_id = ${allianceId} and (p.published_at is not null or ${ownProgrammes(scope)}) order by 1 desc`.execute(tx);
    return { ...(await readIn(tx, scope, allianceId, locale, sql<SqlBool>`e.first_day between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)`)), years: years.map((one) => one.year) };
  });

/** One meeting. @throws 404 */
export const meetingOf = (scope: Scope, allianceId: string, eventId: string, locale: Locale): Promise<{ meeting: Meeting; names: Map<string, Named> }> =>
  reading(scope, async (tx) => {
    const { meetings: [meeting], names } = isSignedIn(scope) ? await readIn(tx, scope, allianceId, locale, sql<SqlBool>`e.event_id = ${eventId}`) : { meetings: [], names: new Map() };
    if (!meeting) throw notFound();
    return { meeting, names };
  });

/** Events that may become a meeting, of whatever kind their list calls them: those to come and held which are none yet, the latest first. */
export const eventsToLink = (scope: Scope): Promise<{ eventId: string; titles: Localised; firstDay: string; programme: Localised }[]> =>
  reading(scope, async (tx) => {
    const { rows } = await sql<{ eventId: string; titles: Localised; firstDay: string; programme: Localised }>`
      select e.event_id as "eventId", e.titles, e.first_day::text as "firstDay", p.titles as programme from event e join programme p on p.network_id = e.network_id and p.programme_id = e.programme_id
      where e.network_id = ${scope.networkId} and ${ownProgrammes(scope)}
        and not exists (select from alliance_meeting m where m.network_id = e.network_id and m.event_id = e.event_id) order by e.first_day desc, e.event_id limit 300`.execute(tx);
    return rows;
  });
