-- What people learned at an event and what became of it. Answers carry no person, no time and no order; see docs/decisions/0014-learning.md.

create table questionnaire (
  network_id uuid not null,
  questionnaire_id uuid not null,
  programme_id uuid not null,
  -- What it is about: one event, or a whole series.
  event_id uuid,
  series_id uuid,
  kind text not null check (kind in ('test', 'end', 'later')),
  -- Questions that were answered are not changed: a change makes the next version, and this one is replaced.
  version int not null default 1,
  is_replaced boolean not null default false,
  -- Locale → text.
  intro jsonb not null default '{}',
  -- [{id, kind, titles, level, required, options: [{id, titles}], right: [id]}]
  questions jsonb not null,
  -- So many months after the last day the letters of `later` go out.
  months int not null default 4 check (months between 1 and 24),
  primary key (network_id, questionnaire_id),
  check (num_nonnulls(event_id, series_id) = 1),
  foreign key (network_id, programme_id) references programme on delete cascade,
  foreign key (network_id, event_id) references event on delete cascade,
  foreign key (network_id, series_id) references series on delete cascade
);
create unique index one_questionnaire on questionnaire (network_id, coalesce(event_id, series_id), kind) where not is_replaced;
select wall('questionnaire');

-- One time of asking: a test is asked before and after, the others once.
create table questionnaire_round (
  network_id uuid not null,
  round_id uuid not null,
  questionnaire_id uuid not null,
  stage text not null check (stage in ('pre', 'post', 'end', 'later')),
  state text not null default 'draft' check (state in ('draft', 'open', 'closed')),
  -- What was shown before the other half of a test was in: it binds what may be shown with that half.
  is_shown_alone boolean not null default false,
  by_mail boolean not null default false,
  by_link boolean not null default false,
  -- In which language letters go out where nobody has said another, and what their links begin with.
  locale text not null default 'sr-Cyrl',
  origin text,
  -- How many letters went out, and on which days.
  invited int,
  mailed_on date,
  reminded_on date,
  -- What the links in letters are made from, together with the installation's secret; gone when the last letter is.
  seed bytea,
  -- Id of the question → places, in their order, of the texts that may be read.
  released jsonb not null default '{}',
  primary key (network_id, round_id),
  unique (network_id, questionnaire_id, stage),
  foreign key (network_id, questionnaire_id) references questionnaire on delete cascade
);
select wall('questionnaire_round');

-- The box all answers of one round lie in. It is one row that is written anew, shaken, with every sheet that is put in: no sheet has a row, a number, an
-- order, a moment or a transaction of its own. [{code, answers}]
create table answer_box (
  network_id uuid not null,
  round_id uuid not null,
  sheets jsonb not null default '[]',
  primary key (network_id, round_id),
  foreign key (network_id, round_id) references questionnaire_round on delete cascade
);
select wall('answer_box');

-- Links that have not been used: each opens one sheet and is deleted when that is put into the box. Whom it was sent to is not said.
create table answer_ticket (
  network_id uuid not null,
  round_id uuid not null,
  hash text not null,
  primary key (network_id, round_id, hash),
  foreign key (network_id, round_id) references questionnaire_round on delete cascade
);
select wall('answer_ticket');

-- Who is written to, until the last letter is sent.
create table questionnaire_recipient (
  network_id uuid not null,
  recipient_id uuid not null,
  round_id uuid not null,
  registration_id uuid,
  person_id uuid,
  primary key (network_id, recipient_id),
  check (num_nonnulls(registration_id, person_id) = 1),
  foreign key (network_id, round_id) references questionnaire_round on delete cascade,
  foreign key (network_id, registration_id) references registration on delete cascade,
  foreign key (network_id, person_id) references person on delete cascade
);
create index questionnaire_recipient_of on questionnaire_recipient (network_id, round_id);
select wall('questionnaire_recipient');
