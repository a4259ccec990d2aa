-- What a certificate says besides, as it was on the day of issue: the programme, where it was (gazetteer ids and what venues are called) and who led it. Null on those issued before.
alter table certificate add column programme jsonb, add column venues jsonb, add column trainers text[];
-- The address a holder gave to have her link sent to: the queue names this row, and the row goes when the letter is sent, or after a week in which it could not be.
create table certificate_letter (
  network_id uuid not null,
  letter_id uuid not null,
  certificate_id uuid not null,
  email text not null,
  created_at timestamptz not null,
  primary key (network_id, letter_id),
  foreign key (network_id, certificate_id) references certificate on delete cascade
);
create index certificate_letter_of on certificate_letter (network_id, certificate_id);
select wall('certificate_letter');
-- What stands at the head of certificates, sign-in sheets and badges: drawn anew from what was brought in.
create table network_logo (
  network_id uuid primary key references network,
  png bytea not null,
  width int not null check (width > 0),
  height int not null check (height > 0),
  changed_at timestamptz not null
);
select wall('network_logo');
