/** Kinds of events in the source documents and on lists; words `events.kind_<kind>`, and `events.kind_<kind>_hint` where somebody chooses. The database holds the same list (migration 0014). */
export const eventKindNames = [
  'training',
  'training-of-trainers',
  'workshop',
  'seminar',
  'exchange-event',
  'exchange-visit',
  'regional-presentation',
  'conference',
  'press-conference',
  'round-table',
  'consultative-meeting',
  'peer-review',
  'institution-meeting',
  'meeting',
  'info-day',
  'camp',
  'other',
] as const;
export type EventKindName = (typeof eventKindNames)[number];

/** Where people are told or asked something, and nothing is completed: such an event stands among the certificates only when one was issued for it. */
const withoutCertificate: readonly string[] = ['regional-presentation', 'press-conference', 'consultative-meeting', 'institution-meeting', 'meeting', 'info-day'] satisfies EventKindName[];
export const givesCertificate = (kind: string): boolean => !withoutCertificate.includes(kind);
