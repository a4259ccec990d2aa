import { sql } from 'kysely';
import type { CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { searchForm } from '#platform/matching/search-form.ts';
import { decide, whichPlace } from '#modules/places/which-place.ts';
import { nomenclature, vocabularies, vocabularyId } from '../nomenclature/nomenclature.ts';
import { unitOfArea } from './areas.ts';
import { writeOrganizations } from './organization-commands.ts';
import { detailsOf, type Directory, type HsdsObject } from './reading.ts';

export type Written = Pick<Directory, 'organizations' | 'services' | 'locations' | 'serviceAtLocations' | 'taxonomies' | 'terms'>;

export interface Counts {
  added: number;
  changed: number;
}

export interface DirectoryCounts {
  organizations: Counts;
  services: Counts;
  locations: Counts;
}

/** Columns of their own; everything else an object says goes into `details` as it is. */
const columns = {
  service: ['id', 'organization_id', 'name', 'alternate_name', 'description', 'url', 'email', 'status', 'interpretation_services', 'application_process', 'fees_description', 'wait_time', 'fees', 'accreditations', 'eligibility_description', 'minimum_age', 'maximum_age', 'assured_date', 'assurer_email', 'licenses', 'alert', 'last_modified', 'program'],
  location: ['id', 'organization_id', 'location_type', 'url', 'name', 'alternate_name', 'description', 'transportation', 'latitude', 'longitude', 'external_identifier', 'external_identifier_type'],
  service_at_location: ['id', 'service_id', 'location_id', 'description'],
} as const;

/**
 * Puts a directory into the tables: one statement for each kind of thing, in the command's transaction. Writes what is new and replaces what is there under the same id. Services not named stay as they are.
 * @param published whether new services are shown to visitors at once
 */
export async function writeDirectory(context: CommandContext, directory: Written, { published }: { published: boolean }): Promise<DirectoryCounts> {
  const { tx, scope, now } = context;
  const { networkId } = scope;
  // The finder's lists are made once, at the end, and not with every table.
  const { rows: touched } = await sql<{ id: string }>`
    select distinct service_id as id, set_config('kolo.listing', 'once', true) from (
      select service_id from service_at_location where network_id = ${networkId} and (location_id = any (${directory.locations.map(({ id }) => id)}::uuid[]) or service_at_location_id = any (${directory.serviceAtLocations.map(({ id }) => id)}::uuid[]))
      union select unnest(${directory.services.map(({ id }) => id)}::uuid[])) as named`.execute(tx);
  const organizations = await writeOrganizations(context, directory, published);
  await writeTerms(tx, networkId, directory);
  const locations = await writeLocations(tx, networkId, directory.locations);

  const besides = await namesBesides(tx, networkId, directory.services);
  const services = directory.services.map((service) => ({
    ...service,
    last_modified: service.last_modified ?? now.toISOString(),
    details: detailsOf(service, columns.service),
    fold: searchForm([service.name as string, service.alternate_name as string | undefined, ...besides.get(service.id)!]),
  }));
  const written = await sql<{ added: boolean }>`
    insert into service as s (network_id, service_id, organisation_id, name, alternate_name, description, url, email, status, interpretation_services, application_process, fees_description, wait_time, fees,
      accreditations, eligibility_description, minimum_age, maximum_age, assured_date, assurer_email, licenses, alert, last_modified, program, details, published, fold)
    select ${networkId}, id, organization_id, name, alternate_name, description, url, email, status, interpretation_services, application_process, fees_description, wait_time, fees,
      accreditations, eligibility_description, minimum_age, maximum_age, assured_date, assurer_email, licenses, alert, last_modified, program, details, ${published}, fold
    from jsonb_to_recordset(${JSON.stringify(services)}::jsonb) as given (id uuid, organization_id uuid, name text, alternate_name text, description text, url text, email text, status text, interpretation_services text,
      application_process text, fees_description text, wait_time text, fees text, accreditations text, eligibility_description text, minimum_age numeric, maximum_age numeric, assured_date text, assurer_email text,
      licenses text, alert text, last_modified timestamptz, program jsonb, details jsonb, fold text)
    on conflict (network_id, service_id) do update set organisation_id = excluded.organisation_id, name = excluded.name, alternate_name = excluded.alternate_name, description = excluded.description, url = excluded.url,
      email = excluded.email, status = excluded.status, interpretation_services = excluded.interpretation_services, application_process = excluded.application_process, fees_description = excluded.fees_description,
      wait_time = excluded.wait_time, fees = excluded.fees, accreditations = excluded.accreditations, eligibility_description = excluded.eligibility_description, minimum_age = excluded.minimum_age,
      maximum_age = excluded.maximum_age, assured_date = excluded.assured_date, assurer_email = excluded.assurer_email, licenses = excluded.licenses, alert = excluded.alert, last_modified = excluded.last_modified,
      program = excluded.program, details = excluded.details, fold = excluded.fold
    returning (xmax = 0) as added`.execute(tx);

  await writeServiceAtLocations(tx, networkId, directory);
  await deriveTermsAndUnits(tx, networkId, directory.services);
  await sql`select list_written_services(${touched.map(({ id }) => id)}::uuid[]), set_config('kolo.listing', '', true)`.execute(tx);
  return { organizations, services: tally(written.rows), locations };
}

/** What services are called besides what a directory says of them: in other languages, and by who gives them. */
async function namesBesides(tx: Tx, networkId: string, services: readonly HsdsObject[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; besides: string[] }>`
    select given.id, array(select value from service s, jsonb_each_text(s.names) where s.network_id = ${networkId} and s.service_id = given.id) || ${providerNames} as besides
    from unnest(${services.map(({ id }) => id)}::uuid[], ${services.map(({ organization_id }) => organization_id as string)}::uuid[]) as given (id, organisation_id)
    left join lateral (select o.name, o.names from organisation o where o.network_id = ${networkId} and o.organisation_id = given.organisation_id offset 0) o on true`.execute(tx);
  return new Map(rows.map(({ id, besides }) => [id, besides]));
}

/** Of organisation `o`. */
const providerNames = sql`array[o.name] || array(select value from jsonb_each_text(o.names))`;

/** Brings the search forms of these services up to date with their names in all languages and those of their providers. */
export async function findable(tx: Tx, networkId: string, serviceIds: readonly string[]): Promise<void> {
  if (!serviceIds.length) return;
  const { rows } = await sql<{ id: string; names: (string | null)[] }>`
    select s.service_id as id, array[s.name, s.alternate_name] || array(select value from jsonb_each_text(s.names)) || ${providerNames} as names
    from service s join organisation o using (network_id, organisation_id) where s.network_id = ${networkId} and s.service_id = any (${[...serviceIds]}::uuid[])`.execute(tx);
  await sql`
    update service set fold = made.fold from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ names }) => searchForm(names))}::text[]) as made (id, fold)
    where network_id = ${networkId} and service_id = made.id and service.fold <> made.fold`.execute(tx);
}

/** A provider that is called otherwise takes its services along. */
export async function findableByProvider({ tx, scope: { networkId } }: CommandContext, organisationIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`select service_id as id from service where network_id = ${networkId} and organisation_id = any (${[...organisationIds]}::uuid[])`.execute(tx);
  await findable(tx, networkId, rows.map(({ id }) => id));
}

/**
 * Which of these ids there are. Looked up together and not for each row where it is used: of a directory that comes in within this one transaction statistics know nothing, and PostgreSQL may then read
 * everything of the network for every row.
 */
async function present(tx: Tx, networkId: string, what: 'organisation' | 'service' | 'location', ids: readonly unknown[]): Promise<Set<unknown>> {
  const id = sql.ref(`${what}_id`);
  const { rows } = await sql<{ id: string }>`select ${id} as id from ${sql.table(what)} where network_id = ${networkId} and ${id} = any (${[...new Set(ids.filter((one) => one != null))]}::uuid[])`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

const tally = (rows: { added: boolean }[]): Counts => ({ added: rows.filter(({ added }) => added).length, changed: rows.filter(({ added }) => !added).length });

/** What Kolo brings itself is not kept a second time as somebody else's. */
async function writeTerms(tx: Tx, networkId: string, written: Written) {
  const taxonomies = written.taxonomies.filter(({ id }) => !shippedVocabularies.has(id));
  const terms = written.terms.filter(({ id }) => !nomenclature().byId.has(id));
  await sql`
    insert into taxonomy (network_id, taxonomy_id, name, description, uri, version, metadata)
    select ${networkId}, id, name, coalesce(description, ''), uri, version, metadata from jsonb_to_recordset(${JSON.stringify(taxonomies)}::jsonb) as given (id uuid, name text, description text, uri text, version text, metadata jsonb)
    on conflict (network_id, taxonomy_id) do update set name = excluded.name, description = excluded.description, uri = excluded.uri, version = excluded.version, metadata = excluded.metadata`.execute(tx);
  await sql`
    insert into taxonomy_term (network_id, term_id, code, name, description, parent_id, taxonomy, language, taxonomy_id, term_uri, metadata)
    select ${networkId}, id, code, name, coalesce(description, ''), parent_id, taxonomy, language, taxonomy_id, term_uri, metadata
    from jsonb_to_recordset(${JSON.stringify(terms)}::jsonb) as given (id uuid, code text, name text, description text, parent_id uuid, taxonomy text, language text, taxonomy_id uuid, term_uri text, metadata jsonb)
    on conflict (network_id, term_id) do update set code = excluded.code, name = excluded.name, description = excluded.description, parent_id = excluded.parent_id, taxonomy = excluded.taxonomy, language = excluded.language,
      taxonomy_id = excluded.taxonomy_id, term_uri = excluded.term_uri, metadata = excluded.metadata`.execute(tx);
}

const shippedVocabularies = new Set(vocabularies.map(vocabularyId));
const vocabularyOf = (term: string | undefined) => ((known) => known && vocabularyId(known.vocabulary))(nomenclature().byId.get(term ?? ''));

async function writeLocations(tx: Tx, networkId: string, locations: readonly HsdsObject[]): Promise<Counts> {
  const known = await present(tx, networkId, 'organisation', locations.map(({ organization_id }) => organization_id));
  const rows = locations.map((location) => ({ ...location, organization_id: known.has(location.organization_id) ? location.organization_id : null, place_id: placeOf(location), details: detailsOf(location, columns.location) }));
  const written = await sql<{ added: boolean }>`
    insert into location as l (network_id, location_id, organisation_id, location_type, url, name, alternate_name, description, transportation, latitude, longitude, external_identifier, external_identifier_type, place_id, details)
    select ${networkId}, id, organization_id, location_type, url, name, alternate_name, description, transportation, latitude, longitude, external_identifier, external_identifier_type, place_id, details
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, organization_id uuid, location_type text, url text, name text, alternate_name text, description text, transportation text,
      latitude double precision, longitude double precision, external_identifier text, external_identifier_type text, place_id text, details jsonb)
    on conflict (network_id, location_id) do update set organisation_id = coalesce(excluded.organisation_id, l.organisation_id), location_type = excluded.location_type, url = excluded.url, name = excluded.name, alternate_name = excluded.alternate_name,
      description = excluded.description, transportation = excluded.transportation, latitude = excluded.latitude, longitude = excluded.longitude, external_identifier = excluded.external_identifier,
      external_identifier_type = excluded.external_identifier_type, place_id = excluded.place_id, details = excluded.details
    returning (xmax = 0) as added`.execute(tx);
  return tally(written.rows);
}

/** The municipality an address lies in, when its town says so beyond doubt. */
function placeOf({ addresses }: HsdsObject): string | null {
  for (const { city, country } of (addresses as { city?: string; country?: string }[] | undefined) ?? []) {
    const state = country?.toUpperCase();
    if (!city || (state && !['RS', 'BG', 'MD'].includes(state))) continue;
    const { decision, best } = decide(whichPlace(city, { country: state as 'RS' | undefined }));
    if (decision === 'sure') return best!.unit;
  }
  return null;
}

async function writeServiceAtLocations(tx: Tx, networkId: string, { services, locations, serviceAtLocations }: Written) {
  // A service named again names all its places again.
  const ids = services.map(({ id }) => id);
  const { rows: left } = await sql<{ id: string }>`delete from service_at_location where network_id = ${networkId} and service_id = any (${ids}::uuid[]) and location_id is not null returning location_id as id`.execute(tx);
  await sql`delete from service_at_location where network_id = ${networkId} and service_id = any (${ids}::uuid[])`.execute(tx);
  const [offered, places] = [await present(tx, networkId, 'service', serviceAtLocations.map((one) => one.service_id)), await present(tx, networkId, 'location', serviceAtLocations.map((one) => one.location_id))];
  // A place that belongs to a service nobody has told us of is left out.
  const rows = serviceAtLocations.map((one, position) => ({ ...one, position, details: detailsOf(one, columns.service_at_location) })).filter((one: HsdsObject) => offered.has(one.service_id) && (one.location_id == null || places.has(one.location_id)));
  await sql`
    insert into service_at_location (network_id, service_at_location_id, service_id, location_id, description, details, position)
    select ${networkId}, id, given.service_id, location_id, description, details, position
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, service_id uuid, location_id uuid, description text, details jsonb, position int)
    on conflict (network_id, service_at_location_id) do update set service_id = excluded.service_id, location_id = excluded.location_id, description = excluded.description, details = excluded.details, position = excluded.position`.execute(tx);
  // A place that a service has left is not thereby a place of its organisation: it may have been the address of one that is not published.
  const told = new Set(locations.map(({ id }) => id));
  const untold = left.map(({ id }) => id).filter((id) => !told.has(id));
  if (!untold.length) return;
  const used = new Set((await sql<{ id: string }>`select location_id as id from service_at_location where network_id = ${networkId} and location_id = any (${untold}::uuid[])`.execute(tx)).rows.map(({ id }) => id));
  await sql`update location set organisation_id = null where network_id = ${networkId} and location_id = any (${untold.filter((id) => !used.has(id))}::uuid[])`.execute(tx);
}

/** What services are looked for by: the terms of their attributes, and the units of their service areas and addresses. */
async function deriveTermsAndUnits(tx: Tx, networkId: string, services: readonly HsdsObject[]) {
  const ids = services.map(({ id }) => id);
  await sql`delete from service_term where network_id = ${networkId} and service_id = any (${ids}::uuid[])`.execute(tx);
  await sql`delete from service_unit where network_id = ${networkId} and service_id = any (${ids}::uuid[])`.execute(tx);
  const terms = services.flatMap(({ id, attributes }) => ((attributes as HsdsObject[] | undefined) ?? []).map(({ taxonomy_term_id, taxonomy_term }) => ({ id, term: (taxonomy_term_id ?? (taxonomy_term as HsdsObject | undefined)?.id) as string | undefined, taxonomy: ((taxonomy_term as HsdsObject | undefined)?.taxonomy_id ?? null) as string | null })));
  const withTerm = terms.filter(({ term }) => term);
  const { rows: own } = await sql<{ id: string; taxonomy: string | null }>`select term_id as id, taxonomy_id as taxonomy from taxonomy_term where network_id = ${networkId} and term_id = any (${[...new Set(withTerm.map(({ term }) => term!))]}::uuid[])`.execute(tx);
  const taxonomyOf = new Map(own.map(({ id, taxonomy }) => [id, taxonomy]));
  await sql`
    insert into service_term (network_id, service_id, term_id, taxonomy_id)
    select distinct on (id, term) ${networkId}::uuid, id, term, taxonomy
    from unnest(${withTerm.map(({ id }) => id)}::uuid[], ${withTerm.map(({ term }) => term!)}::uuid[], ${withTerm.map(({ term, taxonomy }) => taxonomy ?? taxonomyOf.get(term!) ?? null)}::uuid[]) as given (id, term, taxonomy) on conflict do nothing`.execute(tx);
  const units = services.flatMap(({ id, service_areas }) => ((service_areas as { name?: string; extent_type?: string; extent?: string }[] | undefined) ?? []).map((area) => ({ id, unit: unitOfArea(area) }))).filter((one): one is { id: string; unit: string } => one.unit !== null);
  await sql`
    insert into service_unit (network_id, service_id, place_id)
    select distinct ${networkId}::uuid, id, unit from unnest(${units.map(({ id }) => id)}::uuid[], ${units.map(({ unit }) => unit)}::text[]) as given (id, unit) on conflict do nothing`.execute(tx);
  await sql`
    insert into service_unit (network_id, service_id, place_id)
    select distinct s.network_id, s.service_id, l.place_id from service_at_location s cross join lateral (select l.place_id from location l where l.network_id = ${networkId} and l.location_id = s.location_id offset 0) l
    where s.network_id = ${networkId} and s.service_id = any (${ids}::uuid[]) and l.place_id is not null on conflict do nothing`.execute(tx);
}
