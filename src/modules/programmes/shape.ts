import { z } from 'zod';
import { localised, type Localised } from '#platform/words/localised.ts';
import { placeId, type OrganisationType } from '#modules/organisations/shape.ts';
import { sector } from './sectors.ts';

/** What stands in the address; `new` is the page that makes one. */
export const programmeSlug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'programmes.problem_slug_form' })
  .refine((slug) => slug !== 'new', { error: 'programmes.problem_slug_form' });

/** As precise as the sources are: `2013-11`. */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'programmes.problem_month_form' });

export const statuses = ['pipeline', 'implementation', 'finalisation', 'closed', 'cancelled', 'suspended'] as const;
export type Status = (typeof statuses)[number];

export const organisationRoles = ['implementer', 'funder', 'partner', 'accountable', 'target'] as const;
export type OrganisationRole = (typeof organisationRoles)[number];

/** How a programme stands to a place: where it is run from, where it works. Never added together. */
export const placeRelations = ['seat', 'works-in'] as const;
export type PlaceRelation = (typeof placeRelations)[number];

const said = localised.refine((texts) => Object.keys(texts).length > 0, { error: 'programmes.problem_text_missing' });
const saidList = z.array(said).max(60);
const shortText = z.string().trim().min(1).max(300);

const fields = {
  slug: programmeSlug,
  titles: localised.refine((texts) => Object.keys(texts).length > 0, { error: 'programmes.problem_title_missing' }),
  subtitles: localised,
  shortNames: localised,
  /** The funding programme and its call, as the fiche words them. */
  funding: z.strictObject({
    programme: localised.default({}),
    year: z.number().int().min(1990).max(2100).nullable().default(null),
    theme: shortText.nullable().default(null),
    title: localised.default({}),
  }),
  contractNumber: shortText.nullable(),
  startsOn: month.nullable(),
  endsOn: month.nullable(),
  /** Money to the cent, with its ISO 4217 code; both or neither. */
  budget: z.number().nonnegative().max(999_999_999_999).multipleOf(0.01).nullable(),
  currency: z.string().regex(/^[A-Z]{3}$/, { error: 'programmes.problem_currency_form' }).nullable(),
  sectors: z.array(z.string().refine((code) => sector(code), { error: 'programmes.problem_sector_unknown' })).max(20),
  targetGroups: saidList,
  summary: localised,
  objectives: saidList,
  expectedResults: saidList,
  activities: saidList,
  status: z.enum(statuses),
  /** Where the facts of the fiche come from. */
  source: z.strictObject({
    title: shortText.nullable().default(null),
    url: z.url({ protocol: /^https?$/, error: 'programmes.problem_url' }).nullable().default(null),
    language: z.string().max(10).nullable().default(null),
    publishedOn: z.iso.date().nullable().default(null),
  }),
  isPractice: z.boolean(),
  organisations: z.array(z.strictObject({ organisationId: z.uuid(), role: z.enum(organisationRoles) })).max(300),
  places: z.array(z.strictObject({ placeId, relation: z.enum(placeRelations) })).max(600),
  /** With the id of one that is there already it is renamed; without, it is new; one that is left out is removed. */
  components: z.array(z.strictObject({ componentId: z.uuid().optional(), titles: said })).max(60),
};

const fits = (input: { startsOn?: string | null | undefined; endsOn?: string | null | undefined; budget?: number | null | undefined; currency?: string | null | undefined }, context: z.RefinementCtx) => {
  if (input.startsOn && input.endsOn && input.startsOn > input.endsOn) context.addIssue({ code: 'custom', path: ['endsOn'], message: 'programmes.problem_ends_before_it_starts' });
  if (input.budget != null && input.currency === null) context.addIssue({ code: 'custom', path: ['currency'], message: 'programmes.problem_currency_missing' });
};

export const newProgramme = z
  .strictObject({
    ...fields,
    subtitles: fields.subtitles.default({}),
    shortNames: fields.shortNames.default({}),
    funding: fields.funding.prefault({}),
    contractNumber: fields.contractNumber.default(null),
    startsOn: fields.startsOn.default(null),
    endsOn: fields.endsOn.default(null),
    budget: fields.budget.default(null),
    currency: fields.currency.default(null),
    sectors: fields.sectors.default([]),
    targetGroups: fields.targetGroups.default([]),
    summary: fields.summary.default({}),
    objectives: fields.objectives.default([]),
    expectedResults: fields.expectedResults.default([]),
    activities: fields.activities.default([]),
    status: fields.status.default('implementation'),
    source: fields.source.prefault({}),
    isPractice: fields.isPractice.default(false),
    organisations: fields.organisations.default([]),
    places: fields.places.default([]),
    components: fields.components.default([]),
  })
  .superRefine(fits);
export type NewProgramme = z.infer<typeof newProgramme>;

/** Only what is given changes; a list given replaces the whole list. */
export const changedProgramme = z.strictObject({ programmeId: z.uuid(), ...z.strictObject(fields).partial().shape }).superRefine(fits);
export type ChangedProgramme = z.infer<typeof changedProgramme>;

export const ofProgramme = z.strictObject({ programmeId: z.uuid() });

/** One row of a list. */
export interface ProgrammeRow {
  programmeId: string;
  slug: string;
  titles: Localised;
  startsOn: string | null;
  endsOn: string | null;
  status: Status;
  isPractice: boolean;
  isPublished: boolean;
}

/** The whole fiche. */
export interface Programme extends ProgrammeRow {
  subtitles: Localised;
  shortNames: Localised;
  funding: { programme: Localised; year: number | null; theme: string | null; title: Localised };
  contractNumber: string | null;
  budget: number | null;
  currency: string | null;
  sectors: string[];
  targetGroups: Localised[];
  summary: Localised;
  objectives: Localised[];
  expectedResults: Localised[];
  activities: Localised[];
  source: { title: string | null; url: string | null; language: string | null; publishedOn: string | null };
  publishedAt: Date | null;
  organisations: { organisationId: string; role: OrganisationRole; name: string; names: Localised; type: OrganisationType; website: string | null }[];
  places: { placeId: string; relation: PlaceRelation }[];
  components: { componentId: string; titles: Localised }[];
}
