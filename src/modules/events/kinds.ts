/** Kinds of events in the source documents; words `events.kind_<kind>`. The database holds the same list (migration 0005). */
export const eventKindNames = [
  'training',
  'training-of-trainers',
  'exchange-event',
  'exchange-visit',
  'regional-presentation',
  'conference',
  'press-conference',
  'consultative-meeting',
  'peer-review',
  'institution-meeting',
  'meeting',
  'other',
] as const;
export type EventKindName = (typeof eventKindNames)[number];
