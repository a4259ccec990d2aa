/** The best services for a question, in one network. Read from the beginning of ordered lists (migrations/0066), so that a need that fits tens of thousands costs no more than a rare one; see docs/decisions/0017-finding-services.md. */
import { sql, type RawBuilder } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import { childrenOf, unitById } from '#modules/places/gazetteer.ts';
import { ownProvider, seesAllServices } from './access.ts';
import { given, givenOf, middles, nearby, squares, type Circle } from './circle-queries.ts';
import { distances } from './distances.ts';
import { widened } from './nomenclature/nomenclature.ts';
import type { ServiceFilter } from './queries.ts';

export interface Need {
  terms: { id: string; weight: number }[];
  words: string;
  unit: string | null;
}

export interface Distance {
  /** From where the person lives; only where a distance was asked for. */
  kilometres: number | null;
  /** Measured to the middle of the municipality, because nobody wrote down where in it the service is. */
  approximate: boolean;
  /** The place of the service that was measured: the nearest of those it is given at; null where nothing was measured. */
  locationId: string | null;
}

export interface Hit extends Distance {
  id: string;
  score: number;
  /** The beginning of its name, which decides between equally good ones. */
  sort: string;
}

export interface Found {
  /** Best first, or nearest first where a distance was asked for. */
  rows: Hit[];
  total: number;
  /** There are more than `total`, which nobody has counted to the end. */
  isMore: boolean;
}

/** What a name that is called so counts, beside 1 for a term that is named exactly. */
const byName = 0.9;
/** In no list by a term, or by a place: all are. */
const [anyTerm, anyPlace, silent] = ['00000000-0000-0000-0000-000000000000', '*', ''];
/** How much is looked at one by one. */
export interface Limits {
  /** Counted to here; then it is "more than". */
  counted: number;
  /** Called alike: a word that more have tells little. */
  called: number;
  /** Of one kind, or near. */
  few: number;
}
const usual: Limits = { counted: 1_000, called: 1_000, few: 800 };
/** Kilometres of the rings in which whatever is near is looked for. */
const rings = [2, ...distances];

/** The unit itself, what it lies in, and what lies in it: a service open to the district is open to the town. */
export function around(unit: string): string[] {
  const all = [unit];
  for (let above = unitById(unit)?.parent; above; above = unitById(above)?.parent) all.push(above);
  const below = (id: string): string[] => childrenOf(id).flatMap((child) => [child.id, ...below(child.id)]);
  return [...all, ...below(unit)];
}

/** What is asked, ready for the database. */
interface Question {
  limits: Limits;
  /** Null: whatever it is. */
  need: { terms: string[]; weights: number[] } | null;
  /** Query for words of the name; null or empty: none. */
  query: string | null;
  shown: boolean[];
  running: boolean;
  age: number | null;
  kinds: string[] | null;
  groups: string[] | null;
  /** Unit, and what it lies in and consists of. */
  unit: string | null;
  places: string[] | null;
}

/**
 * The best of one network, at most `most` of them, and how many there are in all.
 * @param query words of the name (see `searchQuery`); null where nothing was typed
 */
export function bestServices(scope: Scope, filter: ServiceFilter, need: Need, query: string | null, most: number, limits = usual): Promise<Found> {
  const middle = need.unit && filter.within ? unitById(need.unit) : null;
  const isNear = middle?.lat != null && middle.lon != null;
  const question: Question = {
    limits,
    need: query === null ? null : weighted(need.terms),
    query,
    shown: seesAllServices(scope) ? [true, false] : [true],
    running: filter.running ?? false,
    age: filter.age ?? null,
    kinds: filter.term ? widened([filter.term]) : null,
    groups: filter.group ? widened([filter.group]) : null,
    unit: isNear ? null : need.unit,
    places: isNear || !need.unit ? null : around(need.unit),
  };
  const circle = isNear ? { from: { latitude: middle.lat!, longitude: middle.lon! }, within: filter.within! } : null;
  return reading(scope, async (tx) => {
    const found = circle ? await nearest(tx, question, circle, most) : await best(tx, question, most);
    const own = ownProvider(scope) && (await ownHidden(tx, { ...question, shown: [false] }, ownProvider(scope)!, circle, most));
    if (!own || !own.total) return found;
    const rows = [...found.rows, ...own.rows].sort((a, b) => (a.kilometres ?? 0) - (b.kilometres ?? 0) || b.score - a.score || (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : a.id < b.id ? -1 : 1));
    return { rows: rows.slice(0, most), total: found.total + own.total, isMore: found.isMore };
  });
}

/** Those of an organisation that are not shown to everybody, looked at one by one: nobody gives many. */
async function ownHidden(tx: Tx, question: Question, provider: string, circle: Circle | null, most: number): Promise<Found> {
  const { rows } = await sql<{ id: string }>`
    select s.service_id as id from organisation own join organisation o on o.network_id = own.network_id and coalesce(o.same_as, o.organisation_id) = coalesce(own.same_as, own.organisation_id)
      join service s on s.network_id = o.network_id and s.organisation_id = o.organisation_id
    where own.network_id = current_network() and own.organisation_id = ${provider}`.execute(tx);
  const ids = rows.map(({ id }) => id);
  return all(tx, cards(question, circle ? nearby(givenOf(ids, circle)) : anywhere(ids)), most);
}

/** A category counts a little less in the national services it stands for. */
function weighted(terms: Need['terms']): Question['need'] {
  const weights = new Map<string, number>();
  for (const { id, weight } of terms) for (const each of widened([id])) weights.set(each, Math.max(weights.get(each) ?? 0, each === id ? weight : weight * 0.95));
  return { terms: [...weights.keys()], weights: [...weights.values()] };
}

/** What a question without a need is about decides which lists are read: those of a chosen kind or group, else all. */
function listsOf(question: Question): { terms: string[]; weights: number[]; kinds: string[] | null; groups: string[] | null } {
  const { need } = question;
  let { kinds, groups } = question;
  if (need) return { ...need, kinds, groups };
  let terms = [anyTerm];
  if (kinds) [terms, kinds] = [kinds, null];
  else if (groups) [terms, groups] = [groups, null];
  return { terms, weights: terms.map(() => 0.5), kinds, groups };
}

/** Places whose lists are read, and how near each is. */
function placesOf({ places, unit, running }: Question): [place: string, near: number][] {
  if (!places) return [[anyPlace, 0]];
  const named = places.map((place): [string, number] => [place, unit ? (place === unit ? 2 : 1) : 0]);
  // A service that names no area says nothing about it: it may be open to these people too, so it is found, behind those that say so; it is counted nowhere.
  return unit && !running ? [...named, [silent, -2]] : named;
}

/** The beginnings of the lists for a question. What does not decide which lists they are is looked up for each line. */
function lists(question: Question, most: number | null): RawBuilder<unknown> {
  const { shown, running, age } = question;
  const { terms, weights, kinds, groups } = listsOf(question);
  const at = placesOf(question);
  // One look at its card tells of both.
  const chosen = [kinds, groups].filter((one) => one !== null);
  const under = chosen.length ? sql`and exists (select from service_card c where c.network_id = l.network_id and c.service_id = l.service_id and ${sql.join(chosen.map((each) => sql`c.terms && ${each}::uuid[]`), sql` and `)})` : sql``;
  return sql`unnest(${terms}::uuid[], ${weights}::float8[]) as w (term, weight)
    cross join unnest(${at.map(([place]) => place)}::text[], ${at.map(([, near]) => near)}::float8[]) as p (place, near) cross join unnest(${shown}::boolean[]) as v (shown)
    cross join lateral (
      select l.service_id, l.idle, l.sort from service_listed l
      where l.network_id = current_network() and l.term_id = w.term and l.place_id = p.place collate "C" and l.shown = v.shown ${running ? sql`and not l.idle` : sql``}
        ${age === null ? sql`` : sql`and l.minimum_age <= ${age} and l.maximum_age >= ${age}`} ${under}
      order by l.idle, l.sort, l.service_id ${most === null ? sql`` : sql`limit ${most}`}) l`;
}

/** Those that are called so and fit the rest: those that name the place apart from those that name none, so that the many do not leave the few out. */
function namesakes(question: Question): RawBuilder<unknown> {
  const { limits, query, shown, running, age, kinds, groups, unit, places } = question;
  const rest = sql`${query}::tsquery, ${limits.called + 1}::int, ${shown.length === 1}::boolean, ${running}::boolean, ${age}::numeric, ${kinds}::uuid[], ${groups}::uuid[]`;
  const among = (around: string[]) => sql`select * from services_called_in(${around}::text[], ${rest})`;
  if (!places) return sql`(select * from services_called(${rest}))`;
  return unit && !running ? sql`(${among(places)} union all ${among([silent])})` : sql`(${among(places)})`;
}

async function best(tx: Tx, question: Question, most: number): Promise<Found> {
  const { limits, need, query, kinds, groups, unit } = question;
  if (need && (kinds || groups)) {
    const fewest = (kinds && (await chosen(tx, { ...question, groups: null }))) ?? (groups && (await chosen(tx, { ...question, kinds: null })));
    if (fewest) return all(tx, sql`select * from (${cards(question, anywhere(fewest))}) as hit`, most);
  }
  const { rows } = await sql<Hit & { total: number; ended: boolean }>`
    with named as materialized (
      ${query ? sql`select service_id, idle, sort, ${byName}::float8 + ${unit ? sql`case when ${unit} = any (n.places) then 2 when ${silent} = any (n.places) then -2 else 1 end` : sql`0`} * 0.05 as score from ${namesakes(question)} n` : sql`select null::uuid as service_id, false as idle, '' as sort, 0::float8 as score where false`}),
    listed as materialized (select l.service_id, l.idle, l.sort, w.weight + p.near * 0.05 as score, w.term, p.place, v.shown from ${lists(question, most)}),
    hit as (select service_id, sort, max(score + case when idle then 0 else 0.02 end) as score from (select service_id, idle, sort, score from listed union all select * from named) as each group by service_id, sort)
    select service_id as id, sort, score, null::float8 as kilometres, false as approximate, null::uuid as "locationId", (count(*) over ())::int as total,
      (select count(*) from named) <= ${limits.called} and not exists (select from listed group by term, place, shown having count(*) >= ${most}) as ended
    from hit order by score desc, sort collate "C", service_id limit ${most}`.execute(tx);
  const [first] = rows;
  if (!first) return { rows: [], total: 0, isMore: false };
  if (first.ended) return { rows, total: first.total, isMore: false };
  if (first.total > limits.counted) return { rows, total: fewerThan(first.total), isMore: true };
  return { rows, ...(await count(tx, limits, sql`select l.service_id from ${lists(question, limits.counted + 1)} ${query ? sql`union all select service_id from ${namesakes(question)} n` : sql``}`)) };
}

/** Fewer than so many, said in hundreds. */
const fewerThan = (n: number) => (n > 200 ? Math.floor((n - 1) / 100) * 100 : n - 1);

/** How many different services these are, counting no further than is usual. */
async function count(tx: Tx, { counted }: Limits, lines: RawBuilder<unknown>): Promise<{ total: number; isMore: boolean }> {
  const { rows } = await sql<{ lines: number; n: number }>`select count(*)::int as lines, count(distinct service_id)::int as n from (select service_id from (${lines}) as every limit ${counted + 1}) as read`.execute(tx);
  const { lines: read, n } = rows[0]!;
  return read <= counted ? { total: n, isMore: false } : { total: fewerThan(n), isMore: true };
}

/** The services of a chosen kind or group; null when they are many. */
async function chosen(tx: Tx, question: Question): Promise<string[] | null> {
  const { few } = question.limits;
  const { rows } = await sql<{ id: string }>`select l.service_id as id from ${lists({ ...question, need: null, query: null }, null)} limit ${few + 1}`.execute(tx);
  return rows.length > few ? null : [...new Set(rows.map(({ id }) => id))];
}

/** The best of hits that are all looked at. */
async function all(tx: Tx, hits: RawBuilder<unknown>, most: number): Promise<Found> {
  const { rows } = await sql<Hit & { total: number }>`select service_id as id, sort, score, kilometres, approximate, location_id as "locationId", (count(*) over ())::int as total from (${hits}) as hit order by kilometres, score desc, sort collate "C", service_id limit ${most}`.execute(tx);
  return { rows, total: rows[0]?.total ?? 0, isMore: false };
}

/** Nearest first, then by what fits best. */
async function nearest(tx: Tx, question: Question, circle: Circle, most: number): Promise<Found> {
  const { limits, need, query, kinds } = question;
  const { few } = limits;
  if (need || kinds) {
    // What fits the need is read from the lists of the squares the circle touches, and measured.
    const fitting = async (within: number, limit: RawBuilder<unknown>): Promise<string[]> => {
      const inside: Question = { ...question, places: [...squares({ ...circle, within }), ...middles({ ...circle, within }).map(({ id }) => id)] };
      const lines = sql`select l.service_id as id from ${lists(inside, null)} ${query ? sql`union all select service_id from ${namesakes(inside)} n` : sql``}`;
      return (await sql<{ id: string }>`${lines} ${limit}`.execute(tx)).rows.map(({ id }) => id);
    };
    const measured = (within: number, ids: readonly string[]) => all(tx, cards(question, nearby(givenOf([...new Set(ids)], { ...circle, within }))), most);
    const first = await fitting(circle.within, sql`limit ${few + 1}`);
    if (first.length <= few) return measured(circle.within, first);
    for (const within of distances.filter((one) => one < circle.within)) {
      const found = await measured(within, await fitting(within, sql``));
      if (found.total > most + 1) return { rows: found.rows, total: Math.max(fewerThan(found.total), most + 1), isMore: true };
    }
    return measured(circle.within, await fitting(circle.within, sql``));
  }
  // As far as it takes to find enough, and no further.
  for (const within of rings.filter((one) => one < circle.within)) {
    const found = await all(tx, cards(question, nearby(given({ ...circle, within }))), most);
    if (found.rows.length >= most) return { rows: found.rows, ...(await count(tx, limits, sql`select service_id from (${cards(question, given(circle))}) as hit`)) };
  }
  return all(tx, cards(question, nearby(given(circle))), most);
}

/** Of these services, those that fit the question, each with its score. Each is looked up by its key: reading all cards would seem cheaper to the planner, and is not. */
function cards({ need, query, shown, running, age, kinds, groups, unit, places }: Question, near: RawBuilder<unknown>): RawBuilder<unknown> {
  const terms = need?.terms ?? [];
  const isCalled = query ? sql`c.words @@ ${query}::tsquery` : sql`false`;
  return sql`select n.service_id, c.sort, n.kilometres, n.approximate, n.location_id, c.score from ${near} n cross join lateral (
    select c.sort, ${need ? sql`greatest(case when ${isCalled} then ${byName}::float8 end, (select max(w.weight) from unnest(${terms}::uuid[], ${need.weights}::float8[]) as w (term, weight) where w.term = any (c.terms)))` : sql`0.5::float8`}
      + case when c.idle then 0 else 0.02 end + ${unit && places ? sql`case when ${unit} = any (c.places) then 2 when c.places && ${places}::text[] then 1 else -2 end` : sql`0`} * 0.05 as score
    from service_card c where c.network_id = current_network() and c.service_id = n.service_id and c.shown = any (${shown}::boolean[]) ${running ? sql`and not c.idle` : sql``} ${age === null ? sql`` : sql`and ${age} between c.minimum_age and c.maximum_age`}
      ${need ? sql`and (c.terms && ${terms}::uuid[] or ${isCalled})` : sql``} ${kinds ? sql`and c.terms && ${kinds}::uuid[]` : sql``} ${groups ? sql`and c.terms && ${groups}::uuid[]` : sql``}
      ${unit && places ? sql`and c.places && ${running ? places : [...places, silent]}::text[]` : sql``} offset 0) c`;
}

/** These services, without a look at where they are given. */
const anywhere = (ids: readonly string[]) => sql`(select unnest(${[...ids]}::uuid[]) as service_id, null::float8 as kilometres, false as approximate, null::uuid as location_id)`;
