import { sql } from 'kysely';
import { command, type CommandContext } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { mayModerate, mayPropose } from './access.ts';
import { changedFields, standing, taken } from './difference.ts';
import { recordNow, serviceToCome } from './record-queries.ts';
import { decision, made, oneProposal, type Fields, type Kind } from './shape.ts';

const about = ({ proposalId }: { proposalId: string }) => ({ kind: 'proposal', id: proposalId });

/** A representative says how her organisation's entry, or one of its services, should read, or names a service that is not there yet. What she had proposed and nobody has decided yet is replaced. */
export const propose = command({
  name: 'proposal.make',
  input: made,
  may: mayPropose,
  async run(context, input) {
    const { tx, scope } = context;
    if (scope.actor.kind !== 'account') throw notFound();
    const { rows } = await sql<{ own: string; email: string | null }>`
      select coalesce(o.same_as, o.organisation_id) as own, (select m.email from member m where m.account_id = ${scope.actor.id} and m.until is null) as email
      from organisation o where o.network_id = ${scope.networkId} and o.organisation_id = ${scope.organisationId}`.execute(tx);
    return insertProposal(context, { ...input, ownerId: rows[0]?.own ?? '', by: { accountId: scope.actor.id, requestId: null, email: rows[0]?.email ?? '' } });
  },
  record: (output, { kind }) => ({ subject: about(output), details: { kind, record: output.subjectId, fields: output.fields } }),
});

interface Made {
  kind: Kind;
  /** Null for a service that is not in the directory yet. */
  subjectId: string | null;
  fields: Fields;
  note: string | null;
  locale: string;
  origin: string;
  /** Whose records these may be. */
  ownerId: string;
  by: { accountId: string | null; requestId: string | null; email: string };
}

/** Keeps a proposal, whoever was allowed to make it. @throws 404 for a record of somebody else, 422 when nothing is different or the record could not read so */
export async function insertProposal({ tx, scope, now }: CommandContext, { kind, subjectId, fields, note, locale, origin, ownerId, by }: Made): Promise<{ proposalId: string; subjectId: string; fields: string[] }> {
  const { networkId } = scope;
  const there = subjectId && (await recordNow(tx, networkId, kind, subjectId));
  // She says more about a service that she has proposed and that nobody has taken in yet.
  const isNew = !there && kind === 'service' && (subjectId === null || (await isProposed(tx, networkId, subjectId, ownerId)));
  const record = there || (isNew ? serviceToCome(ownerId, subjectId ?? newId()) : null);
  if (!record || (await rootOf(tx, networkId, record.organisationId)) !== ownerId) throw notFound();
  const proposed = Object.fromEntries(Object.entries(changedFields(record.fields, fields)).filter(([field]) => record.isOpen(field)));
  const changed = Object.keys(proposed);
  if (!changed.length) throw new Problem(422, 'proposals.nothing_changed');
  record.check(taken(record.fields, proposed, changed), changed);
  await tx.updateTable('proposal').set({ state: 'replaced', decided_at: now }).where('network_id', '=', networkId).where('kind', '=', kind).where('subject_id', '=', record.id).where('state', '=', 'waiting').where(by.accountId ? 'account_id' : 'request_id', '=', by.accountId ?? by.requestId).execute();
  const proposalId = newId();
  const base = Object.fromEntries(changed.map((field) => [field, record.fields[field] ?? '']));
  await tx.insertInto('proposal').values({ network_id: networkId, proposal_id: proposalId, kind, subject_id: record.id, is_new: isNew, organisation_id: record.organisationId, proposed: JSON.stringify(proposed), base: JSON.stringify(base), note, account_id: by.accountId, request_id: by.requestId, email: by.email, locale, origin: new URL(origin).origin, created_at: now }).execute();
  await enqueue(tx, 'proposals.send-letter', { networkId, proposalId, letter: 'arrived' }, `proposal:arrived:${proposalId}`);
  return { proposalId, subjectId: record.id, fields: changed };
}

/**
 * The moderator takes all, some or none of the fields. What is taken is written by the record's own command in the same transaction. A field that reads
 * differently from what the moderator saw is refused: somebody has changed it while she decided.
 */
export const decide = command({
  name: 'proposal.decide',
  input: decision,
  may: mayModerate,
  async run(context, { proposalId, take, seen, sentence }) {
    const { tx, scope, now } = context;
    const { networkId } = scope;
    const of = { network_id: networkId, proposal_id: proposalId };
    const row = await tx.selectFrom('proposal').selectAll().where((eb) => eb.and(of)).forUpdate().executeTakeFirst();
    if (!row) throw notFound();
    if (row.state !== 'waiting') throw new Problem(409, 'proposals.decided_already');
    const [proposed, base] = [row.proposed as Fields, row.base as Fields];
    const fields = [...new Set(take)].filter((field) => field in proposed);
    if (!fields.length && !sentence) throw new Problem(422, 'proposals.sentence_missing', {}, 'sentence');
    const record = (await recordNow(tx, networkId, row.kind as Kind, row.subject_id)) ?? (row.is_new ? serviceToCome(row.organisation_id, row.subject_id) : null);
    if (!record) throw notFound();
    const now_ = (field: string) => record.fields[field] ?? '';
    if (fields.some((field) => now_(field) !== (seen[field] ?? ''))) throw new Problem(409, 'proposals.changed_meanwhile');
    const fresh = fields.filter((field) => now_(field) !== proposed[field]);
    if (fresh.length) {
      const reading = taken(record.fields, proposed, fresh);
      record.check(reading, fresh);
      await record.write(context, reading, fresh);
      await sql`update record_version set proposal_id = ${proposalId} where network_id = ${networkId} and kind = ${row.kind} and subject_id = ${record.id} and made_at = ${now}
        and version = (select max(version) from record_version where network_id = ${networkId} and kind = ${row.kind} and subject_id = ${record.id})`.execute(tx);
    }
    const left = Object.keys(proposed).filter((field) => !fields.includes(field) && standing(base[field] ?? '', now_(field), proposed[field]!) !== 'done');
    const state = !fields.length ? 'returned' : left.length ? 'partly' : 'approved';
    const decided_by = scope.actor.kind === 'account' ? scope.actor.id : null;
    await tx.updateTable('proposal').set({ state, taken: JSON.stringify(fields), sentence, decided_at: now, decided_by }).where((eb) => eb.and(of)).execute();
    await enqueue(tx, 'proposals.send-letter', { networkId, proposalId, letter: 'decided' }, `proposal:decided:${proposalId}`);
    return { proposalId, state, fields };
  },
  record: (output) => ({ subject: about(output), details: { state: output.state, fields: output.fields } }),
});

/** She takes her own proposal back before anybody decides. */
export const withdrawProposal = command({
  name: 'proposal.withdraw',
  input: oneProposal,
  may: mayPropose,
  async run({ tx, scope, now }, { proposalId }) {
    const { numUpdatedRows } = await tx.updateTable('proposal').set({ state: 'withdrawn', decided_at: now }).where('network_id', '=', scope.networkId).where('proposal_id', '=', proposalId).where('state', '=', 'waiting').where('account_id', '=', scope.actor.kind === 'account' ? scope.actor.id : null).executeTakeFirst();
    if (!numUpdatedRows) throw notFound();
    return { proposalId };
  },
  record: (output) => ({ subject: about(output) }),
});

async function isProposed(tx: CommandContext['tx'], networkId: string, serviceId: string, ownerId: string): Promise<boolean> {
  const row = await tx.selectFrom('proposal').select('organisation_id').where('network_id', '=', networkId).where('subject_id', '=', serviceId).where('is_new', '=', true).executeTakeFirst();
  return Boolean(row) && (await rootOf(tx, networkId, row!.organisation_id)) === ownerId;
}

async function rootOf(tx: CommandContext['tx'], networkId: string, organisationId: string): Promise<string> {
  const row = await tx.selectFrom('organisation').select(['organisation_id', 'same_as']).where('network_id', '=', networkId).where('organisation_id', '=', organisationId).executeTakeFirst();
  return row?.same_as ?? organisationId;
}
