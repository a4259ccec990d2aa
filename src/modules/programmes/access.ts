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
 * The programmes of this scope's own work, published or not, as a condition on `programme p`: whoever works in the network all of her membership's;
 * a funder and a representative those on whose fiche their organisation stands. What is only published they see as everybody does.
 */
export function ownProgrammes(scope: Scope): RawBuilder<SqlBool> {
  if (!isSignedIn(scope)) return sql<SqlBool>`false`;
  if (scope.programmeIds !== null) return sql<SqlBool>`p.programme_id = any (${scope.programmeIds}::uuid[])`;
  if (is(scope, 'coordinator', 'programme-officer', 'field-worker', 'auditor')) return sql<SqlBool>`true`;
  if (scope.organisationId === null) return sql<SqlBool>`false`;
  return sql<SqlBool>`exists (select from programme_organisation po where po.network_id = p.network_id and po.programme_id = p.programme_id
    and po.organisation_id = ${scope.organisationId})`;
}

/** The programmes this scope may see at all: her own, and what is published. */
export const visibleProgrammes = (scope: Scope): RawBuilder<SqlBool> => sql<SqlBool>`(p.published_at is not null or ${ownProgrammes(scope)})`;
