-- Two networks of an installation may hold the same object of a directory (both imported it). The interface tells it once, as the earlier network holds it: which of its ids a network shares
-- with earlier ones is asked over the wall, and only ids of its own are answered.
create function held_before(kind text, earlier uuid[]) returns setof uuid language sql stable security definer set search_path = public as $$
  select s.service_id from service s where kind = 'services' and s.network_id = current_network()
    and exists (select from service e where e.network_id = any (earlier) and e.service_id = s.service_id)
  union all
  select o.organisation_id from organisation o where kind = 'organizations' and o.network_id = current_network()
    and exists (select from organisation e where e.network_id = any (earlier) and e.organisation_id = o.organisation_id)
  union all
  select a.service_at_location_id from service_at_location a where kind = 'service_at_locations' and a.network_id = current_network()
    and exists (select from service_at_location e where e.network_id = any (earlier) and e.service_at_location_id = a.service_at_location_id)
$$;
