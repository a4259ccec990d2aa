import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { searchQuery } from '#platform/matching/search-form.ts';
import { forbidden, notFound } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import { namedBy } from '#modules/events/secret-link.ts';
import { isPublicOrganisation } from '#modules/organisations/queries.ts';
import { recordNow } from '#modules/proposals/record-queries.ts';
import type { Kind } from '#modules/proposals/shape.ts';
import { mayAsk } from './access.ts';
import { usual, type Asked, type Closed, type Rule, type StaleRow } from './shape.ts';
import { LINK_DAYS, plusDays, staleBefore } from './stale.ts';

const perPage = 50;

/** Everything visitors see, with the day it was confirmed. Another directory may have written anything for a day, so days are compared as text. */
const records = (networkId: string) => sql`(
  select 'organisation' as kind, o.organisation_id as id, o.name as title, o.organisation_id, o.assured_on::text as assured from organisation o
  where o.network_id = ${networkId} and o.same_as is null and ${isPublicOrganisation}
  union all
  select 'service', s.service_id, s.name, coalesce(o.same_as, o.organisation_id), substring(s.assured_date from '^[0-9]{4}-[0-9]{2}-[0-9]{2}') from service s join organisation o using (network_id, organisation_id)
  where s.network_id = ${networkId} and s.published and s.status <> 'defunct')`;

const address = sql`coalesce(o.email, (select c.email from organisation_contact c where c.network_id = o.network_id and c.organisation_id = o.organisation_id and c.email is not null order by c.position limit 1))`;
const asked = sql`(select max(a.sent_at)::date::text from assurance_request a where a.network_id = o.network_id and a.organisation_id = o.organisation_id)`;

export async function ruleIn(tx: Tx, networkId: string): Promise<Rule> {
  const row = await tx.selectFrom('assurance_rule').selectAll().where('network_id', '=', networkId).executeTakeFirst();
  return row ? { months: row.months, everyDays: row.every_days, automatic: row.automatic, atOnce: row.at_once } : usual;
}
export const ruleOf = (scope: Scope): Promise<Rule> => reading(scope, (tx) => ruleIn(tx, scope.networkId));

export interface StaleFilter {
  q?: string | null;
  kind?: Kind | null;
  page?: number;
  /** `YYYY-MM-DD` */
  today: string;
}

/** Entries nobody has confirmed for so long, those that never were first, then the longest ago; a page at a time. @throws 403 */
export async function staleRecords(scope: Scope, { q, kind, page = 1, today }: StaleFilter): Promise<{ items: StaleRow[]; total: number; pages: number; all: number; askable: number }> {
  if (!mayAsk(scope)) throw forbidden();
  const query = searchQuery(q);
  const { networkId } = scope;
  return reading(scope, async (tx) => {
    const { months, everyDays } = await ruleIn(tx, networkId);
    const before = staleBefore(today, months);
    const { rows } = await sql<StaleRow & { total: number }>`
      select r.kind, r.id, r.title, r.organisation_id as "organisationId", o.name as organisation, r.assured as "assuredOn", ${asked} as "askedOn", ${address} is not null as "hasAddress",
        exists (select from assurance_request q, organisation g where q.network_id = o.network_id and q.organisation_id = o.organisation_id and g.network_id = o.network_id and g.organisation_id = o.organisation_id and ${closed} is null) as "hasLink", count(*) over ()::int as total
      from ${records(networkId)} r join organisation o on o.network_id = ${networkId} and o.organisation_id = r.organisation_id
      where coalesce(r.assured, '') < ${before} ${kind ? sql`and r.kind = ${kind}` : sql``}
        ${query === null ? sql`` : sql`and (r.organisation_id = any (array(select organisations_found(${query}::tsquery))) or r.id = any (array(select services_found(${query}::tsquery))))`}
      order by coalesce(r.assured, ''), r.title collate "und-x-icu", r.id limit ${perPage} offset ${(Math.max(1, page) - 1) * perPage}`.execute(tx);
    const { rows: [count] } = await sql<{ all: number }>`select count(*)::int as all from ${records(networkId)} r`.execute(tx);
    const total = rows[0]?.total ?? 0;
    return { items: rows, total, pages: Math.max(1, Math.ceil(total / perPage)), all: count!.all, askable: (await askable(tx, networkId, { before, askedBefore: plusDays(today, 1 - everyDays), limit: 100_000 })).length };
  });
}

/** Organisations with a stale entry, an address and no letter since a day; those whose entries have been stale longest first. */
export async function askable(tx: Tx, networkId: string, { before, askedBefore, limit, among = null }: { before: string; askedBefore: string; limit: number; among?: readonly string[] | null }): Promise<{ organisationId: string; name: string; country: string | null; email: string }[]> {
  const { rows } = await sql<{ organisationId: string; name: string; country: string | null; email: string }>`
    select o.organisation_id as "organisationId", o.name, left(o.seat, 2) as country, ${address} as email
    from (select organisation_id, min(coalesce(assured, '')) as oldest from ${records(networkId)} r where coalesce(assured, '') < ${before} group by organisation_id) stale
      join organisation o on o.network_id = ${networkId} and o.organisation_id = stale.organisation_id
    where ${address} is not null and coalesce(${asked}, '') < ${askedBefore} ${among ? sql`and o.organisation_id = any (${[...among]}::uuid[])` : sql``}
    order by stale.oldest, o.organisation_id limit ${limit}`.execute(tx);
  return rows;
}

/**
 * Why the link of letter `q` to organisation `g` (the entry that stands for it) opens nothing any more, as text; null while it does. Asked each time, so that a changed address closes
 * the links sent to the old one without anybody thinking of it.
 */
const closed = sql<Closed | null>`case
  when q.revoked_at is not null then 'revoked'
  when q.sent_at < now() - make_interval(days => ${LINK_DAYS}) then 'time'
  when exists (select from assurance_request later where later.network_id = q.network_id and later.organisation_id = q.organisation_id and later.sent_at > q.sent_at) then 'later'
  when not exists (select from organisation e where e.network_id = q.network_id and coalesce(e.same_as, e.organisation_id) = g.organisation_id
    and (e.email = q.email or exists (select from organisation_contact c where c.network_id = e.network_id and c.organisation_id = e.organisation_id and c.email = q.email))) then 'address'
  when exists (select from proposal p where p.network_id = q.network_id and p.organisation_id = g.organisation_id and p.account_id is not null and p.created_at > q.sent_at) then 'proposed' end`;

export interface LinkRequest {
  organisationId: string;
  organisation: string;
  email: string;
  /** The last day of the link, `YYYY-MM-DD`. */
  until: string;
  closed: Closed | null;
}

/** The letter behind a link, inside a transaction; null when there is none. */
export async function requestIn(tx: Tx, networkId: string, requestId: string): Promise<LinkRequest | null> {
  const { rows } = await sql<LinkRequest>`
    select g.organisation_id as "organisationId", o.name as organisation, q.email, (q.sent_at + make_interval(days => ${LINK_DAYS}))::date::text as until, ${closed} as closed
    from assurance_request q join organisation o using (network_id, organisation_id) join organisation g on g.network_id = o.network_id and g.organisation_id = coalesce(o.same_as, o.organisation_id)
    where q.network_id = ${networkId} and q.request_id = ${requestId}`.execute(tx);
  return rows[0] ?? null;
}

/** What the link of a letter names. @throws 404 for a link this installation has not made, and for what was removed */
export async function askedBy(token: string): Promise<Asked> {
  const named = namedBy('assurance', token);
  if (!named) throw notFound();
  const { networkId, id: requestId } = named;
  return reading(publicScope(networkId), async (tx) => {
    const request = await requestIn(tx, networkId, requestId);
    if (!request) throw notFound();
    const { email: _, ...said } = request;
    const all = said.closed ? [] : await sql<{ kind: Kind; id: string; assured: string | null }>`select kind, id, assured from ${records(networkId)} r where organisation_id = ${said.organisationId} order by kind, title, id`.execute(tx).then(({ rows: own }) => own);
    const shown: Asked['records'] = [];
    for (const { kind, id, assured } of all) {
      const record = await recordNow(tx, networkId, kind, id);
      if (record) shown.push({ kind, id: record.id, title: record.title, fields: record.fields, assuredOn: assured });
    }
    return { networkId, requestId, ...said, records: shown };
  });
}

/** Who confirmed an entry last, for members: an account's name, whether it was whoever held a letter's link, null when nobody has by Kolo. */
export const lastAssuredBy = (scope: Scope, kind: Kind, id: string): Promise<{ name: string | null; byLink: boolean } | null> =>
  reading(scope, async (tx) => {
    const { rows } = await sql<{ name: string | null; byLink: boolean }>`
      select (select m.name from member m where m.account_id = a.account_id order by m.until nulls first limit 1) as name, a.request_id is not null as "byLink" from assurance a
      where a.network_id = ${scope.networkId} and a.kind = ${kind} and a.subject_id = ${id} order by a.assured_at desc, a.assurance_id desc limit 1`.execute(tx);
    return rows[0] ?? null;
  });
