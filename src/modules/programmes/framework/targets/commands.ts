import { command } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { signatureOf } from '#modules/results/access.ts';
import { mayChangeProgramme } from '../../access.ts';
import { conflicts } from '../../conflicts.ts';
import { targetColumns, theIndicator } from '../commands.ts';
import { lastPlace, moveAmongSiblings } from '../order/commands.ts';
import { frameworkOf } from '../queries.ts';
import { changedTarget, movedTarget, newDecision, newTarget, oneTarget } from '../shape.ts';

const may = (scope: Scope, { programmeId }: { programmeId: string }) => mayChangeProgramme(scope, programmeId);

/** Adds what another sentence of the sources promises; one that disagrees stands beside the others and is flagged. */
export const addTarget = command({
  name: 'target.add',
  input: newTarget,
  may,
  async run({ tx, scope: { networkId } }, { programmeId, indicatorId, comparator, value, ...target }) {
    await theIndicator(tx, networkId, programmeId, indicatorId);
    const targetId = newId();
    const position = await lastPlace(tx, 'target', networkId, 'indicator_id', indicatorId);
    await tx.insertInto('target').values({ network_id: networkId, target_id: targetId, indicator_id: indicatorId, comparator, value, position, ...targetColumns(target) }).execute();
    return { targetId };
  },
  record: ({ targetId }, { programmeId, comparator, value }) => ({ subject: { kind: 'target', id: targetId }, details: { programme: programmeId, comparator, value } }),
});

export const changeTarget = command({
  name: 'target.change',
  input: changedTarget,
  may,
  async run({ tx, scope: { networkId } }, { programmeId, targetId, comparator, value, ...target }) {
    const before = await theTarget(tx, networkId, programmeId, targetId);
    const [from, until] = [target.fromMonth === undefined ? before.from_month : target.fromMonth, target.untilMonth === undefined ? before.until_month : target.untilMonth];
    if (from && until && from > until) throw new Problem(422, 'programmes.ends_before_it_starts', {}, 'untilMonth');
    const row = { comparator, value, ...targetColumns(target) };
    if (Object.values(row).some((column) => column !== undefined)) {
      await tx.updateTable('target').set(row).where((eb) => eb.and({ network_id: networkId, target_id: targetId })).execute();
    }
    return { targetId, before: { comparator: before.comparator, value: before.value } };
  },
  // A target that changed is what a funder asks about: the log keeps what it was.
  record: ({ targetId, before }, { programmeId, comparator, value }) => ({ subject: { kind: 'target', id: targetId }, details: { programme: programmeId, before, after: { comparator, value } } }),
});

export const moveTarget = command({
  name: 'target.move',
  input: movedTarget,
  may,
  async run({ tx, scope: { networkId } }, { programmeId, targetId, direction }) {
    await theTarget(tx, networkId, programmeId, targetId);
    await moveAmongSiblings(tx, 'target', networkId, targetId, direction);
    return { targetId };
  },
  record: ({ targetId }, { programmeId }) => ({ subject: { kind: 'target', id: targetId }, details: { programme: programmeId } }),
});

export const removeTarget = command({
  name: 'target.remove',
  input: oneTarget,
  may,
  async run({ tx, scope: { networkId } }, { programmeId, targetId }) {
    const { comparator, value } = await theTarget(tx, networkId, programmeId, targetId);
    await tx.deleteFrom('target').where((eb) => eb.and({ network_id: networkId, target_id: targetId })).execute();
    return { targetId, comparator, value };
  },
  record: ({ targetId, comparator, value }, { programmeId }) => ({ subject: { kind: 'target', id: targetId }, details: { programme: programmeId, comparator, value } }),
});

/** Says what holds where targets disagree, with the reason. Both stay where they are; the decision stands beside them, and a changed target reopens the question. */
export const decideConflict = command({
  name: 'conflict.decide',
  input: newDecision,
  may,
  async run({ tx, scope, now }, { programmeId, fingerprint, outcome, targetId, reasons }) {
    const found = conflicts((await frameworkOf(tx, scope, programmeId)).indicators).find((conflict) => conflict.fingerprint === fingerprint);
    if (!found) throw new Problem(409, 'programmes.conflict_changed');
    if (targetId && !found.targets.some((target) => target.targetId === targetId)) throw new Problem(422, 'programmes.choose_target', {}, 'targetId');
    const decisionId = newId();
    await tx
      .insertInto('target_decision')
      .values({ network_id: scope.networkId, decision_id: decisionId, programme_id: programmeId, fingerprint, outcome, target_id: targetId, reasons: JSON.stringify(reasons), decided_by: signatureOf(scope), decided_at: now })
      .execute();
    return { decisionId };
  },
  record: ({ decisionId }, { programmeId, outcome, targetId }) => ({ subject: { kind: 'target-decision', id: decisionId }, details: { programme: programmeId, outcome, target: targetId } }),
});

async function theTarget(tx: Tx, network_id: string, programme_id: string, target_id: string) {
  const found = await tx
    .selectFrom('target')
    .innerJoin('indicator', (join) => join.onRef('indicator.network_id', '=', 'target.network_id').onRef('indicator.indicator_id', '=', 'target.indicator_id'))
    .select(['target.comparator', 'target.value', 'target.from_month', 'target.until_month'])
    .where('target.network_id', '=', network_id)
    .where('target.target_id', '=', target_id)
    .where('indicator.programme_id', '=', programme_id)
    .executeTakeFirst();
  if (!found) throw notFound();
  return found;
}
