-- How good an organisation is at what an organisation has to be good at: by its own judgement or by another organisation's, again and again.
create table assessment (
  network_id uuid not null references network,
  assessment_id uuid not null,
  organisation_id uuid not null,
  kind text not null check (kind in ('self', 'peer')),
  -- The organisation that judges, where it is another one.
  reviewer_id uuid,
  -- The set of standards it is judged by (modules/alliances/peer-review/standards.ts).
  standard text not null,
  -- The day it speaks of.
  on_day date not null,
  -- Criterion → {score: 0–3, comment}.
  scores jsonb not null default '{}',
  summary text,
  created_at timestamptz not null,
  created_by text not null,
  -- From then on it is locked.
  submitted_at timestamptz,
  submitted_by text,
  primary key (network_id, assessment_id),
  foreign key (network_id, organisation_id) references organisation,
  foreign key (network_id, reviewer_id) references organisation,
  check ((kind = 'peer') = (reviewer_id is not null)),
  check (reviewer_id <> organisation_id)
);
create index assessment_of on assessment (network_id, organisation_id, on_day);
create index assessment_by on assessment (network_id, reviewer_id);
select wall('assessment');

create function assessment_is_locked() returns trigger language plpgsql as $$
begin
  if old.submitted_at is not null then raise exception 'a submitted assessment does not change'; end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger assessment_locked before update or delete on assessment for each row execute function assessment_is_locked();
