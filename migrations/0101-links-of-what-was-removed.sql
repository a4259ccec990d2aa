-- The links of registrations and invitations that were removed when their time was over, so that whoever opens hers is told so. Of the link only a hash (SHA-256 of the id it names):
-- it says nothing of anybody, and without the link it cannot be asked for.
create table removed_link (
  network_id uuid not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  event_id uuid not null,
  primary key (network_id, hash),
  foreign key (network_id, event_id) references registration_form on delete cascade
);
create index removed_link_of on removed_link (network_id, event_id);
select wall('removed_link');
