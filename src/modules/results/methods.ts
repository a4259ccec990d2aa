import { sql, type RawBuilder } from 'kysely';
import { completed, nothingMore, whole } from './completed-queries.ts';
import type { Facts, Where } from './facts-where.ts';
import type { Measure, Method, Query } from './shape.ts';

/** What the database says about one query; `queries.ts` makes a `Result` of it. */
export interface Counted {
  /** How many different ones. */
  net: number;
  /** How many mentions. */
  gross: number;
  evidence: number;
  /** The most repeated ones first, at most `OVERLAPS_NAMED`. */
  overlaps: { id: string; times: number }[] | null;
  unresolved: number;
  /** Names of organisations that nobody has recognised, as they were written. */
  unrecognised: string[] | null;
  /** Least and greatest first letter of the relations found (no two begin alike): they differ exactly when relations are mixed. */
  relations: [number, number] | null;
}

/** How many of those counted more than once are named in a list of figures: enough for every line a page prints. */
export const OVERLAPS_NAMED = 50;

/**
 * One way of counting. What is counted once and what counts as a mention is said in `once` and `mention`, in plain column names, and is the
 * same thing the seal's readers count (`leaf.ts`); `count` is the SQL that does it without carrying more rows than it must.
 */
export interface Counting {
  measures: readonly Measure[];
  /** Columns that make one of what is counted. */
  once: readonly FactColumn[];
  /** Columns that make one mention. */
  mention: readonly FactColumn[];
  /** Which bare numbers are numbers of this unit (breakdown `what`). */
  reportedAs: readonly string[];
  /** Small groups of persons are not for the public. */
  countsPersons: boolean;
  count(facts: Facts, where: Where): RawBuilder<Counted>;
  /** Which facts carry the figure, where those are not all of its measures that match the query. */
  behind?(facts: Facts): RawBuilder<boolean>;
}

/** Columns of facts; `whole` is what somebody can complete: the series, or the event that stands alone. */
export type FactColumn = 'evidence_id' | 'person_id' | 'organisation_id' | 'place_id' | 'event_id' | 'series_id' | 'list_id' | 'happened_on' | 'whole';

/** The most repeated ones by name, from groups that are ranked by how often they occur; no common table expression, so that PostgreSQL may work in parallel. */
const named = sql`jsonb_agg(jsonb_build_object('id', id, 'times', times) order by rank) filter (where times > 1 and rank <= ${sql.lit(OVERLAPS_NAMED)})`;
const rank = sql`row_number() over (order by count(*) desc, id) as rank`;

/** What says day by day what another measure says once of all its days. */
const dayByDay: Partial<Record<Measure, Measure>> = { participation: 'attendance', event: 'event-day' };

/** A period is about its days: who was there on one of them, and what was held on one of them, counts in it, on whichever day it began. */
const asked = (measures: readonly Measure[], isPeriod: boolean): readonly Measure[] => (isPeriod ? measures.map((measure) => dayByDay[measure] ?? measure) : measures);

/** Facts that count once for each piece of evidence: so they do also where it speaks of several days of the period. `columns` are those the count looks at. */
const pieces = (facts: Facts, measures: readonly Measure[], columns: readonly (FactColumn | 'relation')[]) =>
  facts.period ? sql`(select distinct ${sql.join([...new Set<FactColumn | 'relation'>(['evidence_id', ...columns])].map(col))} from fact where ${facts(asked(measures, true))}) fact` : sql`(select fact.* from fact where ${facts(measures)}) fact`;

/** Persons in any of their units: grouped once, never listed here (who is counted twice is asked for by itself, and not by everybody). */
const participations = (facts: Facts) => {
  const key: FactColumn[] = ['person_id', 'event_id'];
  return sql<Counted>`select count(*) as net, coalesce(sum(times), 0) as gross, coalesce(sum(times), 0) as evidence, ${nothingMore}
    from (select count(*) as times from ${pieces(facts, ['participation'], key)} group by ${sql.join(key.map(col))}) once`;
};

/** Days, of a person at an event or of the event: a piece of evidence has several. */
const days = (measure: 'attendance' | 'event-day', once: readonly FactColumn[]) => (facts: Facts) => sql<Counted>`
  select count(*) as net, coalesce(sum(times), 0) as gross, (select count(distinct fact.evidence_id) from fact where ${facts([measure])}) as evidence, ${nothingMore}
  from (select count(*) as times from fact where ${facts([measure])} group by ${sql.join(once.map(col))}) once`;

/** Organisations and the like: one mention per list, however many people stand behind it. */
const listed = (measures: readonly Measure[], columns: readonly FactColumn[], id: RawBuilder<unknown>, mention: RawBuilder<unknown>, waiting?: (facts: Facts) => RawBuilder<unknown>) => (facts: Facts) => sql<Counted>`
  select count(*) as net, coalesce(sum(times), 0) as gross, coalesce(sum(evidence), 0) as evidence, ${named} as overlaps, 0 as unresolved, ${waiting?.(facts) ?? sql`null::text[]`} as unrecognised, null::int[] as relations
  from (
    select id, count(*) as times, sum(evidence) as evidence, ${rank}
    from (select ${id} as id, count(*) as evidence from ${pieces(facts, measures, columns)} where ${id} is not null group by ${id}, ${mention}) mention
    group by id
  ) once`;

/** Names people gave of organisations that are none the network knows, until somebody says which are meant (`organisationText` of the evidence): few, so they are looked up first. */
const unrecognised = (facts: Facts) => sql`(
  select array_agg(distinct said.name) from (
    select e.network_id, e.evidence_id, e.payload ->> 'organisationText' as name from evidence e
    where e.network_id = ${facts.networkId} and e.payload ->> 'organisationText' is not null and e.payload ->> 'organisationId' is null and e.payload ->> 'organisationDecided' is null offset 0
  ) said where exists (select from fact where fact.network_id = said.network_id and fact.evidence_id = said.evidence_id and ${facts(asked(['participation'], facts.period !== null))}))`;

const municipalities = (facts: Facts, where: Where) => sql<Counted>`
  select count(*) as net, coalesce(sum(times), 0) as gross,
    -- A document's list is one piece of evidence with many mentions; everything else states one place per piece.
    coalesce(sum(evidence), 0) - (select count(*) - count(distinct fact.evidence_id) from ${pieces(facts, ['mention'], ['place_id', 'list_id', 'relation'])} where fact.place_id is not null) as evidence,
    ${named} as overlaps, count(*) filter (where starts_with(id, '?')) as unresolved, null::text[] as unrecognised, case when count(*) > 0 then array[min(least), max(most)] end as relations
  from (
    select id, count(*) as times, sum(evidence) as evidence, min(least) as least, max(most) as most, ${rank}
    from (
      select fact.place_id as id, count(*) as evidence, min(ascii(fact.relation)) as least, max(ascii(fact.relation)) as most
      from ${pieces(facts, namingMunicipalities(where), ['place_id', 'list_id', 'relation'])} where fact.place_id is not null group by fact.place_id, fact.list_id
    ) mention group by id
  ) once`;

/** Municipalities by their relation; asked only where relations are mixed. */
export const municipalitiesByRelation = (facts: Facts, where: Where) => sql<{ relation: string; net: number; gross: number }>`
  select relation, count(distinct id) as net, count(*) as gross
  from (select distinct fact.place_id as id, fact.list_id, fact.relation from fact where ${facts(measuresOf('municipalities', where))} and fact.place_id is not null) mention
  group by relation order by relation`;

/** A column of facts in SQL. */
export const col = (name: FactColumn | 'relation'): RawBuilder<unknown> => (name === 'whole' ? whole : sql.ref(`fact.${name}`));

export const countings: Record<Method, Counting> = {
  people: {
    measures: ['participation'],
    once: ['person_id'],
    mention: ['evidence_id'],
    reportedAs: ['person'],
    countsPersons: true,
    count: (facts) => sql<Counted>`select count(distinct fact.person_id) as net, count(*) as gross, count(*) as evidence, ${nothingMore} from ${pieces(facts, ['participation'], ['person_id'])}`,
  },
  participations: {
    measures: ['participation'],
    once: ['person_id', 'event_id'],
    mention: ['evidence_id'],
    // So many people at an event are so many participations.
    reportedAs: ['person', 'participation'],
    countsPersons: true,
    count: participations,
  },
  attendances: {
    measures: ['attendance'],
    once: ['person_id', 'event_id', 'happened_on'],
    mention: ['evidence_id', 'happened_on'],
    reportedAs: ['attendance'],
    countsPersons: true,
    count: days('attendance', ['person_id', 'event_id', 'happened_on']),
  },
  'completed-people': { measures: ['participation'], once: ['person_id'], mention: ['person_id', 'whole'], reportedAs: [], countsPersons: true, ...completed('by its rule', 'participation') },
  'every-day-people': { measures: ['attendance'], once: ['person_id'], mention: ['person_id', 'whole'], reportedAs: [], countsPersons: true, ...completed('all of it', 'attendance') },
  organisations: {
    measures: ['participation'],
    once: ['organisation_id'],
    mention: ['list_id', 'organisation_id'],
    reportedAs: ['organisation'],
    countsPersons: false,
    count: listed(['participation'], ['organisation_id', 'list_id'], col('organisation_id'), col('list_id'), unrecognised),
  },
  municipalities: {
    measures: ['participation', 'mention'],
    once: ['place_id'],
    mention: ['list_id', 'place_id'],
    reportedAs: ['municipality'],
    countsPersons: false,
    count: municipalities,
  },
  events: { measures: ['event'], once: ['event_id'], mention: ['evidence_id'], reportedAs: ['event'], countsPersons: false, count: listed(['event'], ['event_id'], col('event_id'), col('evidence_id')) },
  'event-days': {
    measures: ['event-day'],
    once: ['event_id', 'happened_on'],
    mention: ['evidence_id', 'happened_on'],
    reportedAs: [],
    countsPersons: false,
    count: days('event-day', ['event_id', 'happened_on']),
  },
  // A cycle is a series whose events are parts of one whole: its list is the series itself. Its mentions are the events in it ("2 events, 1 cycle").
  cycles: {
    measures: ['event'],
    once: ['series_id'],
    mention: ['event_id'],
    reportedAs: ['cycle'],
    countsPersons: false,
    count: listed(['event'], ['event_id', 'series_id', 'list_id'], sql`nullif(fact.series_id, nullif(fact.series_id, fact.list_id))`, col('event_id')),
  },
  outputs: { measures: ['output'], once: ['evidence_id'], mention: ['evidence_id'], reportedAs: ['output'], countsPersons: false, count: listed(['output'], ['evidence_id'], col('evidence_id'), col('evidence_id')) },
};

/** A venue counts as a municipality only when it is asked for: an event held there reaches nobody by itself. */
const namingMunicipalities = ({ relations }: Where): readonly Measure[] => [...countings.municipalities.measures, ...(relations?.includes('venue') ? (['event'] as const) : [])];

/** The measures a query reads; asked of a period, those that say the same day by day. */
export const measuresOf = (method: Method, where: Where): readonly Measure[] =>
  asked(method === 'municipalities' ? namingMunicipalities(where) : countings[method].measures, where.from !== undefined || where.until !== undefined);

/** SQL that is true for the facts that carry a figure one by one: all but the bare numbers. */
export function carriers(facts: Facts, { method, where }: Query): RawBuilder<boolean> {
  const { once, behind } = countings[method];
  const carry = behind ? behind(facts) : facts(measuresOf(method, where));
  return sql<boolean>`${carry} and ${col(once[0]!)} is not null ${method === 'cycles' ? sql`and fact.list_id = fact.series_id` : sql``}`;
}

/** Bare numbers of the same unit. */
export interface Bare {
  unnamed: number;
  /** The largest of them: the true figure cannot be below it. */
  largest: number;
  bare: number;
}

/** Bare numbers that belong to a query. */
export function bareNumbers(facts: Facts, method: Method): RawBuilder<Bare> {
  const { reportedAs } = countings[method];
  if (!reportedAs.length) return sql<Bare>`select 0 as unnamed, 0 as largest, 0 as bare`;
  // A participation belongs to one event: the numbers of two lists cannot be about the same ones, those of two reports on one list can.
  const least = method === 'participations' || method === 'attendances' ? sql`sum(largest)` : sql`max(largest)`;
  return sql<Bare>`select coalesce(sum(total), 0) as unnamed, coalesce(${least}, 0) as largest, coalesce(sum(pieces), 0) as bare
    from (select sum(fact.value) as total, max(fact.value) as largest, count(*) as pieces from fact
      where ${facts(['reported'])} and fact.breakdown ->> 'what' = any(${reportedAs}::text[]) group by fact.list_id) each`;
}
