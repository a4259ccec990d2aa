/** Services for people: found by need, age and place. Visitors see what is published, over all networks of the installation. */
import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { foundOrAlike, type Alike } from '#platform/matching/near-queries.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { municipalityOf, unitById } from '#modules/places/gazetteer.ts';
import { isToldAll } from './access.ts';
import { bestServices, type Distance, type Found, type Hit, type Need } from './finding-queries.ts';
import { directoryNetworks } from './hsds/queries.ts';
import { needIn } from './need.ts';
import { directoryVersions, oncePerState, stateOf } from './hsds/version-queries.ts';
import { categories, widened } from './nomenclature/nomenclature.ts';
import type { ServiceStatus } from './shape.ts';
import { isSeenBy } from './whole-queries.ts';

export interface ServiceFilter {
  /** What somebody typed: a need, a name, a place, in any script. */
  q?: string | null;
  /** A term of the nomenclatures. */
  term?: string | null;
  /** Whom it is for: another term that must hold as well. */
  group?: string | null;
  /** Years. */
  age?: number | null;
  /** Unit of the gazetteer where the person lives. */
  unit?: string | null;
  /** Kilometres from that unit, as the crow flies: what is given so near counts, whomever it is open to. Without it, what is open to people of the unit. */
  within?: number | null;
  /** Only what runs today and says that it is open to the place: what maps and numbers count. */
  running?: boolean;
  page?: number;
}

export interface ServiceRow {
  id: string;
  name: string;
  names: Localised;
  description: string | null;
  descriptions: Localised;
  status: ServiceStatus;
  organisationId: string;
  provider: string;
  providerNames: Localised;
  minimumAge: number | null;
  maximumAge: number | null;
  terms: string[];
  units: string[];
  /** The place that was asked about, else the first it is given at. */
  city: string | null;
  street: string | null;
  latitude: number | null;
  longitude: number | null;
  /** The unit of the gazetteer that place lies in. */
  placeId: string | null;
  phone: string | null;
  fees: string | null;
  capacity: number | null;
  waiting: number | null;
  published: boolean;
}

export interface FoundServices {
  items: (ServiceRow & Distance)[];
  total: number;
  /** There are more than `total`, which nobody has counted to the end. */
  isMore: boolean;
  page: number;
  pages: number;
  /** What Kolo has understood of the text, to be shown and changed. */
  understood: {
    terms: string[];
    /** The place that was looked in. */
    unit: string | null;
    /** The place that stands in the text and in which nothing was found, so that these are from everywhere. */
    leftOut: string | null;
    /** The text without the place in it. */
    words: string;
  };
}

const perPage = 20;
/** Further than this nobody turns pages of a search. */
const reach = 400;

/** Services for visitors, best first. */
export const findServices = async (filter: ServiceFilter): Promise<FoundServices & Alike> => found((await directoryNetworks()).map(publicScope), filter);

/** The network's own services, published or not, for its members. */
export const listServices = (scope: Scope, filter: ServiceFilter): Promise<FoundServices & Alike> => found([scope], filter);

async function found(scopes: readonly Scope[], filter: ServiceFilter): Promise<FoundServices & Alike> {
  const asked = Math.max(1, Math.trunc(filter.page ?? 1) || 1);
  const { hits, ...about } = await hitsOf(scopes, filter, Math.min(reach, asked * perPage));
  const pages = Math.max(1, Math.ceil(Math.min(reach, about.total) / perPage));
  const page = Math.min(asked, pages);
  // Only what the page shows is read whole.
  return { items: await wholeOf(hits.slice((page - 1) * perPage, page * perPage)), ...about, page, pages };
}

/** The best over all networks, as many of each as asked for. Where nothing is found in a place that stands in the text, what there is elsewhere says more than an empty page, and the place may not have been meant. */
async function hitsOf(scopes: readonly Scope[], filter: ServiceFilter, most: number) {
  const asked = needIn(filter.q ?? '');
  const found = await bestOver(scopes, filter, { ...asked, unit: filter.unit ?? asked.unit }, most);
  if (found.total > 0 || !asked.unit || filter.unit) return { ...found, understood: { ...found.understood, leftOut: null } };
  // Nothing but the place was typed: then it is looked for as a name.
  const elsewhere = await bestOver(scopes, filter, { ...asked, words: asked.words || filter.q!, unit: null }, most);
  return elsewhere.total > 0 ? { ...elsewhere, understood: { ...elsewhere.understood, leftOut: asked.unit } } : { ...found, understood: { ...found.understood, leftOut: null } };
}

/** Best first, or nearest first where a distance was asked for. */
async function bestOver(scopes: readonly Scope[], filter: ServiceFilter, need: Need, most: number) {
  const all = await Promise.all(scopes.map(async (scope) => ({ scope, ...(await candidates(scope, filter, need, most)) })));
  // A service that is called so in one network leaves no room for one that is only called alike in another.
  const lists = all.some(({ alike, total }) => !alike && total > 0) ? all.filter(({ alike }) => !alike) : all;
  const hits = lists.flatMap(({ scope, rows }) => rows.map((hit) => ({ ...hit, scope }))).sort((a, b) => (a.kilometres ?? 0) - (b.kilometres ?? 0) || b.score - a.score || (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : a.id < b.id ? -1 : 1));
  return {
    hits,
    total: lists.reduce((sum, one) => sum + one.total, 0),
    isMore: lists.some((one) => one.isMore),
    understood: { terms: need.terms.map(({ id }) => id), unit: need.unit, words: need.words },
    alike: hits.length > 0 && lists.every((one) => one.alike || one.total === 0),
  };
}

/** These hits with what cards show, in their order. */
async function wholeOf(hits: readonly (Hit & { scope: Scope })[]): Promise<FoundServices['items']> {
  const rows = await Promise.all([...Map.groupBy(hits, ({ scope }) => scope)].map(([scope, own]) => rowsOf(scope, own.map(({ id, locationId }) => ({ id, locationId })))));
  const key = (id: string, at: string | null) => `${id} ${at ?? ''}`;
  const byKey = new Map(rows.flat().map(({ at, ...row }) => [key(row.id, at), row]));
  return hits.map(({ id, kilometres, approximate, locationId }) => ({ ...byKey.get(key(id, locationId))!, kilometres, approximate, locationId }));
}

/** By the need, by words of the name, and by names that are spelt nearly so where neither finds anything. */
const candidates = (scope: Scope, filter: ServiceFilter, need: Need, most: number): Promise<Found & Alike> =>
  foundOrAlike(scope, 'service', need.words, (query) => bestServices(scope, filter, need, query, most));

/**
 * Where the services that were asked for are given, for a device that looks for the nearest without telling where it is: one line for each place of each of the best four hundred, how many services these are, and how many there are in all.
 * Where nobody wrote down the coordinates, the middle of the municipality is meant: `approximate`.
 */
export async function servicePoints(filter: ServiceFilter): Promise<{ services: FoundServices['items']; compared: number; total: number }> {
  const { hits, total } = await hitsOf((await directoryNetworks()).map(publicScope), filter, reach);
  const best = hits.slice(0, reach);
  const services = (await wholeOf(await atEachPlace(best))).flatMap((one) => {
    if (one.latitude !== null && one.longitude !== null) return [{ ...one, approximate: false }];
    const middle = one.placeId && municipalityOf(one.placeId) ? unitById(one.placeId) : null;
    return middle && middle.lat !== null && middle.lon !== null ? [{ ...one, latitude: middle.lat, longitude: middle.lon, approximate: true }] : [];
  });
  return { services, compared: best.length, total };
}

/** The same hits, once for each place the service is given at. */
async function atEachPlace<One extends Hit & { scope: Scope }>(hits: readonly One[]): Promise<One[]> {
  const places = await Promise.all([...Map.groupBy(hits, ({ scope }) => scope)].map(([scope, own]) => reading(scope, async (tx) => (await sql<{ id: string; at: string }>`
    select a.service_id as id, a.location_id as at from service_at_location a where a.network_id = current_network() and a.service_id = any (${own.map(({ id }) => id)}::uuid[]) and a.location_id is not null order by a.position`.execute(tx)).rows)));
  const of = Map.groupBy(places.flat(), ({ id }) => id);
  return hits.flatMap((hit) => [...new Set((of.get(hit.id) ?? []).map(({ at }) => at))].map((locationId) => ({ ...hit, locationId })));
}

/** Services as cards show them, each at the place that is meant (null: its first); in any order. */
const rowsOf = (scope: Scope, wanted: readonly { id: string; locationId: string | null }[]): Promise<(ServiceRow & { at: string | null })[]> =>
  wanted.length === 0
    ? Promise.resolve([])
    : reading(scope, async (tx) => {
        const { rows } = await sql<ServiceRow & { at: string | null }>`
          select s.service_id as id, s.name, s.names, s.description, s.descriptions, s.status, s.organisation_id as "organisationId", o.name as provider, o.names as "providerNames", s.minimum_age::float8 as "minimumAge",
            s.maximum_age::float8 as "maximumAge", array(select t.term_id from service_term t where t.network_id = s.network_id and t.service_id = s.service_id) as terms,
            array(select u.place_id from service_unit u where u.network_id = s.network_id and u.service_id = s.service_id order by u.place_id limit 12) as units, wanted.at,
            l.details #>> '{addresses,0,city}' as city, l.details #>> '{addresses,0,address_1}' as street, l.latitude, l.longitude, case when l.location_type = 'physical' then l.place_id end as "placeId", s.details #>> '{phones,0,number}' as phone, s.fees_description as fees,
            s.capacity, s.waiting, s.published
          from unnest(${wanted.map(({ id }) => id)}::uuid[], ${wanted.map(({ locationId }) => locationId)}::uuid[]) as wanted (id, at)
          join service s on s.network_id = current_network() and s.service_id = wanted.id join organisation o on o.network_id = s.network_id and o.organisation_id = s.organisation_id
          left join lateral (
            select l.* from service_at_location a join location l using (network_id, location_id)
            where a.network_id = s.network_id and a.service_id = s.service_id and (wanted.at is null or a.location_id = wanted.at) order by a.position limit 1) l on true`.execute(tx);
        return rows;
      });

/** The services an organisation gives, in the order of their names; a visitor's are the published ones that are not gone, a member's those she sees. */
export const servicesGivenBy = async (scope: Scope, organisationId: string): Promise<ServiceRow[]> => {
  const ids = await reading(scope, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select s.service_id as id from service s join organisation o using (network_id, organisation_id)
      where s.network_id = ${scope.networkId} and (o.organisation_id = ${organisationId} or o.same_as = ${organisationId}) and ${isSeenBy(scope)} ${isToldAll(scope) ? sql`` : sql`and s.status <> 'defunct'`}
      order by s.name collate "und-x-icu", s.service_id limit 200`.execute(tx);
    return rows.map(({ id }) => id);
  });
  const byId = new Map((await rowsOf(scope, ids.map((id) => ({ id, locationId: null })))).map(({ at: _, ...row }) => [row.id, row]));
  return ids.map((id) => byId.get(id)!);
};

/** How many published services there are under each common category, for the start of the finder; counted once for each state of the directory. */
export async function servicesPerCategory(): Promise<Map<string, number>> {
  const networks = await directoryVersions();
  return oncePerState(stateOf(networks), 'categories', async () => {
    const pairs = categories().flatMap(({ id }) => widened([id]).map((term) => [id, term] as const));
    const counts = new Map<string, number>();
    for (const { networkId } of networks) {
      const { rows } = await reading(publicScope(networkId), (tx) =>
        sql<{ category: string; n: number }>`
          select c.category, count(distinct l.service_id)::int as n from unnest(${pairs.map(([category]) => category)}::uuid[], ${pairs.map(([, term]) => term)}::uuid[]) as c (category, term)
            join service_listed l on l.network_id = current_network() and l.term_id = c.term and l.place_id = '*' and l.shown
          group by c.category`.execute(tx),
      );
      for (const { category, n } of rows) counts.set(category, (counts.get(category) ?? 0) + n);
    }
    return counts;
  });
}
