/** Organisations that people named when they came and that are none the network knows: by name, for whoever says which one is meant. */
import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { fold } from '#platform/matching/fold.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { mayCorrect } from '#modules/results/access.ts';
import type { Source } from '#modules/results/shape.ts';
import { organisationsMeant } from '../registration/who.ts';

/** A participation that still stands and names an organisation nobody had recognised. */
export interface Unrecognised {
  evidenceId: string;
  happenedOn: string;
  payload: { eventId: string; personId: string; organisationText: string; organisationId?: string | null; organisationDecided?: 'alone' | 'with-seat'; placeId?: string | null; placeText?: string | null } & Record<string, unknown>;
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

/** A name somebody has settled; it can be opened again. */
export interface SettledName {
  key: string;
  text: string;
  /** Null where it names none. */
  organisation: { id: string; name: string } | null;
  people: number;
}

/** The pieces of a programme whose name waits, or of which somebody has said what it means; oldest first. */
export async function unrecognisedIn(tx: Tx, networkId: string, programmeId: string, state: 'waiting' | 'decided' = 'waiting'): Promise<Unrecognised[]> {
  const { rows } = await sql<Unrecognised>`
    select e.evidence_id as "evidenceId", e.happened_on::text as "happenedOn", e.payload, e.source from evidence e
    where e.network_id = ${networkId} and e.programme_id = ${programmeId} and e.kind = 'participation' and e.payload ->> 'organisationText' is not null
      and ${state === 'waiting' ? sql`e.payload ->> 'organisationId' is null and e.payload ->> 'organisationDecided' is null` : sql`e.payload ->> 'organisationDecided' is not null`}
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

/** The names of a programme that somebody has settled, in the order of their letters. @throws Problem 404 for whoever may not correct its evidence */
export const settledNames = (scope: Scope, programmeId: string): Promise<SettledName[]> =>
  reading(scope, async (tx) => {
    if (!mayCorrect(scope, programmeId, '')) throw notFound();
    const pieces = await unrecognisedIn(tx, scope.networkId, programmeId, 'decided');
    const { rows } = await sql<{ id: string; root: string; name: string }>`
      select o.organisation_id as id, r.organisation_id as root, r.name from organisation o join organisation r on r.network_id = o.network_id and r.organisation_id = case when o.same_as is null then o.organisation_id else o.same_as end
      where o.network_id = ${scope.networkId} and o.organisation_id = any (${pieces.flatMap(({ payload }) => payload.organisationId ?? [])}::uuid[])`.execute(tx);
    const found = new Map(rows.map(({ id, root, name }) => [id, { id: root, name }]));
    return [...Map.groupBy(pieces, ({ payload }) => organisationKey(payload.organisationText))]
      .map(([key, own]) => ({ key, text: own[0]!.payload.organisationText, organisation: found.get(own[0]!.payload.organisationId ?? '') ?? null, people: new Set(own.map(({ payload }) => payload.personId)).size }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  });
