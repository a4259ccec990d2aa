-- A period asks who was there, and what was held, on each of its days: the day is part of the way to the facts, so that a year is read alone and not all years of a kind of event.
drop index fact_counted;
create index fact_counted on fact (network_id, programme_id, measure, event_kind, happened_on)
  include (known_until, known_from, evidence_id, person_id, organisation_id, organisation_type, place_id, relation, list_id, event_id, series_id, breakdown);
