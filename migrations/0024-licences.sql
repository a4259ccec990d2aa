-- Licences of service providers, per service. What happens to one (suspended, restored, revoked) is kept as it happened; nothing is overwritten.
create table licence (
  network_id uuid not null,
  licence_id uuid not null,
  service_id uuid not null,
  number text not null check (length(trim(number)) > 0),
  kind text not null check (kind in ('full', 'limited')),
  issued_on date not null,
  valid_until date not null check (valid_until >= issued_on),
  -- What is to be put right, and until when: a limited licence has a plan.
  plan text,
  primary key (network_id, licence_id),
  foreign key (network_id, service_id) references service on delete cascade
);
create index licence_of on licence (network_id, service_id);
create index licence_ends on licence (network_id, valid_until);
-- A second limited licence for one service is refused by the law, so the database refuses it too.
create unique index licence_limited_once on licence (network_id, service_id) where kind = 'limited';
select wall('licence');

create table licence_event (
  network_id uuid not null,
  licence_id uuid not null,
  position bigint not null generated always as identity,
  what text not null check (what in ('suspended', 'restored', 'revoked')),
  happened_on date not null,
  reason text,
  primary key (network_id, licence_id, position),
  foreign key (network_id, licence_id) references licence on delete cascade
);
select wall('licence_event');
