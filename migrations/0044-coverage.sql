-- What municipalities answer, year by year, about the services they have: the questionnaire of a year, whom it was sent to, and every answer as it came.

create table survey (
  network_id uuid not null references network,
  survey_id uuid not null,
  -- The year asked about.
  year int not null check (year between 1990 and 2100),
  opened_on date not null,
  due_on date not null check (due_on >= opened_on),
  -- Answers of a published questionnaire are open to everybody, without the small groups of people.
  published boolean not null default false,
  -- Country → gross domestic product of the year in its currency; a country that is not there is unknown.
  gdp jsonb not null default '{}',
  primary key (network_id, survey_id),
  unique (network_id, year)
);
select wall('survey');

create table survey_asked (
  network_id uuid not null,
  asked_id uuid not null,
  survey_id uuid not null,
  place_id text not null references place,
  -- Null where its answers came on paper.
  email text,
  locale text not null,
  -- What links in its letters begin with, where the installation names no address of its own.
  origin text,
  -- Counts up when earlier links shall open nothing any more.
  version int not null default 0,
  asked_at timestamptz not null,
  reminded_at timestamptz,
  reminders int not null default 0,
  -- What is written so far and not sent; goes with the sending.
  draft jsonb,
  draft_saved_at timestamptz,
  primary key (network_id, asked_id),
  unique (network_id, survey_id, place_id),
  foreign key (network_id, survey_id) references survey
);
select wall('survey_asked');

-- Each sending is a version of its own; the latest counts and nothing is overwritten.
create table survey_answer (
  network_id uuid not null,
  answer_id uuid not null,
  asked_id uuid not null,
  version int not null check (version > 0),
  answers jsonb not null,
  submitted_at timestamptz not null,
  primary key (network_id, answer_id),
  unique (network_id, asked_id, version),
  foreign key (network_id, asked_id) references survey_asked
);
select wall('survey_answer');
revoke update, delete on survey_answer from kolo_app;

-- What somebody has reported about services of a place: opened, stopped, resumed, closed. With the sentence it rests on.
create table service_change (
  network_id uuid not null references network,
  change_id uuid not null,
  place_id text not null references place,
  -- Code of the national lists; null where the report names no kind.
  kind text,
  what text not null check (what in ('opened', 'stopped', 'resumed', 'closed')),
  -- YYYY, YYYY-MM or YYYY-MM-DD, as exactly as the report says.
  happened text not null check (happened ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  sentence text not null check (length(trim(sentence)) > 0),
  language text not null,
  source_title text not null,
  source_url text,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (network_id, change_id)
);
create index service_change_in on service_change (network_id, place_id);
select wall('service_change');

-- Which networks have something of it to show to everybody; asked before any network is chosen, so it looks over the wall and answers ids only.
create function networks_with_coverage() returns setof uuid language sql stable security definer set search_path = public as $$
  select n.network_id from network n
  where exists (select from survey q where q.network_id = n.network_id and q.published)
     or exists (select from service_change c where c.network_id = n.network_id and c.withdrawn_at is null)
     or exists (select from service s where s.network_id = n.network_id and s.published)
$$;
