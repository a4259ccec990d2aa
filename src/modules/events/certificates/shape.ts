import { z } from 'zod';
import { locales, type Locale } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { Way } from '../check-in/shape.ts';
import type { CompletionRule } from '../completion/completion.ts';
import type { Shown } from './shown.ts';

const id = z.uuid();
const locale = z.enum(locales);
/** What the address of the installation begins with, as `linkOrigin` says it. */
const origin = z.url({ protocol: /^https?$/ }).max(200).transform((url) => new URL(url).origin);
const reason = z.string().trim().min(3, { error: 'certificates.problem_reason_missing' }).max(2_000);

export const issueInput = z.strictObject({
  programmeId: id,
  seriesId: id,
  personIds: z.array(id).min(1, { error: 'certificates.problem_nobody_chosen' }).max(2_000).transform((ids) => [...new Set(ids)]),
  /** The language of those whose own is not known. */
  locale,
  /** Person → language, where the coordinator chose another than her own. */
  locales: z.record(id, locale).default({}),
  origin,
});
export const revokeInput = z.strictObject({ programmeId: id, certificateId: id, reason });
export const reissueInput = z.strictObject({ programmeId: id, certificateId: id, reason, locale, origin });

/** Where an event was: a unit of the gazetteer, and what the venue is called. */
export interface Venue {
  place: string | null;
  text: string | null;
}

/** How attendance was recorded; `list`: brought in as a list. */
export type AttendanceWay = Way | 'list';

/** A certificate whose holder is not forgotten. */
export type Held = Certificate & { personId: string; holder: string };

/** A certificate as it was issued. Days are `YYYY-MM-DD`. */
export interface Certificate {
  certificateId: string;
  /** Of the series it is for, or of the event that stands alone. */
  seriesId: string;
  programmeId: string;
  /** Null when the holder is forgotten, and then her name is. */
  personId: string | null;
  /** 1, 2, 3 … in the network. */
  serial: number;
  number: string;
  code: string;
  locale: Locale;
  holder: string | null;
  organisation: string | null;
  /** How long the sessions were that she was at; null where there were none. */
  minutes: number | null;
  titles: Localised;
  issuer: Localised;
  /** As they were on the day of issue; null where that was not written down yet. */
  programme: Localised | null;
  venues: Venue[] | null;
  trainers: string[] | null;
  firstDay: string;
  lastDay: string;
  attended: number;
  held: number;
  completion: CompletionRule;
  origin: string;
  shows: Shown;
  issuedAt: Date;
  /** The day of it on the network's clocks. */
  issuedOn: string;
  revokedAt: Date | null;
  reason: string | null;
  /** Another one took its place. */
  isReplaced: boolean;
}

/** What whoever has the code may know. */
export interface PublicCertificate {
  number: string;
  titles: Localised;
  issuer: Localised;
  firstDay: string;
  lastDay: string;
  /** Days on the network's clocks. */
  issuedOn: string;
  revokedOn: string | null;
  isReplaced: boolean;
  /** How the attendance was recorded that it rests on; empty where the holder is forgotten. */
  ways: AttendanceWay[];
  /** Her name, or its initials, for whom she came and how long she was there: only what the holder allows. */
  holder: string | null;
  organisation: string | null;
  hours: number | null;
  isDemo: boolean;
}
