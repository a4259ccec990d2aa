import { sql } from 'kysely';
import { command, executeWithin, type CommandContext } from '#platform/command/command.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { signatureOf } from '#modules/results/access.ts';
import { mayReview } from './access.ts';
import { askAgain } from './asking/commands.ts';
import { joinOrganisations, joinPeople, rootOf, separateOrganisation, separatePerson, takeTurn } from './joining/commands.ts';
import { usualRoot } from './queries.ts';
import { decideInput, decideManyInput, undoInput, type Decision, type Kind } from './shape.ts';

/** Decides about one pair: the same (they are joined), different (never asked again, and no import ties them together), or later. */
export const decide = command({
  name: 'duplicate.decide',
  input: decideInput,
  may: mayReview,
  async run(context, { duplicateId, decision, staysId }) {
    await decideOne(context, duplicateId, decision, staysId);
    return { duplicateId };
  },
  record: (_, { duplicateId, decision }) => ({ subject: { kind: 'duplicate', id: duplicateId }, details: { decision } }),
});

/** The same decision about many alike pairs. All or none: where one of them cannot be joined the sentence says why, and nothing is written. */
export const decideMany = command({
  name: 'duplicate.decide-many',
  input: decideManyInput,
  may: mayReview,
  async run(context, { duplicateIds, decision }) {
    // In one order, so that two people deciding at once never wait for each other in a ring.
    for (const duplicateId of [...new Set(duplicateIds)].sort()) await decideOne(context, duplicateId, decision, null);
    return { decided: duplicateIds.length };
  },
  record: ({ decided }, { decision, duplicateIds }) => ({ subject: { kind: 'duplicate', id: duplicateIds[0]! }, details: { decision, decided } }),
});

/** Takes a decision back: the pair is separated or may be asked about again. */
export const undo = command({
  name: 'duplicate.undo',
  input: undoInput,
  may: mayReview,
  async run(context, { duplicateId }) {
    const { tx, scope } = context;
    const pair = await held(context, duplicateId);
    if (pair.state === 'open') throw new Problem(409, 'duplicates.not_decided');
    if (pair.joining_id) await executeWithin(context, pair.kind === 'person' ? separatePerson : separateOrganisation, { joiningId: pair.joining_id });
    await tx.updateTable('duplicate').set({ state: 'open', decided_at: null, decided_by: null, joining_id: null }).where('network_id', '=', scope.networkId).where('duplicate_id', '=', duplicateId).execute();
    await askAgain(tx, scope.networkId, pair.kind as Kind, [pair.one_id, pair.other_id, pair.root_low, pair.root_high]);
    return { duplicateId, was: pair.state as Decision };
  },
  record: ({ duplicateId, was }) => ({ subject: { kind: 'duplicate', id: duplicateId }, details: { was } }),
});

async function decideOne(context: CommandContext, duplicateId: string, decision: Decision, staysId: string | null): Promise<void> {
  const { tx, scope, now } = context;
  const { networkId } = scope;
  const pair = await held(context, duplicateId);
  if (pair.state === 'same' || pair.state === 'different') throw new Problem(409, 'duplicates.already_decided');
  const kind = pair.kind as Kind;
  const [one, other] = [await rootOf(tx, networkId, kind, pair.one_id), await rootOf(tx, networkId, kind, pair.other_id)];
  // Joined already along other pairs: "the same" is true of them too, and "different" would contradict it.
  if (one === other && decision === 'different') throw new Problem(409, 'duplicates.already_joined');
  if (one !== other && decision === 'same') {
    const stays = staysId === null ? await usualRoot(tx, networkId, kind, one, other) : await rootOf(tx, networkId, kind, staysId);
    if (stays !== one && stays !== other) throw notFound();
    const [staying, going] = stays === one ? [pair.one_id, pair.other_id] : [pair.other_id, pair.one_id];
    await executeWithin(context, kind === 'person' ? joinPeople : joinOrganisations, { staysId: staying, otherId: going });
    return;
  }
  await tx.updateTable('duplicate').set({ state: decision, decided_at: now, decided_by: signatureOf(scope) }).where('network_id', '=', networkId).where('duplicate_id', '=', duplicateId).execute();
  await askAgain(tx, networkId, kind, [pair.one_id, pair.other_id, one, other]);
}

/** The pair, held until the decision is written. @throws 404 */
async function held({ tx, scope }: CommandContext, duplicateId: string) {
  await takeTurn(tx, scope.networkId);
  const { rows } = await sql<{ kind: string; one_id: string; other_id: string; root_low: string; root_high: string; state: string; joining_id: string | null }>`
    select kind, one_id, other_id, root_low, root_high, state, joining_id from duplicate where network_id = ${scope.networkId} and duplicate_id = ${duplicateId} for update`.execute(tx);
  if (!rows[0]) throw notFound();
  return rows[0];
}
