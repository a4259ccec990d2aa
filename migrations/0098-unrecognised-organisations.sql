-- What was said of an organisation and means none that is known: asked on the dashboard, and settled name by name. Few pieces have it, and a programme has many.
create index evidence_organisation_text on evidence (network_id, programme_id) where payload ->> 'organisationText' is not null;
