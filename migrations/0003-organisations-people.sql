-- Who takes part: organisations of all kinds, people, and who stands for whom and when.

create table organisation (
  network_id uuid not null references network,
  organisation_id uuid not null,
  type text not null check (type in ('cso', 'authority', 'public-institution', 'funder', 'media', 'network', 'other')),
  -- As the organisation writes itself; other languages and scripts in names (locale → name).
  name text not null check (length(trim(name)) > 0),
  names jsonb not null default '{}',
  -- Search form of all names together: any script, no diacritics (platform/matching/fold.ts).
  fold text not null,
  seat text references place,
  website text,
  email text,
  phone text,
  created_at timestamptz not null default now(),
  primary key (network_id, organisation_id)
);
create index organisation_by_name on organisation (network_id, name collate "und-x-icu", organisation_id);
select wall('organisation');

-- Every spelling met so far, with where it came from.
create table organisation_spelling (
  network_id uuid not null,
  organisation_id uuid not null,
  spelling text not null,
  source text not null,
  primary key (network_id, organisation_id, spelling),
  foreign key (network_id, organisation_id) references organisation on delete cascade
);
select wall('organisation_spelling');

create table organisation_area (
  network_id uuid not null,
  organisation_id uuid not null,
  place_id text not null references place,
  from_day date,
  until_day date check (until_day >= from_day),
  primary key (network_id, organisation_id, place_id),
  foreign key (network_id, organisation_id) references organisation on delete cascade
);
select wall('organisation_area');

create table organisation_identifier (
  network_id uuid not null,
  organisation_id uuid not null,
  -- org-id.guide list code or national register: RS-MB, RS-PIB, BG-EIK, MD-IDNO.
  scheme text not null,
  value text not null,
  primary key (network_id, scheme, value),
  foreign key (network_id, organisation_id) references organisation on delete cascade
);
create index organisation_identifier_of on organisation_identifier (network_id, organisation_id);
select wall('organisation_identifier');

create table person (
  network_id uuid not null references network,
  person_id uuid not null,
  -- As the person writes herself; either part may be missing on a sheet.
  given text,
  surname text,
  check (coalesce(trim(given), '') || coalesce(trim(surname), '') <> ''),
  fold text not null,
  sex text check (sex in ('F', 'M', 'X')),
  birth_date date,
  email text,
  phone text,
  created_at timestamptz not null default now(),
  primary key (network_id, person_id)
);
create index person_by_name on person (network_id, surname collate "und-x-icu", given collate "und-x-icu", person_id);
select wall('person');

create table person_spelling (
  network_id uuid not null,
  person_id uuid not null,
  spelling text not null,
  source text not null,
  primary key (network_id, person_id, spelling),
  foreign key (network_id, person_id) references person on delete cascade
);
select wall('person_spelling');

create table affiliation (
  network_id uuid not null,
  affiliation_id uuid not null,
  person_id uuid not null,
  organisation_id uuid not null,
  role text,
  from_day date,
  until_day date check (until_day >= from_day),
  primary key (network_id, affiliation_id),
  foreign key (network_id, person_id) references person on delete cascade,
  foreign key (network_id, organisation_id) references organisation on delete cascade
);
create index affiliation_of_person on affiliation (network_id, person_id);
create index affiliation_of_organisation on affiliation (network_id, organisation_id);
select wall('affiliation');

-- Blocking keys of the matching engine, kept in the transaction that writes the person or organisation.
create table match_key (
  network_id uuid not null references network,
  kind text not null check (kind in ('person', 'organisation')),
  key text not null,
  subject_id uuid not null,
  primary key (network_id, kind, key, subject_id)
);
create index match_key_of on match_key (network_id, kind, subject_id);
select wall('match_key');
