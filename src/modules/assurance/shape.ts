import { z } from 'zod';
import { locales } from '#platform/words/locales.ts';
import { fields, kinds, type Fields, type Kind } from '#modules/proposals/shape.ts';

export const record = z.strictObject({ kind: z.enum(kinds), id: z.uuid() });
export type RecordId = z.infer<typeof record>;

export interface Rule {
  months: number;
  everyDays: number;
  automatic: boolean;
  atOnce: number;
}
export const usual: Rule = { months: 6, everyDays: 30, automatic: false, atOnce: 50 };

const whole = (least: number, most: number) => z.coerce.number({ error: 'assurance.problem_number' }).int({ error: 'assurance.problem_number' }).min(least, { error: 'assurance.problem_number' }).max(most, { error: 'assurance.problem_number' });
export const newRule = z.strictObject({ months: whole(1, 60), everyDays: whole(7, 365), automatic: z.boolean(), atOnce: whole(1, 500), origin: z.url() });

export const asked = z.strictObject({
  /** Null: whoever can be asked, as many at once as the rule says, those that are stale longest first. */
  organisationIds: z.array(z.uuid()).max(500).nullable(),
  origin: z.url(),
});

export const oneOrganisation = z.strictObject({ organisationId: z.uuid() });

export const confirmed = z.strictObject({ records: z.array(record).min(1).max(500), /** The secret of a letter's link, for whoever has no account. */ token: z.string().max(100).nullable().default(null) });

export const proposedByLink = z.strictObject({ token: z.string().max(100), ...record.shape, fields, note: z.string().trim().min(1).max(2_000).nullable().default(null), locale: z.enum(locales), origin: z.url() });

export interface StaleRow {
  kind: Kind;
  id: string;
  title: string;
  organisationId: string;
  organisation: string;
  /** `YYYY-MM-DD`; null: never. */
  assuredOn: string | null;
  askedOn: string | null;
  hasAddress: boolean;
  /** A letter's link opens its entries. */
  hasLink: boolean;
}

/**
 * Why a link opens nothing any more: a moderator revoked it; its time is over; a later letter was sent; its address is none of the organisation's any more;
 * whoever represents the organisation has proposed its entry anew.
 */
export type Closed = 'revoked' | 'time' | 'later' | 'address' | 'proposed';

/** What somebody with a letter's link sees. */
export interface Asked {
  networkId: string;
  requestId: string;
  organisationId: string;
  organisation: string;
  /** The last day of the link, `YYYY-MM-DD`. */
  until: string;
  /** Why it opens nothing any more. */
  closed: Closed | null;
  records: (RecordId & { title: string; fields: Fields; assuredOn: string | null })[];
}
