/** The directory as HSDS answers it: what is published, over all networks of the installation, each asked through its own wall. */
import { sql, type RawBuilder } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { searchQuery } from '#platform/matching/search-form.ts';
import { notFound } from '#platform/problem.ts';
import { publicScope } from '#platform/session/scope.ts';
import { isPublicOrganisation } from '#modules/organisations/queries.ts';
import { nomenclature, vocabularies, vocabularyId, widened } from '../nomenclature/nomenclature.ts';
import { searchTerms } from '../nomenclature/search.ts';
import { bookmarks, directoryVersions, oncePerState, stateOf, type DirectoryNetwork } from './version-queries.ts';

// The objects are made by the database from its rows: as the standard writes them, without what is not known. Fragments for `select`.

const moment = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Its own words: those that another directory had brought, as long as they are still said, else in the first language they stand in; the standard wants the field in any case. */
export const described = sql`coalesce((select value from jsonb_each_text(o.descriptions) order by btrim(value) = btrim(p.description) desc nulls last limit 1), p.description, '')`;

/** `o`: organisation, `p`: its profile (may be null). One-to-one fields only. */
export const organizationBasic = sql`jsonb_strip_nulls(jsonb_build_object('id', o.organisation_id, 'name', o.name, 'alternate_name', p.alternate_name, 'description', ${described}, 'email', p.email,
  'website', coalesce(o.website, p.website), 'tax_status', p.tax_status, 'tax_id', p.tax_id, 'year_incorporated', p.year_incorporated, 'legal_status', p.legal_status, 'logo', p.logo, 'uri', p.uri,
  'parent_organization_id', p.parent_organisation_id))`;

/** The entries that stand for organisation `o`: its own and those joined into it. */
const entries = sql`(select m.organisation_id from organisation m where m.network_id = o.network_id and (m.organisation_id = o.organisation_id or m.same_as = o.organisation_id))`;

/** An empty list is left out, as the standard's own examples do. */
const listed = (name: string, rows: RawBuilder<unknown>) => sql`coalesce((select jsonb_build_object(${sql.lit(name)}, list) from (${rows}) as made (list) where jsonb_array_length(list) > 0), '{}')`;

/**
 * What is kept inside an object, as everybody may read it: of an organisation, a service, a place alike. A contact that names a person goes out only when organisation `o`
 * has recorded that person's consent, and then as Kolo's own page shows it: no address, no number. One without a name is an office. A number that is said to be a contact's goes with its person.
 * @param details the object's `details`; may be null
 */
const told = (details: RawBuilder<unknown>) => sql`(case when ${details} ?| array['contacts', 'phones'] then ${details} - 'contacts' - 'phones' || ${listed(
  'contacts',
  sql`select jsonb_agg(case when coalesce(trim(c ->> 'name'), '') = '' then c else c - 'email' - 'phones' end order by n) from jsonb_array_elements(${details} -> 'contacts') with ordinality as each (c, n)
    where coalesce(trim(c ->> 'name'), '') = '' or exists (select from organisation_contact k where k.network_id = o.network_id and k.organisation_id in ${entries} and k.is_public and k.name = c ->> 'name')`,
)} || ${listed('phones', sql`select jsonb_agg(t order by n) from jsonb_array_elements(${details} -> 'phones') with ordinality as each (t, n) where t ->> 'contact_id' is null`)} else coalesce(${details}, '{}') end)`;

/** `l`: location. One-to-one fields only. */
const locationBasic = sql`jsonb_strip_nulls(jsonb_build_object('id', l.location_id, 'location_type', l.location_type, 'url', l.url, 'organization_id', (select coalesce(m.same_as, m.organisation_id) from organisation m where m.network_id = l.network_id and m.organisation_id = l.organisation_id), 'name', l.name, 'alternate_name', l.alternate_name,
  'description', l.description, 'transportation', l.transportation, 'latitude', l.latitude, 'longitude', l.longitude, 'external_identifier', l.external_identifier, 'external_identifier_type', l.external_identifier_type))`;
const locationFull = sql`(${locationBasic} || l.details)`;
const locationTold = sql`(${locationBasic} || ${told(sql`l.details`)})`;

/**
 * Whether a place of its own accord may be told to everybody: a published service is given there, or none at all. The address of a service that is not published (a safe house) is nobody's business,
 * whichever of the provider's answers it would stand in.
 * @param location alias of the row
 */
const isPublicLocation = (location: string) => sql`(exists (select from service_at_location u join service g using (network_id, service_id) where u.network_id = ${sql.ref(`${location}.network_id`)} and u.location_id = ${sql.ref(`${location}.location_id`)} and g.published and g.status <> 'defunct')
  or not exists (select from service_at_location u where u.network_id = ${sql.ref(`${location}.network_id`)} and u.location_id = ${sql.ref(`${location}.location_id`)}))`;

/** `s`: service. One-to-one fields only. */
const serviceBasic = sql`jsonb_strip_nulls(jsonb_build_object('id', s.service_id, 'organization_id', o.organisation_id, 'program_id', coalesce(s.program ->> 'id', s.details ->> 'program_id'), 'name', s.name, 'alternate_name', s.alternate_name, 'description', s.description, 'url', s.url,
  'email', s.email, 'status', s.status, 'interpretation_services', s.interpretation_services, 'application_process', s.application_process, 'fees_description', s.fees_description, 'wait_time', s.wait_time,
  'fees', s.fees, 'accreditations', s.accreditations) || jsonb_build_object('eligibility_description', s.eligibility_description, 'minimum_age', s.minimum_age, 'maximum_age', s.maximum_age, 'assured_date', s.assured_date,
  'assurer_email', s.assurer_email, 'licenses', s.licenses, 'alert', s.alert, 'last_modified', ${moment('s.last_modified')}))`;

const programBasic = sql`case when s.program is null then '{}' else jsonb_build_object('program', s.program - 'attributes' - 'metadata') end`;

/** A service as lists show it: with its organisation and programme, each in one-to-one fields. */
const serviceInList = sql`(${serviceBasic} || jsonb_build_object('organization', ${organizationBasic}) || ${programBasic})`;

const serviceAtLocationBasic = sql`jsonb_strip_nulls(jsonb_build_object('id', a.service_at_location_id, 'service_id', a.service_id, 'location_id', a.location_id, 'description', a.description))`;
/** `a`: service at location, `l`: its location (may be null). */
const serviceAtLocationFull = sql`(${serviceAtLocationBasic} || a.details || case when l.location_id is null then '{}' else jsonb_build_object('location', ${locationFull}) end)`;
const serviceAtLocationTold = sql`(${serviceAtLocationBasic} || ${told(sql`a.details`)} || case when l.location_id is null then '{}' else jsonb_build_object('location', ${locationTold}) end)`;
const serviceAtLocationInList = sql`(${serviceAtLocationBasic} || case when l.location_id is null then '{}' else jsonb_build_object('location', ${locationBasic}) end || jsonb_build_object('service', ${serviceInList}))`;

const fullService = (own: RawBuilder<unknown>, atLocation: RawBuilder<unknown>) => sql`(${serviceBasic} || ${own} || jsonb_build_object('organization', ${organizationBasic}) || case when s.program is null then '{}' else jsonb_build_object('program', s.program) end || ${listed(
  'service_at_locations',
  sql`select jsonb_agg(${atLocation} order by a.position) from service_at_location a left join location l using (network_id, location_id) where a.network_id = s.network_id and a.service_id = s.service_id`,
)})`;

/** With everything that is known of it, also of persons: for whoever keeps the directory. */
export const serviceFull = fullService(sql`s.details`, serviceAtLocationFull);

/** A service that is closed down: that there was one, and is no more. Where it was and whom one called is nobody's business any longer. */
const serviceGone = sql`jsonb_strip_nulls(jsonb_build_object('id', s.service_id, 'organization_id', o.organisation_id, 'name', s.name, 'alternate_name', s.alternate_name, 'description', s.description, 'status', s.status, 'last_modified', ${moment('s.last_modified')}, 'organization', ${organizationBasic}))`;
const unlessGone = (json: RawBuilder<unknown>) => sql`case when s.status = 'defunct' then ${serviceGone} else ${json} end`;

/** With everything that everybody may know of it. */
export const serviceTold = unlessGone(fullService(told(sql`s.details`), serviceAtLocationTold));

/** Those of Kolo's own, and those that came from another directory; each once, and as many of one scheme as there are. */
const identifiers = sql`select jsonb_agg(i order by i ->> 'identifier_scheme', i ->> 'identifier', i ->> 'id') from (
    select given as i from jsonb_array_elements(p.details -> 'organization_identifiers') as given
    union all select jsonb_build_object('id', md5(k.organisation_id || k.scheme || k.value)::uuid, 'organization_id', o.organisation_id, 'identifier_scheme', k.scheme, 'identifier_type', k.scheme, 'identifier', k.value)
      from organisation_identifier k where k.network_id = o.network_id and k.organisation_id in ${entries}
        and not coalesce(p.details -> 'organization_identifiers' @> jsonb_build_array(jsonb_build_object('identifier_scheme', k.scheme, 'identifier', k.value)), false)) as each`;

const organizationFull = sql`(${organizationBasic} || ${told(sql`(p.details - 'organization_identifiers')`)} || ${listed('organization_identifiers', identifiers)} || ${listed(
  'locations',
  sql`select jsonb_agg(${locationTold} order by l.location_id) from location l where l.network_id = o.network_id and l.organisation_id in ${entries} and ${isPublicLocation('l')}`,
)})`;

/** The organisation with all its services in full, which the standard's interface names (`full_service`) and its schema of an organisation does not. */
const organizationWithServices = sql`(${organizationFull} || ${listed('services', sql`select jsonb_agg(${serviceTold} - 'organization' order by s.service_id) from service s where s.network_id = o.network_id and s.organisation_id in ${entries} and s.published`)})`;

export type ListName = 'services' | 'organizations' | 'service_at_locations';

export interface HsdsFilter {
  search?: string | undefined;
  taxonomyTermId?: string | undefined;
  taxonomyId?: string | undefined;
  organizationId?: string | undefined;
  /** ISO moment. */
  modifiedAfter?: string | undefined;
  postcode?: string | undefined;
  /** Metres from the middle of the postcode. */
  proximity?: number | undefined;
}

/** `services`: of an organisation, with all of its services. */
type Detail = 'list' | 'full' | 'minimal' | 'services';

/** Ids of the networks that have published services, in a fixed order. */
export const directoryNetworks = async (): Promise<string[]> => (await directoryVersions()).map(({ networkId }) => networkId);

const inDirectory = <T>(networkId: string, work: (tx: Tx) => Promise<T>) => reading(publicScope(networkId), work);

/**
 * `service s` joined to the organisation that gives it and to its profile: an entry that was joined into another one (same_as) is told as that one. Not by `coalesce`: PostgreSQL counts it among what
 * could leak, and behind row-level security would then read all organisations instead of looking one up by its key.
 */
const serviceFrom = sql`service s join organisation e on e.network_id = s.network_id and e.organisation_id = s.organisation_id join organisation o on o.network_id = e.network_id and o.organisation_id = case when e.same_as is null then e.organisation_id else e.same_as end
  left join organisation_profile p on p.network_id = o.network_id and p.organisation_id = o.organisation_id`;

const parts: Record<ListName, { from: RawBuilder<unknown>; id: RawBuilder<unknown>; json: Record<'list' | 'full' | 'minimal', RawBuilder<unknown>> & { services?: RawBuilder<unknown> }; published: RawBuilder<unknown> }> = {
  services: {
    from: serviceFrom,
    id: sql`s.service_id`,
    json: { list: unlessGone(serviceInList), full: serviceTold, minimal: sql`jsonb_build_object('id', s.service_id, 'name', s.name, 'status', s.status, 'last_modified', to_char(s.last_modified at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))` },
    published: sql`s.network_id = current_network() and s.published`,
  },
  organizations: {
    from: sql`organisation o left join organisation_profile p using (network_id, organisation_id)`,
    id: sql`o.organisation_id`,
    json: { list: organizationBasic, full: organizationFull, services: organizationWithServices, minimal: sql`jsonb_build_object('id', o.organisation_id, 'name', o.name, 'description', ${described})` },
    published: sql`o.network_id = current_network() and o.same_as is null and ${isPublicOrganisation}`,
  },
  service_at_locations: {
    from: sql`service_at_location a join (${serviceFrom}) on s.network_id = a.network_id and s.service_id = a.service_id left join location l on l.network_id = a.network_id and l.location_id = a.location_id`,
    id: sql`a.service_at_location_id`,
    json: { list: serviceAtLocationInList, full: serviceAtLocationTold, minimal: sql`jsonb_build_object('id', a.service_at_location_id, 'service_id', a.service_id)` },
    published: sql`a.network_id = current_network() and s.published and s.status <> 'defunct'`,
  },
};

/**
 * The objects of this network that an earlier one publishes under the same id: they are told there, once.
 * @param earlier networks before this one, in the order of `directoryNetworks`
 */
async function toldBefore(name: ListName, networkId: string, earlier: readonly string[]): Promise<string[]> {
  if (!earlier.length) return [];
  const shared = await inDirectory(networkId, (tx) => sql<{ id: string }>`select held_before(${name}, ${[...earlier]}::uuid[]) as id`.execute(tx));
  const ids = shared.rows.map((row) => row.id);
  const told = new Set<string>();
  // Whether it is published there, each network is asked through its own wall.
  const { from, id, published } = parts[name];
  for (const before of ids.length ? earlier : []) {
    const { rows } = await inDirectory(before, (tx) => sql<{ id: string }>`select ${id} as id from ${from} where ${id} = any (${ids}::uuid[]) and ${published}`.execute(tx));
    for (const row of rows) told.add(row.id);
  }
  return [...told];
}

/** @param except ids that another network tells */
function conditions(name: ListName, filter: HsdsFilter, except: readonly string[]): RawBuilder<unknown> {
  const { search, taxonomyTermId, taxonomyId, organizationId, modifiedAfter, postcode, proximity } = filter;
  const all = [parts[name].published];
  if (except.length) all.push(sql`${parts[name].id} <> all (${[...except]}::uuid[])`);
  const query = searchQuery(search);
  if (query !== null) {
    if (name === 'organizations') all.push(sql`o.organisation_id = any (array(select organisations_found(${query}::tsquery)))`);
    else {
      const terms = widened(searchTerms(search!, 5).filter(({ score }) => score >= 0.6).map(({ term }) => term.id));
      all.push(sql`(s.service_id = any (array(select services_found(${query}::tsquery))) or s.service_id in (select t.service_id from service_term t where t.network_id = current_network() and t.term_id = any (${terms}::uuid[])))`);
    }
  }
  if (taxonomyTermId) all.push(sql`exists (select from service_term t where t.network_id = s.network_id and t.service_id = s.service_id and t.term_id = any (${widened([taxonomyTermId])}::uuid[]))`);
  if (taxonomyId) all.push(sql`exists (select from service_term t where t.network_id = s.network_id and t.service_id = s.service_id and t.taxonomy_id = ${taxonomyId})`);
  if (organizationId) all.push(sql`o.organisation_id = (select coalesce(same_as, organisation_id) from organisation where network_id = current_network() and organisation_id = ${organizationId})`);
  if (modifiedAfter) all.push(sql`s.last_modified >= ${modifiedAfter}::timestamptz`);
  if (postcode && name === 'service_at_locations') {
    const hasPostcode = (location: string) => sql`${sql.ref(`${location}.details`)} -> 'addresses' @> jsonb_build_array(jsonb_build_object('postal_code', ${postcode}::text))`;
    const there = sql`from location m where m.network_id = a.network_id and ${isPublicLocation('m')} and ${hasPostcode('m')}`;
    // A service that says whom it is open to covers the postcode when it is open to its municipality, or to what that lies in; one that says nothing of it, where it stands there itself.
    all.push(
      proximity === undefined
        ? sql`case when s.details ? 'service_areas' then exists (with recursive above as (select m.place_id as id ${there} union select b.parent from place b join above using (id) where b.parent is not null)
            select from above join service_unit u on u.network_id = s.network_id and u.service_id = s.service_id and u.place_id = above.id) else ${hasPostcode('l')} end`
        : // Haversine on a sphere of 6,371 km (Sinnott 1984); the middle of a postcode is the mean of what lies in it.
          sql`exists (select from (select avg(m.latitude) as lat, avg(m.longitude) as lon ${there}) as middle
            where 2 * 6371000 * asin(sqrt(power(sin(radians(l.latitude - middle.lat) / 2), 2) + cos(radians(middle.lat)) * cos(radians(l.latitude)) * power(sin(radians(l.longitude - middle.lon) / 2), 2))) <= ${proximity})`,
    );
  }
  return sql.join(all, sql` and `);
}

const count = async (tx: Tx, name: ListName, filter: HsdsFilter, except: readonly string[]): Promise<number> => {
  if (name === 'services' && Object.values(filter).every((value) => value === undefined)) {
    const { rows } = await sql<{ n: number }>`select coalesce(sum(n), 0)::int as n from tally where network_id = current_network() and subject = 'service_published'`.execute(tx);
    // Told elsewhere, but not all of those need be published here.
    const less = except.length ? (await sql<{ n: number }>`select count(*)::int as n from service where network_id = current_network() and published and service_id = any (${[...except]}::uuid[])`.execute(tx)).rows[0]!.n : 0;
    return rows[0]!.n - less;
  }
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${parts[name].from} where ${conditions(name, filter, except)}`.execute(tx);
  return rows[0]!.n;
};

/** The least that has to be read to know which objects a list has; more only where the filter asks for it. */
function idsFrom(name: ListName, { organizationId, postcode }: HsdsFilter): RawBuilder<unknown> {
  if (name === 'organizations') return sql`organisation o`;
  if (organizationId || postcode) return parts[name].from;
  return name === 'services' ? sql`service s` : sql`service_at_location a join service s using (network_id, service_id)`;
}

/** One page as JSON texts, and how many there are in all, each once. Ordered by network and id: stable while somebody reads page after page. */
export async function hsdsPage(networks: readonly DirectoryNetwork[], name: ListName, filter: HsdsFilter, { page, perPage, detail }: { page: number; perPage: number; detail: Detail }): Promise<{ items: string[]; total: number }> {
  const items: string[] = [];
  let total = 0;
  let skip = (page - 1) * perPage;
  for (const [place, { networkId }] of networks.entries()) {
    const except = await toldBefore(name, networkId, networks.slice(0, place).map((before) => before.networkId));
    const [state, what] = [stateOf(networks.slice(0, place + 1)), `${name} ${JSON.stringify(filter)}`];
    await inDirectory(networkId, async (tx) => {
      const n = await oncePerState(state, what, () => count(tx, name, filter, except));
      total += n;
      if (items.length < perPage && skip < n) {
        const { from, id, json } = parts[name];
        const known = await bookmarks(state, what);
        const { skipped, after } = known.before(skip);
        // The page's ids first, so that only its own objects are made; and the id before them, so that the same page need not be looked for again.
        const more = skip > skipped ? 1 : 0;
        const found = await sql<{ id: string }>`
          select ${id} as id from ${idsFrom(name, filter)} where ${conditions(name, filter, except)} and ${id} > ${after} order by ${id} limit ${perPage - items.length + more} offset ${skip - skipped - more}`.execute(tx);
        const ids = found.rows.map((row) => row.id);
        if (more && ids[0]) known.set(skip, ids[0]);
        if (ids.length) known.set(skip - more + ids.length, ids.at(-1)!);
        const { rows } = await sql<{ json: string }>`select (${json[detail]})::text as json from ${from} where ${id} = any (${ids.slice(more)}::uuid[]) and ${parts[name].published} order by ${id}`.execute(tx);
        items.push(...rows.map((row) => row.json));
      }
      skip = Math.max(0, skip - n);
    });
  }
  return { items, total };
}

const atOnce = 500;

/** Everything once, one JSON text after the other, a few hundred in memory at a time. */
export async function* hsdsAll(name: ListName, filter: HsdsFilter, detail: Detail): AsyncGenerator<string> {
  const { from, id, json } = parts[name];
  const networks = await directoryNetworks();
  for (const [place, networkId] of networks.entries()) {
    const except = await toldBefore(name, networkId, networks.slice(0, place));
    let after = '00000000-0000-0000-0000-000000000000';
    while (true) {
      const { rows } = await inDirectory(networkId, (tx) => sql<{ id: string; json: string }>`select ${id} as id, (${json[detail] ?? json.full})::text as json from ${from} where ${conditions(name, filter, except)} and ${id} > ${after} order by ${id} limit ${atOnce}`.execute(tx));
      for (const row of rows) yield row.json;
      if (rows.length < atOnce) break;
      after = rows.at(-1)!.id;
    }
  }
}

/** One object in full, as JSON text. @throws 404 */
export async function hsdsOne(name: ListName, wanted: string, detail: Detail = 'full'): Promise<string> {
  const { from, id, json, published } = parts[name];
  for (const networkId of await directoryNetworks()) {
    const { rows } = await inDirectory(networkId, (tx) => sql<{ json: string }>`select (${json[detail] ?? json.full})::text as json from ${from} where ${id} = ${wanted} and ${published}`.execute(tx));
    if (rows[0]) return rows[0].json;
  }
  throw notFound();
}

export interface ImportedTerm { id: string; [field: string]: unknown }

/** Taxonomies and terms that came with imported services, of all networks; without those that Kolo brings itself. */
export async function importedTerms(): Promise<{ taxonomies: ImportedTerm[]; terms: ImportedTerm[] }> {
  const shipped = new Set(vocabularies.map(vocabularyId));
  const taxonomies = new Map<string, ImportedTerm>();
  const terms = new Map<string, ImportedTerm>();
  for (const networkId of await directoryNetworks()) {
    await inDirectory(networkId, async (tx) => {
      const found = await sql<{ json: ImportedTerm }>`select jsonb_strip_nulls(jsonb_build_object('id', taxonomy_id, 'name', name, 'description', description, 'uri', uri, 'version', version, 'metadata', metadata)) as json from taxonomy where network_id = current_network() order by taxonomy_id`.execute(tx);
      for (const { json } of found.rows) if (!shipped.has(json.id)) taxonomies.set(json.id, json);
      const all = await sql<{ json: ImportedTerm }>`select jsonb_strip_nulls(jsonb_build_object('id', term_id, 'code', code, 'name', name, 'description', description, 'parent_id', parent_id, 'taxonomy', taxonomy, 'language', language, 'taxonomy_id', taxonomy_id, 'term_uri', term_uri, 'metadata', metadata)) as json from taxonomy_term where network_id = current_network() order by term_id`.execute(tx);
      for (const { json } of all.rows) if (!nomenclature().byId.has(json.id)) terms.set(json.id, json);
    });
  }
  return { taxonomies: [...taxonomies.values()], terms: [...terms.values()] };
}
