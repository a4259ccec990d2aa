-- The one door into the job queue for the application's role; the queue's own tables stay out of its reach.
create function enqueue_job(identifier text, payload json, key text default null) returns void language plpgsql security definer set search_path = public as $$
begin
  if (payload ->> 'networkId')::uuid is distinct from current_network() then
    raise exception 'a job of another network' using errcode = '42501';
  end if;
  perform graphile_worker.add_job(identifier, payload, job_key => key);
end $$;
revoke execute on function enqueue_job from public;
grant execute on function enqueue_job to kolo_app;
