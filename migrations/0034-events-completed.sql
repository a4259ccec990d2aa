-- What an event has besides its plan: documents, the line of the budget that pays for it, a host and guests; how people may say themselves that they came;
-- and certificates of an event that belongs to no series.

alter table event
  -- When somebody has completed it, as for a series. Asked only of an event that stands alone.
  add completion jsonb not null default '{"of":"days","share":100}',
  -- As IATI calls it (total-budget/budget-line): the code the contract gives the line, and what it says; amounts in the currency of the contract.
  add budget_ref text,
  add budget_narrative text,
  add budget_planned numeric(14, 2) check (budget_planned >= 0),
  add budget_spent numeric(14, 2) check (budget_spent >= 0),
  add budget_currency text check (budget_currency ~ '^[A-Z]{3}$'),
  -- off: nobody checks herself in; minute: by a code that changes; day: by one that holds all day and can be passed on.
  add self_check_in text not null default 'off' check (self_check_in in ('off', 'minute', 'day')),
  add check (coalesce(budget_planned, budget_spent) is null or budget_currency is not null);

-- Who receives an exchange visit, and who comes: an organisation of the network, or a name nobody has told us more about.
create table event_party (
  network_id uuid not null,
  event_id uuid not null,
  part text not null check (part in ('host', 'guest')),
  position int not null,
  organisation_id uuid,
  name text not null,
  primary key (network_id, event_id, part, position),
  foreign key (network_id, event_id) references event on delete cascade,
  foreign key (network_id, organisation_id) references organisation (network_id, organisation_id) on delete set null (organisation_id)
);
create index event_party_organisation on event_party (network_id, organisation_id);
select wall('event_party');

create table event_document (
  network_id uuid not null,
  document_id uuid not null,
  event_id uuid not null,
  file_id uuid not null,
  title text not null,
  -- anybody: on the public page too; registered: whoever has a seat, and those who work on it; members: only those who work on it.
  audience text not null check (audience in ('anybody', 'registered', 'members')),
  added_at timestamptz not null,
  added_by text not null,
  primary key (network_id, document_id),
  foreign key (network_id, event_id) references event on delete cascade,
  foreign key (network_id, file_id) references file
);
create index event_document_of on event_document (network_id, event_id, added_at);
select wall('event_document');

alter table certificate
  alter series_id drop not null,
  add event_id uuid,
  add foreign key (network_id, event_id) references event,
  add check ((series_id is null) <> (event_id is null));
create unique index one_valid_certificate_of_event on certificate (network_id, event_id, person_id) where revoked_at is null and event_id is not null;
