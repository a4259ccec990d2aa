import { createHmac } from 'node:crypto';
import type { Behind, BehindFact } from './behind.ts';
import { countings, type FactColumn } from './methods.ts';
import { canonical, sorted, type Leaf } from './seal.ts';
import type { Method } from './shape.ts';

/** Makes keys that are stable inside one publication (or one figure of a page) and cannot be tied to another, nor back to an id. */
export interface Keys {
  person(id: string): string;
  evidence(id: string): string;
  /** A commitment to the whole content of a piece of evidence. */
  commitment(text: string): string;
}

export function keysWith(salt: string | Buffer): Keys {
  const hash = (text: string, length: number) => createHmac('sha256', salt).update(text).digest('hex').slice(0, length);
  return { person: (id) => hash(`person ${id}`, 10), evidence: (id) => hash(`evidence ${id}`, 16), commitment: (text) => hash(`content ${text}`, 32) };
}

/**
 * The leaves of a figure: what the public may read of the evidence behind it, sorted, as text.
 * A line about a person says which event and which days, and nothing from which she could be guessed: no organisation, no municipality, no role.
 * A line about an organisation or a municipality says which list names it, and not by how many people; pieces that read alike become one leaf.
 */
export function leavesOf(method: Method, evidence: readonly Behind[], keys: Keys, nameOf: (id: string) => string = firstRecorded(evidence)): string[] {
  const alike = new Map<string, { leaf: Omit<Leaf, 'evidence'>; commitments: string[] }>();
  for (const piece of evidence) {
    const commitment = keys.commitment(canonical({ id: piece.id, kind: piece.kind, happenedOn: piece.happenedOn, payload: piece.payload }));
    for (const leaf of redacted(method, { ...piece, facts: saidOnce(method, piece.facts).map((fact) => renamed(fact, nameOf)) }, keys)) {
      const text = canonical(leaf);
      const known = alike.get(text);
      if (known) known.commitments.push(commitment);
      else alike.set(text, { leaf, commitments: [commitment] });
    }
  }
  return sorted([...alike.values()].map(({ leaf, commitments }) => canonical({ ...leaf, evidence: commitments.length === 1 ? commitments[0]! : keys.commitment(sorted(commitments).join(' ')) } satisfies Leaf)));
}

/**
 * A person or organisation stands in the leaves under the first of the entries recorded for it in this very evidence, not under the one that entries elsewhere were
 * joined into: so a seal breaks when two that the figure counted apart become one, and not when something beside it is joined.
 */
function firstRecorded(evidence: readonly Behind[]): (id: string) => string {
  const first = new Map<string, string>();
  const note = (id: string | null, recorded: string | null | undefined) => {
    if (id && recorded && (first.get(id) ?? recorded) >= recorded) first.set(id, recorded);
  };
  for (const { facts, telling } of evidence) {
    for (const fact of facts) {
      note(fact.person_id, telling.personId);
      note(fact.organisation_id, telling.organisationId);
    }
  }
  return (id) => first.get(id) ?? id;
}

/** Where a figure does not count days, a piece of evidence that speaks of several days of a period says the same on each. */
function saidOnce(method: Method, facts: readonly BehindFact[]): readonly BehindFact[] {
  const { mention, behind } = countings[method];
  return behind || mention.includes('happened_on') ? facts : facts.filter(({ happened_on }) => happened_on === facts[0]!.happened_on);
}

const renamed = (fact: BehindFact, nameOf: (id: string) => string): BehindFact => ({ ...fact, person_id: fact.person_id && nameOf(fact.person_id), organisation_id: fact.organisation_id && nameOf(fact.organisation_id) });

type Bare = Omit<Leaf, 'evidence'>;

/** What the public may read of one piece. Usually one leaf; a document's list is one for each municipality it names. */
function redacted(method: Method, piece: Behind, keys: Keys): Bare[] {
  const { telling, source } = piece;
  const { countsPersons } = countings[method];
  const said = { ...(telling.sentence && { sentence: telling.sentence }), ...(source.url && { url: source.url }) };
  const about = (fact: BehindFact) => ({ kind: piece.kind, ...(fact.event_id && { event: fact.event_id }), ...(fact.series_id && { series: fact.series_id }) });
  const first = piece.facts[0];
  if (!first) return [];
  if (first.value !== null) return [{ ...about(first), ...said, ...outputOf(piece), counts: [], value: piece.facts.reduce((sum, fact) => sum + (fact.value ?? 0), 0) }];

  const counts = (facts: readonly BehindFact[]) => facts.map((fact) => pair(method, fact, keys));
  if (method === 'organisations') return [{ ...about(first), organisation: first.organisation_id!, counts: counts([first]) }];
  if (method === 'municipalities') return piece.facts.map((fact) => ({ ...about(fact), ...said, place: fact.place_id!, relation: fact.relation ?? 'unstated', counts: counts([fact]) }));
  if (countsPersons) {
    const row = { ...(piece.file && { document: piece.file.sha256.slice(0, 16) }), ...(source.row && { row: source.row }) };
    return [{ ...about(first), days: telling.days ?? [], person: keys.person(first.person_id!), ...row, counts: counts(piece.facts) }];
  }
  return [{ ...about(first), ...said, ...outputOf(piece), ...(telling.days && { days: telling.days }), ...(telling.places?.[0]?.id && { place: telling.places[0].id }), counts: counts(piece.facts) }];
}

const outputOf = ({ telling: { output } }: Behind) => output && { output: { type: output.type, titles: output.titles } };

/** What a fact adds: the thing counted once, and the mention. Persons and evidence stand there by their keys. */
function pair(method: Method, fact: BehindFact, keys: Keys): [string, string] {
  const value = (column: FactColumn): string => {
    if (column === 'person_id') return keys.person(fact.person_id!);
    if (column === 'evidence_id') return keys.evidence(fact.evidence_id);
    // A list that is only its own piece of evidence must not show that piece's id.
    if (column === 'list_id' && fact.list_id === fact.evidence_id) return keys.evidence(fact.evidence_id);
    if (column === 'whole') return fact.series_id ?? fact.event_id ?? '';
    return fact[column] ?? '';
  };
  const { once, mention } = countings[method];
  return [once.map(value).join(' '), mention.map(value).join(' ')];
}
