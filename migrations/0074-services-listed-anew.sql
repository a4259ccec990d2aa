-- What a card says decides its lines, so the former card tells which lines go: each is found by its whole key, and a service of which nothing has changed costs a look at its card. No step is left to the planner's guess how many
-- there are: a directory comes in within one transaction, of which statistics know nothing, and a wrong guess would make the work grow with the square. For the same reason every look-up is made for one service (`offset 0`), by key.
create or replace function list_services(network uuid, services uuid[]) returns void language sql security definer set search_path = public set enable_seqscan = off as $$
  -- Two who write of one service take turns: the second sees what the first has written.
  select from service s where s.network_id = network and s.service_id = any (services) order by s.service_id for no key update;

  with changed as materialized (
    select i.service_id, s.shown, s.idle, s.sort, s.minimum_age, s.maximum_age, s.terms, s.places, s.words, s.shown is null as is_gone,
      c.shown as old_shown, c.idle as old_idle, c.sort as old_sort, '00000000-0000-0000-0000-000000000000'::uuid || c.terms as old_terms, array['*'] || c.places as old_places
    from (select distinct unnest(services) as service_id) as i
    left join lateral (
      select s.published and s.status <> 'defunct' as shown, s.status <> 'active' as idle, left(s.name, 20) collate "C" as sort, coalesce(s.minimum_age, 0) as minimum_age, coalesce(s.maximum_age, 200) as maximum_age,
        array(select t.term_id from service_term t where t.network_id = network and t.service_id = s.service_id order by t.term_id) as terms,
        array(
          select u.place_id collate "C" as place from service_unit u where u.network_id = network and u.service_id = s.service_id
          union select square_of(l.latitude, l.longitude) from service_at_location a cross join lateral (select l.latitude, l.longitude from location l where l.network_id = network and l.location_id = a.location_id offset 0) l
            where a.network_id = network and a.service_id = s.service_id and l.latitude is not null and l.longitude is not null
          union select '' where not exists (select from service_unit u where u.network_id = network and u.service_id = s.service_id)
          order by place) as places,
        words_of(s.fold) as words
      from service s where s.network_id = network and s.service_id = i.service_id offset 0) s on true
    left join lateral (select c.* from service_card c where c.network_id = network and c.service_id = i.service_id offset 0) c on true
    where (s.shown, s.idle, s.sort, s.minimum_age, s.maximum_age, s.terms, s.places, s.words) is distinct from (c.shown, c.idle, c.sort, c.minimum_age, c.maximum_age, c.terms, c.places, c.words)
  ), gone as (
    delete from service_card c where c.network_id = network and c.service_id = any (array(select service_id from changed where is_gone))
  ), written as (
    insert into service_card (network_id, service_id, shown, idle, sort, minimum_age, maximum_age, terms, places, words)
    select network, service_id, shown, idle, sort, minimum_age, maximum_age, terms, places, words from changed where not is_gone
    on conflict (network_id, service_id) do update set shown = excluded.shown, idle = excluded.idle, sort = excluded.sort, minimum_age = excluded.minimum_age, maximum_age = excluded.maximum_age,
      terms = excluded.terms, places = excluded.places, words = excluded.words
  ), left_lists as (
    delete from service_listed where ctid = any (array(
      select l.line from changed o cross join unnest(o.old_terms) as t (term_id) cross join unnest(o.old_places) as p (place_id)
        cross join lateral (
          select l.ctid as line from service_listed l where l.network_id = network and l.term_id = t.term_id and l.place_id = p.place_id collate "C" and l.shown = o.old_shown and l.idle = o.old_idle and l.sort = o.old_sort and l.service_id = o.service_id offset 0) l
      where o.is_gone or (o.shown, o.idle, o.sort) <> (o.old_shown, o.old_idle, o.old_sort)
        or t.term_id <> '00000000-0000-0000-0000-000000000000' and t.term_id <> all (o.terms) or p.place_id <> '*' and p.place_id <> all (o.places)))
  )
  insert into service_listed as l (network_id, term_id, place_id, shown, idle, sort, service_id, minimum_age, maximum_age)
  select network, t.term_id, p.place_id collate "C" as place_id, c.shown, c.idle, c.sort, c.service_id, c.minimum_age, c.maximum_age
  from changed c cross join unnest('00000000-0000-0000-0000-000000000000'::uuid || c.terms) as t (term_id) cross join unnest(array['*'] || c.places) as p (place_id)
  where not c.is_gone
  -- In the order of the key: neighbours lie on one page.
  order by 2, 3, 4, 5, 6, 7
  on conflict (network_id, term_id, place_id, shown, idle, sort, service_id) do update set minimum_age = excluded.minimum_age, maximum_age = excluded.maximum_age
    where (l.minimum_age, l.maximum_age) is distinct from (excluded.minimum_age, excluded.maximum_age)
$$;
-- Nobody asks for all lines of a service any more.
drop index service_listed_of;
