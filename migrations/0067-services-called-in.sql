-- Words and places of a card are met in one index, so that a common name is looked for in one town without a look at all that are called so. A service that names no unit has '' among its places, as it has in the lists.
create or replace function list_services(network uuid, services uuid[]) returns void language sql security definer set search_path = public as $$
  delete from service_card c where c.network_id = network and c.service_id = any (services) and not exists (select from service s where s.network_id = network and s.service_id = c.service_id);

  insert into service_card as c (network_id, service_id, shown, idle, sort, minimum_age, maximum_age, terms, places, words)
  select s.network_id, s.service_id, s.published and s.status <> 'defunct', s.status <> 'active', left(s.name, 20), coalesce(s.minimum_age, 0), coalesce(s.maximum_age, 200),
    array(select t.term_id from service_term t where t.network_id = s.network_id and t.service_id = s.service_id order by t.term_id),
    array(
      select u.place_id collate "C" as place from service_unit u where u.network_id = s.network_id and u.service_id = s.service_id
      union select square_of(l.latitude, l.longitude) from service_at_location a join location l using (network_id, location_id) where a.network_id = s.network_id and a.service_id = s.service_id and l.latitude is not null and l.longitude is not null
      union select '' where not exists (select from service_unit u where u.network_id = s.network_id and u.service_id = s.service_id)
      order by place), words_of(s.fold)
  from service s where s.network_id = network and s.service_id = any (services)
  on conflict (network_id, service_id) do update set shown = excluded.shown, idle = excluded.idle, sort = excluded.sort, minimum_age = excluded.minimum_age, maximum_age = excluded.maximum_age,
    terms = excluded.terms, places = excluded.places, words = excluded.words
  where (c.shown, c.idle, c.sort, c.minimum_age, c.maximum_age, c.terms, c.places, c.words)
    is distinct from (excluded.shown, excluded.idle, excluded.sort, excluded.minimum_age, excluded.maximum_age, excluded.terms, excluded.places, excluded.words);

  with wanted as materialized (
    select c.network_id, t.term_id, u.place_id collate "C" as place_id, c.shown, c.idle, c.sort, c.service_id, c.minimum_age, c.maximum_age
    from service_card c, unnest('00000000-0000-0000-0000-000000000000'::uuid || c.terms) as t (term_id), unnest(array['*'] || c.places) as u (place_id)
    where c.network_id = network and c.service_id = any (services)
  ), gone as (
    delete from service_listed l where l.network_id = network and l.service_id = any (services)
      and not exists (select from wanted w where w.term_id = l.term_id and w.place_id = l.place_id and w.shown = l.shown and w.idle = l.idle and w.sort = l.sort and w.service_id = l.service_id)
  )
  insert into service_listed as l select * from wanted
  on conflict (network_id, term_id, place_id, shown, idle, sort, service_id) do update set minimum_age = excluded.minimum_age, maximum_age = excluded.maximum_age
    where (l.minimum_age, l.maximum_age) is distinct from (excluded.minimum_age, excluded.maximum_age)
$$;

update service_card set places = array_prepend('', places) where silent;
drop function services_called(tsquery, int, boolean, boolean, numeric, uuid[], uuid[], text[], boolean);
alter table service_card drop column silent;
drop index service_card_by_word;
create index service_card_by_word on service_card using gin (words, places) with (fastupdate = off);

-- Services called so that fit the rest of the question, as many as are asked for: a common word fits tens of thousands, and nobody reads them all.
create function services_called(wanted tsquery, most int, for_visitors boolean, only_running boolean, of_age numeric, kinds uuid[], groups uuid[])
returns table (service_id uuid, idle boolean, sort text, places text[]) language sql stable security definer set search_path = public set enable_seqscan = off set enable_indexscan = off rows 50 as $$
  select c.service_id, c.idle, c.sort, c.places from service_card c
  where c.network_id = current_network() and c.words @@ wanted and (c.shown or not for_visitors) and not (only_running and c.idle) and (of_age is null or of_age between c.minimum_age and c.maximum_age)
    and (kinds is null or c.terms && kinds) and (groups is null or c.terms && groups)
  limit most
$$;
-- The same among those of these places.
create function services_called_in(around text[], wanted tsquery, most int, for_visitors boolean, only_running boolean, of_age numeric, kinds uuid[], groups uuid[])
returns table (service_id uuid, idle boolean, sort text, places text[]) language sql stable security definer set search_path = public set enable_seqscan = off set enable_indexscan = off rows 50 as $$
  select c.service_id, c.idle, c.sort, c.places from service_card c
  where c.places && around and c.network_id = current_network() and c.words @@ wanted and (c.shown or not for_visitors) and not (only_running and c.idle) and (of_age is null or of_age between c.minimum_age and c.maximum_age)
    and (kinds is null or c.terms && kinds) and (groups is null or c.terms && groups)
  limit most
$$;
