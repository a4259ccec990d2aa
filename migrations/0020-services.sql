-- What is offered where, in the words of HSDS 3.0 (docs.openreferral.org). Things that are looked for or joined are columns; what only ever
-- stands inside its parent (telephones, opening hours, costs …) lies in `details` exactly as HSDS writes it.

-- What the directory says about an organisation beside the network's own entry: public, also its e-mail.
create table organisation_profile (
  network_id uuid not null,
  organisation_id uuid not null,
  description text not null default '',
  alternate_name text,
  email text,
  website text,
  tax_status text,
  tax_id text,
  year_incorporated int,
  legal_status text,
  logo text,
  uri text,
  parent_organisation_id uuid,
  details jsonb not null default '{}',
  primary key (network_id, organisation_id),
  foreign key (network_id, organisation_id) references organisation on delete cascade
);
select wall('organisation_profile');

create table service (
  network_id uuid not null references network,
  service_id uuid not null,
  organisation_id uuid not null,
  -- As the provider writes it; other languages and scripts in names (locale → text), likewise for the description.
  name text not null check (length(trim(name)) > 0),
  names jsonb not null default '{}',
  alternate_name text,
  description text,
  descriptions jsonb not null default '{}',
  url text,
  email text,
  status text not null check (status in ('active', 'inactive', 'defunct', 'temporarily closed')),
  interpretation_services text,
  application_process text,
  fees_description text,
  wait_time text,
  fees text,
  accreditations text,
  eligibility_description text,
  minimum_age numeric check (minimum_age >= 0),
  maximum_age numeric,
  assured_date text,
  assurer_email text,
  licenses text,
  alert text,
  -- HSDS asks for the moment of the last change of the service or of anything it consists of.
  last_modified timestamptz not null,
  program jsonb,
  details jsonb not null default '{}',
  -- What HSDS has no word for.
  capacity int check (capacity >= 0),
  waiting int check (waiting >= 0),
  opened_on date,
  published boolean not null default false,
  -- Search form of all names (platform/matching/search-form.ts).
  fold text not null,
  primary key (network_id, service_id),
  foreign key (network_id, organisation_id) references organisation
);
create index service_by_name on service (network_id, name collate "und-x-icu", service_id);
create index service_of_organisation on service (network_id, organisation_id);
create index service_by_change on service (network_id, last_modified);
create index service_by_fold on service using gin (fold gin_trgm_ops);
select wall('service');

-- As for organisations: the wall keeps the index of `like` from being used, so the search runs behind it and checks the network itself.
create function services_found(wanted text[]) returns setof uuid language sql stable security definer set search_path = public as $$
  select service_id from service where network_id = current_network() and fold like wanted[1] and fold like all (wanted)
$$;

create table location (
  network_id uuid not null references network,
  location_id uuid not null,
  organisation_id uuid,
  location_type text not null check (location_type in ('physical', 'postal', 'virtual')),
  url text,
  name text,
  alternate_name text,
  description text,
  transportation text,
  latitude double precision,
  longitude double precision,
  external_identifier text,
  external_identifier_type text,
  -- The unit or settlement of the gazetteer it lies in.
  place_id text references place,
  details jsonb not null default '{}',
  primary key (network_id, location_id),
  foreign key (network_id, organisation_id) references organisation
);
create index location_of_organisation on location (network_id, organisation_id);
create index location_in_place on location (network_id, place_id);
select wall('location');

create table service_at_location (
  network_id uuid not null,
  service_at_location_id uuid not null,
  service_id uuid not null,
  location_id uuid,
  description text,
  details jsonb not null default '{}',
  -- The order in which the service names them.
  position int not null default 0,
  primary key (network_id, service_at_location_id),
  foreign key (network_id, service_id) references service on delete cascade,
  foreign key (network_id, location_id) references location
);
create index service_at_location_of on service_at_location (network_id, service_id, position);
create index service_at_location_at on service_at_location (network_id, location_id);
select wall('service_at_location');

-- Units of the gazetteer a service is open to; empty means it says nothing about it.
create table service_unit (
  network_id uuid not null,
  service_id uuid not null,
  place_id text not null references place,
  primary key (network_id, service_id, place_id),
  foreign key (network_id, service_id) references service on delete cascade
);
create index service_unit_in on service_unit (network_id, place_id);
select wall('service_unit');

-- Vocabularies that came with imported services. The national lists Kolo ships are the same for every network and live in the code.
create table taxonomy (
  network_id uuid not null references network,
  taxonomy_id uuid not null,
  name text not null,
  description text not null default '',
  uri text,
  version text,
  metadata jsonb,
  primary key (network_id, taxonomy_id)
);
select wall('taxonomy');

create table taxonomy_term (
  network_id uuid not null references network,
  term_id uuid not null,
  code text,
  name text not null,
  description text not null default '',
  parent_id uuid,
  taxonomy text,
  language text,
  taxonomy_id uuid,
  term_uri text,
  metadata jsonb,
  primary key (network_id, term_id)
);
create index taxonomy_term_of on taxonomy_term (network_id, taxonomy_id);
select wall('taxonomy_term');

-- Which terms a service is under; derived from its attributes in the same transaction.
create table service_term (
  network_id uuid not null,
  service_id uuid not null,
  term_id uuid not null,
  taxonomy_id uuid,
  primary key (network_id, service_id, term_id),
  foreign key (network_id, service_id) references service on delete cascade
);
create index service_term_for on service_term (network_id, term_id, service_id);
select wall('service_term');

-- Which networks have a directory to show: asked before any network is chosen, so it looks over the wall and answers ids only.
create function networks_with_services() returns setof uuid language sql stable security definer set search_path = public as $$
  select n.network_id from network n where exists (select from service s where s.network_id = n.network_id and s.published)
$$;
