import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { is, type Scope } from '#platform/session/scope.ts';
import { ownProgrammes } from '#modules/results/access.ts';

/** A membership may be limited to some programmes. */
const reaches = (scope: Scope, programmeId: string) => scope.programmeIds === null || scope.programmeIds.includes(programmeId);

export const mayAddProgramme = (scope: Scope) => is(scope, 'coordinator', 'programme-officer') && scope.programmeIds === null;
/** The fiche and the results framework. */
export const mayChangeProgramme = (scope: Scope, programmeId: string) => is(scope, 'coordinator', 'programme-officer') && reaches(scope, programmeId);
/** What the world may see is the coordinator's decision. */
export const mayPublishProgramme = (scope: Scope, programmeId: string) => is(scope, 'coordinator') && reaches(scope, programmeId);

/** The programmes this scope may see at all: her own, and what is published. */
export const visibleProgrammes = (scope: Scope): RawBuilder<SqlBool> => sql<SqlBool>`(p.published_at is not null or ${ownProgrammes(scope)})`;
