import { z } from 'zod';
import { localised, type Localised } from '#platform/words/localised.ts';
import { placeId } from '#modules/organisations/shape.ts';

/** `umbrella`: of organisations anywhere; `local`: of one community, where civil society and public institutions sit together. */
export const allianceKinds = ['umbrella', 'local'] as const;
export type AllianceKind = (typeof allianceKinds)[number];

const day = z.iso.date({ error: 'alliances.problem_day' });

const fields = {
  names: localised.refine((texts) => Object.keys(texts).length > 0, { error: 'alliances.problem_name_missing' }),
  /** What it is for and what it does, for readers outside. */
  purposes: localised,
  kind: z.enum(allianceKinds),
  /** Its own entry in the directory, where it has one. */
  organisationId: z.uuid().nullable(),
  /** Units of the gazetteer it works in. */
  areas: z.array(placeId).max(600),
  foundedOn: day.nullable(),
  endedOn: day.nullable(),
  website: z.url({ protocol: /^https?$/, error: 'alliances.problem_website' }).max(500).nullable(),
};
const endsAfterItBegins = ({ foundedOn, endedOn }: { foundedOn?: string | null; endedOn?: string | null }) => !foundedOn || !endedOn || foundedOn <= endedOn;
const endsTooEarly = { error: 'alliances.problem_ends_before_it_begins', path: ['endedOn'] };

export const newAlliance = z
  .strictObject({
    ...fields,
    purposes: fields.purposes.default({}),
    organisationId: fields.organisationId.default(null),
    areas: fields.areas.default([]),
    foundedOn: fields.foundedOn.default(null),
    endedOn: fields.endedOn.default(null),
    website: fields.website.default(null),
  })
  .refine(endsAfterItBegins, endsTooEarly);

/** Only what is given changes. */
export const changedAlliance = z.strictObject({ allianceId: z.uuid(), ...z.strictObject(fields).partial().shape }).refine(endsAfterItBegins, endsTooEarly);

/** One row of a list. */
export interface AllianceRow {
  allianceId: string;
  names: Localised;
  kind: AllianceKind;
  areas: string[];
  isPublished: boolean;
  endedOn: string | null;
  /** Direct members on the day that was asked for; null where nobody has ever entered any: then they are not known, which is not none. */
  members: number | null;
}

export interface Alliance extends Omit<AllianceRow, 'members'> {
  purposes: Localised;
  organisationId: string | null;
  foundedOn: string | null;
  website: string | null;
}
