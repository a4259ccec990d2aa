import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import { ownProgrammes } from '#modules/results/access.ts';
import { visibleProgrammes } from '../access.ts';
import type { Framework } from './shape.ts';

const targets = sql`(select coalesce(json_agg(json_build_object('targetId', t.target_id, 'comparator', t.comparator, 'value', t.value, 'fromMonth', t.from_month, 'untilMonth', t.until_month,
    'breakdown', t.breakdown, 'per', t.per, 'population', t.population, 'sourceSentence', t.source_sentence, 'sourceSection', t.source_section, 'sourceLanguage', t.source_language)
    order by t.position, t.target_id), '[]')
  from target t where t.network_id = i.network_id and t.indicator_id = i.indicator_id)`;

/** The results framework of a programme this scope may see; empty for any other. Who does not work on it gets the public indicators only. */
export const framework = (scope: Scope, programmeId: string): Promise<Framework> => reading(scope, (tx) => frameworkOf(tx, scope, programmeId));

/** The same inside a running transaction. */
export async function frameworkOf(tx: Tx, scope: Scope, programmeId: string): Promise<Framework> {
  const { rows } = await sql<Framework>`
    select
      (select coalesce(json_agg(json_build_object('levelId', l.level_id, 'parentId', l.parent_id, 'tier', l.tier, 'titles', l.titles) order by l.position, l.level_id), '[]')
        from framework_level l where l.network_id = p.network_id and l.programme_id = p.programme_id) as levels,
      (select coalesce(json_agg(json_build_object('indicatorId', i.indicator_id, 'levelId', i.level_id, 'titles', i.titles, 'query', i.query, 'population', i.population,
          'baseline', i.baseline, 'baselineOn', i.baseline_on, 'disaggregation', i.disaggregation, 'isPublic', i.is_public, 'targets', ${targets}) order by i.position, i.indicator_id), '[]')
        from indicator i where i.network_id = p.network_id and i.programme_id = p.programme_id and (i.is_public or ${ownProgrammes(scope)})) as indicators,
      (select coalesce(json_agg(json_build_object('decisionId', d.decision_id, 'fingerprint', d.fingerprint, 'outcome', d.outcome, 'targetId', d.target_id, 'reasons', d.reasons,
          'decidedAt', d.decided_at) order by d.decided_at desc), '[]')
        from target_decision d where d.network_id = p.network_id and d.programme_id = p.programme_id) as decisions
    from programme p where p.network_id = ${scope.networkId} and p.programme_id = ${programmeId} and ${visibleProgrammes(scope)}`.execute(tx);
  return rows[0] ?? { levels: [], indicators: [], decisions: [] };
}
