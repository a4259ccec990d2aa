-- A representative may propose a service that is not in the directory yet: its proposal names the service by the id it will have.
alter table proposal add column is_new boolean not null default false,
  add constraint proposal_of_new_service check (not is_new or kind = 'service');
