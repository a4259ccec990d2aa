-- Places of services by where they lie, so that "at most 25 km away" reads a box of the map and not all of it.
create index location_near on location (network_id, latitude, longitude) where latitude is not null;
