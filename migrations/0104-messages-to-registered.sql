-- What a coordinator writes to those who are registered for an event: a draft until it is sent, then the record of what went to how many.
create table event_message (
  network_id uuid not null,
  message_id uuid not null,
  event_id uuid not null,
  -- Locale → text.
  subjects jsonb not null,
  texts jsonb not null,
  whom text not null check (whom in ('seat', 'waiting', 'all')),
  -- Only to those who come for it; null: to all.
  organisation_id uuid,
  written_at timestamptz not null,
  sent_at timestamptz,
  -- How many letters went out; none before it is sent.
  letters int check ((letters is null) = (sent_at is null)),
  -- The address of the installation as the coordinator sees it: links in the letters begin with it.
  origin text not null,
  primary key (network_id, message_id),
  foreign key (network_id, event_id) references event on delete cascade,
  foreign key (network_id, organisation_id) references organisation
);
create index event_message_of on event_message (network_id, event_id, written_at);
select wall('event_message');

-- One letter of a message. It goes with the registration; the number stays with the message.
create table event_message_letter (
  network_id uuid not null,
  message_id uuid not null,
  registration_id uuid not null,
  sent_at timestamptz,
  primary key (network_id, message_id, registration_id),
  foreign key (network_id, message_id) references event_message on delete cascade,
  foreign key (network_id, registration_id) references registration on delete cascade
);
create index event_message_letter_of on event_message_letter (network_id, registration_id);
select wall('event_message_letter');
