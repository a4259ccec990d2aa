-- Evidence → facts → results; publications with their seals, errata, claims.

create table evidence (
  network_id uuid not null references network,
  evidence_id uuid not null,
  -- A kind registered in src/registry.ts; 'withdrawal' takes back what it replaces.
  kind text not null,
  programme_id uuid not null,
  happened_on date not null,
  place_id text references place,
  payload jsonb not null,
  -- The evidence this one corrects; at most one correction each, so the chain never branches.
  replaces uuid,
  -- Where it comes from: {file, sheet, row} of a kept file, {url, sentence}, {command}; and the import it came with.
  source jsonb not null default '{}',
  import_id uuid,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (network_id, evidence_id),
  unique (network_id, replaces),
  foreign key (network_id, programme_id) references programme,
  foreign key (network_id, replaces) references evidence
);
create index evidence_of_programme on evidence (network_id, programme_id, recorded_at);
create index evidence_of_event on evidence (network_id, (payload ->> 'eventId')) where (payload ->> 'eventId') is not null;
create index evidence_of_import on evidence (network_id, import_id) where import_id is not null;
select wall('evidence');
-- Append-only for the application: a correction is a new row.
revoke update, delete on evidence from kolo_app;

-- Derived from evidence alone and rebuildable at any time (bin/rebuild-results.ts).
create table fact (
  network_id uuid not null,
  evidence_id uuid not null,
  ordinal smallint not null,
  programme_id uuid not null,
  -- What one row says: participation, attendance, mention, event, event-day, output, reported (modules/results/shape.ts).
  measure text collate "C" not null,
  value numeric not null default 1,
  happened_on date not null,
  person_id uuid,
  organisation_id uuid,
  organisation_type text collate "C",
  -- The municipality it counts as; `?` and a folded name where nobody has said which one is meant.
  place_id text collate "C",
  -- Part of the unit of every territory figure: seat, works-in, represents, venue, unstated.
  relation text collate "C",
  event_id uuid,
  series_id uuid,
  event_kind text collate "C",
  -- The list a mention stands in: the cycle where the series is one, else the event, else the evidence itself.
  list_id uuid not null,
  breakdown jsonb not null default '{}',
  -- While this was what was known: recorded_at of its evidence until recorded_at of the correction.
  known_from timestamptz not null,
  known_until timestamptz,
  primary key (network_id, evidence_id, ordinal),
  foreign key (network_id, evidence_id) references evidence on delete cascade
);
-- Every figure is answered from this index alone, as known now or on any day before. Nothing here but what a count may look at.
create index fact_counted on fact (network_id, programme_id, measure, event_kind)
  include (known_until, known_from, evidence_id, person_id, organisation_id, organisation_type, place_id, relation, list_id, event_id, series_id, happened_on, breakdown);
create index fact_of_person on fact (network_id, person_id) where person_id is not null;
create index fact_of_event on fact (network_id, event_id) where event_id is not null;
create index fact_of_organisation on fact (network_id, organisation_id) where organisation_id is not null;
create index fact_of_series on fact (network_id, series_id) where series_id is not null;
select wall('fact');

-- A figure that left the house: frozen with the seal over the redacted evidence it rested on.
create table publication (
  network_id uuid not null,
  publication_id uuid not null,
  programme_id uuid not null,
  indicator_id uuid,
  query jsonb not null,
  titles jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  -- The whole result as it was: {net, gross, unnamed, overlaps, unit, relations …}.
  result jsonb not null,
  -- First line of the seal: what was counted, in which programme, when (modules/results/seal.ts).
  definition text not null,
  -- Sorted redacted evidence lines, exactly the text the seal was made over.
  leaves text[] not null,
  seal text not null check (seal ~ '^[0-9a-f]{64}$'),
  -- Makes the keys of persons and evidence in the leaves meaningless outside this publication; never shown.
  salt bytea not null,
  -- The evidence behind the leaves, for saying what has changed since; never shown to the public.
  evidence_ids uuid[] not null,
  -- The publication that took its place after an erratum.
  superseded_by uuid,
  primary key (network_id, publication_id),
  foreign key (network_id, programme_id) references programme,
  foreign key (network_id, indicator_id) references indicator,
  foreign key (network_id, superseded_by) references publication
);
create index publication_of on publication (network_id, programme_id, published_at);
select wall('publication');
-- What was published stays as it was published; only who took its place is written later.
revoke update, delete on publication from kolo_app;
grant update (superseded_by) on publication to kolo_app;

create table erratum (
  network_id uuid not null,
  erratum_id uuid not null,
  publication_id uuid not null,
  state text not null check (state in ('published', 'dismissed')),
  -- The seal the evidence gave when it was decided: another change after that proposes another erratum.
  seal_then text not null check (seal_then ~ '^[0-9a-f]{64}$'),
  -- Why, in the words of whoever decided (locale → text).
  reasons jsonb not null,
  decided_at timestamptz not null,
  decided_by text not null,
  primary key (network_id, erratum_id),
  foreign key (network_id, publication_id) references publication
);
create index erratum_of on erratum (network_id, publication_id);
select wall('erratum');
revoke update, delete on erratum from kolo_app;

-- A text that was published, and every number in it.
create table claim_text (
  network_id uuid not null,
  claim_text_id uuid not null,
  programme_id uuid not null,
  title text not null,
  language text not null,
  published_on date,
  url text,
  body text not null,
  created_at timestamptz not null default now(),
  primary key (network_id, claim_text_id),
  foreign key (network_id, programme_id) references programme on delete cascade
);
create index claim_text_of on claim_text (network_id, programme_id);
select wall('claim_text');

create table claim (
  network_id uuid not null,
  claim_id uuid not null,
  claim_text_id uuid not null,
  programme_id uuid not null,
  position int not null,
  -- Where the number stands in the body (UTF-16 offsets, end exclusive).
  start_at int not null,
  end_at int not null check (end_at > start_at),
  number numeric not null,
  -- The upper end of a range ("20–25 participants").
  number_until numeric check (number_until > number),
  number_text text not null,
  -- How the text means it: at least, more than, about … (modules/results/claims/comparators.ts).
  comparator text not null default 'exactly',
  -- A count, or what cannot be counted from evidence: money, percentage, age, duration.
  kind text not null default 'count' check (kind in ('count', 'money', 'percentage', 'age', 'duration')),
  -- The words the number counts, and the unit they were taken for.
  subject text not null default '',
  unit_hint text,
  sentence text not null,
  -- Where the number stands in the sentence, which is on one line whatever the body's line ends were.
  number_at int not null check (number_at >= 0),
  -- The ways the sentence can be read: [{query, titles}]. Empty: nobody has linked it to anything yet.
  readings jsonb not null default '[]',
  note jsonb not null default '{}',
  is_public boolean not null default true,
  primary key (network_id, claim_id),
  unique (network_id, claim_text_id, start_at),
  foreign key (network_id, claim_text_id) references claim_text on delete cascade
);
create index claim_of on claim (network_id, programme_id, position);
select wall('claim');
