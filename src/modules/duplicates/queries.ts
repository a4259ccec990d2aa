import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { organisationModel } from '#modules/organisations/matching.ts';
import { signatureOf } from '#modules/results/access.ts';
import { mayReview } from './access.ts';
import { bestOf, foundFrom } from './comparing.ts';
import { personModelFor } from './looking/commands.ts';
import { entriesOf, organisationsAsEntries, peopleAsEntries } from './looking/queries.ts';
import type { Decision, Found, Kind, Likeness, StoredReason } from './shape.ts';

/** One pair in the queue: the entries that stand for the two today, and what the matching said. */
export interface Doubt {
  duplicateId: string;
  kind: Kind;
  oneId: string;
  otherId: string;
  likeness: Likeness;
  probability: number;
  reasons: StoredReason[];
  limits: string[];
}

/** What one entry is, in a line: for batches and for the history. */
export interface Brief {
  id: string;
  name: string;
  /** Organisations of a person; the seat's id of an organisation. */
  beside: string[];
}

export interface QueueFilter {
  kind?: Kind | null;
  likeness?: Likeness | null;
  /** Also those put off are a queue. */
  state?: 'open' | 'later';
}

export interface Queue {
  doubts: (Doubt & { one: Brief; other: Brief })[];
  /** All that fit the filter. */
  waiting: number;
  /** Decided today by whoever asks, under the same filter. */
  decided: number;
  /** How many of each kind of doubt wait, of all kinds. */
  kinds: { kind: Kind; likeness: Likeness; n: number }[];
  later: number;
}

/** The queue, the surest first, organisations before people because people are known by them. Nothing for whoever may not decide. */
export function queue(scope: Scope, { kind = null, likeness = null, state = 'open' }: QueueFilter, limit: number): Promise<Queue> {
  const { networkId } = scope;
  const nothing: Queue = { doubts: [], waiting: 0, decided: 0, kinds: [], later: 0 };
  if (!mayReview(scope)) return Promise.resolve(nothing);
  return reading(scope, async (tx) => {
    const wanted = sql`d.network_id = ${networkId} and d.is_asked and d.state = ${state} ${kind ? sql`and d.kind = ${kind}` : sql``} ${likeness ? sql`and d.likeness = ${likeness}` : sql``}`;
    const { rows: counts } = await sql<{ state: string; kind: Kind; likeness: Likeness; n: number }>`
      select state, kind, likeness, count(*)::int as n from duplicate where network_id = ${networkId} and is_asked and state in ('open', 'later') group by state, kind, likeness order by kind, n desc, likeness`.execute(tx);
    const kinds = counts.filter((one) => one.state === state).map(({ kind, likeness, n }) => ({ kind, likeness, n }));
    const total = (some: readonly { n: number }[]) => some.reduce((sum, { n }) => sum + n, 0);
    const { rows: doubts } = await sql<Doubt>`
      select d.duplicate_id as "duplicateId", d.kind, d.root_low as "oneId", d.root_high as "otherId", d.likeness, d.probability, d.reasons, d.limits
      from duplicate d where ${wanted} order by d.kind, d.probability desc, d.duplicate_id limit ${limit}`.execute(tx);
    const since = new Date(new Date().toISOString().slice(0, 10));
    const { rows: mine } = await sql<{ n: number }>`
      select count(*)::int as n from duplicate where network_id = ${networkId} and decided_at >= ${since} and decided_by = ${signatureOf(scope)}
        ${kind ? sql`and kind = ${kind}` : sql``} ${likeness ? sql`and likeness = ${likeness}` : sql``}`.execute(tx);
    const briefs = await briefsOf(tx, networkId, doubts.flatMap(({ oneId, otherId }) => [oneId, otherId]));
    return {
      doubts: doubts.map((doubt) => ({ ...doubt, one: briefs.get(doubt.oneId)!, other: briefs.get(doubt.otherId)! })),
      waiting: total(kinds.filter((one) => (!kind || one.kind === kind) && (!likeness || one.likeness === likeness))),
      decided: mine[0]!.n,
      kinds,
      later: total(counts.filter((one) => one.state === 'later')),
    };
  });
}

/** How many pairs wait for a decision; none for whoever may not decide. */
export const waiting = (scope: Scope): Promise<number> =>
  mayReview(scope)
    ? reading(scope, async (tx) => (await sql<{ n: number }>`select count(*)::int as n from duplicate where network_id = ${scope.networkId} and is_asked and state = 'open'`.execute(tx)).rows[0]!.n)
    : Promise.resolve(0);

/** Names of entries with what tells namesakes apart. */
async function briefsOf(tx: Tx, networkId: string, ids: readonly string[]): Promise<Map<string, Brief>> {
  if (!ids.length) return new Map();
  const wanted = sql`any (${[...new Set(ids)]}::uuid[])`;
  const { rows } = await sql<Brief>`
    select p.person_id as id, concat_ws(' ', p.given, p.surname) as name,
      array(select distinct o.name from person m join affiliation a using (network_id, person_id) join organisation o using (network_id, organisation_id)
        where m.network_id = p.network_id and (m.person_id = p.person_id or m.same_as = p.person_id) order by o.name) as beside
    from person p where p.network_id = ${networkId} and p.person_id = ${wanted}
    union all
    select o.organisation_id, o.name, array_remove(array[o.seat], null) from organisation o where o.network_id = ${networkId} and o.organisation_id = ${wanted}`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** How often evidence names an entry and those joined into it, and since when it is there: what "which of the two stays" hangs on. */
export interface Used {
  facts: number;
  since: Date;
}

function usedSince(tx: Tx, networkId: string, kind: Kind, id: string): Promise<Used> {
  const counted = kind === 'person' ? sql`f.person_id = e.root and f.measure = 'participation'` : sql`f.organisation_id = e.root and f.measure = 'participation'`;
  return sql<Used>`
    select (select count(*)::int from fact f where f.network_id = ${networkId} and f.known_until is null and ${counted}) as facts, e.since
    from (select coalesce(same_as, ${sql.ref(`${kind}_id`)}) as root, created_at as since from ${sql.table(kind)} where network_id = ${networkId} and ${sql.ref(`${kind}_id`)} = ${id}) e`
    .execute(tx)
    .then(({ rows }) => rows[0] ?? { facts: 0, since: new Date(0) });
}

/** Which of two entries stands for both when nobody says: the one that more evidence names, else the older. */
export async function usualRoot(tx: Tx, networkId: string, kind: Kind, oneId: string, otherId: string): Promise<string> {
  const [one, other] = [await usedSince(tx, networkId, kind, oneId), await usedSince(tx, networkId, kind, otherId)];
  if (one.facts !== other.facts) return one.facts > other.facts ? oneId : otherId;
  if (Number(one.since) !== Number(other.since)) return one.since < other.since ? oneId : otherId;
  return oneId < otherId ? oneId : otherId;
}

/** Compares two entries that a person has put beside each other. @throws 404 when one of them is not there */
export async function compared(tx: Tx, networkId: string, kind: Kind, oneId: string, otherId: string): Promise<Found> {
  if (kind === 'person') {
    const entries = await peopleAsEntries(tx, networkId, [oneId, otherId]);
    const [one, other] = [entries.find(({ id }) => id === oneId), entries.find(({ id }) => id === otherId)];
    if (!one || !other) throw notFound();
    return foundFrom(one, other, bestOf(one.mentions, other.mentions, personModelFor(entries, await entriesOf(tx, networkId, kind))));
  }
  const entries = await organisationsAsEntries(tx, networkId, [oneId, otherId]);
  const [one, other] = [entries.find(({ id }) => id === oneId), entries.find(({ id }) => id === otherId)];
  if (!one || !other) throw notFound();
  return foundFrom(one, other, bestOf(one.mentions, other.mentions, organisationModel));
}

/** Two entries beside each other, whether the matching thinks of them or not: what speaks for and against. @throws 404 for whoever may not decide */
export function beside(scope: Scope, kind: Kind, oneId: string, otherId: string): Promise<Found> {
  if (!mayReview(scope)) throw notFound();
  return reading(scope, (tx) => compared(tx, scope.networkId, kind, oneId, otherId));
}

/** How much each of two entries is used, and which of them stands for both when nobody says otherwise. @throws 404 for whoever may not decide */
export function used(scope: Scope, kind: Kind, oneId: string, otherId: string): Promise<{ one: Used; other: Used; staysId: string }> {
  if (!mayReview(scope)) throw notFound();
  const { networkId } = scope;
  return reading(scope, async (tx) => ({
    one: await usedSince(tx, networkId, kind, oneId),
    other: await usedSince(tx, networkId, kind, otherId),
    staysId: await usualRoot(tx, networkId, kind, oneId, otherId),
  }));
}

export interface Decided {
  duplicateId: string;
  kind: Kind;
  decision: Decision;
  likeness: Likeness;
  decidedAt: Date;
  /** `account:…` or `system:…` */
  decidedBy: string;
  one: Brief;
  other: Brief;
}

/** What was decided, newest first. */
export function history(scope: Scope, { kind = null, limit = 100 }: { kind?: Kind | null; limit?: number } = {}): Promise<{ decided: Decided[]; total: number }> {
  if (!mayReview(scope)) return Promise.resolve({ decided: [], total: 0 });
  const { networkId } = scope;
  return reading(scope, async (tx) => {
    const where = sql`network_id = ${networkId} and decided_at is not null ${kind ? sql`and kind = ${kind}` : sql``}`;
    const { rows } = await sql<Omit<Decided, 'one' | 'other'> & { oneId: string; otherId: string; total: number }>`
      select duplicate_id as "duplicateId", kind, state as decision, likeness, decided_at as "decidedAt", decided_by as "decidedBy", one_id as "oneId", other_id as "otherId", count(*) over ()::int as total
      from duplicate where ${where} order by decided_at desc, duplicate_id limit ${limit}`.execute(tx);
    const briefs = await briefsOf(tx, networkId, rows.flatMap(({ oneId, otherId }) => [oneId, otherId]));
    const gone = (id: string): Brief => briefs.get(id) ?? { id, name: '', beside: [] };
    return { decided: rows.map(({ oneId, otherId, total: _, ...row }) => ({ ...row, one: gone(oneId), other: gone(otherId) })), total: rows[0]?.total ?? 0 };
  });
}

/** One decision, for the line that offers to take it back; null when it is open again or not there. */
export function decidedPair(scope: Scope, duplicateId: string): Promise<Decided | null> {
  if (!mayReview(scope)) return Promise.resolve(null);
  return reading(scope, async (tx) => {
    const { rows } = await sql<Omit<Decided, 'one' | 'other'> & { oneId: string; otherId: string }>`
      select duplicate_id as "duplicateId", kind, state as decision, likeness, decided_at as "decidedAt", decided_by as "decidedBy", one_id as "oneId", other_id as "otherId"
      from duplicate where network_id = ${scope.networkId} and duplicate_id = ${duplicateId} and decided_at is not null`.execute(tx);
    if (!rows[0]) return null;
    const { oneId, otherId, ...row } = rows[0];
    const briefs = await briefsOf(tx, scope.networkId, [oneId, otherId]);
    const gone = (id: string): Brief => briefs.get(id) ?? { id, name: '', beside: [] };
    return { ...row, one: gone(oneId), other: gone(otherId) };
  });
}

export interface JoinedFrom {
  joiningId: string;
  entryId: string;
  name: string;
  joinedAt: Date;
  joinedBy: string;
}

/** The entries joined into this one, directly or along a chain, newest first; empty for whoever may not take it back. */
export function joinedFrom(scope: Scope, kind: Kind, id: string): Promise<JoinedFrom[]> {
  if (!mayReview(scope)) return Promise.resolve([]);
  const { networkId } = scope;
  return reading(scope, async (tx) => {
    const { rows } = await sql<JoinedFrom>`
      with recursive tree (id) as (
        select ${id}::uuid union select j.entry_id from joining j join tree on j.into_id = tree.id where j.network_id = ${networkId} and j.separated_at is null
      )
      select j.joining_id as "joiningId", j.entry_id as "entryId", j.joined_at as "joinedAt", j.joined_by as "joinedBy",
        coalesce((select concat_ws(' ', given, surname) from person where network_id = ${networkId} and person_id = j.entry_id), (select name from organisation where network_id = ${networkId} and organisation_id = j.entry_id), '') as name
      from joining j join tree on j.into_id = tree.id where j.network_id = ${networkId} and j.kind = ${kind} and j.separated_at is null order by j.joined_at desc, j.joining_id`.execute(tx);
    return rows;
  });
}
