/** Who belongs to a network on a day, and what was said of a member over time. */
import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { foldWords } from '#platform/matching/fold.ts';
import { notFound } from '#platform/problem.ts';
import { isSignedIn, type Scope } from '#platform/session/scope.ts';
import { collator } from '#platform/words/format.ts';
import { say, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { seatOn, typeOn } from '#modules/organisations/former-queries.ts';
import type { OrganisationType } from '#modules/organisations/shape.ts';
import { visiblePeople } from '#modules/people/access.ts';
import { municipalityOf } from '#modules/places/gazetteer.ts';
import { maySeeNotes, seesAllAlliances } from '../access.ts';
import { countMembers, type Link, type MembersCounted } from './counting.ts';
import { counts, sinceOn, stateOn, type MemberState, type Said } from './states.ts';

/** Somebody who speaks for a member. Her name is null for whoever may not see persons, unless she agreed to be named in public. */
export interface Representative {
  representativeId: string;
  personId: string | null;
  name: string | null;
  role: string | null;
  from: string | null;
  until: string | null;
  consentOn: string | null;
}

export interface MemberRow {
  memberId: string;
  organisationId: string | null;
  memberAllianceId: string | null;
  /** As it writes itself; for a network in whichever language there is. */
  name: string;
  names: Localised;
  /** `network` for a network kept here. */
  type: OrganisationType;
  seat: string | null;
  /** For a network kept here: whether visitors find it. */
  isPublished: boolean;
  /** On the day that was asked for, and since when. */
  state: MemberState;
  since: string;
  representatives: Representative[];
}

type MemberInDatabase = Omit<MemberRow, 'state' | 'since'> & { history: Said[] };

const membersIn = async (tx: Tx, scope: Scope, allianceId: string, day: string): Promise<MemberInDatabase[]> =>
  (
    await sql<MemberInDatabase>`
      select m.member_id as "memberId", case when k.alliance_id is null then r.organisation_id end as "organisationId", k.alliance_id as "memberAllianceId",
        coalesce(r.name, '') as name, coalesce(k.names, r.names) as names, case when k.alliance_id is null then ${typeOn('r', day)} else 'network' end as type, ${seatOn('r', day)} as seat, k.published_at is not null as "isPublished",
        (select coalesce(jsonb_agg(jsonb_build_object('state', s.state, 'from', s.from_day) order by s.from_day, s.position), '[]') from alliance_member_state s
          where s.network_id = m.network_id and s.member_id = m.member_id and s.taken_back_at is null) as history,
        (select coalesce(jsonb_agg(jsonb_build_object('representativeId', e.representative_id, 'personId', case when ${visiblePeople(scope)} then p.person_id end,
            'name', case when e.consent_on is not null or ${visiblePeople(scope)} then concat_ws(' ', p.given, p.surname) end,
            'role', e.role, 'from', e.from_day, 'until', e.until_day, 'consentOn', e.consent_on) order by e.from_day nulls first, p.sort_name), '[]')
          from alliance_representative e join person q on q.network_id = e.network_id and q.person_id = e.person_id
            join person p on p.network_id = q.network_id and p.person_id = coalesce(q.same_as, q.person_id)
          where e.network_id = m.network_id and e.member_id = m.member_id and (e.from_day is null or e.from_day <= ${day}::date) and (e.until_day is null or e.until_day >= ${day}::date)
            ${isSignedIn(scope) ? sql`` : sql`and e.consent_on is not null`}) as representatives
      from alliance_member m
        left join organisation o on o.network_id = m.network_id and o.organisation_id = m.organisation_id
        left join organisation r on r.network_id = o.network_id and r.organisation_id = coalesce(o.same_as, o.organisation_id)
        left join alliance k on k.network_id = m.network_id and (k.alliance_id = m.member_alliance_id or k.organisation_id = r.organisation_id)
      where m.network_id = ${scope.networkId} and m.alliance_id = ${allianceId}`.execute(tx)
  ).rows;

/** Everybody's members who count on a day: the links between networks, and from networks to organisations. A visitor's count reads published lists only. */
export const linksOn = async (tx: Tx, scope: Scope, day: string): Promise<Link[]> =>
  (
    await sql<Link>`
      select m.alliance_id as "allianceId", coalesce(m.member_alliance_id, k.alliance_id) as "memberAllianceId", case when k.alliance_id is null then coalesce(o.same_as, o.organisation_id) end as "organisationId"
      from alliance_member m join alliance a on a.network_id = m.network_id and a.alliance_id = m.alliance_id
        join lateral (select s.state from alliance_member_state s where s.network_id = m.network_id and s.member_id = m.member_id and s.taken_back_at is null and s.from_day <= ${day}::date
          order by s.from_day desc, s.position desc limit 1) now on now.state = 'member'
        left join organisation o on o.network_id = m.network_id and o.organisation_id = m.organisation_id
        left join alliance k on k.network_id = m.network_id and k.organisation_id = coalesce(o.same_as, o.organisation_id)
      where m.network_id = ${scope.networkId} and (a.ended_on is null or a.ended_on >= ${day}::date) ${seesAllAlliances(scope) ? sql`` : sql`and a.published_at is not null`}`.execute(tx)
  ).rows;

/** An organisation that counts, with the type and the seat it had on that day. */
export interface CountedOrganisation {
  organisationId: string;
  name: string;
  names: Localised;
  type: OrganisationType;
  seat: string | null;
}

export interface MembersOn {
  day: string;
  /** On its own list on that day, those who count and the others; without those who left. */
  members: MemberRow[];
  /** Whether anybody has ever entered a member: without, they are not known, which is not none. */
  isKnown: boolean;
  /** Who left until then. */
  left: MemberRow[];
  /** Members and the members of its members, each once. */
  organisations: CountedOrganisation[];
  counted: MembersCounted;
  /** Names of the networks in `counted`. */
  networks: Map<string, Localised>;
  byType: { type: OrganisationType; n: number }[];
  /** By the municipality of the seat; null where nobody has said it. */
  byPlace: { place: string | null; n: number }[];
}

/** A network as it was on a day. @throws 404 when this scope may not see it */
export const membersOn = (scope: Scope, allianceId: string, day: string, locale: Locale): Promise<MembersOn> => reading(scope, (tx) => membersOnIn(tx, scope, allianceId, day, locale));

/** Inside a transaction that is open already. */
export async function membersOnIn(tx: Tx, scope: Scope, allianceId: string, day: string, locale: Locale): Promise<MembersOn> {
  const { rows: [there] } = await sql`select from alliance a where a.network_id = ${scope.networkId} and a.alliance_id = ${allianceId} ${seesAllAlliances(scope) ? sql`` : sql`and a.published_at is not null`}`.execute(tx);
  if (!there) throw notFound();
  const { compare } = collator(locale);
  const ever = await membersIn(tx, scope, allianceId, day);
  const rows = ever
    .flatMap(({ history, ...row }): MemberRow[] => {
      const state = stateOn(history, day);
      return state ? [{ ...row, name: row.name || say(row.names, locale), state, since: sinceOn(history, day)! }] : [];
    })
    .sort((a, b) => compare(say(a.names, locale) || a.name, say(b.names, locale) || b.name) || (a.memberId < b.memberId ? -1 : 1));
  const counted = countMembers(allianceId, await linksOn(tx, scope, day));
  const { rows: organisations } = await sql<CountedOrganisation>`
    select o.organisation_id as "organisationId", o.name, o.names, ${typeOn('o', day)} as type, ${seatOn('o', day)} as seat from organisation o where o.network_id = ${scope.networkId} and o.organisation_id = any (${counted.net}::uuid[]) order by o.name collate "und-x-icu", o.organisation_id`.execute(tx);
  const { rows: networks } = await sql<{ id: string; names: Localised }>`select alliance_id as id, names from alliance where network_id = ${scope.networkId} and alliance_id = any (${counted.lists}::uuid[])`.execute(tx);
  const many = <Key>(key: (one: CountedOrganisation) => Key) => [...Map.groupBy(organisations, key)].map(([of, all]) => ({ of, n: all.length })).sort((a, b) => b.n - a.n);
  return {
    day,
    isKnown: ever.length > 0,
    members: rows.filter(({ state }) => state !== 'left'),
    left: rows.filter(({ state }) => state === 'left'),
    organisations,
    counted,
    networks: new Map(networks.map(({ id, names }) => [id, names])),
    byType: many(({ type }) => type).map(({ of, n }) => ({ type: of, n })),
    byPlace: many(({ seat }) => (seat ? (municipalityOf(seat)?.id ?? seat) : null)).map(({ of, n }) => ({ place: of, n })),
  };
}

/** Members of a list that are called so, in any script; of one state and one type where that is asked. */
export const membersCalled = (members: readonly MemberRow[], { q, state, type }: { q?: string | null; state?: string | null; type?: string | null }): MemberRow[] => {
  const words = foldWords(q ?? '');
  return members.filter((one) => (!state || one.state === state) && (!type || one.type === type) && words.every((word) => foldWords([one.name, ...Object.values(one.names)].join(' ')).some((known) => known.startsWith(word))));
};

export interface HistoryEntry {
  state: MemberState;
  from: string;
  /** Null for whoever may not read what was noted. */
  note: string | null;
  saidAt: Date;
  /** A mistake that was taken back. */
  isTakenBack: boolean;
}

export interface Member extends Omit<MemberRow, 'state' | 'since'> {
  allianceId: string;
  /** What it is today; null when everything said of it was taken back. */
  state: MemberState | null;
  counts: boolean;
  /** Everything ever said, the latest first. */
  history: HistoryEntry[];
  /** Those of all times. */
  everyRepresentative: Representative[];
}

/** One member of a network with its whole history. @throws 404 */
export const member = (scope: Scope, allianceId: string, memberId: string, today: string, locale: Locale): Promise<Member> =>
  reading(scope, async (tx) => {
    const row = seesAllAlliances(scope) ? (await membersIn(tx, scope, allianceId, today)).find((one) => one.memberId === memberId) : null;
    if (!row) throw notFound();
    const { rows: history } = await sql<HistoryEntry>`
      select state, from_day as "from", ${maySeeNotes(scope) ? sql`note` : sql`null::text as note`}, said_at as "saidAt", taken_back_at is not null as "isTakenBack" from alliance_member_state
      where network_id = ${scope.networkId} and member_id = ${memberId} order by from_day desc, position desc`.execute(tx);
    const { rows: everyRepresentative } = await sql<Representative>`
      select e.representative_id as "representativeId", case when ${visiblePeople(scope)} then p.person_id end as "personId",
        case when e.consent_on is not null or ${visiblePeople(scope)} then concat_ws(' ', p.given, p.surname) end as name, e.role, e.from_day as "from", e.until_day as until, e.consent_on as "consentOn"
      from alliance_representative e join person q on q.network_id = e.network_id and q.person_id = e.person_id join person p on p.network_id = q.network_id and p.person_id = coalesce(q.same_as, q.person_id)
      where e.network_id = ${scope.networkId} and e.member_id = ${memberId} order by e.until_day desc nulls first, e.from_day desc nulls last, p.sort_name`.execute(tx);
    const { history: said, ...rest } = row;
    const state = stateOn(said, today);
    return { ...rest, name: row.name || say(row.names, locale), allianceId, state, counts: state !== null && counts(state), history, everyRepresentative };
  });

/** The networks an organisation belongs to today, for its own page. */
export const alliancesOf = (scope: Scope, organisationId: string, day: string): Promise<{ allianceId: string; names: Localised; memberId: string }[]> =>
  reading(scope, async (tx) => {
    const { rows } = await sql<{ allianceId: string; names: Localised; memberId: string }>`
      select a.alliance_id as "allianceId", a.names, m.member_id as "memberId" from alliance_member m join alliance a using (network_id, alliance_id)
        join organisation o on o.network_id = m.network_id and o.organisation_id = m.organisation_id
      where m.network_id = ${scope.networkId} and coalesce(o.same_as, o.organisation_id) = ${organisationId} ${seesAllAlliances(scope) ? sql`` : sql`and a.published_at is not null`}
        and 'member' = (select s.state from alliance_member_state s where s.network_id = m.network_id and s.member_id = m.member_id and s.taken_back_at is null and s.from_day <= ${day}::date order by s.from_day desc, s.position desc limit 1)
      order by a.alliance_id`.execute(tx);
    return rows;
  });

/** What an organisation is in a network on a day, whichever of its joined entries stands on the list; null for one that never was there. */
export const memberOf = (scope: Scope, allianceId: string, organisationId: string, day: string): Promise<{ memberId: string; state: MemberState } | null> =>
  reading(scope, async (tx) => {
    const rows = await membersIn(tx, scope, allianceId, day);
    const row = rows.find((one) => one.organisationId === organisationId);
    const state = row && stateOn(row.history, day);
    return state ? { memberId: row.memberId, state } : null;
  });
