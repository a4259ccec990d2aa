import { z } from 'zod';
import { localised, type Localised } from '#platform/words/localised.ts';
import { organisationTypes, placeId, type OrganisationType } from '#modules/organisations/shape.ts';
import { isWithin } from '#modules/places/gazetteer.ts';

/** A region of a rule: any units of the gazetteer, under a name of its own. */
export interface Region {
  names: Localised;
  places: string[];
}

/** So many organisations of these types, in each region and in all of them together. */
export interface Part {
  types: OrganisationType[];
  perRegion: number;
  inTotal: number;
}

/** How a network has to be made up: "2 CSOs + 1 local institution per region, 3 regions, at least 6 and 3". */
export interface Rule {
  regions: Region[];
  /** In how many of the regions; the best ones count. */
  regionsNeeded: number;
  parts: Part[];
}

const many = z.number({ error: 'composition.problem_number' }).int({ error: 'composition.problem_number' }).min(0, { error: 'composition.problem_number' }).max(1_000, { error: 'composition.problem_number' });
const title = localised.refine((texts) => Object.keys(texts).length > 0, { error: 'composition.problem_name_missing' });

const fields = {
  titles: title,
  /** The programme whose contract asks for it; a rule that is met is evidence there. */
  programmeId: z.uuid().nullable().default(null),
  regions: z.array(z.strictObject({ names: title, places: z.array(placeId).min(1, { error: 'composition.problem_region_empty' }).max(100) })).min(1, { error: 'composition.problem_regions_missing' }).max(50),
  regionsNeeded: many.min(1, { error: 'composition.problem_number' }),
  parts: z.array(z.strictObject({ types: z.array(z.enum(organisationTypes)).min(1), perRegion: many, inTotal: many })).min(1, { error: 'composition.problem_parts_missing' }).max(7),
  sourceSentence: z.string().trim().max(4_000).nullable().default(null),
};

type Checked = z.output<z.ZodObject<typeof fields>>;

/** What makes a rule one that can be counted by: regions and types apart from each other, so that an organisation never counts in two places. */
function isSound({ regions, regionsNeeded, parts }: Pick<Checked, 'regions' | 'regionsNeeded' | 'parts'>, context: z.core.$RefinementCtx) {
  if (regionsNeeded > regions.length) context.addIssue({ code: 'custom', path: ['regionsNeeded'], message: 'composition.problem_too_few_regions' });
  const overlaps = regions.some((one, at) => regions.slice(at + 1).some((other) => one.places.some((a) => other.places.some((b) => isWithin(a, b) || isWithin(b, a)))));
  if (overlaps) context.addIssue({ code: 'custom', path: ['regions'], message: 'composition.problem_regions_overlap' });
  const types = parts.flatMap((part) => part.types);
  if (new Set(types).size < types.length) context.addIssue({ code: 'custom', path: ['parts'], message: 'composition.problem_types_twice' });
  if (parts.every(({ perRegion, inTotal }) => perRegion === 0 && inTotal === 0)) context.addIssue({ code: 'custom', path: ['parts'], message: 'composition.problem_asks_nothing' });
}

export const newRule = z.strictObject({ allianceId: z.uuid(), ...fields }).superRefine(isSound);
export const changedRule = z.strictObject({ ruleId: z.uuid(), ...fields }).superRefine(isSound);
