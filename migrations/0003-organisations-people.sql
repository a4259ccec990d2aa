-- Who takes part: organisations of all kinds, people, and who stands for whom and when.

-- Finds a part of a name among 100,000 names without reading them all. Ships with PostgreSQL and needs no superuser.
create extension if not exists pg_trgm;

-- How many rows a network has of what, as parts to be summed: counting 100,000 people for the head of every list would cost more than the list.
-- Each statement adds its own part, so that two writers never wait for each other; the parts are drawn together now and then.
create table tally (
  network_id uuid not null references network,
  subject text not null,
  part bigint not null generated always as identity,
  n bigint not null,
  primary key (network_id, subject, part)
);
select wall('tally');

create function keep_tally() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into tally (network_id, subject, n) select network_id, tg_table_name, count(*) from added group by network_id;
  else
    insert into tally (network_id, subject, n) select network_id, tg_table_name, -count(*) from removed group by network_id;
  end if;
  -- Parts that somebody else is just drawing together are left to them.
  if random() < 0.02 then
    with parts as (select t.network_id, t.part from tally t where t.subject = tg_table_name for update skip locked),
      gone as (delete from tally t using parts p where t.network_id = p.network_id and t.subject = tg_table_name and t.part = p.part returning t.network_id, t.n)
    insert into tally (network_id, subject, n) select network_id, tg_table_name, sum(n) from gone group by network_id;
  end if;
  return null;
end $$;

create table organisation (
  network_id uuid not null references network,
  organisation_id uuid not null,
  type text not null check (type in ('cso', 'authority', 'public-institution', 'funder', 'media', 'network', 'other')),
  -- As the organisation writes itself; other languages and scripts in names (locale → name).
  name text not null check (length(trim(name)) > 0),
  names jsonb not null default '{}',
  -- Search form of all names together, each word after a space: any script, no diacritics (platform/matching/fold.ts).
  fold text not null,
  seat text references place,
  website text,
  email text,
  phone text,
  created_at timestamptz not null default now(),
  primary key (network_id, organisation_id)
);
create index organisation_by_name on organisation (network_id, name collate "und-x-icu", organisation_id);
create index organisation_by_fold on organisation using gin (fold gin_trgm_ops);
create trigger organisation_added after insert on organisation referencing new table as added for each statement execute function keep_tally();
create trigger organisation_removed after delete on organisation referencing old table as removed for each statement execute function keep_tally();
select wall('organisation');

-- Row-level security keeps the index of `like` from being used (the operator could leak), so the search runs behind the wall and checks the network itself.
-- wanted: patterns that must all fit, the longest first.
create function organisations_found(wanted text[]) returns setof uuid language sql stable security definer set search_path = public as $$
  select organisation_id from organisation where network_id = current_network() and fold like wanted[1] and fold like all (wanted)
$$;

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
  -- What lists are ordered by; never null, so that the next page can begin after it.
  sort_name text not null generated always as (trim(coalesce(surname, '') || ' ' || coalesce(given, ''))) stored,
  -- Search form of all spellings, each word after a space.
  fold text not null,
  sex text check (sex in ('F', 'M', 'X')),
  birth_date date,
  email text,
  phone text,
  created_at timestamptz not null default now(),
  primary key (network_id, person_id)
);
create index person_by_name on person (network_id, sort_name collate "und-x-icu", person_id);
create index person_by_fold on person using gin (fold gin_trgm_ops);
create trigger person_added after insert on person referencing new table as added for each statement execute function keep_tally();
create trigger person_removed after delete on person referencing old table as removed for each statement execute function keep_tally();
select wall('person');

create function people_found(wanted text[]) returns setof uuid language sql stable security definer set search_path = public as $$
  select person_id from person where network_id = current_network() and fold like wanted[1] and fold like all (wanted)
$$;

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
