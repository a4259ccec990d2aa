import type { Query } from '../shape.ts';
import type { DateSpan } from './dates.ts';
import { outputAt } from './kinds.ts';
import type { ClaimKind } from './read.ts';
import type { Token } from './tokens.ts';
import { methodOf, type Noun, type UnitName } from './units.ts';
import type { Relation } from '../shape.ts';

/** What a claim might be asking, as far as its sentence says: a start for the person who links it. */
export interface Proposal {
  /** Null when the number cannot be counted from evidence, or nobody can tell what it counts. */
  query: Query | null;
  /** Event kinds the sentence names. */
  eventKinds: string[];
  relation: Relation | null;
}

interface Clues {
  kind: ClaimKind;
  unit: UnitName | null;
  relation: Relation | null;
  eventKinds: string[];
  dates: readonly DateSpan[];
  tokens: readonly Token[];
  noun: Noun | null;
}

/** Turns the clues of a sentence into a query. A date counts only when the sentence has exactly one, so that it can be nothing else's. */
export function proposalOf({ kind, unit, relation, eventKinds, dates, tokens, noun }: Clues): Proposal {
  const counted = unit && kind === 'count' ? methodOf[unit] : undefined;
  if (!counted) return { query: null, eventKinds, relation: null };
  const isTerritory = counted.method === 'municipalities';
  const output = counted.method === 'outputs' && noun ? outputAt(tokens, noun.from) : null;
  const days = dates.length === 1 ? dates[0]!.days : null;
  return {
    query: {
      method: counted.method,
      where: {
        ...(eventKinds.length && counted.method !== 'outputs' ? { eventKinds } : {}),
        ...(counted.organisationTypes ? { organisationTypes: counted.organisationTypes } : {}),
        ...(isTerritory && relation ? { relations: [relation] } : {}),
        ...(days ? { from: days.first, until: days.last } : {}),
        ...(output ? { breakdown: { output } } : {}),
      },
      mixRelations: false,
    },
    eventKinds,
    relation: isTerritory ? relation : null,
  };
}
