import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { is, type Scope } from '#platform/session/scope.ts';

/** Assessments are between the network's coordinator, the organisation and those who review it: nobody else knows that they exist. */
export const mayAssign = (scope: Scope) => is(scope, 'coordinator');
const represents = (scope: Scope) => scope.organisationId !== null && is(scope, 'organisation-representative');
export const seesAnyAssessment = (scope: Scope) => mayAssign(scope) || represents(scope);

/** The organisation this scope speaks for, whichever of its joined entries; null for everybody else. */
const own = (scope: Scope) => (represents(scope) ? sql`(select coalesce(o.same_as, o.organisation_id) from organisation o where o.network_id = a.network_id and o.organisation_id = ${scope.organisationId})` : sql`null::uuid`);
const root = (column: string) => sql`(select coalesce(o.same_as, o.organisation_id) from organisation o where o.network_id = a.network_id and o.organisation_id = ${sql.ref(column)})`;

/** Condition on `assessment a`: who writes it. */
export const ownAssessments = (scope: Scope): RawBuilder<SqlBool> =>
  mayAssign(scope) ? sql<SqlBool>`true` : sql<SqlBool>`case a.kind when 'self' then ${root('a.organisation_id')} else ${root('a.reviewer_id')} end = ${own(scope)}`;

/** Condition on `assessment a`: who writes it, and of what is submitted the organisation it speaks of. */
export const visibleAssessments = (scope: Scope): RawBuilder<SqlBool> => sql<SqlBool>`(${ownAssessments(scope)} or (a.submitted_at is not null and ${root('a.organisation_id')} = ${own(scope)}))`;
