import { z } from 'zod';

const id = z.uuid();

/** Who may see a document: anybody on the public page, whoever has a seat, or only those who work on the event. */
export const audiences = ['anybody', 'registered', 'members'] as const;
export type Audience = (typeof audiences)[number];

/** As for every other file that comes in. */
export const largestDocument = 25 * 1024 * 1024;

export const addedDocument = z.strictObject({
  eventId: id,
  title: z.string().trim().min(1, { error: 'documents.problem_title' }).max(300),
  audience: z.enum(audiences),
  name: z.string().max(1_000),
  mediaType: z.string().max(200),
  bytes: z.instanceof(Uint8Array),
});
export const oneDocument = z.strictObject({ eventId: id, documentId: id });
