-- Participants' lists on their way in: one import per file, decided row by row, applied in one transaction, undone as a whole.

create table sheet_import (
  network_id uuid not null references network,
  import_id uuid not null,
  programme_id uuid not null,
  file_id uuid not null,
  -- Files uploaded together are read together: a person on two of them is one person.
  batch_id uuid not null,
  state text not null check (state in ('reading', 'deciding', 'importing', 'done', 'undone', 'failed', 'discarded')),
  -- What a person changed of the reading: sheet name → header row, columns, days; and the event each list belongs to.
  corrections jsonb not null default '{}',
  -- The lists found, without their rows: titles, days, columns, problems, the event they are for.
  lists jsonb not null default '[]',
  -- Why it failed: {code, details} of a Problem.
  problem jsonb,
  -- What the preview promised and the import did: {attendances, people: {new, known}, organisations: {new, known}, …}.
  summary jsonb not null default '{}',
  resolved_at timestamptz,
  created_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  finished_by text,
  primary key (network_id, import_id),
  foreign key (network_id, programme_id) references programme on delete cascade,
  foreign key (network_id, file_id) references file
);
create index sheet_import_of on sheet_import (network_id, programme_id, created_at);
create index sheet_import_batch on sheet_import (network_id, batch_id);
-- The same file counts once in a programme, however many people import it at the same moment.
create unique index sheet_import_once on sheet_import (network_id, programme_id, file_id) where state = 'done';
select wall('sheet_import');

create table sheet_import_row (
  network_id uuid not null,
  import_id uuid not null,
  list_no int not null,
  row_no int not null,
  -- The row as read (sheets/shape.ts SheetRow).
  content jsonb not null,
  -- Who, for whom, from where, as Kolo sees it: {person, organisation, place}, each {id, isNew, …}.
  resolution jsonb,
  -- Questions still open or decided: [{field, text, reasons, proposals, decided?}].
  doubts jsonb not null default '[]',
  open_doubts int not null default 0,
  -- A person's answers survive a new reading: field → answer.
  decisions jsonb not null default '{}',
  primary key (network_id, import_id, list_no, row_no),
  foreign key (network_id, import_id) references sheet_import on delete cascade
);
create index sheet_import_row_open on sheet_import_row (network_id, import_id, list_no, row_no) where open_doubts > 0;
select wall('sheet_import_row');

-- Rows done of rows, written outside the import's own transaction so that the page can show it meanwhile.
create table sheet_import_progress (
  network_id uuid not null,
  import_id uuid not null,
  step text not null,
  done int not null,
  total int not null,
  primary key (network_id, import_id),
  foreign key (network_id, import_id) references sheet_import on delete cascade
);
select wall('sheet_import_progress');

-- What an import added, so that an undo can take away exactly that and nothing that others use since.
create table sheet_import_added (
  network_id uuid not null,
  import_id uuid not null,
  kind text not null check (kind in ('person', 'organisation', 'event', 'affiliation')),
  subject_id uuid not null,
  primary key (network_id, import_id, kind, subject_id),
  foreign key (network_id, import_id) references sheet_import on delete cascade
);
select wall('sheet_import_added');

-- Imports of one network take turns when they write, so that two at once never add the same person twice.
create table import_turn (
  network_id uuid primary key references network
);
select wall('import_turn');

-- How a network's sheets with these headings were mapped last time.
create table column_memory (
  network_id uuid not null references network,
  header_fingerprint text not null,
  mapping jsonb not null,
  used_at timestamptz not null,
  primary key (network_id, header_fingerprint)
);
select wall('column_memory');
