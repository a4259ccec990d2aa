import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { calledOffOn } from '../planning/called-off-queries.ts';
import { completions, type Completion, type CompletionRule, type Presence, type SeriesEvent } from './completion.ts';

/** A series, or an event that stands alone and is then a series of one. */
export interface SeriesWithRule {
  /** Of the series, or of the event. */
  seriesId: string;
  isSingle: boolean;
  programmeId: string;
  titles: Localised;
  kind: string;
  rule: CompletionRule;
  trainerMonths: number;
  events: SeriesEvent[];
}

/** What makes an event, or a series, one of whose parts somebody can complete: its days (of one whose rest was called off, those until then), and those evidence says it was held on. */
const partOf = sql`jsonb_build_object('eventId', e.event_id,
          'planned', (select coalesce(jsonb_agg(d.day order by d.day), '[]') from event_day d where d.network_id = e.network_id and d.event_id = e.event_id and (e.cancelled_at is null or d.day <= ${calledOffOn}::date)),
          'held', (select coalesce(jsonb_agg(distinct f.happened_on), '[]') from fact f where f.network_id = e.network_id and f.event_id = e.event_id and f.measure = 'event-day' and f.known_until is null),
          'sessions', (select coalesce(jsonb_agg(jsonb_build_object('id', s.session_id, 'day', s.day) order by s.day, s.starts, s.session_id), '[]') from event_session s where s.network_id = e.network_id and s.event_id = e.event_id))`;

/** Events of a programme that stand alone and to which somebody came, or whose rule somebody has set, as series of one; any one if its id is given: its rule can be said before anybody came. */
async function singleEvents(tx: Tx, networkId: string, programmeId: string, eventId: string | null): Promise<SeriesWithRule[]> {
  const { rows } = await sql<SeriesWithRule>`
    select e.event_id as "seriesId", true as "isSingle", e.programme_id as "programmeId", e.titles, e.kind, e.completion as rule, e.trainer_months as "trainerMonths", jsonb_build_array(${partOf}) as events
    from event e where e.network_id = ${networkId} and e.programme_id = ${programmeId} ${eventId ? sql`and e.event_id = ${eventId}` : sql``}
      -- What was issued for an event stays with it, also when it becomes part of a series.
      and (e.series_id is null and ${eventId ? sql`true` : sql`(e.completion <> '{"of":"days","share":100}' or exists (select from fact f where f.network_id = e.network_id and f.event_id = e.event_id and f.measure = 'attendance' and f.known_until is null))`}
        or exists (select from certificate c where c.network_id = e.network_id and c.event_id = e.event_id))
    order by e.first_day, e.event_id`.execute(tx);
  return rows;
}

/** The series of a programme with what they consist of, then its events that stand alone; one of them if its id is given. Days come sorted. */
export async function seriesWithRules(tx: Tx, networkId: string, programmeId: string, seriesId: string | null = null): Promise<SeriesWithRule[]> {
  const { rows } = await sql<SeriesWithRule>`
    select s.series_id as "seriesId", false as "isSingle", s.programme_id as "programmeId", s.titles, s.kind, s.completion as rule, s.trainer_months as "trainerMonths",
      (select coalesce(jsonb_agg(${partOf} order by e.first_day, e.event_id), '[]') from event e where e.network_id = s.network_id and e.series_id = s.series_id
          -- What was called off is not missed by anybody, unless evidence says that it took place.
          and (e.cancelled_at is null or exists (select from fact f where f.network_id = e.network_id and f.event_id = e.event_id and f.known_until is null))) as events
    from series s where s.network_id = ${networkId} and s.programme_id = ${programmeId} ${seriesId ? sql`and s.series_id = ${seriesId}` : sql``}
    order by s.position, s.series_id`.execute(tx);
  return [...rows, ...(await singleEvents(tx, networkId, programmeId, seriesId))];
}

/** Who was there on which days of a series or of an event that stands alone, as known now; people under the entry that stands for them. */
export async function presencesOf(tx: Tx, networkId: string, programmeId: string, seriesId: string | null = null): Promise<(Presence & { seriesId: string })[]> {
  const { rows } = await sql<Presence & { seriesId: string }>`
    select distinct coalesce(series_id, event_id) as "seriesId", person_id as "personId", event_id as "eventId", happened_on as day,
      -- Which sessions are known of her is said in the evidence; facts count days.
      array(select s.session_id from evidence e join event_session s on s.network_id = e.network_id and s.event_id = fact.event_id and s.day = fact.happened_on and e.payload -> 'sessions' ? s.session_id::text
        where e.network_id = fact.network_id and e.evidence_id = fact.evidence_id order by 1) as sessions
    from fact
    where network_id = ${networkId} and programme_id = ${programmeId} and measure = 'attendance' and known_until is null and person_id is not null
      and ${seriesId ? sql`(series_id = ${seriesId} or (event_id = ${seriesId} and (series_id is null or exists (select from certificate c where c.network_id = fact.network_id and c.event_id = fact.event_id))))` : sql`event_id is not null`}`.execute(tx);
  return rows;
}

/** A series, or an event that stands alone, and who has completed how much of it. @param today the day it is, `YYYY-MM-DD` @throws 404 when the programme has no such series */
export async function completionsOf(tx: Tx, networkId: string, programmeId: string, seriesId: string, today: string): Promise<{ series: SeriesWithRule; people: Completion[]; presences: Presence[] }> {
  const [series] = await seriesWithRules(tx, networkId, programmeId, seriesId);
  if (!series) throw notFound();
  const presences = await presencesOf(tx, networkId, programmeId, seriesId);
  return { series, people: completions(series.rule, series.events, presences, today), presences };
}

/** The rule of an event: that of its series, or its own where it stands alone. The caller has made sure that the scope may see the event. */
export const ruleOfEvent = (scope: Scope, eventId: string): Promise<CompletionRule> =>
  reading(scope, async (tx) => {
    const { rows } = await sql<{ rule: CompletionRule }>`
      select coalesce(s.completion, e.completion) as rule from event e left join series s using (network_id, series_id) where e.network_id = ${scope.networkId} and e.event_id = ${eventId}`.execute(tx);
    if (!rows[0]) throw notFound();
    return rows[0].rule;
  });
