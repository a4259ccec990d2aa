-- The shipped gazetteer's units, for references and joins. Public reference data, the same for every network; filled by src/modules/places/load.ts.
create table place (
  id text primary key,
  country char(2) not null,
  level int not null,
  type text not null,
  parent text references place deferrable initially deferred,
  names jsonb not null,
  lat double precision,
  lon double precision
);
revoke insert, update, delete on place from kolo_app;
