-- A guideline in other languages, paragraph by paragraph. A translation belongs to the exact text it was made of: when the paragraph changes, it no longer holds
-- and is shown to translators only. The latest one of a paragraph, a language and a source counts; the earlier ones stay.
create table guideline_translation (
  network_id uuid not null,
  guideline_id uuid not null,
  paragraph_id uuid not null,
  language text not null,
  position bigint not null generated always as identity,
  -- The paragraph as it read, and what it says in this language; an empty text takes the translation back.
  source text not null,
  text text not null,
  translated_at timestamptz not null,
  translated_by text not null,
  primary key (network_id, guideline_id, paragraph_id, language, position),
  foreign key (network_id, guideline_id) references guideline on delete cascade
);
select wall('guideline_translation');
revoke update, delete on guideline_translation from kolo_app;
