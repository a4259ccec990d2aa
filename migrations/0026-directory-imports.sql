-- A directory coming in: what the file says, what would change, and what stood there before, so that it can be taken back.
create table directory_import (
  network_id uuid not null references network,
  import_id uuid not null,
  file_name text not null,
  state text not null check (state in ('preview', 'applied', 'undone', 'discarded')),
  -- Whether services that are new are shown to visitors at once.
  published boolean not null,
  -- What will be written; emptied when nothing more can be done with it.
  given jsonb,
  -- One line for each service: what would become of it.
  plan jsonb not null,
  -- Rows as they stood before they were changed; for taking back.
  before jsonb,
  created_at timestamptz not null,
  applied_at timestamptz,
  ended_at timestamptz,
  primary key (network_id, import_id)
);
create index directory_import_latest on directory_import (network_id, created_at desc);
select wall('directory_import');
