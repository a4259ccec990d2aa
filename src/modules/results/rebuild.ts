import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { factsOf, insertFacts, type FactRow, type Known } from './recording.ts';

/** One piece of evidence whose stored facts are not the ones that follow from it. */
export interface Difference {
  evidenceId: string;
  kind: string;
  stored: FactRow[];
  right: FactRow[];
}

const PIECES_AT_ONCE = 2_000;

/**
 * Derives the facts of a programme again, page by page, and compares them with the stored ones. Facts are a copy that saves time, evidence is the truth.
 * @param repair also replaces what differs, in the running transaction.
 */
export async function* differences(tx: Tx, networkId: string, programmeId: string, { repair }: { repair: boolean }): AsyncGenerator<Difference> {
  for (let after: string | null = null; ; ) {
    const evidence: (Known & { kind: string })[] = await knownEvidence(tx, networkId, sql`evidence.programme_id = ${programmeId} and evidence.evidence_id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid`, PIECES_AT_ONCE);
    if (!evidence.length) return;
    yield* compare(tx, networkId, programmeId, evidence, repair);
    after = evidence.at(-1)!.id;
  }
}

/** What facts can hang on beside their own evidence: change one of these and the facts that mention it must be derived again. */
export type Cause = { eventId: string } | { seriesId: string } | { organisationId: string } | { personId: string };

/**
 * Derives again the facts that hang on an event's kind, a series being a cycle, an organisation's type, or on whom a person or organisation counts as;
 * called by the command that changes it, in its transaction, after the change.
 */
export async function refreshFacts(tx: Tx, networkId: string, cause: Cause): Promise<void> {
  const named =
    'eventId' in cause
      ? sql`fact.event_id = ${cause.eventId}`
      : 'seriesId' in cause
        ? sql`(fact.series_id = ${cause.seriesId} or fact.event_id in (select event_id from event where network_id = ${networkId} and series_id = ${cause.seriesId}))`
        : 'personId' in cause
          ? sql`fact.person_id = ${cause.personId}`
          : sql`fact.organisation_id = ${cause.organisationId}`;
  const { rows } = await sql<{ programme_id: string; ids: string[] }>`
    select fact.programme_id, array_agg(distinct fact.evidence_id) as ids from fact where fact.network_id = ${networkId} and ${named} group by fact.programme_id`.execute(tx);
  for (const { programme_id, ids } of rows) {
    for (let at = 0; at < ids.length; at += PIECES_AT_ONCE) {
      const evidence = await knownEvidence(tx, networkId, sql`evidence.evidence_id = any(${ids.slice(at, at + PIECES_AT_ONCE)}::uuid[])`, PIECES_AT_ONCE);
      for await (const _ of compare(tx, networkId, programme_id, evidence, true));
    }
  }
}

/** Evidence with the time from which and until which it was what was known. */
async function knownEvidence(tx: Tx, networkId: string, which: ReturnType<typeof sql>, limit: number): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select evidence.evidence_id as id, evidence.kind, evidence.happened_on as "happenedOn", evidence.payload, evidence.recorded_at as "knownFrom", later.recorded_at as "knownUntil"
    from evidence left join evidence later on later.network_id = evidence.network_id and later.replaces = evidence.evidence_id
    where evidence.network_id = ${networkId} and ${which} order by evidence.evidence_id limit ${limit}`.execute(tx);
  return rows;
}

async function* compare(tx: Tx, networkId: string, programmeId: string, evidence: readonly Known[], repair: boolean): AsyncGenerator<Difference> {
  const right = new Map((await factsOf(tx, { networkId, programmeId, stored: true }, evidence)).map(({ id, facts }) => [id, facts]));
  const { rows } = await sql<FactRow>`
    select evidence_id, ordinal, measure, value, happened_on, person_id, organisation_id, organisation_type, place_id, relation, event_id, series_id, event_kind, list_id, breakdown, known_from, known_until
    from fact where network_id = ${networkId} and evidence_id = any(${evidence.map((one) => one.id)}::uuid[]) order by evidence_id, ordinal`.execute(tx);
  const stored = Map.groupBy(rows, (fact) => fact.evidence_id);
  const wrong: Difference[] = [];
  for (const { id, kind, knownUntil } of evidence) {
    // Its event was removed after everything about it had been taken back: what was known then stays as it was known.
    if (right.get(id) === null && knownUntil) continue;
    const difference = { evidenceId: id, kind, stored: stored.get(id) ?? [], right: right.get(id) ?? [] };
    if (same(difference.stored) !== same(difference.right)) wrong.push(difference);
  }
  if (repair && wrong.length) {
    await sql`delete from fact where network_id = ${networkId} and evidence_id = any(${wrong.map((one) => one.evidenceId)}::uuid[])`.execute(tx);
    await insertFacts(tx, { networkId, programmeId }, wrong.flatMap((one) => one.right));
  }
  yield* wrong;
}

/** Facts as one comparable text: keys in one order, times in one spelling. */
const same = (facts: readonly FactRow[]): string =>
  JSON.stringify(facts.map((fact) => [fact.ordinal, fact.measure, fact.value, fact.happened_on, fact.person_id, fact.organisation_id, fact.organisation_type, fact.place_id, fact.relation,
    fact.event_id, fact.series_id, fact.event_kind, fact.list_id, Object.entries(fact.breakdown).sort(), fact.known_from.toISOString(), fact.known_until?.toISOString() ?? null]));
