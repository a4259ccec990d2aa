import { Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { listOrganisations, organisationsNamed } from '#modules/organisations/queries.ts';

/** Names of organisations to choose from while one writes. */
export const namesOf = async (scope: Scope, type?: 'network'): Promise<string[]> => (await listOrganisations(scope, { limit: 200, type })).items.map(({ name }) => name);

/** The organisation that is called so; null for an empty text. @throws Problem 422 when nobody, or more than one, is called so */
export async function organisationNamed(scope: Scope, name: string | undefined, field: string): Promise<string | null> {
  if (!name?.trim()) return null;
  const found = await organisationsNamed(scope, name.trim());
  if (found.length !== 1) throw new Problem(422, found.length ? 'alliances.organisation_ambiguous' : 'alliances.organisation_unknown', { name: name.trim() }, field);
  return found[0]!.organisationId;
}
