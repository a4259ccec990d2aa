-- The project fiche and its results framework. Texts in several languages are jsonb: locale → text.

create table programme (
  network_id uuid not null references network,
  programme_id uuid not null,
  -- In the public address; one name space for the whole installation.
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  titles jsonb not null,
  subtitles jsonb not null default '{}',
  short_names jsonb not null default '{}',
  -- Search form of titles, subtitles and short names in all languages.
  fold text not null default '',
  -- Funding programme and call, as the fiche words it: {programme, year, theme, title}; programme and title in several languages.
  funding jsonb not null default '{}',
  contract_number text,
  -- Months as the sources give them: YYYY-MM.
  starts_on text check (starts_on ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  ends_on text check (ends_on ~ '^\d{4}-(0[1-9]|1[0-2])$' and ends_on >= starts_on),
  budget numeric(14, 2) check (budget >= 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  -- [{vocabulary, code}]; empty is shown as empty.
  sectors jsonb not null default '[]',
  -- Lists of localised texts, in the order of the fiche.
  target_groups jsonb not null default '[]',
  summary jsonb not null default '{}',
  objectives jsonb not null default '[]',
  expected_results jsonb not null default '[]',
  activities jsonb not null default '[]',
  status text not null default 'implementation' check (status in ('pipeline', 'implementation', 'finalisation', 'closed', 'cancelled', 'suspended')),
  -- Where the fiche's facts come from: {title, url, language, published_on}.
  source jsonb not null default '{}',
  is_practice boolean not null default false,
  published_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (network_id, programme_id)
);
select wall('programme');

-- The only thing that is known before a network is: which network a public address belongs to.
create function network_of_programme(wanted text) returns uuid language sql stable security definer set search_path = public
  as $$ select network_id from programme where slug = wanted and published_at is not null $$;

-- Which networks have something to show a visitor: a public list then asks each of them through its own wall.
create function networks_with_programmes() returns setof uuid language sql stable security definer set search_path = public
  as $$ select distinct network_id from programme where published_at is not null $$;

create table programme_organisation (
  network_id uuid not null,
  programme_id uuid not null,
  organisation_id uuid not null,
  -- target: an organisation or network whose people the programme works with, where the fiche gives it no other part.
  role text not null check (role in ('implementer', 'funder', 'partner', 'accountable', 'target')),
  position int not null default 0,
  primary key (network_id, programme_id, organisation_id, role),
  foreign key (network_id, programme_id) references programme on delete cascade,
  foreign key (network_id, organisation_id) references organisation
);
create index programme_organisation_of on programme_organisation (network_id, organisation_id);
select wall('programme_organisation');

create table programme_place (
  network_id uuid not null,
  programme_id uuid not null,
  place_id text not null references place,
  relation text not null check (relation in ('seat', 'works-in')),
  position int not null default 0,
  primary key (network_id, programme_id, place_id, relation),
  foreign key (network_id, programme_id) references programme on delete cascade
);
select wall('programme_place');

create table component (
  network_id uuid not null,
  component_id uuid not null,
  programme_id uuid not null,
  titles jsonb not null,
  position int not null default 0,
  primary key (network_id, component_id),
  foreign key (network_id, programme_id) references programme on delete cascade
);
create index component_of on component (network_id, programme_id);
select wall('component');

-- Levels of the results chain with the programme's own names ("expected result", "aspect", "obiectiv").
create table framework_level (
  network_id uuid not null,
  level_id uuid not null,
  programme_id uuid not null,
  parent_id uuid,
  -- What this programme calls a level of this kind.
  tier jsonb not null,
  titles jsonb not null,
  position int not null default 0,
  primary key (network_id, level_id),
  foreign key (network_id, programme_id) references programme on delete cascade,
  foreign key (network_id, parent_id) references framework_level
);
create index framework_level_of on framework_level (network_id, programme_id);
select wall('framework_level');

create table indicator (
  network_id uuid not null,
  indicator_id uuid not null,
  programme_id uuid not null,
  level_id uuid,
  titles jsonb not null,
  -- What is counted: {measure, method, where, per?}; see modules/results/query.ts. Null: nothing can be counted yet, said openly.
  query jsonb,
  -- Who or what counts, as the contract words it (locale → text).
  population jsonb not null default '{}',
  baseline numeric,
  baseline_on date,
  -- Breakdown keys the results are also shown by: sex, age-group, organisation-type …
  disaggregation jsonb not null default '[]',
  is_public boolean not null default true,
  position int not null default 0,
  primary key (network_id, indicator_id),
  foreign key (network_id, programme_id) references programme on delete cascade,
  foreign key (network_id, level_id) references framework_level
);
create index indicator_of on indicator (network_id, programme_id, position);
select wall('indicator');

-- Targets stand side by side when the sources disagree; nobody picks one silently.
create table target (
  network_id uuid not null,
  target_id uuid not null,
  indicator_id uuid not null,
  comparator text not null check (comparator in ('at-least', 'exactly', 'at-most')),
  value numeric not null,
  -- The period it is for; null means the whole programme.
  from_month text check (from_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  until_month text check (until_month ~ '^\d{4}-(0[1-9]|1[0-2])$' and until_month >= from_month),
  -- Per-category targets of a disaggregated indicator: {sex: "F"}.
  breakdown jsonb not null default '{}',
  -- Set when the number holds for each one of something: "two organisations per region".
  per text check (per in ('region', 'municipality', 'organisation', 'event', 'year')),
  -- Who counts, where this sentence words it differently from the indicator (locale → text).
  population jsonb not null default '{}',
  -- The sentence of the contract or fiche, word for word, and where it stands.
  source_sentence text,
  source_section text,
  source_language text,
  position int not null default 0,
  primary key (network_id, target_id),
  foreign key (network_id, indicator_id) references indicator on delete cascade
);
create index target_of on target (network_id, indicator_id);
select wall('target');

-- What was decided about targets that disagree. It holds for these targets as they were: the fingerprint covers their values and comparators.
create table target_decision (
  network_id uuid not null,
  decision_id uuid not null,
  programme_id uuid not null,
  fingerprint text not null,
  outcome text not null check (outcome in ('both-hold', 'one-holds')),
  -- With 'one-holds': which one.
  target_id uuid,
  check ((outcome = 'one-holds') = (target_id is not null)),
  reasons jsonb not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (network_id, decision_id),
  foreign key (network_id, programme_id) references programme on delete cascade,
  foreign key (network_id, target_id) references target on delete cascade
);
create index target_decision_of on target_decision (network_id, programme_id);
select wall('target_decision');
