-- Whoever reads the code of a badge has nothing else to tell the network by.
create function network_of_check_in_code(wanted text) returns uuid language sql stable security definer set search_path = public
  as $$ select network_id from registration where check_in_code = wanted limit 1 $$;
