-- Which state of a network's directory this is, for what is counted once per state and for readers who ask whether anything is new. Every statement that changes what `/hsds` tells adds a line; nobody waits for
-- anybody, as in `tally`. The state is the set of lines: parts are never given twice, and putting lines together makes a set that never was.
create table directory_change (
  network_id uuid not null references network,
  part bigint not null generated always as identity,
  primary key (network_id, part)
);
select wall('directory_change');
revoke insert, update, delete on directory_change from kolo_app;

create function keep_directory_version() returns trigger language plpgsql security definer set search_path = public as $$
declare changed uuid[];
begin
  if tg_op = 'DELETE' then
    select array_agg(distinct network_id) into changed from removed;
  else
    select array_agg(distinct network_id) into changed from written;
  end if;
  if changed is null then return null; end if;
  if random() < 0.05 then
    with parts as (select network_id, part from directory_change where network_id = any (changed) for update skip locked)
    delete from directory_change c using parts p where (c.network_id, c.part) = (p.network_id, p.part);
  end if;
  insert into directory_change (network_id) select unnest(changed);
  return null;
end $$;

do $$
declare target text;
begin
  foreach target in array array['service', 'service_term', 'service_unit', 'service_at_location', 'location', 'taxonomy', 'taxonomy_term', 'organisation', 'organisation_profile', 'organisation_contact', 'organisation_identifier', 'programme', 'programme_organisation'] loop
    execute format('create trigger version_added after insert on %I referencing new table as written for each statement execute function keep_directory_version()', target);
    execute format('create trigger version_changed after update on %I referencing new table as written for each statement execute function keep_directory_version()', target);
    execute format('create trigger version_removed after delete on %I referencing old table as removed for each statement execute function keep_directory_version()', target);
  end loop;
end $$;

-- The networks that have a directory to show, each with its state: asked before any network is chosen, so it looks over the wall and answers ids and states only.
create function directory_versions() returns table (network_id uuid, version text) language sql stable security definer set search_path = public as $$
  select n.network_id, coalesce((select md5(string_agg(c.part::text, ',' order by c.part)) from directory_change c where c.network_id = n.network_id), '') from network n
  where exists (select from service s where s.network_id = n.network_id and s.published)
$$;
