import { sql } from 'kysely';
import { command, type CommandContext } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { namedBy } from '#modules/events/secret-link.ts';
import { insertProposal } from '#modules/proposals/commands.ts';
import { recordNow } from '#modules/proposals/record-queries.ts';
import { mayAsk, mayConfirm, maySetRule } from './access.ts';
import { askable, requestIn, ruleIn } from './queries.ts';
import { asked, confirmed, newRule, oneOrganisation, proposedByLink } from './shape.ts';
import { languageOf, plusDays, staleBefore } from './stale.ts';

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

export const setRule = command({
  name: 'assurance.set-rule',
  input: newRule,
  may: maySetRule,
  async run({ tx, scope: { networkId } }, { months, everyDays, automatic, atOnce, origin }) {
    const row = { months, every_days: everyDays, automatic, at_once: atOnce, origin: new URL(origin).origin };
    await tx.insertInto('assurance_rule').values({ network_id: networkId, ...row }).onConflict((conflict) => conflict.column('network_id').doUpdateSet(row)).execute();
    return { networkId };
  },
  record: ({ networkId }, { months, everyDays, automatic, atOnce }) => ({ subject: { kind: 'network', id: networkId }, details: { months, everyDays, automatic, atOnce } }),
});

/** Sends each organisation one letter with all its stale entries. Whoever was asked lately, or has no address, is left out and counted. */
export const ask = command({
  name: 'assurance.ask',
  input: asked,
  may: mayAsk,
  async run({ tx, scope: { networkId }, now }, { organisationIds, origin }) {
    // Two coordinators at once ask one after the other, so that nobody gets two letters.
    await sql`select from network where network_id = ${networkId} for no key update`.execute(tx);
    const { months, everyDays, atOnce } = await ruleIn(tx, networkId);
    const today = dayOf(now);
    const whom = await askable(tx, networkId, { before: staleBefore(today, months), askedBefore: plusDays(today, 1 - everyDays), limit: organisationIds ? 500 : atOnce, among: organisationIds });
    const sent = { network_id: networkId, origin: new URL(origin).origin, sent_at: now };
    for (const { organisationId, name, country, email } of whom) {
      const requestId = newId();
      await tx.insertInto('assurance_request').values({ ...sent, request_id: requestId, organisation_id: organisationId, email, locale: languageOf(country, name) }).execute();
      await enqueue(tx, 'assurance.send-letter', { networkId, requestId }, `assurance:${requestId}`);
    }
    return { networkId, asked: whom.length, leftOut: organisationIds ? new Set(organisationIds).size - whom.length : 0 };
  },
  record: ({ networkId, asked: n, leftOut }) => ({ subject: { kind: 'network', id: networkId }, details: { asked: n, leftOut } }),
});

/** The links that were sent to an organisation open nothing any more: the letter went to the wrong place, or came into the wrong hands. */
export const revokeLinks = command({
  name: 'assurance.revoke',
  input: oneOrganisation,
  may: mayAsk,
  async run({ tx, scope: { networkId }, now }, { organisationId }) {
    const { rows } = await sql`update assurance_request q set revoked_at = ${now} from organisation o where q.network_id = ${networkId} and o.network_id = q.network_id and o.organisation_id = q.organisation_id
      and ${organisationId}::uuid in (o.organisation_id, o.same_as) and q.revoked_at is null returning q.request_id`.execute(tx);
    if (!rows.length) throw notFound();
    return { organisationId };
  },
  record: ({ organisationId }) => ({ subject: { kind: 'organisation', id: organisationId } }),
});

/** Somebody who knows says that entries are still true: by the link of a letter, or with an account. */
export const confirm = command({
  name: 'assurance.confirm',
  input: confirmed,
  may: (scope, { token }) => (token ? namedBy('assurance', token)?.networkId === scope.networkId : mayConfirm(scope)),
  async run(context, { records, token }) {
    const { tx, now, scope } = context;
    const { networkId } = scope;
    const by = token ? await requested(context, token) : scope.actor.kind === 'account' ? { accountId: scope.actor.id, requestId: null, ...(await ownOf(context)) } : null;
    if (!by) throw notFound();
    for (const { kind, id } of records) {
      const record = await recordNow(tx, networkId, kind, id);
      if (!record || (by.ownerId !== null && (await rootOf(context, record.organisationId)) !== by.ownerId)) throw notFound();
      if (kind === 'organisation') await tx.updateTable('organisation').set({ assured_on: dayOf(now) }).where('network_id', '=', networkId).where('organisation_id', '=', record.id).execute();
      else {
        // The standard publishes who assured: only an address its owner has agreed to show.
        await sql`update service s set assured_date = ${dayOf(now)}, last_modified = ${now},
          assurer_email = (select c.email from organisation_contact c where c.network_id = s.network_id and c.organisation_id = s.organisation_id and c.is_public and c.email = ${by.email} limit 1)
          where s.network_id = ${networkId} and s.service_id = ${record.id}`.execute(tx);
      }
      await tx.insertInto('assurance').values({ network_id: networkId, assurance_id: newId(), kind, subject_id: record.id, assured_at: now, account_id: by.accountId, request_id: by.requestId }).execute();
    }
    if (by.requestId) await tx.updateTable('assurance_request').set({ answered_at: now }).where('network_id', '=', networkId).where('request_id', '=', by.requestId).execute();
    return { records };
  },
  record: ({ records }) => ({ subject: { kind: records[0]!.kind, id: records[0]!.id }, details: { records: records.map(({ id }) => id) } }),
});

/** Something has changed, says whoever holds the link: the change waits for a moderator. */
export const proposeByLink = command({
  name: 'assurance.propose',
  input: proposedByLink,
  may: (scope, { token }) => namedBy('assurance', token)?.networkId === scope.networkId,
  async run(context, { token, kind, id, fields, note, locale, origin }) {
    const { requestId, email, ownerId } = await requested(context, token);
    const made = await insertProposal(context, { kind, subjectId: id, fields, note, locale, origin, ownerId, by: { accountId: null, requestId, email } });
    await context.tx.updateTable('assurance_request').set({ answered_at: context.now }).where('network_id', '=', context.scope.networkId).where('request_id', '=', requestId).execute();
    return made;
  },
  record: ({ proposalId, fields }, { kind, id }) => ({ subject: { kind: 'proposal', id: proposalId }, details: { kind, record: id, fields } }),
});

/** The letter behind a link. @throws 404 for none, 410 when it opens nothing any more */
async function requested(context: CommandContext, token: string) {
  const named = namedBy('assurance', token);
  const row = named && (await requestIn(context.tx, context.scope.networkId, named.id));
  if (!row) throw notFound();
  if (row.closed) throw new Problem(410, row.closed === 'time' ? 'assurance.link_over' : 'assurance.link_closed');
  return { accountId: null, requestId: named.id, email: row.email, ownerId: row.organisationId };
}

/** Whose entries somebody with an account may confirm: null for all. */
async function ownOf(context: CommandContext): Promise<{ ownerId: string | null; email: string | null }> {
  const { tx, scope } = context;
  const row = await tx.selectFrom('member').select('email').where('account_id', '=', scope.actor.kind === 'account' ? scope.actor.id : null).where('until', 'is', null).executeTakeFirst();
  return { ownerId: mayAsk(scope) ? null : await rootOf(context, scope.organisationId!), email: row?.email ?? null };
}

async function rootOf({ tx, scope }: CommandContext, organisationId: string): Promise<string> {
  const row = await tx.selectFrom('organisation').select('same_as').where('network_id', '=', scope.networkId).where('organisation_id', '=', organisationId).executeTakeFirst();
  return row?.same_as ?? organisationId;
}
