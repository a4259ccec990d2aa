import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { is, isSignedIn, type Scope } from '#platform/session/scope.ts';

/** A membership may be limited to some programmes. */
const reaches = (scope: Scope, programmeId: string) => scope.programmeIds === null || scope.programmeIds.includes(programmeId);

export const mayAddProgramme = (scope: Scope) => is(scope, 'coordinator', 'programme-officer') && scope.programmeIds === null;
/** The fiche and the results framework. */
export const mayChangeProgramme = (scope: Scope, programmeId: string) => is(scope, 'coordinator', 'programme-officer') && reaches(scope, programmeId);
/** What the world may see is the coordinator's decision. */
export const mayPublishProgramme = (scope: Scope, programmeId: string) => is(scope, 'coordinator') && reaches(scope, programmeId);

/**
 * The programmes this scope may see, as a condition on `programme p`: a visitor what is published; whoever works in the network all of her membership's;
 * a funder and a representative also those on whose fiche their organisation stands.
 */
export function visibleProgrammes(scope: Scope): RawBuilder<SqlBool> {
  const published = sql<SqlBool>`p.published_at is not null`;
  if (!isSignedIn(scope)) return published;
  if (scope.programmeIds !== null) return sql<SqlBool>`(${published} or p.programme_id = any (${scope.programmeIds}::uuid[]))`;
  if (is(scope, 'coordinator', 'programme-officer', 'field-worker', 'auditor')) return sql<SqlBool>`true`;
  if (scope.organisationId === null) return published;
  return sql<SqlBool>`(${published} or exists (select from programme_organisation po where po.network_id = p.network_id and po.programme_id = p.programme_id
    and po.organisation_id = ${scope.organisationId}))`;
}
