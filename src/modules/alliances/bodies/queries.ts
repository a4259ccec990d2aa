/** Who leads a network: its bodies with terms and elections. */
import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { isSignedIn, type Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { visiblePeople } from '#modules/people/access.ts';
import { maySeeNotes } from '../access.ts';
import type { BodyKind, TermRole } from './shape.ts';

/** A person in a body. Her name is null for whoever may not see persons, unless she agreed to be named in public. */
export interface Term {
  termId: string;
  personId: string | null;
  name: string | null;
  role: TermRole;
  from: string;
  until: string | null;
  /** The election it follows from, and its day. */
  electionId: string | null;
  electedOn: string | null;
  consentOn: string | null;
}

export interface Election {
  electionId: string;
  heldOn: string;
  beginsOn: string;
  seats: number;
  entitled: number | null;
  ballots: number | null;
  /** How a tie was settled and the like; null for whoever may not read what was noted. */
  note: string | null;
  /** It was entered by mistake; nothing follows from it. */
  isTakenBack: boolean;
  /** Most votes first. */
  candidates: { personId: string | null; name: string | null; votes: number; elected: boolean }[];
}

export interface Body {
  bodyId: string;
  kind: BodyKind;
  names: Localised;
  seats: number | null;
  termMonths: number | null;
  /** Those of the day that was asked for. */
  terms: Term[];
  /** Over before that day, or beginning after it; the latest first. Not for visitors. */
  otherTerms: Term[];
  /** The latest first. Not for visitors. */
  elections: Election[];
}

/** @param day `YYYY-MM-DD` */
export const bodiesOf = (scope: Scope, allianceId: string, day: string): Promise<Body[]> =>
  reading(scope, async (tx) => {
    const { networkId } = scope;
    const person = (id: string) => sql`join person q on q.network_id = x.network_id and q.person_id = ${sql.ref(id)} join person p on p.network_id = q.network_id and p.person_id = coalesce(q.same_as, q.person_id)`;
    const { rows: bodies } = await sql<Omit<Body, 'terms' | 'otherTerms' | 'elections'>>`
      select body_id as "bodyId", kind, names, seats, term_months as "termMonths" from alliance_body where network_id = ${networkId} and alliance_id = ${allianceId}
      order by array_position(array['assembly', 'board', 'supervisory-board', 'secretariat', 'working-group'], kind), body_id`.execute(tx);
    if (!bodies.length) return [];
    const ids = bodies.map(({ bodyId }) => bodyId);
    const { rows: terms } = await sql<Term & { bodyId: string }>`
      select x.body_id as "bodyId", x.term_id as "termId", case when ${visiblePeople(scope)} then p.person_id end as "personId",
        case when x.consent_on is not null or ${visiblePeople(scope)} then concat_ws(' ', p.given, p.surname) end as name,
        x.role, x.from_day as "from", x.until_day as until, x.election_id as "electionId", e.held_on as "electedOn", x.consent_on as "consentOn"
      from alliance_term x ${person('x.person_id')} left join alliance_election e on e.network_id = x.network_id and e.election_id = x.election_id
      where x.network_id = ${networkId} and x.body_id = any (${ids}::uuid[]) ${isSignedIn(scope) ? sql`` : sql`and x.consent_on is not null`}
      order by array_position(array['chair', 'deputy', 'coordinator', 'secretary', 'member'], x.role), x.from_day desc, p.sort_name, x.term_id`.execute(tx);
    const { rows: elections } = isSignedIn(scope)
      ? await sql<Election & { bodyId: string }>`
          select e.body_id as "bodyId", e.election_id as "electionId", e.held_on as "heldOn", e.begins_on as "beginsOn", e.seats, e.entitled, e.ballots, ${maySeeNotes(scope) ? sql`e.note` : sql`null::text as note`}, e.taken_back_at is not null as "isTakenBack",
            (select coalesce(jsonb_agg(jsonb_build_object('personId', case when ${visiblePeople(scope)} then p.person_id end, 'name', case when ${visiblePeople(scope)} then concat_ws(' ', p.given, p.surname) end,
                'votes', x.votes, 'elected', x.elected) order by x.votes desc, x.elected desc, p.sort_name), '[]')
              from alliance_candidate x ${person('x.person_id')} where x.network_id = e.network_id and x.election_id = e.election_id) as candidates
          from alliance_election e where e.network_id = ${networkId} and e.body_id = any (${ids}::uuid[]) order by e.held_on desc, e.election_id`.execute(tx)
      : { rows: [] };
    const isOn = ({ from, until }: Term) => from <= day && (until === null || until >= day);
    return bodies.map((body) => {
      const own = terms.filter(({ bodyId }) => bodyId === body.bodyId).map(({ bodyId: _, ...term }) => term);
      return {
        ...body,
        terms: own.filter(isOn),
        otherTerms: isSignedIn(scope) ? own.filter((term) => !isOn(term)).sort((a, b) => (a.from < b.from ? 1 : -1)) : [],
        elections: elections.filter(({ bodyId }) => bodyId === body.bodyId).map(({ bodyId: _, ...election }) => election),
      };
    });
  });

export interface Eligible {
  personId: string;
  /** Name and organisations, as one chooses her from a list. */
  label: string;
  name: string;
}

/** Who may be chosen for a body: people of the member organisations, representatives, and whoever sat in one of its bodies before. */
export const eligibleFor = (scope: Scope, allianceId: string, organisationIds: readonly string[]): Promise<Eligible[]> =>
  reading(scope, async (tx) => {
    const { rows } = await sql<Eligible>`
      with known as (
        select a.person_id from affiliation a join organisation o using (network_id, organisation_id)
          where a.network_id = ${scope.networkId} and coalesce(o.same_as, o.organisation_id) = any (${[...organisationIds]}::uuid[]) and coalesce(a.until_day, current_date) >= current_date
        union select e.person_id from alliance_representative e join alliance_member m using (network_id, member_id) where e.network_id = ${scope.networkId} and m.alliance_id = ${allianceId}
        union select t.person_id from alliance_term t join alliance_body b using (network_id, body_id) where t.network_id = ${scope.networkId} and b.alliance_id = ${allianceId}
      )
      select p.person_id as "personId", concat_ws(' ', p.given, p.surname) as name,
        concat_ws(' ', p.given, p.surname) || coalesce(' (' || (select string_agg(distinct o.name, ', ') from affiliation a join organisation o using (network_id, organisation_id) where a.network_id = p.network_id and a.person_id = p.person_id) || ')', '') as label
      from person p where p.network_id = ${scope.networkId} and ${visiblePeople(scope)} and p.person_id in (
        select coalesce(q.same_as, q.person_id) from known k join person q on q.network_id = ${scope.networkId} and q.person_id = k.person_id)
      order by p.sort_name collate "und-x-icu", p.person_id limit 2000`.execute(tx);
    return rows;
  });
