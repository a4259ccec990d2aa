-- An election that was entered by mistake is taken back: it stays readable, the terms that followed from it go, and those it had ended go on as before.
alter table alliance_election
  add column taken_back_at timestamptz,
  -- [{termId, until}]: the terms it ended, with the end they had until then.
  add column ended jsonb not null default '[]';
grant update (taken_back_at) on alliance_election to kolo_app;
