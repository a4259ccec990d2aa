import { z } from 'zod';
import { localised, type Localised } from '#platform/words/localised.ts';
import { identifierProblem, schemes, tidyIdentifier } from './identifiers.ts';

export const organisationTypes = ['cso', 'authority', 'public-institution', 'funder', 'media', 'network', 'other'] as const;
export type OrganisationType = (typeof organisationTypes)[number];

/** A place id of the shipped gazetteer, e.g. `RS-L-70726`. Whether it exists is asked when it is written. */
export const placeId = z.string().regex(/^[A-Z]{2}[A-Z0-9-]*$/).max(40);

const day = z.iso.date();
export const area = z
  .strictObject({ placeId, from: day.nullable().default(null), until: day.nullable().default(null) })
  .refine(({ from, until }) => !from || !until || from <= until, { error: 'organisations.problem_area_ends_before_it_begins', path: ['until'] });

export const identifier = z
  .strictObject({ scheme: z.enum(schemes), value: z.string().trim().min(1).max(100) })
  .transform(({ scheme, value }) => ({ scheme, value: tidyIdentifier(scheme, value) }))
  .superRefine(({ scheme, value }, context) => {
    const problem = identifierProblem(scheme, value);
    if (problem) context.addIssue({ code: 'custom', path: ['value'], message: `organisations.problem_identifier_${problem === 'length' ? 'length' : 'check'}` });
  });

const part = (max: number) => z.string().trim().min(1).max(max).nullable().default(null);
const optionalEmail = z.email({ error: 'organisations.problem_email' }).max(320).nullable();
const optionalWebsite = z.url({ protocol: /^https?$/, error: 'organisations.problem_website' }).max(500).nullable();

/** Somebody or something to turn to: a person, a desk, a telephone line, a page. Visitors see it only with the day on which whoever it is agreed. */
export const contact = z
  .strictObject({ contactId: z.uuid(), name: part(200), role: part(200), phone: part(60), email: optionalEmail.default(null), website: optionalWebsite.default(null), isPublic: z.boolean().default(false), consentOn: day.nullable().default(null) })
  .refine(({ name, phone, email, website }) => name ?? phone ?? email ?? website, { error: 'organisations.problem_contact_empty', path: ['name'] })
  .refine(({ isPublic, consentOn }) => !isPublic || consentOn, { error: 'organisations.problem_consent_missing', path: ['consentOn'] });
export type Contact = z.infer<typeof contact>;

const fields = {
  type: z.enum(organisationTypes),
  /** As the organisation writes itself. */
  name: z.string().trim().min(1, { error: 'organisations.problem_name_missing' }).max(500),
  /** The same in other languages and scripts. */
  names: localised,
  seat: placeId.nullable(),
  areas: z.array(area).max(600),
  identifiers: z.array(identifier).max(20),
  website: optionalWebsite,
  email: optionalEmail,
  phone: z.string().trim().min(3).max(60).nullable(),
};

export const newOrganisation = z.strictObject({
  ...fields,
  names: fields.names.default({}),
  seat: fields.seat.default(null),
  areas: fields.areas.default([]),
  identifiers: fields.identifiers.default([]),
  website: fields.website.default(null),
  email: fields.email.default(null),
  phone: fields.phone.default(null),
});
export type NewOrganisation = z.infer<typeof newOrganisation>;

/** Only what is given changes; a list given replaces the whole list. */
export const changedOrganisation = z.strictObject({
  organisationId: z.uuid(),
  ...z.strictObject(fields).partial().shape,
  /** From which day on a new type or seat holds: today where it is not said, `always` where what stood there was wrong from the beginning. */
  since: z.union([z.literal('always'), z.iso.date({ error: 'organisations.problem_day' })]).optional(),
  /** What it says about itself. */
  descriptions: localised.optional(),
  contacts: z.array(contact).max(40).optional(),
  /** Whether visitors find it also without a published programme or service. */
  listed: z.boolean().optional(),
});
export type ChangedOrganisation = z.infer<typeof changedOrganisation>;

/** One row of a list. */
export interface OrganisationRow {
  organisationId: string;
  type: OrganisationType;
  name: string;
  names: Localised;
  seat: string | null;
}

export interface Organisation extends OrganisationRow {
  descriptions: Localised;
  /** Whoever may not see contacts gets those that may be shown, and of an e-mail address only that there is one. */
  contacts: (Contact & { hasEmail: boolean })[];
  listed: boolean;
  /** Whether visitors see it, for whatever reason. */
  isPublic: boolean;
  /** `YYYY-MM-DD`; null when nobody has confirmed the entry yet. */
  assuredOn: string | null;
  areas: { placeId: string; from: string | null; until: string | null }[];
  identifiers: { scheme: string; value: string }[];
  website: string | null;
  /** Null for whoever may not see contacts. */
  email: string | null;
  phone: string | null;
  /** Those of all entries joined into this one, `email` and `phone` among them; empty for whoever may not see contacts. */
  emails: string[];
  phones: string[];
  /** Spellings met on sheets, for members of the network only. */
  spellings: string[];
}
