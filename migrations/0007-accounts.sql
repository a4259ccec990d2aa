-- Who may sign in, and what each account may do in which network.

-- Everything that proves who somebody is lives in a schema of its own: the application's role has no right to it at all, so no tenant
-- transaction can reach a password hash or a session, whatever goes wrong above. Only the sign-in gate (the owner's connection) reads it.
create schema auth;

-- One person's account, in no network of its own. (better-auth calls it "user".)
create table auth.holder (
  id uuid primary key,
  name text not null check (length(trim(name)) between 1 and 200),
  email text not null unique check (email = lower(email) and length(email) <= 320),
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  -- An account of a demo network: it has no proof of any kind and is refused in production mode.
  is_demo boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- One way in: a password, or a subject at an OpenID provider. (better-auth calls it "account".)
create table auth.credential (
  id uuid primary key,
  holder_id uuid not null references auth.holder on delete cascade,
  provider_id text not null,
  provider_account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, provider_account_id)
);
create index credential_of_holder on auth.credential (holder_id);

create table auth.session (
  id uuid primary key,
  holder_id uuid not null references auth.holder on delete cascade,
  token text not null unique,
  -- The end in any case; the idle end is counted from last_seen_at.
  expires_at timestamptz not null,
  -- Which proof began it: password, code, backup-code, link, passkey, oidc, demo.
  method text,
  -- Null until its first use, which is when the sign-in is written into the networks' logs; then exact to the minute.
  last_seen_at timestamptz,
  -- The last time the person proved who she is; sensitive changes want this to be recent (ASVS 5.0 7.5.1).
  proven_at timestamptz not null default now(),
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_of_holder on auth.session (holder_id);

-- Secrets that are used once: sign-in links, challenges of passkeys and second factors.
create table auth.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_by_identifier on auth.verification (identifier);

create table auth.two_factor (
  id uuid primary key,
  holder_id uuid not null references auth.holder on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count int not null default 0,
  locked_until timestamptz
);
create index two_factor_of_holder on auth.two_factor (holder_id);

-- Codes of the second factor that were used: each opens once, also within its half minute (ASVS 5.0 6.5.1).
create table auth.used_code (
  holder_id uuid not null references auth.holder on delete cascade,
  code_hash text not null,
  used_at timestamptz not null default now(),
  primary key (holder_id, code_hash)
);

create table auth.passkey (
  id uuid primary key,
  holder_id uuid not null references auth.holder on delete cascade,
  name text,
  public_key text not null,
  credential_key text not null unique,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz not null default now()
);
create index passkey_of_holder on auth.passkey (holder_id);

-- How often something was tried. In the database, so that several processes count together; the key is a hash, so that no address stands here.
create table auth.throttle (
  key text primary key,
  tries int not null,
  allowed boolean not null,
  last_at timestamptz not null,
  blocked_until timestamptz not null
);
create index throttle_by_age on auth.throttle (last_at);

-- Counts one try and says whether it may go on: the check and the count are one statement, so a thousand tries at once get no more than one after
-- the other. The first `free` tries wait for nothing; each one after them makes the next wait twice as long, up to `longest` seconds.
-- Without a try for `forgotten` seconds the count begins anew: nobody is locked out for good.
create function auth.try_once(wanted text, free int, first_wait int, longest int, forgotten int) returns table (allowed boolean, wait_seconds int)
  language sql as $$
  insert into auth.throttle as t (key, tries, allowed, last_at, blocked_until)
  values (wanted, 1, true, clock_timestamp(), clock_timestamp() + make_interval(secs => case when free <= 1 then first_wait else 0 end))
  on conflict (key) do update set
    allowed = t.blocked_until <= clock_timestamp(),
    tries = case
      when t.blocked_until > clock_timestamp() then t.tries
      when t.last_at < clock_timestamp() - make_interval(secs => forgotten) then 1
      else t.tries + 1 end,
    last_at = case when t.blocked_until > clock_timestamp() then t.last_at else clock_timestamp() end,
    blocked_until = case
      when t.blocked_until > clock_timestamp() then t.blocked_until
      when t.last_at < clock_timestamp() - make_interval(secs => forgotten) then
        clock_timestamp() + make_interval(secs => case when free <= 1 then first_wait else 0 end)
      when t.tries + 1 < free then clock_timestamp()
      else clock_timestamp() + make_interval(secs => least(longest, first_wait * power(2, least(t.tries + 1 - free, 20)))) end
  returning t.allowed, greatest(0, ceil(extract(epoch from t.blocked_until - clock_timestamp())))::int
$$;

-- Who belongs to a network in which role, from when to when. A change of role ends one row and begins another; nothing is overwritten.
create table membership (
  network_id uuid not null references network,
  membership_id uuid not null,
  account_id uuid not null references auth.holder,
  role text not null check (role in ('coordinator', 'programme-officer', 'field-worker', 'organisation-representative', 'funder', 'auditor')),
  organisation_id uuid,
  -- Null: all programmes of the network.
  programme_ids uuid[],
  since timestamptz not null default now(),
  until timestamptz check (until >= since),
  -- Sessions that began earlier do not count in this network any more.
  sessions_from timestamptz,
  last_sign_in_at timestamptz,
  primary key (network_id, membership_id),
  foreign key (network_id, organisation_id) references organisation,
  constraint representative_of_an_organisation check (role <> 'organisation-representative' or organisation_id is not null)
);
create unique index one_membership_at_a_time on membership (network_id, account_id) where until is null;
create index membership_of_account on membership (account_id) where until is null;
select wall('membership');

-- A network that had a coordinator keeps one. Deferred to the end of the transaction, so that a change of role may pass through a moment without.
create function keep_a_coordinator() returns trigger language plpgsql security definer set search_path = public as $$
begin
  -- Two coordinators who remove each other at the same moment take turns here; the second finds herself the last.
  perform from network where network_id = old.network_id for no key update;
  if old.role = 'coordinator' and old.until is null
    and not exists (select from membership where network_id = old.network_id and role = 'coordinator' and until is null) then
    raise exception 'the last coordinator of a network' using errcode = '23514', constraint = 'last_coordinator';
  end if;
  return null;
end $$;
create constraint trigger last_coordinator after update or delete on membership deferrable initially deferred for each row execute function keep_a_coordinator();

-- The window through which a network sees its own members' names: it looks into auth as its owner, and only at the current network.
create view member as
  select m.network_id, m.membership_id, m.account_id, m.role, m.organisation_id, m.programme_ids, m.since, m.until, m.last_sign_in_at,
    h.name, h.email, h.is_demo, h.two_factor_enabled,
    exists (select from auth.passkey p where p.holder_id = h.id) as has_passkey
  from membership m join auth.holder h on h.id = m.account_id
  where m.network_id = current_network();
revoke insert, update, delete on member from kolo_app;

-- Asked to join, not yet joined. The link's secret is only kept as a hash.
create table invitation (
  network_id uuid not null references network,
  invitation_id uuid not null,
  email text not null check (email = lower(email) and length(email) <= 320),
  role text not null check (role in ('coordinator', 'programme-officer', 'field-worker', 'organisation-representative', 'funder', 'auditor')),
  organisation_id uuid,
  programme_ids uuid[],
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  primary key (network_id, invitation_id),
  foreign key (network_id, organisation_id) references organisation,
  constraint representative_of_an_organisation check (role <> 'organisation-representative' or organisation_id is not null)
);
create unique index one_open_invitation on invitation (network_id, email) where accepted_at is null and withdrawn_at is null;
create index invitation_of_email on invitation (email) where accepted_at is null and withdrawn_at is null;
select wall('invitation');

-- A key for programs. Only its hash is kept; the prefix lets a person tell her keys apart.
create table api_key (
  network_id uuid not null references network,
  key_id uuid not null,
  account_id uuid not null references auth.holder,
  name text not null check (length(trim(name)) between 1 and 100),
  prefix text not null,
  hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
  role text not null check (role in ('coordinator', 'programme-officer', 'field-worker', 'organisation-representative', 'funder', 'auditor')),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- Exact to the hour only: enough to find keys nobody uses, too little to follow somebody's day.
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (network_id, key_id)
);
create index api_key_of_account on api_key (account_id) where revoked_at is null;
select wall('api_key');

-- Reads of the log as people ask for them: who, what, when.
create index log_entry_by_actor on log_entry (network_id, actor_id, seq);
create index log_entry_by_action on log_entry (network_id, action, seq);
