import { z } from 'zod';

const programmeId = z.uuid();
/** The key a name counts under, e.g. `?rakovac`. */
const name = z.string().startsWith('?').max(300);
/** One list, or null for every list of the programme that has the name. */
const listId = z.uuid().nullable();

export const settleInput = z.strictObject({ programmeId, name, listId, /** A unit; null says that the text names no place. */ placeId: z.string().max(40).nullable() });
export const reopenInput = z.strictObject({ programmeId, name, listId });
