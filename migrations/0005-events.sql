-- Series (cycles), events and their days. Who took part is evidence, not a table of its own.

create table series (
  network_id uuid not null,
  series_id uuid not null,
  programme_id uuid not null,
  titles jsonb not null,
  kind text not null,
  -- A cycle: its events are parts of one training for the same people, so a municipality named in each part is one mention.
  is_cycle boolean not null default false,
  component_id uuid,
  position int not null default 0,
  primary key (network_id, series_id),
  foreign key (network_id, programme_id) references programme on delete cascade,
  foreign key (network_id, component_id) references component
);
create index series_of on series (network_id, programme_id);
select wall('series');

create table event (
  network_id uuid not null,
  event_id uuid not null,
  programme_id uuid not null,
  series_id uuid,
  component_id uuid,
  kind text not null check (kind in ('training', 'training-of-trainers', 'exchange-event', 'exchange-visit', 'regional-presentation', 'conference',
    'press-conference', 'consultative-meeting', 'peer-review', 'institution-meeting', 'meeting', 'other')),
  titles jsonb not null,
  venue_place text references place,
  venue_text text,
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  -- How the day stands in the source when only the month is known.
  day_precision text not null default 'day' check (day_precision in ('day', 'month')),
  created_at timestamptz not null default now(),
  primary key (network_id, event_id),
  foreign key (network_id, programme_id) references programme on delete cascade,
  foreign key (network_id, series_id) references series,
  foreign key (network_id, component_id) references component
);
create index event_of on event (network_id, programme_id, first_day);
select wall('event');

create table event_day (
  network_id uuid not null,
  event_id uuid not null,
  day date not null,
  primary key (network_id, event_id, day),
  foreign key (network_id, event_id) references event on delete cascade
);
select wall('event_day');
