import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { searchQuery } from '#platform/matching/search-form.ts';
import { forbidden, notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { mayChangeOrganisation } from '#modules/organisations/access.ts';
import { changeTo } from '#modules/organisations/fields.ts';
import { ownEntry } from '#modules/organisations/queries.ts';
import { mayModerate, maySeeProposals } from './access.ts';
import { changedFields } from './difference.ts';
import { recordNow } from './record-queries.ts';
import type { Fields, Kind, Proposal, State, Version } from './shape.ts';

const perPage = 25;

const columns = sql`p.proposal_id as "proposalId", p.kind, p.subject_id as "subjectId", p.organisation_id as "organisationId", o.name as organisation,
  p.is_new as "isNew", coalesce(case when p.kind = 'service' then (select s.name from service s where s.network_id = p.network_id and s.service_id = p.subject_id) end, case when p.is_new then p.proposed ->> 'name' end, o.name) as title, p.proposed, p.base, p.note, p.account_id as "accountId",
  p.request_id is not null as "byLink", p.state, p.created_at as "createdAt", p.decided_at as "decidedAt", p.decided_by as "decidedBy", p.sentence, p.taken`;

/** A moderator sees all, a representative those for her own organisation and its services. */
const visible = (scope: Scope) =>
  mayModerate(scope) ? sql`true` : sql`coalesce(o.same_as, o.organisation_id) = (select coalesce(own.same_as, own.organisation_id) from organisation own where own.network_id = p.network_id and own.organisation_id = ${scope.organisationId})`;

export interface ProposalFilter {
  /** Those that wait, those that are decided, or all. */
  state?: 'waiting' | 'decided' | null;
  q?: string | null;
  page?: number;
}

/** Proposals, those that have waited longest first, then the decided ones, the newest first; a page at a time. @throws 403 */
export async function listProposals(scope: Scope, { state = null, q = null, page = 1 }: ProposalFilter): Promise<{ items: Proposal[]; total: number; waiting: number; pages: number }> {
  if (!maySeeProposals(scope)) throw forbidden();
  const query = searchQuery(q);
  return reading(scope, async (tx) => {
    const from = sql`proposal p join organisation o using (network_id, organisation_id) where p.network_id = ${scope.networkId} and ${visible(scope)}`;
    const fits = sql`${state === 'waiting' ? sql`and p.state = 'waiting'` : state === 'decided' ? sql`and p.state <> 'waiting'` : sql``}
      ${query === null ? sql`` : sql`and (p.organisation_id = any (array(select organisations_found(${query}::tsquery))) or p.subject_id = any (array(select services_found(${query}::tsquery))))`}`;
    const { rows } = await sql<Proposal & { total: number }>`
      select ${columns}, count(*) over ()::int as total from ${from} ${fits}
      order by p.state = 'waiting' desc, case when p.state = 'waiting' then p.created_at end, p.created_at desc, p.proposal_id limit ${perPage} offset ${(Math.max(1, page) - 1) * perPage}`.execute(tx);
    const { rows: [count] } = await sql<{ n: number }>`select count(*)::int as n from ${from} and p.state = 'waiting'`.execute(tx);
    const total = rows[0]?.total ?? 0;
    return { items: rows, total, waiting: count!.n, pages: Math.max(1, Math.ceil(total / perPage)) };
  });
}

/** How many proposals wait for this moderator. */
export const waitingProposals = (scope: Scope): Promise<number> =>
  reading(scope, async (tx) => (await sql<{ n: number }>`select count(*)::int as n from proposal where network_id = ${scope.networkId} and state = 'waiting'`.execute(tx)).rows[0]!.n);

export interface OpenProposal extends Proposal {
  /** Whether the record is in the directory. */
  isThere: boolean;
  /** How the record reads now, nothing for one that is to come; null when it is no longer there. */
  now: Fields | null;
  /** Other proposals for the same record that wait too. */
  others: { proposalId: string; fields: string[]; createdAt: Date }[];
}

/** One proposal beside the record it is for. @throws 404 for whoever may not see it */
export async function proposalOf(scope: Scope, proposalId: string): Promise<OpenProposal> {
  if (!maySeeProposals(scope)) throw notFound();
  return reading(scope, async (tx) => {
    const { rows } = await sql<Proposal>`select ${columns} from proposal p join organisation o using (network_id, organisation_id) where p.network_id = ${scope.networkId} and p.proposal_id = ${proposalId} and ${visible(scope)}`.execute(tx);
    const found = rows[0];
    if (!found) throw notFound();
    const others = await sql<OpenProposal['others'][number]>`
      select proposal_id as "proposalId", array(select jsonb_object_keys(proposed)) as fields, created_at as "createdAt" from proposal
      where network_id = ${scope.networkId} and kind = ${found.kind} and subject_id = ${found.subjectId} and state = 'waiting' and proposal_id <> ${proposalId} order by created_at`.execute(tx);
    const record = await recordNow(tx, scope.networkId, found.kind, found.subjectId);
    const isToCome = !record && found.isNew && found.state !== 'approved' && found.state !== 'partly';
    return { ...found, isThere: record !== null, now: record?.fields ?? (isToCome ? {} : null), others: others.rows };
  });
}

export interface ToPropose {
  /** The record's own id. */
  id: string;
  title: string;
  organisationId: string;
  /** How it reads now. */
  now: Fields;
  /** What she has proposed and nobody has decided yet, or what was sent back to her last; the form begins with it. */
  mine: { proposalId: string; proposed: Fields; note: string | null; state: State; sentence: string | null } | null;
}

/** A record with this person's own last proposal for it. @throws 404 for a record of another organisation */
export function recordToPropose(scope: Scope, kind: Kind, id: string): Promise<ToPropose> {
  return reading(scope, async (tx) => {
    const record = await recordNow(tx, scope.networkId, kind, id);
    if (!record) throw notFound();
    const { rows } = await sql<{ is_own: boolean }>`
      select coalesce(a.same_as, a.organisation_id) = coalesce(b.same_as, b.organisation_id) as is_own from organisation a, organisation b
      where a.network_id = ${scope.networkId} and b.network_id = ${scope.networkId} and a.organisation_id = ${record.organisationId} and b.organisation_id = ${scope.organisationId}`.execute(tx);
    if (!mayChangeOrganisation(scope) && !rows[0]?.is_own) throw notFound();
    const mine = await sql<NonNullable<ToPropose['mine']>>`
      select proposal_id as "proposalId", proposed, note, state, sentence from proposal
      where network_id = ${scope.networkId} and kind = ${kind} and subject_id = ${record.id} and account_id = ${scope.actor.kind === 'account' ? scope.actor.id : null} order by created_at desc limit 1`.execute(tx);
    const last = mine.rows[0];
    return { id: record.id, title: record.title, organisationId: record.organisationId, now: record.fields, mine: last && ['waiting', 'returned'].includes(last.state) ? last : null };
  });
}

/** What `changeOrganisation` takes so that it reads like these fields of its form; only what is different. @throws 404 */
export const changeOf = (scope: Scope, organisationId: string, fields: Fields): Promise<{ id: string; change: Record<string, unknown> }> =>
  reading(scope, async (tx) => {
    const record = await recordNow(tx, scope.networkId, 'organisation', organisationId);
    if (!record) throw notFound();
    const changed = Object.keys(changedFields(record.fields, fields)).filter(record.isOpen);
    return { id: record.id, change: { organisationId: record.id, ...changeTo(fields, changed, (await ownEntry(tx, scope.networkId, record.id))!) } };
  });

/** How a record read over time, the newest first. @throws 404 for whoever may neither moderate nor represent it */
export async function versionsOf(scope: Scope, kind: Kind, id: string): Promise<{ title: string; versions: Version[] }> {
  if (!maySeeProposals(scope)) throw notFound();
  const { id: subjectId, title } = await recordToPropose(scope, kind, id);
  return reading(scope, async (tx) => {
    const { rows } = await sql<Version>`
      select version, fields, made_at as "madeAt", account_id as "accountId", proposal_id as "proposalId" from record_version
      where network_id = ${scope.networkId} and kind = ${kind} and subject_id = ${subjectId} order by version desc limit 100`.execute(tx);
    return { title, versions: rows };
  });
}
