-- Networks of organisations that live inside the tenant ("network" is the tenant's own word, so the tables say alliance; docs/decisions/0015-networks-within.md).
create table alliance (
  network_id uuid not null references network,
  alliance_id uuid not null,
  -- Locale → text.
  names jsonb not null check (names <> '{}'),
  -- What it is for and what it does, for readers outside.
  purposes jsonb not null default '{}',
  -- local: of one community, where civil society and public institutions sit together.
  kind text not null check (kind in ('umbrella', 'local')),
  -- Its own entry in the directory, where it has one: whoever has that organisation as a member has this network as a member.
  organisation_id uuid,
  founded_on date,
  ended_on date check (ended_on >= founded_on),
  website text,
  published_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (network_id, alliance_id),
  foreign key (network_id, organisation_id) references organisation
);
create unique index alliance_of_organisation on alliance (network_id, organisation_id) where organisation_id is not null;
select wall('alliance');

-- Which networks of the installation have such a network to show; asked before any network is chosen, so it looks over the wall and answers ids only.
create function networks_with_alliances() returns setof uuid language sql stable security definer set search_path = public as $$
  select distinct network_id from alliance where published_at is not null
$$;

create table alliance_area (
  network_id uuid not null,
  alliance_id uuid not null,
  place_id text not null references place,
  primary key (network_id, alliance_id, place_id),
  foreign key (network_id, alliance_id) references alliance on delete cascade
);
create index alliance_area_in on alliance_area (network_id, place_id);
select wall('alliance_area');

-- A member is an organisation or another network, once for each network; what it was and when stands in its states.
create table alliance_member (
  network_id uuid not null,
  member_id uuid not null,
  alliance_id uuid not null,
  organisation_id uuid,
  member_alliance_id uuid,
  check (num_nonnulls(organisation_id, member_alliance_id) = 1),
  check (member_alliance_id <> alliance_id),
  primary key (network_id, member_id),
  unique (network_id, alliance_id, organisation_id),
  unique (network_id, alliance_id, member_alliance_id),
  foreign key (network_id, alliance_id) references alliance on delete cascade,
  foreign key (network_id, organisation_id) references organisation,
  foreign key (network_id, member_alliance_id) references alliance
);
create index alliance_member_organisation on alliance_member (network_id, organisation_id);
create index alliance_member_alliance on alliance_member (network_id, member_alliance_id);
select wall('alliance_member');

-- From a day on a member is this, until the next entry. Nothing is overwritten: a mistake is taken back and stays readable.
create table alliance_member_state (
  network_id uuid not null,
  member_id uuid not null,
  position bigint not null generated always as identity,
  state text not null check (state in ('invited', 'applicant', 'member', 'observer', 'suspended', 'left')),
  from_day date not null,
  note text,
  said_by text not null,
  said_at timestamptz not null,
  taken_back_at timestamptz,
  primary key (network_id, member_id, position),
  foreign key (network_id, member_id) references alliance_member on delete cascade
);
create index alliance_member_state_on on alliance_member_state (network_id, member_id, from_day desc, position desc) where taken_back_at is null;
select wall('alliance_member_state');
revoke update, delete on alliance_member_state from kolo_app;
grant update (taken_back_at) on alliance_member_state to kolo_app;

-- Who speaks for a member in the network, in which role, from when until when. Named in public only with consent, of a day.
create table alliance_representative (
  network_id uuid not null,
  representative_id uuid not null,
  member_id uuid not null,
  person_id uuid not null,
  role text,
  from_day date,
  until_day date check (until_day >= from_day),
  consent_on date,
  primary key (network_id, representative_id),
  foreign key (network_id, member_id) references alliance_member on delete cascade,
  foreign key (network_id, person_id) references person
);
create index alliance_representative_of on alliance_representative (network_id, member_id);
create index alliance_representative_person on alliance_representative (network_id, person_id);
select wall('alliance_representative');

create table alliance_fee (
  network_id uuid not null,
  member_id uuid not null,
  year int not null check (year between 1990 and 2100),
  due numeric(12, 2) not null check (due >= 0),
  paid numeric(12, 2) not null default 0 check (paid >= 0),
  paid_on date,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  primary key (network_id, member_id, year),
  foreign key (network_id, member_id) references alliance_member on delete cascade
);
select wall('alliance_fee');

create table alliance_body (
  network_id uuid not null,
  body_id uuid not null,
  alliance_id uuid not null,
  kind text not null check (kind in ('assembly', 'board', 'secretariat', 'supervisory-board', 'working-group')),
  -- Its own name where it has one; otherwise the kind names it.
  names jsonb not null default '{}',
  seats int check (seats > 0),
  -- How long a term lasts by its rules.
  term_months int check (term_months > 0),
  primary key (network_id, body_id),
  foreign key (network_id, alliance_id) references alliance on delete cascade
);
create index alliance_body_of on alliance_body (network_id, alliance_id);
select wall('alliance_body');

create table alliance_election (
  network_id uuid not null,
  election_id uuid not null,
  body_id uuid not null,
  held_on date not null,
  -- The first day of the terms that follow from it.
  begins_on date not null check (begins_on >= held_on),
  seats int not null check (seats > 0),
  -- Who might vote, and how many did; null where nobody wrote it down.
  entitled int check (entitled >= 0),
  ballots int check (ballots >= 0),
  -- How a tie was settled, or anything else the minutes say.
  note text,
  primary key (network_id, election_id),
  foreign key (network_id, body_id) references alliance_body on delete cascade
);
create index alliance_election_of on alliance_election (network_id, body_id, held_on);
select wall('alliance_election');

create table alliance_candidate (
  network_id uuid not null,
  election_id uuid not null,
  person_id uuid not null,
  votes int not null check (votes >= 0),
  elected boolean not null,
  primary key (network_id, election_id, person_id),
  foreign key (network_id, election_id) references alliance_election on delete cascade,
  foreign key (network_id, person_id) references person
);
create index alliance_candidate_person on alliance_candidate (network_id, person_id);
select wall('alliance_candidate');
-- A result that was declared stays as it was declared.
revoke update, delete on alliance_election, alliance_candidate from kolo_app;

create table alliance_term (
  network_id uuid not null,
  term_id uuid not null,
  body_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('chair', 'deputy', 'member', 'secretary', 'coordinator')),
  from_day date not null,
  until_day date check (until_day >= from_day),
  -- The election it follows from, where there was one.
  election_id uuid,
  consent_on date,
  primary key (network_id, term_id),
  foreign key (network_id, body_id) references alliance_body on delete cascade,
  foreign key (network_id, person_id) references person,
  foreign key (network_id, election_id) references alliance_election
);
create index alliance_term_of on alliance_term (network_id, body_id);
create index alliance_term_person on alliance_term (network_id, person_id);
select wall('alliance_term');

-- How a network has to be made up, as data: {regions: [{names, places}], parts: [{types, perRegion, inTotal}]} (modules/alliances/composition/shape.ts).
create table composition_rule (
  network_id uuid not null,
  rule_id uuid not null,
  alliance_id uuid not null,
  -- The programme whose contract asks for it, where one does: a rule that is met is evidence there.
  programme_id uuid,
  titles jsonb not null,
  regions jsonb not null,
  regions_needed int not null check (regions_needed > 0),
  parts jsonb not null,
  source_sentence text,
  created_at timestamptz not null default now(),
  primary key (network_id, rule_id),
  foreign key (network_id, alliance_id) references alliance on delete cascade,
  foreign key (network_id, programme_id) references programme
);
create index composition_rule_of on composition_rule (network_id, alliance_id);
select wall('composition_rule');

-- Somebody said that a rule is met, and it was: with the rule and the members as they were on that day.
create table composition_claim (
  network_id uuid not null,
  claim_id uuid not null,
  rule_id uuid not null,
  on_day date not null,
  rule jsonb not null,
  -- [{organisationId, type, seat, region}]
  members jsonb not null,
  evidence_id uuid,
  claimed_by text not null,
  claimed_at timestamptz not null,
  primary key (network_id, claim_id),
  foreign key (network_id, rule_id) references composition_rule on delete cascade,
  foreign key (network_id, evidence_id) references evidence
);
create index composition_claim_of on composition_claim (network_id, rule_id, claimed_at);
select wall('composition_claim');
revoke update, delete on composition_claim from kolo_app;
