-- Place names that nobody has settled are few among many facts, and asked for by the dashboard and by every page whose figures hold one.
create index fact_unsettled on fact (network_id, programme_id) where known_until is null and place_id like '?%';
