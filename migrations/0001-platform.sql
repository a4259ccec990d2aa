-- What every module stands on: the application's role, networks, the log, files, API keys.
-- Every table's key begins with network_id, so data can be partitioned or distributed by network later.

do $$ begin
  if not exists (select from pg_roles where rolname = 'kolo_app') then
    create role kolo_app nologin;
  end if;
  -- The account that connects must be able to become the application's role; a superuser always can.
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant kolo_app to %I', current_user);
  end if;
end $$;

grant usage on schema public to kolo_app;
-- Tables made by later migrations get the ordinary rights; a table that allows less says so in its own migration.
alter default privileges in schema public grant select, insert, update, delete on tables to kolo_app;
alter default privileges in schema public grant usage on sequences to kolo_app;

-- The network of the running transaction; null outside one, so that a forgotten scope sees nothing.
create function current_network() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('kolo.network', true), '')::uuid $$;

-- Puts the second wall around a table: only rows of the transaction's network exist for the application.
create function wall(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('create policy own_network on %s to kolo_app using (network_id = current_network()) with check (network_id = current_network())', target);
end $$;

create table network (
  network_id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9-]{2,60}$'),
  -- Locale → name.
  names jsonb not null,
  country text check (country in ('RS', 'BG', 'MD')),
  is_demo boolean not null default false,
  created_at timestamptz not null default now()
);
select wall('network');

-- A file that came in, kept whole: its hash is the source of every row read from it. Same bytes, same row.
create table file (
  network_id uuid not null references network,
  file_id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null,
  media_type text not null,
  size bigint not null check (size >= 0),
  content bytea not null,
  stored_at timestamptz not null default now(),
  primary key (network_id, file_id),
  unique (network_id, sha256)
);
alter table file alter column content set storage external;
select wall('file');

create table log_head (
  network_id uuid primary key references network,
  seq bigint not null,
  hash bytea not null
);
select wall('log_head');

create table log_entry (
  network_id uuid not null references network,
  seq bigint not null,
  log_id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('account', 'public', 'system')),
  actor_id text,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  details jsonb not null,
  hash bytea not null,
  primary key (network_id, seq)
);
create index log_entry_subject on log_entry (network_id, subject_kind, subject_id);
select wall('log_entry');
-- The application reads the log and lets append_log write it; it can never change or remove an entry.
revoke insert, update, delete on log_entry, log_head from kolo_app;

create function log_hash(before bytea, seq bigint, log_id uuid, at timestamptz, actor_kind text, actor_id text, action text, subject_kind text, subject_id text, details jsonb)
  returns bytea language sql immutable parallel safe as $$
  select sha256(before || convert_to(jsonb_build_array(seq, log_id, extract(epoch from at), actor_kind, actor_id, action, subject_kind, subject_id, details)::text, 'UTF8'))
$$;

create function append_log(network uuid, log_id uuid, at timestamptz, actor_kind text, actor_id text, action text, subject_kind text, subject_id text, details jsonb)
  returns bigint language plpgsql security definer set search_path = public as $$
declare
  head log_head;
begin
  if network is distinct from current_network() then
    raise exception 'the log of another network' using errcode = '42501';
  end if;
  insert into log_head values (network, 0, ''::bytea) on conflict do nothing;
  -- The row lock makes one order of everything that happened in a network.
  select * into head from log_head h where h.network_id = network for update;
  update log_head h set seq = head.seq + 1,
    hash = log_hash(head.hash, head.seq + 1, append_log.log_id, append_log.at, append_log.actor_kind, append_log.actor_id, append_log.action, append_log.subject_kind, append_log.subject_id, append_log.details)
    where h.network_id = network returning * into head;
  insert into log_entry values (network, head.seq, append_log.log_id, append_log.at, append_log.actor_kind, append_log.actor_id, append_log.action, append_log.subject_kind, append_log.subject_id, append_log.details, head.hash);
  return head.seq;
end $$;
revoke execute on function append_log from public;
grant execute on function append_log to kolo_app;

-- The first entry that does not fit, or the first gap, or the end if the head says there should be more; null when all is well.
create function broken_log_link(network uuid) returns bigint language sql stable as $$
  with chain as (
    select e.*, row_number() over (order by seq) as position, coalesce(lag(hash) over (order by seq), ''::bytea) as before
    from log_entry e where e.network_id = network
  )
  select min(seq) from (
    select position as seq from chain
      where seq <> position or hash <> log_hash(before, seq, log_id, at, actor_kind, actor_id, action, subject_kind, subject_id, details)
    union all
    select h.seq from log_head h where h.network_id = network
      and not exists (select from log_entry e where e.network_id = network and e.seq = h.seq and e.hash = h.hash)
  ) broken
$$;
grant execute on function broken_log_link to kolo_app;
