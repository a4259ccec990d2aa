-- How many services are published is asked with every page of the directory; counting 100,000 of them each time would cost more than the page.
create function keep_published_services() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into tally (network_id, subject, n) select network_id, 'service_published', count(*) from added where published group by network_id;
  elsif tg_op = 'DELETE' then
    insert into tally (network_id, subject, n) select network_id, 'service_published', -count(*) from removed where published group by network_id;
  else
    insert into tally (network_id, subject, n)
    select network_id, 'service_published', sum(n) from (select network_id, count(*) as n from added where published group by network_id union all select network_id, -count(*) from removed where published group by network_id) as change
    group by network_id having sum(n) <> 0;
  end if;
  if random() < 0.02 then
    with parts as (select t.network_id, t.part from tally t where t.subject = 'service_published' for update skip locked),
      gone as (delete from tally t using parts p where t.network_id = p.network_id and t.subject = 'service_published' and t.part = p.part returning t.network_id, t.n)
    insert into tally (network_id, subject, n) select network_id, 'service_published', sum(n) from gone group by network_id;
  end if;
  return null;
end $$;
create trigger service_added after insert on service referencing new table as added for each statement execute function keep_published_services();
create trigger service_changed after update on service referencing old table as removed new table as added for each statement execute function keep_published_services();
create trigger service_removed after delete on service referencing old table as removed for each statement execute function keep_published_services();
insert into tally (network_id, subject, n) select network_id, 'service_published', count(*) from service where published group by network_id;
create index service_published on service (network_id, service_id) where published;
