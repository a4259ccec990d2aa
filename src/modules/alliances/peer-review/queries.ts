import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { pageOf, type AlliancePage } from '../queries.ts';
import { ownAssessments, seesAnyAssessment, visibleAssessments } from './access.ts';
import type { Scores } from './scoring.ts';

export interface Assessment {
  assessmentId: string;
  organisationId: string;
  organisation: { name: string; names: Localised };
  kind: 'self' | 'peer';
  reviewer: { name: string; names: Localised } | null;
  standard: string;
  onDay: string;
  scores: Scores;
  summary: string | null;
  submittedAt: Date | null;
  /** Whether this scope may write it: it is not submitted, and hers to write. */
  isOpen: boolean;
}

const rowsIn = async (tx: Tx, scope: Scope, where: RawBuilder<SqlBool>): Promise<Assessment[]> => {
  if (!seesAnyAssessment(scope)) throw notFound();
  const { rows } = await sql<Assessment>`
    select a.assessment_id as "assessmentId", r.organisation_id as "organisationId", jsonb_build_object('name', r.name, 'names', r.names) as organisation, a.kind,
      (select jsonb_build_object('name', w.name, 'names', w.names) from organisation v join organisation w on w.network_id = v.network_id and w.organisation_id = coalesce(v.same_as, v.organisation_id) where v.network_id = a.network_id and v.organisation_id = a.reviewer_id) as reviewer,
      a.standard, a.on_day::text as "onDay", a.scores, a.summary, a.submitted_at as "submittedAt", a.submitted_at is null and ${ownAssessments(scope)} as "isOpen"
    from assessment a join organisation s on s.network_id = a.network_id and s.organisation_id = a.organisation_id join organisation r on r.network_id = s.network_id and r.organisation_id = coalesce(s.same_as, s.organisation_id)
    where a.network_id = ${scope.networkId} and ${visibleAssessments(scope)} and ${where} order by a.submitted_at is not null, a.on_day desc, a.assessment_id`.execute(tx);
  return rows;
};

/** All that this scope may see, the open ones first. @throws 404 for whoever may see none */
export const listAssessments = (scope: Scope, page = 1): Promise<AlliancePage<Assessment>> => reading(scope, async (tx) => pageOf(await rowsIn(tx, scope, sql<SqlBool>`true`), page));

/** Those of one organisation. @throws 404 for whoever may see none */
export const assessmentsOf = (scope: Scope, organisationId: string): Promise<Assessment[]> => reading(scope, (tx) => rowsIn(tx, scope, sql<SqlBool>`r.organisation_id = ${organisationId}`));

/** @throws 404 */
export const assessment = (scope: Scope, assessmentId: string): Promise<Assessment> =>
  reading(scope, async (tx) => {
    const [row] = await rowsIn(tx, scope, sql<SqlBool>`a.assessment_id = ${assessmentId}`);
    if (!row) throw notFound();
    return row;
  });

/** Whether this scope is the coordinator, or speaks for this organisation: she sees its page of assessments, even an empty one. */
export const seesPageOf = (scope: Scope, organisationId: string): Promise<boolean> =>
  reading(scope, async (tx) => {
    if (!seesAnyAssessment(scope)) return false;
    if (!scope.organisationId || scope.roles.includes('coordinator')) return true;
    const { rows } = await sql`select from organisation where network_id = ${scope.networkId} and organisation_id = ${scope.organisationId} and coalesce(same_as, organisation_id) = ${organisationId}`.execute(tx);
    return rows.length > 0 || (await rowsIn(tx, scope, sql<SqlBool>`r.organisation_id = ${organisationId}`)).length > 0;
  });
