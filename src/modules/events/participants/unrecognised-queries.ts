/** Organisations that people named when they came and that are none the network knows: by name, for whoever says which one is meant. */
import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { fold } from '#platform/matching/fold.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { mayCorrect } from '#modules/results/access.ts';
import type { Source } from '#modules/results/shape.ts';
import { organisationsMeant } from '../registration/who.ts';

/** A participation that still stands and names an organisation nobody has recognised. */
export interface Unrecognised {
  evidenceId: string;
  happenedOn: string;
  payload: { eventId: string; personId: string; organisationText: string; placeId?: string | null; placeText?: string | null } & Record<string, unknown>;
  source: Source;
}

/** One name, however it was spelled. */
export interface UnrecognisedName {
  /** The folded name; the same for every spelling of it. */
  key: string;
  text: string;
  /** How many people came for it, and to how many events. */
  people: number;
  events: number;
  /** Organisations of the network that may be meant, the likeliest first. */
  proposals: { id: string; name: string }[];
}

/** What one text and another spelling of it have in common. A text without letters is itself. */
export const organisationKey = (text: string): string => fold(text) || text.trim();

/** The pieces of a programme, oldest first. */
export async function unrecognisedIn(tx: Tx, networkId: string, programmeId: string): Promise<Unrecognised[]> {
  const { rows } = await sql<Unrecognised>`
    select e.evidence_id as "evidenceId", e.happened_on::text as "happenedOn", e.payload, e.source from evidence e
    where e.network_id = ${networkId} and e.programme_id = ${programmeId} and e.kind = 'participation' and e.payload ->> 'organisationText' is not null and e.payload ->> 'organisationId' is null
      and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id)
    order by e.evidence_id`.execute(tx);
  return rows;
}

/** The names of a programme that wait, those of most people first. @throws Problem 404 for whoever may not correct its evidence */
export const unrecognisedNames = (scope: Scope, programmeId: string): Promise<UnrecognisedName[]> =>
  reading(scope, async (tx) => {
    if (!mayCorrect(scope, programmeId, '')) throw notFound();
    const names = [...Map.groupBy(await unrecognisedIn(tx, scope.networkId, programmeId), ({ payload }) => organisationKey(payload.organisationText))];
    const proposals = await organisationsMeant(tx, scope.networkId, names.map(([, [first]]) => ({ organisation: first!.payload.organisationText, place: first!.payload.placeId ?? null })));
    return names
      .map(([key, pieces], at) => ({
        key, text: pieces[0]!.payload.organisationText, proposals: proposals[at]!.slice(0, 5).map(({ id, name }) => ({ id, name })),
        people: new Set(pieces.map(({ payload }) => payload.personId)).size, events: new Set(pieces.map(({ payload }) => payload.eventId)).size,
      }))
      .sort((a, b) => b.people - a.people || (a.key < b.key ? -1 : 1));
  });
