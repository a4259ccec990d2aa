import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { is, isSignedIn, type Scope } from '#platform/session/scope.ts';

/** Whoever runs the network writes down what was signed. */
export const mayChangeAgreements = (scope: Scope) => is(scope, 'coordinator', 'programme-officer');

/** An agreement is between its parties: whoever works in the network and the auditor see all, everybody else those of the own organisation. Condition on `agreement a`. */
export function visibleAgreements(scope: Scope): RawBuilder<SqlBool> {
  if (!isSignedIn(scope)) return sql<SqlBool>`false`;
  if (is(scope, 'coordinator', 'programme-officer', 'field-worker', 'auditor')) return sql<SqlBool>`true`;
  if (!scope.organisationId) return sql<SqlBool>`false`;
  return sql<SqlBool>`exists (select from agreement_party own join organisation o on o.network_id = own.network_id and o.organisation_id = own.organisation_id
    where own.network_id = a.network_id and own.agreement_id = a.agreement_id and ${scope.organisationId}::uuid in (o.organisation_id, o.same_as))`;
}
