-- Who came, said at the door: what devices and pages sent, each piece once. That somebody was there is evidence (`participation`); this says which messages it rests on.

-- Twelve characters of Crockford's base 32 (60 random bits): what stands in the QR code of a badge and of a letter.
create function new_check_in_code() returns text language sql volatile as $$
  -- Bytes 6 and 8 of a random UUID are partly fixed, so they are left out.
  select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + (get_byte(bytes, at) & 31), 1), '')
  from (select uuid_send(gen_random_uuid()) as bytes) one, unnest(array[0, 1, 2, 3, 4, 5, 9, 10, 11, 12, 13, 14]) as at
$$;
alter table registration add check_in_code text not null default new_check_in_code() check (check_in_code ~ '^[0-9A-HJKMNP-TV-Z]{12}$');
create unique index one_check_in_code on registration (network_id, check_in_code);

create table check_in (
  network_id uuid not null,
  -- Made by the device: sent again, it is the same message and changes nothing.
  operation_id uuid not null,
  event_id uuid not null,
  -- The order in which the server heard of them; the clocks of devices are evidence only.
  heard bigint not null generated always as identity,
  registration_id uuid,
  person_id uuid,
  day date not null,
  session_id uuid,
  -- False takes back: one message (takes_back), or everything that was said of this day or session.
  present boolean not null,
  takes_back uuid,
  -- The message that took this one back.
  taken_back_by uuid,
  -- accepted: it changed who was there; already: somebody had said so before.
  outcome text not null check (outcome in ('accepted', 'already')),
  -- She was known to have been there that day before any message said so: taking the message back leaves that.
  over_evidence boolean not null default false,
  via text not null check (via in ('door', 'roll-call', 'self', 'signed-sheet')),
  device_at timestamptz not null,
  heard_at timestamptz not null,
  heard_from text not null,
  primary key (network_id, operation_id),
  foreign key (network_id, event_id) references event on delete cascade,
  -- A message outlives the registration and the person it was about, so that replaying it never makes them anew.
  foreign key (network_id, registration_id) references registration (network_id, registration_id) on delete set null (registration_id),
  foreign key (network_id, person_id) references person (network_id, person_id) on delete set null (person_id)
);
create index check_in_of_person on check_in (network_id, event_id, person_id) where present and taken_back_by is null;
create index check_in_taken_back on check_in (network_id, takes_back) where takes_back is not null;
create index check_in_of_registration on check_in (network_id, registration_id) where registration_id is not null;
select wall('check_in');
revoke delete on check_in from kolo_app;
