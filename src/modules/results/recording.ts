import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { Problem } from '#platform/problem.ts';
import { joinedAmong, type Joined } from './joined/queries.ts';
import { cutInto } from './joined/spans.ts';
import { storedKind, type EvidenceRow, type FactDraft, type KindAbout } from './kind.ts';
import { countsAs } from './places-counted.ts';
import type { Source } from './shape.ts';

/** Evidence that fits its kind, ready to be written. */
export interface Prepared {
  id: string;
  kind: string;
  happenedOn: string;
  placeId: string | null;
  payload: unknown;
  replaces: string | null;
  source: Source;
  importId: string | null;
}

interface About {
  networkId: string;
  programmeId: string;
}

/** Rows of one insert statement: few enough to keep memory flat, many enough that the round trip does not count. */
const ROWS_AT_ONCE = 5_000;

/** Writes evidence and the facts that follow from it, in the running transaction. */
export async function writeEvidence(tx: Tx, about: About, by: { recordedBy: string; at: Date }, prepared: readonly Prepared[]): Promise<void> {
  const rows = prepared.map((one) => ({
    evidence_id: one.id,
    kind: one.kind,
    happened_on: one.happenedOn,
    place_id: one.placeId,
    payload: one.payload,
    replaces: one.replaces,
    source: one.source,
    import_id: one.importId,
  }));
  for (const part of parts(rows)) {
    await sql`
      insert into evidence (network_id, evidence_id, kind, programme_id, happened_on, place_id, payload, replaces, source, import_id, recorded_by, recorded_at)
      select ${about.networkId}::uuid, evidence_id, kind, ${about.programmeId}::uuid, happened_on, place_id, payload, replaces, source, import_id, ${by.recordedBy}, ${by.at}::timestamptz
      from json_to_recordset(${JSON.stringify(part)}::json)
        as row (evidence_id uuid, kind text, happened_on date, place_id text, payload jsonb, replaces uuid, source jsonb, import_id uuid)`.execute(tx);
  }
  const known = prepared.map((one) => ({ id: one.id, kind: one.kind, happenedOn: one.happenedOn, payload: one.payload, knownFrom: by.at, knownUntil: null }));
  await insertFacts(tx, about, (await factsOf(tx, { ...about, stored: false }, known)).flatMap(({ facts }) => facts!));
}

/** Evidence with the span of time in which it was what was known. */
export interface Known extends EvidenceRow {
  kind: string;
  payload: unknown;
  knownFrom: Date;
  knownUntil: Date | null;
}

export async function insertFacts(tx: Tx, about: About, rows: readonly FactRow[]): Promise<void> {
  for (const part of parts(rows)) {
    await sql`
      insert into fact (network_id, evidence_id, ordinal, programme_id, measure, value, happened_on, person_id, organisation_id, organisation_type, place_id, relation,
        event_id, series_id, event_kind, list_id, breakdown, known_from, known_until)
      select ${about.networkId}::uuid, evidence_id, ordinal, ${about.programmeId}::uuid, measure, value, happened_on, person_id, organisation_id, organisation_type, place_id, relation,
        event_id, series_id, event_kind, list_id, breakdown, known_from, known_until
      from json_to_recordset(${JSON.stringify(part)}::json)
        as row (evidence_id uuid, ordinal smallint, measure text, value numeric, happened_on date, person_id uuid, organisation_id uuid, organisation_type text, place_id text,
          relation text, event_id uuid, series_id uuid, event_kind text, list_id uuid, breakdown jsonb, known_from timestamptz, known_until timestamptz)`.execute(tx);
  }
}

export interface FactRow {
  evidence_id: string;
  ordinal: number;
  measure: string;
  value: number;
  happened_on: string;
  person_id: string | null;
  organisation_id: string | null;
  organisation_type: string | null;
  place_id: string | null;
  relation: string | null;
  event_id: string | null;
  series_id: string | null;
  event_kind: string | null;
  list_id: string;
  breakdown: Record<string, string>;
  known_from: Date;
  known_until: Date | null;
}

/** The facts that follow from evidence of one programme, computed and not written: what `rebuild.ts` compares the table with. */
export async function factsOf(tx: Tx, about: KindAbout, evidence: readonly Known[]): Promise<{ id: string; facts: FactRow[] | null }[]> {
  const contexts = new Map<string, unknown>();
  for (const [name, pieces] of Map.groupBy(evidence, (one) => one.kind)) {
    contexts.set(name, await storedKind(name).context(tx, about, pieces.map((one) => one.payload)));
  }
  const drafts = evidence.map((one) => ({ one, facts: storedKind(one.kind).facts(one.payload, one, contexts.get(one.kind)) }));
  // Evidence keeps pointing at the entry that was recorded; its facts name the one it counts as, each for as long as it did.
  const joined = await joinedAmong(tx, about.networkId, new Set(drafts.flatMap(({ facts }) => (facts ?? []).flatMap(({ personId, organisationId }) => [personId, organisationId].filter((id) => id != null)))));
  return drafts.map(({ one, facts }) => ({ id: one.id, facts: facts?.flatMap((fact) => rows(one, fact, joined)).map((fact, ordinal) => ({ ...fact, ordinal })) ?? null }));
}

/** One row, or where the person or organisation was joined or separated meanwhile, one for each stretch of time. */
function rows(evidence: Known, fact: FactDraft, { spans, types }: Joined): Omit<FactRow, 'ordinal'>[] {
  const [person, organisation] = [fact.personId ?? null, fact.organisationId ?? null];
  if (!(person && spans.has(person)) && !(organisation && spans.has(organisation))) return [row(evidence, fact)];
  const always = (id: string | null) => (id && spans.get(id)) || [{ id: id ?? '', from: null }];
  return cutInto([always(person), always(organisation)], evidence.knownFrom, evidence.knownUntil).map(({ from, until, ids: [personId, organisationId] }) => ({
    ...row(evidence, { ...fact, personId: personId || null, organisationId: organisationId || null, organisationType: organisationId === organisation ? fact.organisationType : (types.get(organisationId!) ?? fact.organisationType) }),
    known_from: from,
    known_until: until,
  }));
}

function row(evidence: Known, fact: FactDraft): Omit<FactRow, 'ordinal'> {
  return {
    evidence_id: evidence.id,
    measure: fact.measure,
    value: fact.value ?? 1,
    happened_on: fact.happenedOn,
    person_id: fact.personId ?? null,
    organisation_id: fact.organisationId ?? null,
    organisation_type: fact.organisationType ?? null,
    place_id: municipality(fact),
    relation: fact.relation ?? null,
    event_id: fact.eventId ?? null,
    series_id: fact.seriesId ?? null,
    event_kind: fact.eventKind ?? null,
    list_id: fact.listId,
    breakdown: fact.breakdown ?? {},
    known_from: evidence.knownFrom,
    known_until: evidence.knownUntil,
  };
}

function municipality({ placeId, measure }: FactDraft): string | null {
  if (!placeId) return null;
  // A list that names a district says something that cannot be counted as a municipality; it stays a mention, with its doubt.
  return countsAs(placeId) ?? (measure === 'mention' ? `?${placeId}` : null);
}

/** From `at` on the facts of this evidence are no longer what is known. */
export async function endFacts(tx: Tx, networkId: string, evidenceIds: readonly string[], at: Date): Promise<void> {
  // Where an entry was joined a moment later by another clock, that never was known of this evidence.
  await sql`delete from fact where network_id = ${networkId} and evidence_id = any(${evidenceIds}::uuid[]) and known_from > ${at}::timestamptz`.execute(tx);
  await sql`update fact set known_until = ${at}::timestamptz where network_id = ${networkId} and evidence_id = any(${evidenceIds}::uuid[]) and (known_until is null or known_until > ${at}::timestamptz)`.execute(tx);
}

export interface Stored {
  evidence_id: string;
  kind: string;
  programme_id: string;
  happened_on: string;
  payload: unknown;
  source: Source;
  import_id: string | null;
  recorded_by: string;
  recorded_at: Date;
  replaced: boolean;
}

/**
 * The evidence that is about to be replaced, if it still is what is known.
 * @throws Problem 404 when it is not there, 409 when somebody has replaced or withdrawn it already.
 */
export async function currentEvidence(tx: Tx, networkId: string, evidenceId: string): Promise<Stored> {
  const { rows } = await sql<Stored>`
    select evidence_id, kind, programme_id, happened_on, payload, source, import_id, recorded_by, recorded_at,
      kind = 'withdrawal' or exists (select from evidence later where later.network_id = evidence.network_id and later.replaces = evidence.evidence_id) as replaced
    from evidence where network_id = ${networkId} and evidence_id = ${evidenceId}`.execute(tx);
  const found = rows[0];
  if (!found) throw new Problem(404, 'results.unknown_evidence');
  if (found.replaced) throw new Problem(409, 'results.already_replaced');
  return found;
}

function* parts<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) yield rows.slice(at, at + ROWS_AT_ONCE);
}
