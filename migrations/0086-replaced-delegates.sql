-- Whom a letter still has to tell that somebody else comes in her place: the registration itself says nothing of her any more. Removed when the letter is sent, and with the registration.
create table replaced_delegate (
  network_id uuid not null,
  replaced_id uuid not null,
  registration_id uuid not null,
  given text not null,
  surname text not null,
  email text not null,
  -- The organisation whose invitation she came by said so; else it was said by the link of her registration.
  by_organisation boolean not null,
  primary key (network_id, replaced_id),
  foreign key (network_id, registration_id) references registration on delete cascade
);
create index replaced_delegate_of on replaced_delegate (network_id, registration_id);
select wall('replaced_delegate');
