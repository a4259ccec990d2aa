-- What lists and invitations call themselves besides the kinds of the source documents.
alter table event drop constraint event_kind_check;
alter table event add constraint event_kind_check check (kind in ('training', 'training-of-trainers', 'workshop', 'seminar', 'exchange-event', 'exchange-visit', 'regional-presentation', 'conference',
  'press-conference', 'round-table', 'consultative-meeting', 'peer-review', 'institution-meeting', 'meeting', 'info-day', 'camp', 'other'));
