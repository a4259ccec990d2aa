-- A person may delete her account. Its id stays, so that what she recorded keeps its author ("former member"); name, address and every way in go.
alter table auth.holder add deleted_at timestamptz;

-- The same window as in 0007, with nothing to see of accounts that are deleted.
create or replace view member as
  select m.network_id, m.membership_id, m.account_id, m.role, m.organisation_id, m.programme_ids, m.since, m.until, m.last_sign_in_at,
    case when h.deleted_at is null then h.name end as name, case when h.deleted_at is null then h.email end as email, h.is_demo, h.two_factor_enabled,
    exists (select from auth.passkey p where p.holder_id = h.id) as has_passkey
  from membership m join auth.holder h on h.id = m.account_id
  where m.network_id = current_network();
