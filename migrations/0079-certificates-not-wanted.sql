-- Whoever had herself taken off her certificate is not offered the next one of the same series or event by itself: it is issued to her again only when somebody says so for her.
create table certificate_not_wanted (
  network_id uuid not null,
  -- Series, or event that stands alone.
  subject_id uuid not null,
  person_id uuid not null,
  primary key (network_id, subject_id, person_id),
  foreign key (network_id, person_id) references person on delete cascade
);
create index certificate_not_wanted_of on certificate_not_wanted (network_id, person_id);
select wall('certificate_not_wanted');
