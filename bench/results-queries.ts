/** Two hundred indicators, once as the product asks them and once as somebody would write them by hand in SQL. */
import { query, type Query } from '#modules/results/shape.ts';
import { eventKinds, organisationTypes } from './results-data.ts';

export interface Indicator {
  query: Query;
  /** Net and gross of the same figure; `$1` network, `$2` programme. */
  byHand: string;
}

const base = (measure: string, more: string) => `network_id = $1 and programme_id = $2 and measure = '${measure}' and known_until is null${more}`;

const byHand: Record<string, (more: string) => string> = {
  people: (more) => `select count(distinct person_id) as net, count(*) as gross from fact where ${base('participation', more)}`,
  participations: (more) => `select count(*) as net, coalesce(sum(n), 0) as gross from (select count(*) as n from fact where ${base('participation', more)} group by person_id, event_id) x`,
  attendances: (more) => `select count(*) as net, coalesce(sum(n), 0) as gross from (select count(*) as n from fact where ${base('attendance', more)} group by person_id, event_id, happened_on) x`,
  organisations: (more) => `select count(distinct organisation_id) as net, count(*) as gross from (select distinct organisation_id, list_id from fact where ${base('participation', more)} and organisation_id is not null) x`,
  municipalities: (more) => `select count(distinct place_id) as net, count(*) as gross from (select distinct place_id, list_id from fact where ${base('participation', more).replace(`measure = 'participation'`, `measure in ('participation', 'mention')`)} and place_id is not null) x`,
  events: (more) => `select count(distinct event_id) as net, count(*) as gross from fact where ${base('event', more)}`,
  'event-days': (more) => `select count(*) as net, coalesce(sum(n), 0) as gross from (select count(*) as n from fact where ${base('event-day', more)} group by event_id, happened_on) x`,
};

/** Asked of a year, whoever was there on one of its days counts, however many of them she was there on. */
const byHandOfPeriod: Record<string, (more: string) => string> = {
  people: (more) => `select count(distinct person_id) as net, count(distinct evidence_id) as gross from fact where ${base('attendance', more)}`,
  organisations: (more) => `select count(distinct organisation_id) as net, count(*) as gross from (select distinct organisation_id, list_id from fact where ${base('attendance', more)} and organisation_id is not null) x`,
  municipalities: (more) => `select count(distinct place_id) as net, count(*) as gross from (select distinct place_id, list_id from fact where ${base('attendance', more).replace(`measure = 'attendance'`, `measure in ('attendance', 'mention')`)} and place_id is not null) x`,
};

/**
 * What a results framework really asks: people, participations, organisations, municipalities, events and days, for the whole programme and by kind of
 * event, by year, by type of organisation, by sex.
 */
export function indicators(): Indicator[] {
  const wanted: Indicator[] = [];
  const add = (method: Query['method'], where: Query['where'], more: string) => wanted.push({ query: query.parse({ method, where }), byHand: (where.from ? byHandOfPeriod : byHand)[method]!(more) });
  const years = [2020, 2021, 2022, 2023, 2024];
  for (const method of ['people', 'organisations', 'municipalities', 'events', 'event-days'] as const) add(method, {}, '');
  for (const kind of eventKinds) {
    for (const method of ['people', 'participations', 'organisations', 'municipalities', 'events', 'event-days'] as const) add(method, { eventKinds: [kind] }, ` and event_kind = '${kind}'`);
    for (const type of organisationTypes.slice(0, 3)) add('people', { eventKinds: [kind], organisationTypes: [type] }, ` and event_kind = '${kind}' and organisation_type = '${type}'`);
    add('people', { eventKinds: [kind], breakdown: { sex: 'F' } }, ` and event_kind = '${kind}' and breakdown @> '{"sex":"F"}'`);
  }
  for (const kind of eventKinds.slice(0, 5)) {
    for (const year of years) {
      for (const method of ['people', 'organisations', 'municipalities'] as const) {
        add(method, { eventKinds: [kind], from: `${year}-01-01`, until: `${year}-12-31` }, ` and event_kind = '${kind}' and happened_on between '${year}-01-01' and '${year}-12-31'`);
      }
    }
  }
  return wanted;
}
