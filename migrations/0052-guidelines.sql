-- Documents that a network writes together: paragraphs, versions, comments, amendments.
create table guideline (
  network_id uuid not null,
  guideline_id uuid not null,
  alliance_id uuid not null,
  -- Locale → text.
  titles jsonb not null check (titles <> '{}'),
  -- The language it is written in.
  language text not null,
  published_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  primary key (network_id, guideline_id),
  foreign key (network_id, alliance_id) references alliance on delete cascade
);
create index guideline_of on guideline (network_id, alliance_id);
select wall('guideline');

create table guideline_version (
  network_id uuid not null,
  guideline_id uuid not null,
  version int not null check (version > 0),
  -- [{id, text}] in their order; a paragraph keeps its id from version to version.
  paragraphs jsonb not null,
  -- What was changed, in a sentence.
  note text,
  written_at timestamptz not null,
  written_by text not null,
  primary key (network_id, guideline_id, version),
  foreign key (network_id, guideline_id) references guideline on delete cascade
);
select wall('guideline_version');

create table guideline_comment (
  network_id uuid not null,
  comment_id uuid not null,
  guideline_id uuid not null,
  paragraph_id uuid not null,
  text text not null,
  said_at timestamptz not null,
  said_by text not null,
  settled_at timestamptz,
  settled_by text,
  primary key (network_id, comment_id),
  foreign key (network_id, guideline_id) references guideline on delete cascade
);
create index guideline_comment_of on guideline_comment (network_id, guideline_id);
select wall('guideline_comment');

create table guideline_amendment (
  network_id uuid not null,
  amendment_id uuid not null,
  guideline_id uuid not null,
  paragraph_id uuid not null,
  -- What the paragraph said when it was proposed, and what it shall say; empty: it shall go.
  before text not null,
  proposed text not null,
  reason text,
  proposed_at timestamptz not null,
  proposed_by text not null,
  outcome text check (outcome in ('accepted', 'rejected')),
  answer text,
  decided_at timestamptz,
  decided_by text,
  -- The version that it made.
  version int,
  primary key (network_id, amendment_id),
  foreign key (network_id, guideline_id) references guideline on delete cascade,
  check ((outcome is null) = (decided_at is null)),
  check ((outcome = 'accepted') = (version is not null) or outcome is null)
);
create index guideline_amendment_of on guideline_amendment (network_id, guideline_id);
select wall('guideline_amendment');

-- A version was adopted, on a day, at a meeting where one is named.
create table guideline_adoption (
  network_id uuid not null,
  guideline_id uuid not null,
  version int not null,
  adopted_on date not null,
  event_id uuid,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (network_id, guideline_id, version),
  foreign key (network_id, guideline_id, version) references guideline_version on delete cascade,
  foreign key (network_id, event_id) references event on delete set null (event_id)
);
select wall('guideline_adoption');
-- What was written and adopted stays so.
revoke update, delete on guideline_version, guideline_adoption from kolo_app;
