import { sql, type RawBuilder } from 'kysely';
import type { Facts } from './facts-where.ts';
import type { Counted, Counting } from './methods.ts';
import type { Measure } from './shape.ts';

/** What somebody can complete: the series, or the event that stands alone. */
export const whole = sql`coalesce(fact.series_id, fact.event_id)`;

/** The columns of a count that names nothing and is about persons. */
export const nothingMore = sql`null::jsonb as overlaps, 0 as unresolved, null::text[] as unrecognised, null::int[] as relations`;

/**
 * Who has completed what: rows of person_id and whole. The rule is the one certificates and the ladder of trainers follow, stated in `events/completion/completion.ts`; here it is
 * read by the database, because a figure may be about half a million signatures (`events/completion/figure.test.ts` holds the two to each other). What the query says about events
 * says what the whole is: asked of one event, that event by its series' rule. A period asks for those who completed in it: on the day on which enough was attended.
 * Signatures and days held are those known at the moment asked for; plan and rule have no past and are as they are now, and what is still to come is so as of that moment.
 * @param by the rule of each series, or all sessions (all days, where lists are signed once a day) whatever its rule says
 */
const completions = (facts: Facts, by: CompletedBy) => {
  const today = sql`(${facts.asOf} at time zone 'utc')::date`;
  const came = (columns: RawBuilder<unknown>) => sql`select ${columns} from fact where ${facts(['attendance'], 'of-events')} and fact.person_id is not null`;
  return sql`(
    -- Days on which anybody signed are few beside the signatures, which are read from the index each time they are needed and kept nowhere in between.
    with signed as materialized (
      ${came(sql`distinct ${whole} as whole, fact.network_id, fact.event_id, fact.happened_on as day`)}
    ), held as materialized (
      select distinct ${whole} as whole, fact.event_id, fact.happened_on as day from fact where ${facts(['event-day'], 'of-events')}
    ), known as materialized (
      -- Joined and not asked for with "in": several questions are rows of one statement, and PostgreSQL would keep the answer to the first of them.
      select event_id, bool_or(is_held) as is_held from (select event_id, false as is_held from signed union select event_id, true from held) one group by event_id
    ), planned as materialized (
      select ${whole} as whole, fact.network_id, fact.event_id, case when fact.cancelled_at <= ${facts.asOf} then (fact.cancelled_at at time zone fact.time_zone)::date end as off_on
      from (select network_id, programme_id, event_id, series_id, kind as event_kind, cancelled_at, time_zone from event) fact
      where ${facts.events} and ${whole} in (select whole from signed)
    ), rule as materialized (
      ${
        by === 'all of it'
          ? sql`select distinct whole, 'sessions' as parts, 100 as share from signed`
          : // A series keeps its rule when events of it are removed; an event that stood alone and was removed since it was known has left none behind.
            sql`select whole, coalesce(series.completion ->> 'of', event.completion ->> 'of', 'days') as parts, coalesce((series.completion ->> 'share')::int, (event.completion ->> 'share')::int, 100) as share
              from (select distinct whole, network_id from signed) any_rule left join series on series.network_id = any_rule.network_id and series.series_id = any_rule.whole left join event on event.network_id = any_rule.network_id and event.event_id = any_rule.whole`
      }
    ), counted as materialized (
      -- A day counts when it was held, or somebody signed on it; so does a day of the plan that is not past, and a past one of an event of which evidence says nothing yet.
      select whole, event_id, day from signed union select whole, event_id, day from held
      -- What was called off is missed by nobody, but for its days until then where evidence says that it had begun.
      union select planned.whole, planned.event_id, event_day.day from planned join event_day using (network_id, event_id) left join known using (event_id)
      where (planned.off_on is null or (event_day.day <= planned.off_on and known.event_id is not null)) and (event_day.day >= ${today} or known.is_held is not true)
    ), in_parts as materialized (
      select session.event_id, session.day, count(*) as sessions
      from rule join planned using (whole) join event_session session on session.network_id = planned.network_id and session.event_id = planned.event_id
      where rule.parts = 'sessions' group by session.event_id, session.day
    ), seen as materialized (
      select distinct came.whole, came.person_id, came.event_id, came.day, session.session_id
      from in_parts join (${came(sql`${whole} as whole, fact.network_id, fact.evidence_id, fact.person_id, fact.event_id, fact.happened_on as day`)}) came using (event_id, day) join evidence on evidence.network_id = came.network_id and evidence.evidence_id = came.evidence_id
      cross join lateral jsonb_array_elements_text(evidence.payload -> 'sessions') as said (session_id)
      join event_session session on session.network_id = came.network_id and session.session_id = said.session_id::uuid and session.event_id = came.event_id and session.day = came.day
    ), in_sessions as materialized (
      -- Days that count as all their sessions: somebody was seen in one of them, or the day is still to come and nobody has come to it.
      select event_id, day, sessions from in_parts left join (select distinct event_id, day, true as is_seen from seen) seen using (event_id, day)
        left join (select event_id, day, true as is_come from signed) come using (event_id, day)
      where is_seen or (day >= ${today} and is_come is null)
    ), needed as materialized (
      select whole, greatest(1, (case rule.parts when 'events' then count(distinct counted.event_id) else sum(coalesce(in_sessions.sessions, 1))::bigint end * rule.share + 99) / 100) as parts
      from rule join counted using (whole) left join in_sessions using (event_id, day) group by whole, rule.parts, rule.share
    ), attended as (
      -- By events, the first day she was at each; else every day that does not count as its sessions.
      select whole, person_id, min(came.day) as day from (${came(sql`${whole} as whole, fact.person_id, fact.event_id, fact.happened_on as day`)}) came
        ${by === 'all of it' ? sql`` : sql`join rule using (whole)`} left join in_sessions using (event_id, day) where in_sessions.sessions is null
      group by whole, person_id, event_id, ${by === 'all of it' ? sql`came.day` : sql`case rule.parts when 'events' then null else came.day end`}
      union all
      select whole, person_id, day from seen
    )
    ${
      facts.period
        ? sql`select person_id, whole
    from (select whole, person_id, day as happened_on, row_number() over (partition by whole, person_id order by day) as nth from attended) fact join needed using (whole)
    where fact.nth = needed.parts and ${facts.period}`
        : // Without a period nobody asks for the day, and half a million signatures need not be put in order.
          sql`select person_id, whole from (select whole, person_id, count(*) as attended from attended group by whole, person_id) own join needed using (whole) where attended >= needed.parts`
    }
  )`;
};

type CompletedBy = 'by its rule' | 'all of it';

/** People who have completed, each once; a mention is a person and what she completed. Her evidence is everything she signed there, also before the period in which she completed. */
export const completed = (by: CompletedBy, measure: Measure): Pick<Counting, 'count' | 'behind'> => ({
  count: (facts) => sql<Counted>`select count(distinct person_id) as net, count(*) as gross, coalesce(sum(evidence), 0) as evidence, ${nothingMore}
    -- Each signature has one fact of participation, and several of attendance.
    from (select fact.person_id, ${whole} as whole, count(*) as evidence from fact where ${facts(['participation'], 'anytime')} group by fact.person_id, ${whole}) came
    join ${completions(facts, by)} done using (person_id, whole)`,
  behind: (facts) => sql<boolean>`${facts([measure], 'anytime')} and (fact.person_id, ${whole}) in ${completions(facts, by)}`,
});
