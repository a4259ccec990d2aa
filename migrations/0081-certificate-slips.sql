-- Whoever has no address gets the link to her certificate on paper, from hand to hand. It is short, to be typed, so it is drawn and not derived: only its hash lies here.
-- A new slip, or a link sent by letter, ends the one before.
alter table certificate add slip_hash text check (slip_hash ~ '^[0-9a-f]{64}$'), add check (forgotten_at is null or slip_hash is null);
create unique index certificate_of_slip on certificate (slip_hash) where slip_hash is not null;
grant update (slip_hash) on certificate to kolo_app;

-- Whoever has the slip has nothing else to tell the network by.
create function network_of_slip(wanted text) returns uuid language sql stable security definer set search_path = public
  as $$ select network_id from certificate where slip_hash = wanted $$;
