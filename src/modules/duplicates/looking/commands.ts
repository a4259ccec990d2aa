import { sql } from 'kysely';
import { command, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { organisationModel, type ComparableOrganisation } from '#modules/organisations/matching.ts';
import type { ComparablePerson } from '#modules/people/comparable-person.ts';
import { personModel } from '#modules/people/matching.ts';
import { populationOf } from '#modules/people/population.ts';
import { mayReview } from '../access.ts';
import { askAgain } from '../asking/commands.ts';
import { foundBetween, type Entry } from '../comparing.ts';
import { lookInput, type Found, type Kind } from '../shape.ts';
import { mostProbable } from './most-probable.ts';
import { candidatesFor, entriesOf, knownPairs, organisationsAsEntries, peopleAsEntries } from './queries.ts';

/** So many at once are looked at one by one in their transaction; a longer list is left to the walk through the network. */
const LOOKED_AT_ONCE = 5;

/** Looks for entries that may be the same as those just written: in their transaction where they are few, else soon after it. */
export async function lookAtWritten({ tx, scope, now }: Pick<CommandContext, 'tx' | 'scope' | 'now'>, kind: Kind, ids: readonly string[]): Promise<void> {
  const { networkId } = scope;
  if (ids.length > LOOKED_AT_ONCE) return walkLater(tx, networkId);
  for (const id of ids) await keepFound(tx, networkId, kind, now, await lookAround(tx, networkId, kind, id), id);
}

/** Everything in the network that may be the same as this entry. A few index look-ups and some hundred comparisons, however large the network is. */
export async function lookAround(tx: Tx, networkId: string, kind: Kind, id: string): Promise<Found[]> {
  const candidates = await candidatesFor(tx, networkId, kind, id);
  if (!candidates.length) return [];
  return kind === 'person' ? foundAmong(await peopleAsEntries(tx, networkId, [id, ...candidates]), id, await entriesOf(tx, networkId, kind)) : foundAround(await organisationsAsEntries(tx, networkId, [id, ...candidates]), id, organisationModel);
}

/** The prior is that of the whole network; how frequent names are, the candidates and the shipped lists say. */
function foundAmong(entries: readonly Entry<ComparablePerson>[], id: string, size: number): Found[] {
  return foundAround(entries, id, personModelFor(entries, size));
}

export const personModelFor = (entries: readonly Entry<ComparablePerson>[], size: number) => personModel({ ...populationOf(entries.map(({ mentions }) => mentions[0]!)), size });

function foundAround<Mention extends ComparablePerson | ComparableOrganisation>(entries: readonly Entry<Mention>[], id: string, model: Parameters<typeof foundBetween<Mention>>[2]): Found[] {
  const own = entries.find((entry) => entry.id === id);
  if (!own) return [];
  return entries.flatMap((other) => (other.rootId === own.rootId ? [] : (foundBetween(own, other, model) ?? [])));
}

/**
 * Writes the most probable of what was found. A pair somebody has decided stays decided; an open doubt takes the new reasons, and one of these entries' open doubts that was
 * not found again is gone: a corrected name or telephone has answered it.
 * @param looked the entry that was compared with all others, or all entries that were compared with each other
 */
export async function keepFound(tx: Tx, networkId: string, kind: Kind, now: Date, all: readonly Found[], looked: string | readonly string[]): Promise<void> {
  const known = await knownPairs(tx, networkId, kind, typeof looked === 'string' ? looked : null);
  const found = mostProbable(all, known.decided);
  // Somebody who is nobody else, the most frequent case by far, costs no further statement.
  if (!found.length && !known.any) return;
  const compared = typeof looked === 'string' ? sql`(d.one_id = ${looked} or d.other_id = ${looked})` : sql`d.one_id = any (${[...looked]}::uuid[]) and d.other_id = any (${[...looked]}::uuid[])`;
  if (known.any) {
    await sql`
      delete from duplicate d where d.network_id = ${networkId} and d.kind = ${kind} and d.state = 'open' and ${compared}
        and not exists (select from unnest(${found.map((one) => one.oneId)}::uuid[], ${found.map((one) => one.otherId)}::uuid[]) as again (a, b) where again.a = d.one_id and again.b = d.other_id)`.execute(tx);
  }
  const ids = typeof looked === 'string' ? [looked] : undefined;
  if (!found.length) return askAgain(tx, networkId, kind, ids);
  const rows = found.map((one) => ({ id: newId(), ...one }));
  await sql`
    insert into duplicate (network_id, duplicate_id, kind, one_id, other_id, root_low, root_high, likeness, probability, reasons, limits, found_at)
    select ${networkId}::uuid, id, ${kind}, "oneId", "otherId", "oneId", "otherId", likeness, probability, reasons, limits, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (id uuid, "oneId" uuid, "otherId" uuid, likeness text, probability double precision, reasons jsonb, limits jsonb)
    on conflict (network_id, kind, one_id, other_id) do update set likeness = excluded.likeness, probability = excluded.probability, reasons = excluded.reasons, limits = excluded.limits
      where duplicate.state in ('open', 'later')`.execute(tx);
  await askAgain(tx, networkId, kind, ids);
}

/** The whole network is looked through once everything asked for so far is written; asking several times before that is asking once. */
export const walkLater = (tx: Tx, networkId: string) => enqueue(tx, 'duplicates.walk', { networkId }, `walk:${networkId}`);

/** Looks through the whole network again, beside the pages. */
export const lookAgain = command({
  name: 'duplicate.look',
  input: lookInput,
  may: mayReview,
  run: ({ tx, scope }) => walkLater(tx, scope.networkId),
  record: () => ({ subject: { kind: 'duplicate', id: 'all' } }),
});
