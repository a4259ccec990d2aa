-- A licence that renews another is issued before that one ends and valid from the day after. One entered by mistake is taken back with a reason: it stays
-- readable and counts nowhere.
alter table licence
  add column valid_from date,
  add column withdrawn_at timestamptz,
  add column withdrawn_reason text,
  add constraint licence_withdrawn_with_reason check ((withdrawn_at is null) = (withdrawn_reason is null) and length(trim(withdrawn_reason)) > 0);
update licence set valid_from = issued_on;
alter table licence
  alter column valid_from set not null,
  add constraint licence_valid_from check (valid_from between issued_on and valid_until);
drop index licence_limited_once;
create unique index licence_limited_once on licence (network_id, service_id) where kind = 'limited' and withdrawn_at is null;
