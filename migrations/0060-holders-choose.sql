-- What the page of a certificate shows is the holder's to say; how long a trainer stays active is said of a single training of trainers too; who leads an event may be somebody known.

alter table certificate
  -- What whoever has the code may see, as its holder allows: the most careful until she says otherwise.
  add shows_holder text not null default 'nothing' check (shows_holder in ('nothing', 'initials', 'name')),
  add shows_organisation boolean not null default false,
  add shows_hours boolean not null default false,
  -- For whom she came, and how long the sessions were that she was at, as known on the day it was issued; null where nobody said.
  add organisation text,
  add minutes int check (minutes > 0),
  -- Counts up when the holder's link is sent to another address, so that the one before opens nothing.
  add link_version int not null default 0,
  -- Its holder wants it tied to her no more: number, code and place in the list of those taken back stay, nothing about her does.
  add forgotten_at timestamptz;
update certificate set shows_holder = 'name' where shows_name;
alter table certificate drop column shows_name;
alter table certificate
  alter person_id drop not null,
  alter holder drop not null,
  add check ((forgotten_at is null) = (person_id is not null) and (forgotten_at is null) = (holder is not null)),
  add check (forgotten_at is null or (organisation is null and shows_holder = 'nothing' and not shows_organisation));
create index certificate_of_person on certificate (network_id, person_id);
grant update (shows_holder, shows_organisation, shows_hours, link_version, person_id, holder, organisation, forgotten_at) on certificate to kolo_app;

-- What was issued stays as it was issued: who holds it can be forgotten, never changed.
create function keep_holder() returns trigger language plpgsql as $$
begin
  if (new.person_id is not null and new.person_id is distinct from old.person_id) or (new.holder is not null and new.holder is distinct from old.holder)
    or (new.organisation is not null and new.organisation is distinct from old.organisation) or (old.forgotten_at is not null and new.forgotten_at is distinct from old.forgotten_at) then
    raise exception 'the holder of a certificate cannot be changed';
  end if;
  return new;
end $$;
create trigger certificate_holder_kept before update on certificate for each row execute function keep_holder();

-- A training of trainers that belongs to no series: so many months a trainer who became one there stays active after leading a training.
alter table event add trainer_months int not null default 6 check (trainer_months between 1 and 120);

-- Whom of the people known a name among the event's facilitators means.
create table event_facilitator (
  network_id uuid not null,
  event_id uuid not null,
  -- As it stands in event.facilitators.
  name text not null,
  person_id uuid not null,
  primary key (network_id, event_id, name),
  foreign key (network_id, event_id) references event on delete cascade,
  foreign key (network_id, person_id) references person on delete cascade
);
create index event_facilitator_person on event_facilitator (network_id, person_id);
select wall('event_facilitator');
