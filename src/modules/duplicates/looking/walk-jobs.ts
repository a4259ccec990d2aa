/** A walk through the whole network: every pair of entries that may be one and the same. Runs in the job thread. */
import { reading, within } from '#platform/db/transaction.ts';
import { candidatePairs } from '#platform/matching/candidates.ts';
import type { Model } from '#platform/matching/compare.ts';
import { systemScope } from '#platform/session/scope.ts';
import { firstLook as lookAtOrganisations } from '#modules/organisations/first-look.ts';
import { blockingKeys as organisationKeys, organisationModel } from '#modules/organisations/matching.ts';
import { firstLook as lookAtPeople } from '#modules/people/first-look.ts';
import { blockingKeys as personKeys } from '#modules/people/comparable-person.ts';
import { personModel } from '#modules/people/matching.ts';
import { populationOf } from '#modules/people/population.ts';
import { foundBetween, type Entry } from '../comparing.ts';
import type { Found, Kind } from '../shape.ts';
import { keepFound } from './commands.ts';
import { organisationsAsEntries, peopleAsEntries } from './queries.ts';

const ENTRIES_AT_ONCE = 5_000;

/** Looks through all organisations and people of a network and writes the doubts; safe to run twice. */
export async function walk({ networkId }: { networkId: string }): Promise<void> {
  const organisations = await all(networkId, organisationsAsEntries);
  await keep(networkId, 'organisation', organisations, pairsOf(organisations, organisationKeys, (mentions) => lookAtOrganisations(mentions), organisationModel));
  const people = await all(networkId, peopleAsEntries);
  const population = populationOf(people.map(({ mentions }) => mentions[0]!));
  await keep(networkId, 'person', people, pairsOf(people, personKeys, (mentions) => lookAtPeople(mentions, population), personModel(population)));
}

async function all<Mention>(networkId: string, page: (tx: Parameters<typeof peopleAsEntries>[0], networkId: string, which: { after: string | null; limit: number }) => Promise<Entry<Mention>[]>): Promise<Entry<Mention>[]> {
  const entries: Entry<Mention>[] = [];
  for (let more = true; more; ) {
    const next = await reading({ networkId }, (tx) => page(tx, networkId, { after: entries.at(-1)?.id ?? null, limit: ENTRIES_AT_ONCE }));
    entries.push(...next);
    more = next.length === ENTRIES_AT_ONCE;
  }
  return entries;
}

/** Every pair of entries that shares a key and is not known to differ, once. */
export function pairsOf<Mention>(entries: readonly Entry<Mention>[], keysOf: (mention: Mention) => string[], look: (mentions: readonly Mention[]) => (a: number, b: number) => boolean, model: Model<Mention>): Found[] {
  const mentions: Mention[] = [];
  const owners: Entry<Mention>[] = [];
  for (const entry of entries) {
    for (const mention of entry.mentions) {
      mentions.push(mention);
      owners.push(entry);
    }
  }
  const mayAgree = look(mentions);
  const position = new Map(mentions.map((mention, at) => [mention, at]));
  const isOther = (a: number, b: number) => owners[a]!.rootId !== owners[b]!.rootId && mayAgree(a, b);
  const compared = new Set<string>();
  const found: Found[] = [];
  for (const [x, y] of candidatePairs(mentions, keysOf, { mayAgree: isOther, largestBlock: 500 })) {
    const [a, b] = [owners[position.get(x)!]!, owners[position.get(y)!]!];
    const pair = a.id < b.id ? `${a.id} ${b.id}` : `${b.id} ${a.id}`;
    if (compared.has(pair)) continue;
    compared.add(pair);
    const doubt = foundBetween(a, b, model);
    if (doubt) found.push(doubt);
  }
  return found;
}

async function keep<Mention>(networkId: string, kind: Kind, entries: readonly Entry<Mention>[], found: readonly Found[]): Promise<void> {
  const now = new Date();
  await within(systemScope(networkId, 'duplicates'), (tx) => keepFound(tx, networkId, kind, now, found, entries.map(({ id }) => id)));
}
