-- What is said of people, and of an event, as participations. Row-level security keeps the indexes evidence_participation_person and evidence_participation_event from being used
-- (what `->>` finds could leak), so the look-up runs behind the wall and checks the network itself.
create function participations_of(people uuid[]) returns setof uuid language sql stable security definer set search_path = public as $$
  select evidence_id from evidence where network_id = current_network() and kind = 'participation' and payload ->> 'personId' = any (people::text[])
$$;
create function participations_at(event uuid) returns setof uuid language sql stable security definer set search_path = public as $$
  select evidence_id from evidence where network_id = current_network() and kind = 'participation' and payload ->> 'eventId' = event::text
$$;
