import { z } from 'zod';
import { localised } from '#platform/words/localised.ts';

/** What others may do with a picture; words `after.licence_<licence>`, address of its text where there is one. */
export const licences = { 'CC-BY-4.0': 'https://creativecommons.org/licenses/by/4.0/', 'CC-BY-SA-4.0': 'https://creativecommons.org/licenses/by-sa/4.0/', 'CC0-1.0': 'https://creativecommons.org/publicdomain/zero/1.0/', 'all-rights-reserved': null } as const;
export type Licence = keyof typeof licences;
export const licenceNames = Object.keys(licences) as [Licence, ...Licence[]];

const id = z.uuid();
const said = {
  captions: localised.refine((texts) => Object.keys(texts).length > 0, { error: 'after.problem_caption' }),
  alternatives: localised.refine((texts) => Object.keys(texts).length > 0, { error: 'after.problem_alternative' }),
  credit: z.string().trim().min(2, { error: 'after.problem_credit' }).max(200, { error: 'after.problem_credit' }),
  licence: z.enum(licenceNames),
  consentNote: z.string().trim().min(1).max(2_000).nullable().default(null),
  peopleAgreed: z.boolean().default(false),
};
export const newPicture = z.strictObject({ eventId: id, bytes: z.instanceof(Uint8Array), ...said });
export const changedPicture = z.strictObject({ eventId: id, pictureId: id, ...said });
export const onePicture = z.strictObject({ eventId: id, pictureId: id });
export const movedPicture = z.strictObject({ eventId: id, pictureId: id, direction: z.enum(['up', 'down']) });
