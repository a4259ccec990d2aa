import { z } from 'zod';
import { roles } from '../scope.ts';

export const role = z.enum(roles);
const id = z.uuid();

/** What a membership reaches: a role, for a representative and a funder their organisation, and if wanted only some programmes. */
const reach = {
  role,
  organisationId: id.nullish().transform((value) => value ?? null),
  /** Null or empty: all programmes. */
  programmeIds: z.array(id).max(500).nullish().transform((ids) => (ids?.length ? [...new Set(ids)].sort() : null)),
};

export const email = z.string().trim().toLowerCase().pipe(z.email().max(320));
export const invitation = z.object({ email, ...reach });
export const changeOfRole = z.object({ membershipId: id, ...reach });
export const oneMembership = z.object({ membershipId: id });
export const oneInvitation = z.object({ invitationId: id });

/** A person's name as she writes it; also what others see in the log. */
export const personName = z.string().trim().min(2).max(200);
