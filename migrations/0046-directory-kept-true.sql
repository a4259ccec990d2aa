-- What an organisation says about itself, who may be asked there, and whether visitors find it without any programme or service.
alter table organisation
  add column descriptions jsonb not null default '{}',
  add column listed boolean not null default false,
  -- The last day on which somebody who knows said that the entry is true; who said so stands in assurance.
  add column assured_on date;
create index organisation_listed on organisation (network_id) where listed;

-- People, desks, telephones and addresses. Each is shown to visitors only with a day on which whoever it is agreed.
create table organisation_contact (
  network_id uuid not null,
  contact_id uuid not null,
  organisation_id uuid not null,
  position int not null,
  name text,
  role text,
  phone text,
  email text,
  website text,
  is_public boolean not null default false,
  consent_on date,
  primary key (network_id, contact_id),
  foreign key (network_id, organisation_id) references organisation on delete cascade,
  constraint contact_says_something check (coalesce(name, phone, email, website) is not null),
  constraint contact_shown_with_consent check (not is_public or consent_on is not null)
);
create index organisation_contact_of on organisation_contact (network_id, organisation_id, position);
select wall('organisation_contact');

-- Networks that show visitors anything: asked before any network is chosen, so it looks over the wall and answers ids only.
create function networks_with_something() returns setof uuid language sql stable security definer set search_path = public as $$
  select n.network_id from network n
  where exists (select from programme p where p.network_id = n.network_id and p.published_at is not null)
    or exists (select from service s where s.network_id = n.network_id and s.published)
    or exists (select from organisation o where o.network_id = n.network_id and o.listed)
$$;

-- A change that somebody proposes to a record she may not change herself: values as texts, field by field, beside the values she saw.
-- It changes nothing until a moderator takes fields of it; then the ordinary command writes them.
create table proposal (
  network_id uuid not null references network,
  proposal_id uuid not null,
  kind text not null check (kind in ('organisation', 'service')),
  subject_id uuid not null,
  organisation_id uuid not null,
  proposed jsonb not null,
  base jsonb not null,
  note text,
  -- Who proposes: an account, or whoever has the link of a letter.
  account_id uuid,
  request_id uuid,
  -- Where the answer goes.
  email text not null,
  locale text not null,
  origin text not null,
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'partly', 'returned', 'replaced', 'withdrawn')),
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  -- What the moderator says about it.
  sentence text,
  taken jsonb not null default '[]',
  primary key (network_id, proposal_id),
  foreign key (network_id, organisation_id) references organisation,
  constraint proposal_of_somebody check (num_nonnulls(account_id, request_id) = 1)
);
create index proposal_waiting on proposal (network_id, created_at) where state = 'waiting';
create index proposal_about on proposal (network_id, kind, subject_id, created_at);
create index proposal_of_organisation on proposal (network_id, organisation_id, created_at);
select wall('proposal');

-- How a record read after each change, the first one being how it read before anybody's first change.
create table record_version (
  network_id uuid not null references network,
  kind text not null check (kind in ('organisation', 'service')),
  subject_id uuid not null,
  version int not null,
  fields jsonb not null,
  made_at timestamptz not null,
  -- Null for Kolo itself.
  account_id uuid,
  proposal_id uuid,
  primary key (network_id, kind, subject_id, version)
);
select wall('record_version');

-- When a network asks its organisations whether their entries are still true.
create table assurance_rule (
  network_id uuid not null primary key references network,
  -- An entry is stale when it was confirmed longer ago.
  months int not null default 6 check (months between 1 and 60),
  -- One organisation is not asked more often.
  every_days int not null default 30 check (every_days between 7 and 365),
  -- Whether Kolo asks by itself, each morning so many organisations at most.
  automatic boolean not null default false,
  at_once int not null default 50 check (at_once between 1 and 500),
  origin text
);
select wall('assurance_rule');

-- A letter to one organisation: its link opens its own entries and nothing else.
create table assurance_request (
  network_id uuid not null,
  request_id uuid not null,
  organisation_id uuid not null,
  email text not null,
  locale text not null,
  origin text not null,
  sent_at timestamptz not null,
  answered_at timestamptz,
  primary key (network_id, request_id),
  foreign key (network_id, organisation_id) references organisation on delete cascade
);
create index assurance_request_to on assurance_request (network_id, organisation_id, sent_at);
select wall('assurance_request');

-- Each time somebody said "this is true".
create table assurance (
  network_id uuid not null references network,
  assurance_id uuid not null,
  kind text not null check (kind in ('organisation', 'service')),
  subject_id uuid not null,
  assured_at timestamptz not null,
  account_id uuid,
  request_id uuid,
  primary key (network_id, assurance_id)
);
create index assurance_of on assurance (network_id, kind, subject_id, assured_at);
select wall('assurance');

-- Letters about a licence that ends: each stage (days before its end) once.
create table licence_alarm (
  network_id uuid not null,
  licence_id uuid not null,
  stage int not null check (stage in (180, 90, 30)),
  sent_on date not null,
  primary key (network_id, licence_id, stage),
  foreign key (network_id, licence_id) references licence on delete cascade
);
select wall('licence_alarm');

-- What was found when a service was held against the minimum standards: the latest line about a standard counts, the earlier ones stay.
create table service_standard (
  network_id uuid not null,
  service_id uuid not null,
  standard text not null,
  position bigint not null generated always as identity,
  state text not null check (state in ('met', 'partly', 'not-met', 'not-applicable')),
  note text,
  checked_on date not null,
  account_id uuid,
  recorded_at timestamptz not null,
  primary key (network_id, service_id, standard, position),
  foreign key (network_id, service_id) references service on delete cascade
);
select wall('service_standard');
