-- What organisations and networks have signed with each other.
create table agreement (
  network_id uuid not null references network,
  agreement_id uuid not null,
  -- Locale → text.
  titles jsonb not null check (titles <> '{}'),
  kind text not null check (kind in ('memorandum', 'cooperation', 'grant', 'service', 'data-sharing', 'other')),
  -- What it is about, in the words of whoever entered it.
  scopes jsonb not null default '{}',
  -- The number under which it is kept.
  reference text,
  -- Null while it is being negotiated.
  signed_on date,
  valid_from date not null,
  -- The last day of its first period; null for one without an end.
  valid_until date check (valid_until >= valid_from),
  -- What its text says about its end.
  renewal text not null check (renewal in ('none', 'by-agreement', 'automatic')),
  -- By how many months it goes on of itself.
  renewal_months int check (renewal_months between 1 and 600),
  -- The agreement that this one continues.
  continues uuid,
  -- Who looks after it and gets its letters; without one the coordinators get them.
  account_id uuid references auth.holder on delete set null,
  -- The language and the address its letters are written for.
  locale text not null,
  origin text not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (network_id, agreement_id),
  foreign key (network_id, continues) references agreement,
  check ((renewal = 'automatic') = (renewal_months is not null)),
  check (renewal <> 'automatic' or valid_until is not null),
  check (continues <> agreement_id)
);
select wall('agreement');

-- An organisation of the directory, or a network kept here.
create table agreement_party (
  network_id uuid not null,
  agreement_id uuid not null,
  position int not null,
  organisation_id uuid,
  alliance_id uuid,
  check (num_nonnulls(organisation_id, alliance_id) = 1),
  primary key (network_id, agreement_id, position),
  unique (network_id, agreement_id, organisation_id),
  unique (network_id, agreement_id, alliance_id),
  foreign key (network_id, agreement_id) references agreement on delete cascade,
  foreign key (network_id, organisation_id) references organisation,
  foreign key (network_id, alliance_id) references alliance
);
create index agreement_party_organisation on agreement_party (network_id, organisation_id);
create index agreement_party_alliance on agreement_party (network_id, alliance_id);
select wall('agreement_party');

create table agreement_place (
  network_id uuid not null,
  agreement_id uuid not null,
  place_id text not null references place,
  primary key (network_id, agreement_id, place_id),
  foreign key (network_id, agreement_id) references agreement on delete cascade
);
select wall('agreement_place');

-- The signed paper and its annexes.
create table agreement_file (
  network_id uuid not null,
  agreement_id uuid not null,
  file_id uuid not null,
  added_at timestamptz not null,
  added_by text not null,
  primary key (network_id, agreement_id, file_id),
  foreign key (network_id, agreement_id) references agreement on delete cascade,
  foreign key (network_id, file_id) references file
);
create index agreement_file_of on agreement_file (network_id, file_id);
select wall('agreement_file');

-- It ended before its time: kept as it happened. A mistake is taken back and stays readable.
create table agreement_ending (
  network_id uuid not null,
  ending_id uuid not null,
  agreement_id uuid not null,
  -- The last day on which it held.
  ended_on date not null,
  reason text not null,
  said_at timestamptz not null,
  said_by text not null,
  taken_back_at timestamptz,
  taken_back_by text,
  primary key (network_id, ending_id),
  foreign key (network_id, agreement_id) references agreement on delete cascade
);
create unique index one_agreement_ending on agreement_ending (network_id, agreement_id) where taken_back_at is null;
select wall('agreement_ending');
revoke update, delete on agreement_ending from kolo_app;
grant update (taken_back_at, taken_back_by) on agreement_ending to kolo_app;

-- Letters about the end of a period, each once; a new end has letters of its own.
create table agreement_reminder (
  network_id uuid not null,
  agreement_id uuid not null,
  until_day date not null,
  -- So many days before it.
  days int not null,
  queued_at timestamptz not null,
  primary key (network_id, agreement_id, until_day, days),
  foreign key (network_id, agreement_id) references agreement on delete cascade
);
select wall('agreement_reminder');

-- A meeting of a network is an event with everything that follows one: minutes, decisions, tasks, who was there.
create table alliance_meeting (
  network_id uuid not null,
  event_id uuid not null,
  alliance_id uuid not null,
  -- The body that met, where it was not the whole network.
  body_id uuid,
  linked_at timestamptz not null,
  linked_by text not null,
  primary key (network_id, event_id),
  foreign key (network_id, event_id) references event on delete cascade,
  foreign key (network_id, alliance_id) references alliance on delete cascade,
  foreign key (network_id, body_id) references alliance_body on delete set null (body_id)
);
create index alliance_meeting_of on alliance_meeting (network_id, alliance_id);
select wall('alliance_meeting');
