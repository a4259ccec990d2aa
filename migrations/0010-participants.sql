-- Who stands on the list of an event, and where a person took part: asked by every event and person page.
create index evidence_participation_event on evidence (network_id, (payload ->> 'eventId'), evidence_id) where kind = 'participation';
create index evidence_participation_person on evidence (network_id, (payload ->> 'personId')) where kind = 'participation';
