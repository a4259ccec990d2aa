import { z } from 'zod';

/** What "why this number" is asked about: an indicator, a published figure, a reading of a claim, or a query written out in the address. */
export const asked = z.object({
  indicator: z.uuid().nullable().catch(null),
  publication: z.uuid().nullable().catch(null),
  claim: z.uuid().nullable().catch(null),
  /** Which reading of the claim, counted from 0. */
  reading: z.coerce.number().int().min(0).max(20).catch(0),
  /** A query (`results/shape.ts`) as JSON. */
  q: z.string().max(4_000).nullable().catch(null),
  /** A moment, a time or a day as it was asked (`results/known.ts`); judged where it is used, so that a wrong one gets its sentence. `at` is what was typed by hand. */
  known: z.string().max(40).nullable().catch(null),
  at: z.string().max(40).nullable().catch(null),
  after: z.string().max(400).nullable().catch(null),
});
export type Asked = z.infer<typeof asked>;
