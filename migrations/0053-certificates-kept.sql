-- A certificate that was taken back must never verify again: its place in the status list stays taken as long as anybody holds its badge. So nobody who has a
-- certificate is removed with what an import or a form had added.
alter table certificate
  drop constraint certificate_network_id_person_id_fkey,
  add foreign key (network_id, person_id) references person;
