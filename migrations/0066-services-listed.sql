-- The finder's lists: every service stands in one for each term and place it may be looked for by, in the order in which equally good answers are shown. The best of a list are then
-- read from its beginning, however long it is. Derived; kept by triggers in the transaction of every write.
create table service_listed (
  network_id uuid not null,
  -- A term of the service; the nil id stands for whatever it is under.
  term_id uuid not null,
  -- A unit it is open to; '' for services that name none; '*' for wherever it is; `@179,78` for the square it is given in (see `square_of`).
  place_id text collate "C" not null,
  -- What visitors see: published, and not gone for good.
  shown boolean not null,
  -- Those that run today come first.
  idle boolean not null,
  -- The beginning of the name: enough for an order, and the lists stay narrow.
  sort text collate "C" not null,
  service_id uuid not null,
  -- 0 and 200 where the service says nothing.
  minimum_age numeric not null,
  maximum_age numeric not null,
  primary key (network_id, term_id, place_id, shown, idle, sort, service_id) include (minimum_age, maximum_age)
);
create index service_listed_of on service_listed (network_id, service_id);
select wall('service_listed');
-- Nobody writes them by hand.
revoke insert, update, delete on service_listed from kolo_app;

-- Squares of a quarter of a degree: a circle of some kilometres is looked for in those it touches.
create function square_of(latitude double precision, longitude double precision) returns text language sql immutable parallel safe
  as $$ select '@' || floor(latitude * 4)::int || ',' || floor(longitude * 4)::int $$;

-- One narrow line for each service with all that a question may ask of it: for words of the name, and for what is near.
create table service_card (
  network_id uuid not null,
  service_id uuid not null,
  shown boolean not null,
  idle boolean not null,
  sort text collate "C" not null,
  minimum_age numeric not null,
  maximum_age numeric not null,
  terms uuid[] not null,
  -- Units it is open to, and squares it is given in.
  places text[] collate "C" not null,
  -- Whether it names no unit.
  silent boolean not null,
  -- Of all its names (platform/matching/search-form.ts).
  words tsvector not null,
  primary key (network_id, service_id)
);
-- Without a list of pending entries, which every search would have to read through.
create index service_card_by_word on service_card using gin (words) with (fastupdate = off);
select wall('service_card');
revoke insert, update, delete on service_card from kolo_app;

create function list_services(network uuid, services uuid[]) returns void language sql security definer set search_path = public as $$
  delete from service_card c where c.network_id = network and c.service_id = any (services) and not exists (select from service s where s.network_id = network and s.service_id = c.service_id);

  insert into service_card as c (network_id, service_id, shown, idle, sort, minimum_age, maximum_age, terms, places, silent, words)
  select s.network_id, s.service_id, s.published and s.status <> 'defunct', s.status <> 'active', left(s.name, 20), coalesce(s.minimum_age, 0), coalesce(s.maximum_age, 200),
    array(select t.term_id from service_term t where t.network_id = s.network_id and t.service_id = s.service_id order by t.term_id),
    array(
      select u.place_id collate "C" as place from service_unit u where u.network_id = s.network_id and u.service_id = s.service_id
      union select square_of(l.latitude, l.longitude) from service_at_location a join location l using (network_id, location_id) where a.network_id = s.network_id and a.service_id = s.service_id and l.latitude is not null and l.longitude is not null
      order by place),
    not exists (select from service_unit u where u.network_id = s.network_id and u.service_id = s.service_id), words_of(s.fold)
  from service s where s.network_id = network and s.service_id = any (services)
  on conflict (network_id, service_id) do update set shown = excluded.shown, idle = excluded.idle, sort = excluded.sort, minimum_age = excluded.minimum_age, maximum_age = excluded.maximum_age,
    terms = excluded.terms, places = excluded.places, silent = excluded.silent, words = excluded.words
  where (c.shown, c.idle, c.sort, c.minimum_age, c.maximum_age, c.terms, c.places, c.silent, c.words)
    is distinct from (excluded.shown, excluded.idle, excluded.sort, excluded.minimum_age, excluded.maximum_age, excluded.terms, excluded.places, excluded.silent, excluded.words);

  with wanted as materialized (
    select c.network_id, t.term_id, u.place_id collate "C" as place_id, c.shown, c.idle, c.sort, c.service_id, c.minimum_age, c.maximum_age
    from service_card c, unnest('00000000-0000-0000-0000-000000000000'::uuid || c.terms) as t (term_id), unnest(case when c.silent then array['*', ''] else array['*'] end || c.places) as u (place_id)
    where c.network_id = network and c.service_id = any (services)
  ), gone as (
    delete from service_listed l where l.network_id = network and l.service_id = any (services)
      and not exists (select from wanted w where w.term_id = l.term_id and w.place_id = l.place_id and w.shown = l.shown and w.idle = l.idle and w.sort = l.sort and w.service_id = l.service_id)
  )
  insert into service_listed as l select * from wanted
  on conflict (network_id, term_id, place_id, shown, idle, sort, service_id) do update set minimum_age = excluded.minimum_age, maximum_age = excluded.maximum_age
    where (l.minimum_age, l.maximum_age) is distinct from (excluded.minimum_age, excluded.maximum_age)
$$;
revoke execute on function list_services(uuid, uuid[]) from public;

-- For whoever writes many services and everything of them: with `kolo.listing` set to `once` the triggers rest, and this is called at the end.
create function list_written_services(services uuid[]) returns void language sql security definer set search_path = public as $$
  select list_services(current_network(), services)
$$;

-- Services, their terms, units and places all name their service in the same columns.
create function keep_services_listed() returns trigger language plpgsql security definer set search_path = public as $$
declare one record;
begin
  if current_setting('kolo.listing', true) = 'once' then
    return null;
  elsif tg_op = 'INSERT' then
    for one in select network_id, array_agg(distinct service_id) as ids from written group by network_id loop
      perform list_services(one.network_id, one.ids);
    end loop;
  elsif tg_op = 'DELETE' then
    for one in select network_id, array_agg(distinct service_id) as ids from removed group by network_id loop
      perform list_services(one.network_id, one.ids);
    end loop;
  else
    for one in select network_id, array_agg(distinct service_id) as ids from (select network_id, service_id from removed union select network_id, service_id from written) as touched group by network_id loop
      perform list_services(one.network_id, one.ids);
    end loop;
  end if;
  return null;
end $$;

-- Most changes of a service are none to its place in the lists.
create function keep_service_listed() returns trigger language plpgsql security definer set search_path = public as $$
declare one record;
begin
  if current_setting('kolo.listing', true) = 'once' then return null; end if;
  for one in
    select w.network_id, array_agg(w.service_id) as ids from written w join removed r on (r.network_id, r.service_id) = (w.network_id, w.service_id)
    where (w.published, w.status, w.name, w.fold, w.minimum_age, w.maximum_age) is distinct from (r.published, r.status, r.name, r.fold, r.minimum_age, r.maximum_age)
    group by w.network_id
  loop
    perform list_services(one.network_id, one.ids);
  end loop;
  return null;
end $$;

-- A place that is moved takes its services along.
create function keep_place_listed() returns trigger language plpgsql security definer set search_path = public as $$
declare one record;
begin
  if current_setting('kolo.listing', true) = 'once' then return null; end if;
  for one in
    select a.network_id, array_agg(distinct a.service_id) as ids from written w join removed r on (r.network_id, r.location_id) = (w.network_id, w.location_id)
      join service_at_location a on a.network_id = w.network_id and a.location_id = w.location_id
    where (w.latitude, w.longitude) is distinct from (r.latitude, r.longitude) group by a.network_id
  loop
    perform list_services(one.network_id, one.ids);
  end loop;
  return null;
end $$;

do $$
declare target text;
begin
  foreach target in array array['service', 'service_term', 'service_unit', 'service_at_location'] loop
    execute format('create trigger listed_added after insert on %I referencing new table as written for each statement execute function keep_services_listed()', target);
    execute format('create trigger listed_changed after update on %I referencing old table as removed new table as written for each statement execute function %I()', target, case target when 'service' then 'keep_service_listed' else 'keep_services_listed' end);
    execute format('create trigger listed_removed after delete on %I referencing old table as removed for each statement execute function keep_services_listed()', target);
  end loop;
end $$;
create trigger listed_changed after update on location referencing old table as removed new table as written for each statement execute function keep_place_listed();

select list_services(network_id, array_agg(service_id)) from service group by network_id;

-- Words of names are looked up in the narrow lines; as before, behind the wall, which would keep the index from being used.
create or replace function services_found(wanted tsquery) returns setof uuid language sql stable security definer set search_path = public rows 20 as $$
  select service_id from service_card where network_id = current_network() and words @@ wanted
$$;
drop index service_by_word;

-- Services called so that fit the rest of the question, as many as are asked for: a common word fits tens of thousands, and nobody reads them all.
create function services_called(wanted tsquery, most int, for_visitors boolean, only_running boolean, of_age numeric, kinds uuid[], groups uuid[], around text[], or_silent boolean)
returns table (service_id uuid, idle boolean, sort text, places text[], silent boolean) language sql stable security definer set search_path = public set enable_seqscan = off set enable_indexscan = off rows 50 as $$
  select c.service_id, c.idle, c.sort, c.places, c.silent from service_card c
  where c.network_id = current_network() and c.words @@ wanted and (c.shown or not for_visitors) and not (only_running and c.idle) and (of_age is null or of_age between c.minimum_age and c.maximum_age)
    and (kinds is null or c.terms && kinds) and (groups is null or c.terms && groups) and (around is null or c.places && around or (or_silent and c.silent))
  limit most
$$;

-- What lies near, and which services are given there, without looking at the rows themselves.
drop index location_near;
create index location_near on location (network_id, latitude, longitude) include (location_id) where latitude is not null;
drop index service_at_location_at;
create index service_at_location_at on service_at_location (network_id, location_id) include (service_id);
