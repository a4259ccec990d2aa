-- Two registrations of one event that look like one person, and of whom a coordinator has said that they are two.
create table registration_two_people (
  network_id uuid not null,
  one_id uuid not null,
  other_id uuid not null check (one_id < other_id),
  primary key (network_id, one_id, other_id),
  foreign key (network_id, one_id) references registration on delete cascade,
  foreign key (network_id, other_id) references registration on delete cascade
);
create index registration_two_people_other on registration_two_people (network_id, other_id);
select wall('registration_two_people');
