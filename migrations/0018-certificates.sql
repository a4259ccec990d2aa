-- When somebody has completed a series, who leads trainings, and certificates with their badges. Who completed is computed from evidence and stands nowhere.

alter table series
  -- {of: 'days' | 'events', share: 1…100}: so many percent of the days, or of the events, that were held.
  add completion jsonb not null default '{"of":"days","share":100}',
  -- A trainer who became one here stays active so many months after leading a training.
  add trainer_months int not null default 6 check (trainer_months between 1 and 120);

-- The key pair a network signs its badges with. The private half is encrypted with the installation's secret.
create table badge_key (
  network_id uuid not null references network,
  -- The public key as multibase.
  public_key text not null check (public_key ~ '^z6Mk[1-9A-HJ-NP-Za-km-z]+$'),
  sealed_private bytea not null,
  made_at timestamptz not null,
  primary key (network_id, public_key)
);
-- One pair for a network; two first certificates at once make one key.
create unique index one_badge_key on badge_key (network_id);
select wall('badge_key');
revoke update, delete on badge_key from kolo_app;

-- How many certificates a network has issued: numbers and places in the status list without gaps and without two alike.
create table certificate_count (
  network_id uuid primary key references network,
  n int not null
);
select wall('certificate_count');

create table certificate (
  network_id uuid not null,
  certificate_id uuid not null,
  programme_id uuid not null,
  series_id uuid not null,
  person_id uuid not null,
  -- 1, 2, 3 … in the network; its place in the status list is one less.
  serial int not null,
  number text not null,
  -- What a reader types or scans to verify it: 120 random bits.
  code text not null check (code ~ '^[a-z2-7]{24}$'),
  locale text not null,
  -- As it was on the day it was issued; later changes of the series or the person change no certificate.
  holder text not null,
  titles jsonb not null,
  issuer jsonb not null,
  first_day date not null,
  last_day date not null,
  -- Days, or events, that were attended and that there were.
  attended int not null check (attended > 0),
  held int not null check (held >= attended),
  completion jsonb not null,
  -- What its address begins with: the badge is signed with it.
  origin text not null,
  -- The holder allows her name to be shown to whoever has the code.
  shows_name boolean not null default false,
  issued_at timestamptz not null,
  issued_by text not null,
  revoked_at timestamptz,
  revoked_by text,
  reason text,
  -- The one it took the place of.
  replaces uuid,
  primary key (network_id, certificate_id),
  unique (code),
  unique (network_id, serial),
  foreign key (network_id, programme_id) references programme,
  foreign key (network_id, series_id) references series,
  foreign key (network_id, person_id) references person on delete cascade,
  foreign key (network_id, replaces) references certificate on delete set null (replaces),
  check ((revoked_at is null) = (reason is null))
);
-- A person has one valid certificate of a series.
create unique index one_valid_certificate on certificate (network_id, series_id, person_id) where revoked_at is null;
create index certificate_of_programme on certificate (network_id, programme_id, serial);
select wall('certificate');
-- What was issued stays as it was issued; it may be taken back, and its holder may allow her name. Erasing a person erases her certificates.
revoke update on certificate from kolo_app;
grant update (revoked_at, revoked_by, reason, shows_name) on certificate to kolo_app;

-- Whoever has the code, or the network's address, has nothing else to tell the network by.
create function network_of_certificate(wanted text) returns uuid language sql stable security definer set search_path = public
  as $$ select network_id from certificate where code = wanted $$;
create function network_with_badges(wanted text) returns uuid language sql stable security definer set search_path = public
  as $$ select network_id from network join badge_key using (network_id) where slug = wanted $$;
