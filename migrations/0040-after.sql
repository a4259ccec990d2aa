-- What follows an event: pictures, minutes, decisions, tasks; and the places that were heard or trained and need no presentation of what came of it.

create table event_picture (
  network_id uuid not null,
  picture_id uuid not null,
  event_id uuid not null,
  position int not null,
  -- Locale → text. The caption is said once, below the picture; the alternative says what one sees to those who do not see it.
  captions jsonb not null default '{}',
  alternatives jsonb not null check (alternatives <> '{}'),
  -- Who took it, and what others may do with it.
  credit text not null,
  licence text not null,
  -- How the people one recognises were asked; shown only to those who work on the event.
  consent_note text,
  people_agreed boolean not null default false,
  published_at timestamptz,
  published_by text,
  added_at timestamptz not null,
  added_by text not null,
  primary key (network_id, picture_id),
  foreign key (network_id, event_id) references event on delete cascade,
  -- Nobody is shown to the world who was not asked.
  constraint published_pictures_are_agreed check (published_at is null or people_agreed)
);
create index event_picture_of on event_picture (network_id, event_id, position);
select wall('event_picture');

-- The picture drawn anew in the widths pages need, without anything the camera wrote about place, day and device. The file that was sent is not kept.
create table event_picture_size (
  network_id uuid not null,
  picture_id uuid not null,
  width int not null,
  height int not null,
  content bytea not null,
  primary key (network_id, picture_id, width),
  foreign key (network_id, picture_id) references event_picture on delete cascade
);
alter table event_picture_size alter column content set storage external;
select wall('event_picture_size');

create table event_minutes (
  network_id uuid not null,
  event_id uuid not null,
  version int not null,
  -- The language it was written in, and the text: headings, paragraphs and lists (modules/events/after/minutes/markup.ts).
  language text not null,
  body text not null,
  written_at timestamptz not null,
  written_by text not null,
  -- Who approved this version, as they sign: a chair, an assembly.
  approved_by text,
  approved_on date,
  approval_recorded_by text,
  primary key (network_id, event_id, version),
  foreign key (network_id, event_id) references event on delete cascade,
  check ((approved_by is null) = (approved_on is null))
);
select wall('event_minutes');
-- What was written stays as it was written; a change is a new version.
revoke update, delete on event_minutes from kolo_app;
grant update (approved_by, approved_on, approval_recorded_by) on event_minutes to kolo_app;

create table event_decision (
  network_id uuid not null,
  decision_id uuid not null,
  event_id uuid not null,
  number int not null,
  text text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  -- A decision keeps its number for good; one that no longer holds says why.
  revoked_at timestamptz,
  revoked_because text,
  revoked_by text,
  primary key (network_id, decision_id),
  unique (network_id, event_id, number),
  foreign key (network_id, event_id) references event on delete cascade,
  check ((revoked_at is null) = (revoked_because is null))
);
select wall('event_decision');

create table event_task (
  network_id uuid not null,
  task_id uuid not null,
  event_id uuid not null,
  decision_id uuid,
  title text not null,
  -- Who does it: somebody with an account, or an organisation.
  account_id uuid references auth.holder on delete set null,
  organisation_id uuid,
  due_on date not null,
  done_at timestamptz,
  done_by text,
  done_note text,
  -- The language and the address its letters are written for.
  locale text not null,
  origin text not null,
  -- The last day that a letter about it was about: its own, or the day after it.
  reminded_for date,
  created_at timestamptz not null,
  created_by text not null,
  primary key (network_id, task_id),
  foreign key (network_id, event_id) references event on delete cascade,
  foreign key (network_id, decision_id) references event_decision (network_id, decision_id) on delete set null (decision_id),
  foreign key (network_id, organisation_id) references organisation (network_id, organisation_id),
  check (account_id is null or organisation_id is null)
);
create index event_task_of on event_task (network_id, event_id);
create index event_task_open on event_task (network_id, due_on) where done_at is null;
select wall('event_task');

-- "No presentation is needed here, because …". Taken back it stays to be read.
create table feedback_waiver (
  network_id uuid not null,
  waiver_id uuid not null,
  programme_id uuid not null,
  kind text not null check (kind in ('place', 'organisation')),
  -- A municipality of the gazetteer, or an organisation's id.
  subject_id text not null,
  reason text not null,
  decided_at timestamptz not null,
  decided_by text not null,
  undone_at timestamptz,
  undone_by text,
  primary key (network_id, waiver_id),
  foreign key (network_id, programme_id) references programme on delete cascade
);
create unique index one_feedback_waiver on feedback_waiver (network_id, programme_id, kind, subject_id) where undone_at is null;
select wall('feedback_waiver');
