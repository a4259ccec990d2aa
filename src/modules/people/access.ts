import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { is, type Scope } from '#platform/session/scope.ts';

/** Funder, auditor and visitor see nobody; a representative only the people of her own organisation. */
export const maySeePeople = (scope: Scope) => is(scope, 'coordinator', 'programme-officer', 'field-worker') || (is(scope, 'organisation-representative') && scope.organisationId !== null);

/** Everybody in the network, and not only those of some programmes or of one organisation. */
export const seesAllPeople = (scope: Scope) => is(scope, 'coordinator', 'programme-officer', 'field-worker') && scope.programmeIds === null;

export const mayAddPerson = (scope: Scope) => seesAllPeople(scope);
export const mayChangePerson = (scope: Scope) => seesAllPeople(scope);

/** The people this scope may see, as a condition on `person p`: what is not visible does not exist. */
export function visiblePeople(scope: Scope): RawBuilder<SqlBool> {
  if (!maySeePeople(scope)) return sql<SqlBool>`false`;
  if (seesAllPeople(scope)) return sql<SqlBool>`true`;
  if (is(scope, 'coordinator', 'programme-officer', 'field-worker')) {
    return sql<SqlBool>`exists (select from fact f where f.network_id = p.network_id and f.person_id = p.person_id and f.known_until is null and f.programme_id = any (${scope.programmeIds}::uuid[]))`;
  }
  return sql<SqlBool>`exists (select from person m join affiliation a using (network_id, person_id) where m.network_id = p.network_id and (m.person_id = p.person_id or m.same_as = p.person_id)
    and a.organisation_id = ${scope.organisationId} and coalesce(a.until_day, current_date) >= current_date)`;
}
