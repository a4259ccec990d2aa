-- Seats an invitation promises are kept until they are used, until its day is over or until the coordinator releases them; without a day until the event begins.
alter table registration_invitation add column holds_until date, add column released_at timestamptz;

-- Sex and age group, where the form asks for them; `unsaid`: she was asked and would rather not say. They come into the evidence of who took part and are counted there.
alter table registration_form add column asks_sex boolean not null default false, add column asks_age boolean not null default false;
alter table registration
  add column sex text check (sex in ('F', 'M', 'X', 'unsaid')),
  add column age_group text check (age_group in ('0-17', '18-29', '30-64', '65+', 'unsaid'));

-- The bytes are gone, what they were is not: name, size and fingerprint stay, so that evidence which rests on the file can be held against the original elsewhere.
alter table file add column erased_at timestamptz;
