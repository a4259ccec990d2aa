/** Why what an import added stays when the import is taken back: somebody's own work stands on it by now. Pure. */

export const entryKinds = ['event', 'person', 'organisation'] as const;
/** What an import adds that other work can rest on. */
export type EntryKind = (typeof entryKinds)[number];

/** Tables whose rows are part of an entry, or were written with it by the import itself. */
export const ownTables: Record<EntryKind, readonly string[]> = {
  event: ['event_day'],
  person: ['person_spelling'],
  organisation: ['organisation_spelling'],
};

/** The reasons, in the order in which they are said; words: `import.stays_<reason>`. */
export const stayingReasons = {
  attendance: ['check_in'],
  evidence: ['evidence'],
  registrations: ['registration', 'registration_form', 'registration_invitation', 'person_of_registration', 'event_message'],
  certificates: ['certificate', 'certificate_not_wanted'],
  minutes: ['event_minutes', 'event_decision'],
  tasks: ['event_task'],
  pictures: ['event_picture'],
  documents: ['event_document'],
  questionnaires: ['questionnaire', 'questionnaire_recipient'],
  sheets: ['sign_in_sheet', 'sign_in_sheet_row', 'sheet_photo', 'sheet_photo_row'],
  leading: ['event_facilitator'],
  plan: ['event_session', 'event_party', 'event_changed'],
  networks: ['alliance', 'alliance_meeting', 'alliance_member', 'alliance_representative', 'alliance_term', 'alliance_candidate', 'guideline_adoption', 'programme_organisation'],
  agreements: ['agreement_party', 'assessment'],
  people: ['affiliation'],
  accounts: ['membership', 'invitation'],
  directory: ['service', 'location', 'organisation_area', 'organisation_contact', 'organisation_identifier', 'organisation_profile', 'organisation_was', 'organisation_changed', 'proposal', 'assurance', 'assurance_request', 'feedback_waiver'],
  joined: ['joining', 'person', 'organisation'],
} as const satisfies Record<string, readonly string[]>;

/** `other`: a table nobody has found a word for yet; it keeps the entry all the same. */
export type StayingReason = keyof typeof stayingReasons | 'other';

/** Which of the reasons these tables are, each once. */
export function reasonsOf(tables: readonly string[]): StayingReason[] {
  const reasons = Object.entries(stayingReasons) as [StayingReason, readonly string[]][];
  const found = reasons.flatMap(([reason, own]) => (tables.some((table) => own.includes(table)) ? [reason] : []));
  return tables.some((table) => !reasons.some(([, own]) => own.includes(table))) ? [...found, 'other'] : found;
}

/** What of an import stayed, kept with it when it is taken back. Ids only: an entry that goes later takes its name along. */
export type Stayed = Record<EntryKind, { n: number; first: { id: string; because: StayingReason[] }[] }>;

/** As many of each kind are named; the rest is said as a number. */
const NAMED = 30;

/** @param kept entry → the tables that name it */
export const stayed = (kept: ReadonlyMap<string, readonly string[]>): Stayed[EntryKind] => ({ n: kept.size, first: [...kept].slice(0, NAMED).map(([id, tables]) => ({ id, because: reasonsOf(tables) })) });
