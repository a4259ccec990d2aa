-- The link of a letter that asks whether entries are still true can be revoked before its day.
alter table assurance_request add column revoked_at timestamptz;

-- What an organisation was until a day: its type and its seat. What it is now stands in its own row; a network of a past day is counted by these.
create table organisation_was (
  network_id uuid not null,
  organisation_id uuid not null,
  -- The last day on which it was so.
  until_day date not null,
  type text not null,
  seat text references place,
  said_at timestamptz not null,
  primary key (network_id, organisation_id, until_day),
  foreign key (network_id, organisation_id) references organisation on delete cascade
);
select wall('organisation_was');
