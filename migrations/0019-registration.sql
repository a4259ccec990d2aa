-- Events as they are planned, and who registers for them. Registration is not participation: nothing here is counted in any result.

alter table event
  -- Locale → text.
  add agenda jsonb not null default '{}',
  add facilitators text[] not null default '{}',
  add address text,
  -- How people who do not walk, see or hear well get in and take part: locale → text.
  add accessibility jsonb not null default '{}',
  -- Only shown to those who have a seat.
  add online_url text,
  add level_id uuid,
  add capacity int check (capacity > 0),
  add time_zone text not null default 'Europe/Belgrade',
  add cancelled_at timestamptz,
  -- How often what calendars show has changed (RFC 5545, 3.8.7.4), and when last.
  add sequence int not null default 0,
  add changed_at timestamptz not null default now(),
  add foreign key (network_id, level_id) references framework_level (network_id, level_id) on delete set null (level_id);

create table event_session (
  network_id uuid not null,
  session_id uuid not null,
  event_id uuid not null,
  day date not null,
  -- On the clocks of the event's time zone.
  starts text not null check (starts ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  ends text not null check (ends ~ '^([01]\d|2[0-3]):[0-5]\d$' and ends > starts),
  titles jsonb not null default '{}',
  primary key (network_id, session_id),
  foreign key (network_id, event_id) references event on delete cascade
);
create index event_session_of on event_session (network_id, event_id, day, starts);
select wall('event_session');

-- A person's own calendar address. The secret is in the address only; taking the row back ends it.
create table calendar_feed (
  network_id uuid not null references network,
  feed_id uuid not null,
  account_id uuid not null references auth.holder on delete cascade,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (network_id, feed_id)
);
create unique index one_calendar_feed on calendar_feed (network_id, account_id) where revoked_at is null;
select wall('calendar_feed');

create table registration_form (
  network_id uuid not null,
  event_id uuid not null,
  is_open boolean not null default false,
  -- Last day on which somebody may register.
  closes_on date,
  intro jsonb not null default '{}',
  -- Seats for each organisation and each municipality; null: no limit. Those for a particular one: [{of, id, seats}].
  per_organisation int check (per_organisation > 0),
  per_municipality int check (per_municipality > 0),
  quotas jsonb not null default '[]',
  -- [{id, kind, titles, required, options}]
  questions jsonb not null default '[]',
  -- So many days after the event everything that was written into the form is removed.
  retention_days int not null default 90 check (retention_days between 1 and 3650),
  purged_at timestamptz,
  primary key (network_id, event_id),
  foreign key (network_id, event_id) references event on delete cascade
);
select wall('registration_form');

create table registration_invitation (
  network_id uuid not null,
  invitation_id uuid not null,
  event_id uuid not null,
  organisation_id uuid not null,
  email text not null,
  seats int not null check (seats > 0),
  locale text not null,
  -- What links in its letters begin with, where the installation names no address of its own.
  origin text not null,
  created_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  primary key (network_id, invitation_id),
  foreign key (network_id, event_id) references registration_form on delete cascade,
  foreign key (network_id, organisation_id) references organisation
);
create unique index one_seat_invitation on registration_invitation (network_id, event_id, organisation_id) where withdrawn_at is null;
select wall('registration_invitation');

create table registration (
  network_id uuid not null,
  registration_id uuid not null,
  event_id uuid not null,
  invitation_id uuid,
  given text not null,
  surname text not null,
  organisation_text text,
  organisation_id uuid,
  place_text text,
  place_id text references place,
  email text not null,
  phone text,
  role text,
  needs_access text,
  needs_food text,
  photo_consent boolean not null default false,
  list_consent boolean not null default false,
  -- Id of the question → answer.
  answers jsonb not null default '{}',
  locale text not null,
  origin text not null,
  state text not null check (state in ('unconfirmed', 'seat', 'waiting', 'declined', 'cancelled')),
  -- Who stands before whom on the waiting list; earlier first.
  queued_at timestamptz not null,
  created_at timestamptz not null,
  -- Whom the coordinator or the matching takes this to be, and which of them said so; nobody yet where it is in doubt.
  person_id uuid,
  identified_by text check (identified_by in ('matching', 'coordinator', 'new')),
  -- Counts up when the delegate changes, so that the link of the one before opens nothing.
  version int not null default 0,
  -- The human check that was shown; each counts once.
  challenge text,
  reminded_at timestamptz,
  primary key (network_id, registration_id),
  foreign key (network_id, event_id) references registration_form on delete cascade,
  foreign key (network_id, invitation_id) references registration_invitation (network_id, invitation_id) on delete set null (invitation_id),
  foreign key (network_id, organisation_id) references organisation (network_id, organisation_id) on delete set null (organisation_id),
  foreign key (network_id, person_id) references person (network_id, person_id) on delete set null (person_id)
);
create index registration_of on registration (network_id, event_id, queued_at);
create unique index one_answer_to_a_challenge on registration (network_id, challenge);
select wall('registration');
