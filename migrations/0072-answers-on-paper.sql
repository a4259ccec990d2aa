-- Answers that came on paper: the scan, the day and who signed stand with the version they became. The coordinator types them in several sittings, apart from
-- what the municipality itself is writing by its link.
alter table survey_asked
  add column paper_draft jsonb,
  add column paper_draft_saved_at timestamptz;

alter table survey_answer
  add column signed_on date,
  add column signed_by text,
  add column file_id uuid,
  -- A version that was entered by mistake is taken back with its reason: it stays readable and counts no more, and the one before counts again.
  add column withdrawn_at timestamptz,
  add column withdrawn_why text,
  add constraint survey_answer_scan foreign key (network_id, file_id) references file,
  add constraint survey_answer_paper check ((file_id is null) = (signed_on is null) and (file_id is null) = (signed_by is null)),
  add constraint survey_answer_withdrawn check ((withdrawn_at is null) = (withdrawn_why is null));
create index survey_answer_of_file on survey_answer (network_id, file_id) where file_id is not null;
grant update (withdrawn_at, withdrawn_why) on survey_answer to kolo_app;
