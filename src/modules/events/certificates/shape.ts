import { z } from 'zod';
import { locales, type Locale } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { CompletionRule } from '../completion/completion.ts';

const id = z.uuid();
const locale = z.enum(locales);
/** What the address of the installation begins with, as `linkOrigin` says it. */
const origin = z.url({ protocol: /^https?$/ }).max(200).transform((url) => new URL(url).origin);
const reason = z.string().trim().min(3, { error: 'certificates.problem_reason_missing' }).max(2_000);

export const issueInput = z.strictObject({
  programmeId: id,
  seriesId: id,
  personIds: z.array(id).min(1, { error: 'certificates.problem_nobody_chosen' }).max(2_000).transform((ids) => [...new Set(ids)]),
  locale,
  origin,
  /** The holders allow their names to be shown to whoever has the code. */
  showsName: z.boolean().default(false),
});
export const revokeInput = z.strictObject({ programmeId: id, certificateId: id, reason });
export const reissueInput = z.strictObject({ programmeId: id, certificateId: id, reason, locale, origin });
export const allowInput = z.strictObject({ programmeId: id, certificateId: id, showsName: z.boolean() });

/** A certificate as it was issued. Days are `YYYY-MM-DD`. */
export interface Certificate {
  certificateId: string;
  /** Of the series it is for, or of the event that stands alone. */
  seriesId: string;
  programmeId: string;
  personId: string;
  /** 1, 2, 3 … in the network. */
  serial: number;
  number: string;
  code: string;
  locale: Locale;
  holder: string;
  titles: Localised;
  issuer: Localised;
  firstDay: string;
  lastDay: string;
  attended: number;
  held: number;
  completion: CompletionRule;
  origin: string;
  showsName: boolean;
  issuedAt: Date;
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
  issuedAt: Date;
  revokedAt: Date | null;
  isReplaced: boolean;
  /** Only where the holder allows it. */
  holder: string | null;
  isDemo: boolean;
}
