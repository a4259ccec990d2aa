-- Sign-in sheets on paper: what was printed, which photographs of it came back, and what stands in each cell. That somebody was there is evidence (`participation`),
-- written through the check-in; this says which cell of which photograph it was read from.

create table sign_in_sheet (
  network_id uuid not null,
  sheet_id uuid not null,
  event_id uuid not null,
  -- Stands in the codes of its pages: twelve characters of Crockford's base 32.
  code text not null check (code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
  day date not null,
  locale text not null,
  -- Where everything stands on a page (paper/geometry.ts), and its head as printed: {title, programme, funders, venue}.
  geometry jsonb not null,
  head jsonb not null,
  printed_by text not null,
  printed_at timestamptz not null,
  primary key (network_id, sheet_id),
  unique (network_id, code),
  foreign key (network_id, event_id) references event on delete cascade
);
create index sign_in_sheet_of on sign_in_sheet (network_id, event_id, printed_at);
select wall('sign_in_sheet');

-- Who was printed on which row: later changes of the list do not move anybody. Rows count through all pages.
create table sign_in_sheet_row (
  network_id uuid not null,
  sheet_id uuid not null,
  row_no int not null check (row_no > 0),
  -- An empty row is for somebody who is not on the list.
  is_named boolean not null,
  name text not null default '',
  organisation text not null default '',
  place text not null default '',
  registration_id uuid,
  person_id uuid,
  primary key (network_id, sheet_id, row_no),
  foreign key (network_id, sheet_id) references sign_in_sheet on delete cascade,
  foreign key (network_id, registration_id) references registration (network_id, registration_id) on delete set null (registration_id),
  foreign key (network_id, person_id) references person (network_id, person_id) on delete set null (person_id)
);
create index sign_in_sheet_row_of_registration on sign_in_sheet_row (network_id, registration_id) where registration_id is not null;
create index sign_in_sheet_row_of_person on sign_in_sheet_row (network_id, person_id) where person_id is not null;
select wall('sign_in_sheet_row');

-- When the time of a form is over and its registrations are removed, what was printed from them is forgotten with them. (Whoever signed is known by the evidence.)
create function forget_printed_registration() returns trigger language plpgsql as $$
begin
  update sign_in_sheet_row set name = '', organisation = '', place = '' where network_id = old.network_id and registration_id = old.registration_id;
  return old;
end $$;
create trigger registration_printed before delete on registration for each row execute function forget_printed_registration();

create table sheet_photo (
  network_id uuid not null,
  photo_id uuid not null,
  event_id uuid not null,
  -- The picture without what the phone wrote beside it (position, device).
  file_id uuid not null,
  -- Of the file as it came from the phone, for whoever compares it with the original there.
  original_sha256 text not null check (original_sha256 ~ '^[0-9a-f]{64}$'),
  name text not null,
  state text not null check (state in ('reading', 'failed', 'read', 'confirmed')),
  -- Why it cannot be read: {code, details} of a Problem.
  problem jsonb,
  sheet_id uuid,
  page int,
  -- {markers, rowCodes, of, pixelsPerMillimetre, milliseconds}
  figures jsonb not null default '{}',
  received_by text not null,
  received_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  primary key (network_id, photo_id),
  foreign key (network_id, event_id) references event on delete cascade,
  foreign key (network_id, sheet_id) references sign_in_sheet on delete cascade,
  foreign key (network_id, file_id) references file,
  check (state not in ('read', 'confirmed') or sheet_id is not null and page is not null)
);
create unique index sheet_photo_once on sheet_photo (network_id, event_id, original_sha256);
create index sheet_photo_of_sheet on sheet_photo (network_id, sheet_id);
select wall('sheet_photo');

-- What one photograph shows in one row, what Kolo proposed and what a person decided.
create table sheet_photo_row (
  network_id uuid not null,
  photo_id uuid not null,
  row_no int not null,
  proposal text not null check (proposal in ('signed', 'unsigned', 'unsure')),
  doubt text,
  -- {area, width, height, fromNeighbours, light}: square millimetres and millimetres.
  ink jsonb not null,
  -- JPEG of the cell, or of the row where the name is written by hand.
  crop bytea not null,
  decision text check (decision in ('signed', 'unsigned')),
  -- The message of the check-in; the same when a page is sent twice.
  operation_id uuid,
  -- Who it turned out to be.
  person_id uuid,
  primary key (network_id, photo_id, row_no),
  foreign key (network_id, photo_id) references sheet_photo on delete cascade,
  foreign key (network_id, person_id) references person (network_id, person_id) on delete set null (person_id)
);
create index sheet_photo_row_of_person on sheet_photo_row (network_id, person_id) where person_id is not null;
select wall('sheet_photo_row');
