-- For those who see everybody: what the list is ordered by comes along, so that ten thousand people of one name are read once and not looked up one by one again.
create function people_called(wanted tsquery) returns table (person_id uuid, sort_name text) language sql stable security definer set search_path = public rows 20 as $$
  select person_id, sort_name from person where network_id = current_network() and same_as is null and words_of(fold) @@ wanted
$$;
