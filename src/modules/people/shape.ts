import { z } from 'zod';

const day = z.iso.date();
const text = (max: number) => z.string().trim().min(1).max(max);

export const affiliation = z
  .strictObject({ organisationId: z.uuid(), role: text(200).nullable().default(null), from: day.nullable().default(null), until: day.nullable().default(null) })
  .refine(({ from, until }) => !from || !until || from <= until, { error: 'people.problem_affiliation_ends_before_it_begins', path: ['until'] });

const fields = {
  given: text(100).nullable(),
  surname: text(100).nullable(),
  /** As the person says; null where nobody asked. */
  sex: z.enum(['F', 'M', 'X']).nullable(),
  birthDate: day.nullable(),
  email: z.email({ error: 'people.problem_email' }).max(320).nullable(),
  phone: text(60).nullable(),
};

export const newPerson = z
  .strictObject({
    given: fields.given.default(null),
    surname: fields.surname.default(null),
    sex: fields.sex.default(null),
    birthDate: fields.birthDate.default(null),
    email: fields.email.default(null),
    phone: fields.phone.default(null),
    affiliations: z.array(affiliation).max(50).default([]),
  })
  .refine(({ given, surname }) => given || surname, { error: 'people.problem_name_missing', path: ['surname'] });
export type NewPerson = z.infer<typeof newPerson>;

/** Only what is given changes. Affiliations have commands of their own, because they have a history. */
export const changedPerson = z.strictObject({ personId: z.uuid(), ...z.strictObject(fields).partial().shape });

export const begunAffiliation = z.strictObject({ personId: z.uuid(), affiliation });
export const changedAffiliation = z.strictObject({ affiliationId: z.uuid(), role: text(200).nullable().optional(), from: day.nullable().optional(), until: day.nullable().optional() });

/** One row of a list: never a contact. */
export interface PersonRow {
  personId: string;
  given: string | null;
  surname: string | null;
  /** Those of today. */
  organisations: { organisationId: string; name: string; role: string | null }[];
}

export interface Person {
  personId: string;
  given: string | null;
  surname: string | null;
  sex: 'F' | 'M' | 'X' | null;
  birthDate: string | null;
  email: string | null;
  phone: string | null;
  /** Those of all entries joined into this one, `email` and `phone` among them. */
  emails: string[];
  phones: string[];
  affiliations: { affiliationId: string; organisationId: string; organisation: string; role: string | null; from: string | null; until: string | null }[];
  spellings: string[];
}
