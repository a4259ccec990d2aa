import { z } from 'zod';
import { locales } from '#platform/words/locales.ts';
import { localised, type Localised } from '#platform/words/localised.ts';
import { placeId } from '#modules/organisations/shape.ts';
import type { AgreementState, Validity } from './validity.ts';

export const agreementKinds = ['memorandum', 'cooperation', 'grant', 'service', 'data-sharing', 'other'] as const;
export type AgreementKind = (typeof agreementKinds)[number];
export const renewals = ['none', 'by-agreement', 'automatic'] as const;

const id = z.uuid();
export const day = z.iso.date({ error: 'agreements.problem_day' });
export const party = z.union([z.strictObject({ organisationId: id }), z.strictObject({ allianceId: id })]);
export type Party = z.infer<typeof party>;

const fields = {
  titles: localised.refine((texts) => Object.keys(texts).length > 0, { error: 'agreements.problem_title' }),
  kind: z.enum(agreementKinds),
  scopes: localised.default({}),
  reference: z.string().trim().min(1).max(100).nullable().default(null),
  parties: z.array(party).min(2, { error: 'agreements.problem_parties' }).max(40),
  places: z.array(placeId).max(600).default([]),
  signedOn: day.nullable().default(null),
  validFrom: day,
  validUntil: day.nullable().default(null),
  renewal: z.enum(renewals).default('none'),
  renewalMonths: z.int({ error: 'agreements.problem_months' }).min(1, { error: 'agreements.problem_months' }).max(600, { error: 'agreements.problem_months' }).nullable().default(null),
  continues: id.nullable().default(null),
  /** Who looks after it and gets its letters. */
  accountId: id.nullable().default(null),
  locale: z.enum(locales),
  origin: z.url().max(200),
};
interface Days { validFrom: string; validUntil: string | null; renewal: (typeof renewals)[number]; renewalMonths: number | null }
const endsAfterItBegins = ({ validFrom, validUntil }: Days) => !validUntil || validFrom <= validUntil;
const renewsByMonths = ({ renewal, renewalMonths }: Days) => (renewal === 'automatic') === (renewalMonths !== null);
const renewsFromAnEnd = ({ renewal, validUntil }: Days) => renewal !== 'automatic' || validUntil !== null;
const tooEarly = { error: 'agreements.problem_until_before_from', path: ['validUntil'] };
const noMonths = { error: 'agreements.problem_months', path: ['renewalMonths'] };
const noEnd = { error: 'agreements.problem_renewal_needs_end', path: ['validUntil'] };

export const newAgreement = z.strictObject(fields).refine(endsAfterItBegins, tooEarly).refine(renewsByMonths, noMonths).refine(renewsFromAnEnd, noEnd);
/** Everything is said anew. */
export const changedAgreement = z.strictObject({ agreementId: id, ...fields }).refine(endsAfterItBegins, tooEarly).refine(renewsByMonths, noMonths).refine(renewsFromAnEnd, noEnd);

export interface PartyNamed {
  organisationId: string | null;
  allianceId: string | null;
  name: string;
  names: Localised;
}

export interface AgreementRow extends Validity {
  agreementId: string;
  titles: Localised;
  kind: AgreementKind;
  reference: string | null;
  parties: PartyNamed[];
  state: AgreementState;
  /** The end of the period that runs, of the last one, or the day on which it was ended. */
  until: string | null;
  files: number;
}

export interface AgreementFile {
  fileId: string;
  name: string;
  size: number;
  sha256: string;
  addedAt: Date;
}

export interface Ending {
  endedOn: string;
  reason: string;
  saidAt: Date;
  isTakenBack: boolean;
}

export interface Agreement extends Omit<AgreementRow, 'files'> {
  scopes: Localised;
  places: string[];
  accountId: string | null;
  responsible: string | null;
  continues: { agreementId: string; titles: Localised } | null;
  continuedBy: { agreementId: string; titles: Localised } | null;
  files: AgreementFile[];
  /** Everything ever said about an early end, the latest first. */
  endings: Ending[];
  letters: { until: string; days: number; queuedAt: Date }[];
}
