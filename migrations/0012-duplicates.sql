-- Entries that may be, or are, one and the same person or organisation: doubts, decisions, and joinings that can be taken back without loss.

-- Two entries are one. Evidence keeps pointing at what was recorded; facts name the entry they were joined into, for exactly as long as the joining stood.
create table joining (
  network_id uuid not null references network,
  joining_id uuid not null,
  kind text not null check (kind in ('person', 'organisation')),
  -- The entry that goes into the other, which itself may go into a third one later.
  entry_id uuid not null,
  into_id uuid not null check (into_id <> entry_id),
  joined_at timestamptz not null,
  joined_by text not null,
  separated_at timestamptz check (separated_at >= joined_at),
  separated_by text,
  primary key (network_id, joining_id)
);
create unique index joining_standing on joining (network_id, entry_id) where separated_at is null;
create index joining_of_entry on joining (network_id, entry_id);
create index joining_into on joining (network_id, into_id);
select wall('joining');
-- What was joined stays known as joined then; only its end is written later.
revoke update, delete on joining from kolo_app;
grant update (separated_at, separated_by) on joining to kolo_app;

-- The entry that stands for this one while a joining stands; null for an entry that stands for itself. Follows from the joinings and is written with them,
-- so that a list of 100,000 people need not walk along chains.
alter table person add column same_as uuid check (same_as <> person_id);
alter table person add foreign key (network_id, same_as) references person;
create index person_same_as on person (network_id, same_as) where same_as is not null;
alter table organisation add column same_as uuid check (same_as <> organisation_id);
alter table organisation add foreign key (network_id, same_as) references organisation;
create index organisation_same_as on organisation (network_id, same_as) where same_as is not null;

-- A pair that may be one, with what speaks for and against, and what somebody decided. Decisions stay for good; a pair is asked about once.
create table duplicate (
  network_id uuid not null references network,
  duplicate_id uuid not null,
  kind text not null check (kind in ('person', 'organisation')),
  one_id uuid not null,
  other_id uuid not null check (one_id < other_id),
  -- What kind of doubt it is, for deciding many alike ones together (modules/duplicates/likeness.ts).
  likeness text not null,
  probability double precision not null check (probability between 0 and 1),
  -- [{field, level, bits}] and names of limits: the sentence is said in the reader's language.
  reasons jsonb not null default '[]',
  limits jsonb not null default '[]',
  state text not null default 'open' check (state in ('open', 'later', 'same', 'different')),
  found_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  -- The joining that "same" made.
  joining_id uuid,
  check ((state = 'open') = (decided_at is null)),
  primary key (network_id, duplicate_id),
  unique (network_id, kind, one_id, other_id),
  foreign key (network_id, joining_id) references joining
);
create index duplicate_waiting on duplicate (network_id, state, kind);
create index duplicate_of_other on duplicate (network_id, kind, other_id);
create index duplicate_decided on duplicate (network_id, decided_at) where decided_at is not null;
select wall('duplicate');
