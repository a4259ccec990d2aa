import { z } from 'zod';
import { locales } from '#platform/words/locales.ts';
import { localised } from '#platform/words/localised.ts';
import { query } from '../shape.ts';

const id = z.uuid();

/** A page of print has some 3,000 characters; no news page of a project comes near this. */
export const longestBody = 200_000;

/** One way a sentence can be read: what is counted, and what this way is called. */
export const reading = z.strictObject({ query, titles: localised.default({}) });
export type Reading = z.infer<typeof reading>;

export const addTextInput = z.strictObject({
  programmeId: id,
  /** Made by whoever sends it, so that sending twice adds once. */
  textId: id.optional(),
  title: z.string().trim().min(1).max(300),
  body: z.string().max(longestBody).refine((text) => text.trim().length > 0, 'too_small'),
  /** Recognised from the text when nobody says it. */
  language: z.enum(locales).optional(),
  publishedOn: z.iso.date().nullish(),
  url: z.url({ protocol: /^https?$/ }).max(2_000).nullish(),
});
export type AddText = z.infer<typeof addTextInput>;

export const linkInput = z.strictObject({
  claimId: id,
  readings: z.array(reading).min(1).max(6),
  /** What a reader should know about the linking, shown beside the status. */
  note: localised.optional(),
});
export const claimInput = z.strictObject({ claimId: id });
export const textInput = z.strictObject({ textId: id });
