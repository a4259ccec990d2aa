import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Translate } from '#platform/words/translate.ts';
import { foundBetween, organisationEntry, personEntry, type Entry } from '#modules/duplicates/comparing.ts';
import { personModelFor } from '#modules/duplicates/looking/commands.ts';
import { entriesOf, organisationsAsEntries, peopleAsEntries } from '#modules/duplicates/looking/queries.ts';
import { sayReasons } from '#modules/duplicates/reasons.ts';
import type { Kind } from '#modules/duplicates/shape.ts';
import { matchKeys as organisationKeys } from '#modules/organisations/keys.ts';
import { organisationModel } from '#modules/organisations/matching.ts';
import { organisationNames } from '#modules/organisations/queries.ts';
import { mayAddOrganisation } from '#modules/organisations/access.ts';
import type { NewOrganisation } from '#modules/organisations/shape.ts';
import { mayAddPerson } from '#modules/people/access.ts';
import { matchKeys as personKeys } from '#modules/people/keys.ts';
import { person } from '#modules/people/queries.ts';
import type { NewPerson } from '#modules/people/shape.ts';
import { placeName } from '#modules/places/say.ts';

/** An entry of the network that the one about to be made may be. */
export interface Perhaps {
  id: string;
  name: string;
  /** What tells it from namesakes: for whom a person comes, where an organisation has its seat. */
  beside: string;
  probability: number;
  /** What speaks for it, as sentences. */
  why: string[];
}

/** More than these nobody reads before adding somebody. */
const SHOWN = 5;
/** As in duplicates/looking/queries.ts: a key of more entries says too little, and one look compares at most so many. */
const SHARED_BY_MOST = 60;
const COMPARED = 120;

/** People of the network that the one described may be, the likeliest first; nobody for who may not add people. */
export async function perhapsPeople(scope: Scope, input: NewPerson, t: Translate): Promise<Perhaps[]> {
  if (!mayAddPerson(scope)) return [];
  const { given, surname, phone, email, birthDate } = input;
  const organisations = input.affiliations.map(({ organisationId }) => organisationId);
  const id = newId();
  const found = await reading(scope, async (tx) => {
    const ids = await sharing(tx, scope.networkId, 'person', personKeys({ id, given, surname, phone, email, birth: birthDate, organisations }));
    if (!ids.length) return [];
    const standsFor = organisations.length ? await tx.selectFrom('organisation').select(['organisation_id', 'same_as', 'seat']).where('network_id', '=', scope.networkId).where('organisation_id', 'in', organisations).execute() : [];
    const draft = personEntry({ id, rootId: id, given, surname, phone, email, birthDate, affiliations: standsFor.map((one) => ({ organisation: one.same_as ?? one.organisation_id, place: one.seat })) });
    const entries = await peopleAsEntries(tx, scope.networkId, ids);
    return likeliest(draft, entries, personModelFor([draft, ...entries], await entriesOf(tx, scope.networkId, 'person')));
  });
  return Promise.all(
    found.map(async ({ rootId, ...one }) => {
      const known = await person(scope, rootId);
      const now = known.affiliations.filter(({ until }) => until === null).map(({ organisation }) => organisation);
      return { id: rootId, name: [known.given, known.surname].filter(Boolean).join(' '), beside: [...new Set(now)].join('; '), probability: one.probability, why: sayReasons(one, t).speaksFor.map(({ text }) => text) };
    }),
  );
}

/** Organisations of the network that the one described may be, the likeliest first; none for who may not add any. */
export async function perhapsOrganisations(scope: Scope, { name, names, seat }: NewOrganisation, t: Translate): Promise<Perhaps[]> {
  if (!mayAddOrganisation(scope)) return [];
  const id = newId();
  const spellings = [name, ...Object.values(names)];
  const found = await reading(scope, async (tx) => {
    const ids = await sharing(tx, scope.networkId, 'organisation', organisationKeys({ id, seat, spellings }));
    return ids.length ? likeliest(organisationEntry({ id, rootId: id, name, seat, spellings }), await organisationsAsEntries(tx, scope.networkId, ids), organisationModel) : [];
  });
  const known = await organisationNames(scope, found.map(({ rootId }) => rootId));
  return found.flatMap(({ rootId, ...one }) => {
    const row = known.get(rootId);
    return row ? [{ id: rootId, name: row.name, beside: row.seat ? placeName(row.seat, t) : '', probability: one.probability, why: sayReasons(one, t).speaksFor.map(({ text }) => text) }] : [];
  });
}

/** Entries that share one of these keys; those sharing most first. */
async function sharing(tx: Tx, networkId: string, kind: Kind, keys: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select shared.subject_id as id
    from unnest(${[...keys]}::text[]) as own (key)
    cross join lateral (
      select subject_id, count(*) over () as n from (
        select k.subject_id from match_key k where k.network_id = ${networkId} and k.kind = ${kind} and k.key = own.key limit ${SHARED_BY_MOST + 1}
      ) block
    ) shared
    where shared.n <= ${SHARED_BY_MOST}
    group by shared.subject_id order by count(*) desc, shared.subject_id limit ${COMPARED}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** What the model does not call different, once for each entry that stands for others. */
function likeliest<Mention>(draft: Entry<Mention>, entries: readonly Entry<Mention>[], model: Parameters<typeof foundBetween<Mention>>[2]) {
  const all = entries.flatMap((entry) => {
    const found = foundBetween(draft, entry, model);
    return found ? [{ ...found, rootId: entry.rootId }] : [];
  });
  all.sort((a, b) => b.probability - a.probability || (a.rootId < b.rootId ? -1 : 1));
  return all.filter((one, i) => all.findIndex(({ rootId }) => rootId === one.rootId) === i).slice(0, SHOWN);
}
