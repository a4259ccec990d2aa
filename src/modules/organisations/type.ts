import { formOfName } from './name-form.ts';
import type { OrganisationType } from './shape.ts';

/**
 * What kind of actor a name names. Centres for social work, schools and health centres are public institutions, administrations are
 * authorities; neither is a civil society organisation. `null`: the name has only its own words ("Duga Vranje") and leaves it open.
 */
export const typeSaidBy = (name: string): OrganisationType | null => formOfName(name)?.type ?? null;

/**
 * The type to count by. A name that says no form is taken for a civil society organisation: offices and institutions do not sign
 * without their kind ("Duga Vranje" is never the municipality), associations do all the time. An empty name is `other`.
 */
export const organisationType = (name: string): OrganisationType => (name.trim() === '' ? 'other' : (typeSaidBy(name) ?? 'cso'));
