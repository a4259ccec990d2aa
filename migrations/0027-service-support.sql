-- Which series of events are a service's own sessions: a club's afternoons, a day centre's workshops. Attendance is the events' own; nothing is counted twice.
create table service_series (
  network_id uuid not null,
  service_id uuid not null,
  series_id uuid not null,
  primary key (network_id, service_id, series_id),
  foreign key (network_id, service_id) references service on delete cascade,
  foreign key (network_id, series_id) references series on delete cascade
);
create index service_of_series on service_series (network_id, series_id);
select wall('service_series');
