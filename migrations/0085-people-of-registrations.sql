-- People who became known because they registered, and of whom nothing else was known then. When no registration names one of them any more, she is removed, unless something else is known of her by then.
create table person_of_registration (
  network_id uuid not null,
  person_id uuid not null,
  primary key (network_id, person_id),
  foreign key (network_id, person_id) references person on delete cascade
);
select wall('person_of_registration');
create index registration_of_person on registration (network_id, person_id) where person_id is not null;

-- Those whom registrations name; and those whom a coordinator made known, whose place was given to somebody else or who was said to be another since: each was added in the moment in which it was said who is registered.
insert into person_of_registration (network_id, person_id)
select r.network_id, r.person_id from registration r where r.identified_by = 'new' and r.person_id is not null
union
select p.network_id, p.person_id from log_entry said join log_entry added on added.network_id = said.network_id and added.subject_kind = 'person' and added.subject_id = said.details ->> 'person' and added.at = said.at and added.action = 'person.add'
  join person p on p.network_id = said.network_id and p.person_id::text = said.details ->> 'person'
where said.action = 'registration.identify';
