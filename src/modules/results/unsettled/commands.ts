import { sql, type RawBuilder } from 'kysely';
import { command } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { Problem } from '#platform/problem.ts';
import { municipalityOf, unitById } from '#modules/places/gazetteer.ts';
import { mayCorrect } from '../access.ts';
import { replaceEvidence, type Right } from '../commands.ts';
import { storedKind } from '../kind.ts';
import { listOf } from './queries.ts';
import { reopenInput, settleInput } from './shape.ts';

/**
 * Says which place a name on a list means, or that it means none. The evidence is corrected by replacement: figures change at once, any day before
 * still counts with the open name, and a published figure that rests on it loses its seal.
 */
export const settlePlace = command({
  name: 'place-name.settle',
  input: settleInput,
  may: (scope, { programmeId }) => mayCorrect(scope, programmeId, ''),
  async run(context, { programmeId, name, listId, placeId }) {
    if (placeId !== null && !unitById(placeId)) throw new Problem(422, 'places.unknown_unit', { unit: placeId }, 'placeId');
    if (placeId !== null && !municipalityOf(placeId)) throw new Problem(422, 'unsettled.not_a_municipality', {}, 'placeId');
    const open = await standing(context.tx, context.scope.networkId, programmeId, sql`exists (select from fact where fact.network_id = e.network_id and fact.evidence_id = e.evidence_id
      and fact.known_until is null and fact.place_id = ${name} ${listId === null ? sql`` : sql`and fact.list_id = ${listId}::uuid`})`);
    return { changed: await settleAll(context, programmeId, open, name, placeId) };
  },
  record: ({ changed }, { programmeId, name, placeId }) => ({ subject: { kind: 'programme', id: programmeId }, details: { name: name.slice(1), place: placeId, pieces: changed } }),
});

/** Opens a settled name again: the undo of `settlePlace`. */
export const reopenPlace = command({
  name: 'place-name.reopen',
  input: reopenInput,
  may: (scope, { programmeId }) => mayCorrect(scope, programmeId, ''),
  async run(context, { programmeId, name, listId }) {
    const settled = await standing(context.tx, context.scope.networkId, programmeId, sql`e.replaces is not null and (e.payload @? '$.places[*] ? (@.decided == true)' or e.payload -> 'placeDecided' = 'true')
      ${listId === null ? sql`` : sql`and (${listOf} = ${listId}::uuid or e.replaces = ${listId}::uuid)`}`);
    return { changed: await settleAll(context, programmeId, settled, name, undefined) };
  },
  record: ({ changed }, { programmeId, name }) => ({ subject: { kind: 'programme', id: programmeId }, details: { name: name.slice(1), pieces: changed } }),
});

/** @throws Problem 409 when nothing is left to do: somebody else was quicker */
async function settleAll(context: Parameters<typeof replaceEvidence>[0], programmeId: string, pieces: readonly Right[], name: string, placeId: string | null | undefined): Promise<number> {
  const changed = pieces.flatMap((piece) => {
    const payload = storedKind(piece.kind).settle?.(piece.payload, name, placeId);
    return payload && JSON.stringify(payload) !== JSON.stringify(piece.payload) ? [{ ...piece, payload }] : [];
  });
  if (!changed.length) throw new Problem(409, placeId === undefined ? 'unsettled.open_already' : 'unsettled.settled_already');
  await replaceEvidence(context, programmeId, changed);
  return changed.length;
}

/** Evidence of a programme that still stands and fits the condition on `e`, oldest first. */
async function standing(tx: Tx, networkId: string, programmeId: string, condition: RawBuilder<unknown>): Promise<Right[]> {
  const { rows } = await sql<Right>`
    select e.evidence_id, e.kind, e.happened_on, e.payload, e.source, e.import_id, e.recorded_at from evidence e
    left join event on event.network_id = e.network_id and event.event_id = (e.payload ->> 'eventId')::uuid
    left join series on series.network_id = e.network_id and series.series_id = coalesce(event.series_id, (e.payload ->> 'seriesId')::uuid)
    where e.network_id = ${networkId}::uuid and e.programme_id = ${programmeId}::uuid and e.kind <> 'withdrawal' and ${condition}
      and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id)
    order by e.recorded_at, e.evidence_id`.execute(tx);
  return rows;
}
