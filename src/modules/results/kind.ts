import type { z } from 'zod';
import type { Tx } from '#platform/db/transaction.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { Measure, Relation } from './shape.ts';

/** What one piece of evidence says in one countable sentence; the row of `fact` that comes out of it. */
export interface FactDraft {
  measure: Measure;
  /** 1 where something was there; a bare number only for `reported`. */
  value?: number;
  /** ISO day. */
  happenedOn: string;
  personId?: string | null;
  organisationId?: string | null;
  organisationType?: string | null;
  /** The municipality it counts as (`places-counted.ts`); `?` and the folded name where nobody has said which place is meant. */
  placeId?: string | null;
  relation?: Relation | null;
  eventId?: string | null;
  seriesId?: string | null;
  eventKind?: string | null;
  /** The list it stands in: the same municipality twice in one list is one mention. The series when it is a cycle, else the event, else the evidence. */
  listId: string;
  breakdown?: Record<string, string>;
}

/** What one piece of evidence tells a reader, before anything is hidden from her (`redaction.ts` decides what she gets). */
export interface Telling {
  eventId?: string | null;
  seriesId?: string | null;
  /** ISO days it speaks of: signed, or held. */
  days?: string[];
  /** For somebody who stands on the list but signed no day. */
  registeredOnly?: boolean;
  personId?: string | null;
  organisationId?: string | null;
  organisationType?: string | null;
  role?: string | null;
  /** Places as the source writes them, with what they were taken for; `said` is what stands behind a mark, for members alone; `isDecided` when a person said so, also that it is none. */
  places?: { id: string | null; text: string | null; said?: string; relation: Relation; isDecided?: boolean }[];
  /** A bare number and what it counts. */
  reported?: { what: string; value: number };
  output?: { type: string; titles: Localised | null };
  /** The sentence of the source, word for word. */
  sentence?: string | null;
  reason?: string | null;
}

/** The evidence row as its kind sees it. */
export interface EvidenceRow {
  id: string;
  /** ISO day. */
  happenedOn: string;
}

export interface KindAbout {
  networkId: string;
  programmeId: string;
  stored: boolean;
}

/**
 * One kind of evidence: one object that knows everything about itself. Its words are `results.evidence_<name>`.
 * Adding a kind = writing one of these and naming it in `src/registry.ts`; see `docs/guides/add-a-kind-of-evidence.md`.
 */
export interface EvidenceKind<Payload = any, Context = any> {
  readonly name: string;
  readonly payload: z.ZodType<Payload, unknown>;
  /**
   * Fetches what its facts rest on beside the payload (kind of the event, type of the organisation …), for many pieces at once.
   * @throws Problem when a payload names something that is not there, or belongs to another programme. Evidence that is `stored` has passed
   * that gate once: a person erased since then does not make her old attendance wrong.
   */
  context(tx: Tx, about: KindAbout, payloads: readonly Payload[]): Promise<Context>;
  /** Whether a person may put a piece right like this. @throws Problem that says what cannot be, and what to do */
  mayBecome?(tx: Tx, about: Pick<KindAbout, 'networkId' | 'programmeId'>, payload: Payload, before: Payload): Promise<void>;
  /**
   * What can be counted because of it. Pure: the same payload and context always give the same facts in the same order.
   * Null for stored evidence whose event was removed after everything about it had been taken back: nobody can say any more.
   */
  facts(payload: Payload, evidence: EvidenceRow, context: Context): FactDraft[] | null;
  /** What a reader is told about it. Pure. */
  tell(payload: Payload): Telling;
  /**
   * What it says once a person has decided which place a name in it means (`unsettled/`); only for kinds that write place names down.
   * `name` is the key the name counts under. `placeId` is a unit, null for "no place at all", undefined to open the question again. Pure.
   */
  settle?(payload: Payload, name: string, placeId: string | null | undefined): Payload;
}

/** Declares a kind with its payload and context checked against each other. */
export const evidenceKind = <Payload, Context>(kind: EvidenceKind<Payload, Context>): EvidenceKind<Payload, Context> => kind;

let known: ReadonlyMap<string, EvidenceKind> = new Map();

/** Plugs the kinds in; called once per process by `src/registry.ts`, and by tests with the kinds they need. */
export function useKinds(kinds: readonly EvidenceKind[]) {
  known = new Map(kinds.map((kind) => [kind.name, kind]));
}

/** The kind of that name, or null when this Kolo does not have it. */
export const kindNamed = (name: string): EvidenceKind | null => known.get(name) ?? null;

/** For rows that are already stored: a missing kind is a mistake in how the process was started, not in the data. */
export function storedKind(name: string): EvidenceKind {
  const kind = known.get(name);
  if (!kind) throw new Error(`Evidence of kind "${name}" is stored, but no such kind is plugged in (src/registry.ts).`);
  return kind;
}
