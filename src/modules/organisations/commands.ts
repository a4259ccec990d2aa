import { sql } from 'kysely';
import { command, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { searchForm } from '#platform/matching/search-form.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { mayAddOrganisation, mayChangeOrganisation } from './access.ts';
import { matchKeys, type Known } from './keys.ts';
import { changedOrganisation, newOrganisation, type ChangedOrganisation, type NewOrganisation } from './shape.ts';

/** Called in the transaction that changes an organisation's type. Nothing may depend on types without being told, so there is no silent default. */
let typeChanged = async (_tx: Tx, _networkId: string, _organisationId: string): Promise<void> => {
  throw new Error('Nothing keeps the facts of an organisation whose type changes (src/registry.ts).');
};

/** Plugs in what has to be derived again when an organisation's type changes; this module must not know what that is. */
export function whenTypeChanges(work: typeof typeChanged) {
  typeChanged = work;
}

export const addOrganisation = command({
  name: 'organisation.add',
  input: newOrganisation,
  may: mayAddOrganisation,
  run: (context, input) => insertOrganisation(context, input),
  record: ({ organisationId }, { type }) => ({ subject: { kind: 'organisation', id: organisationId }, details: { type } }),
});

/** Changes what is given and leaves the rest. An earlier name stays findable as a spelling. */
export const changeOrganisation = command({
  name: 'organisation.change',
  input: changedOrganisation,
  may: mayChangeOrganisation,
  async run({ tx, scope }, { organisationId, ...changed }) {
    const { networkId } = scope;
    const before = await tx.selectFrom('organisation').select(['name', 'type']).where('network_id', '=', networkId).where('organisation_id', '=', organisationId).forUpdate().executeTakeFirst();
    if (!before) throw notFound();
    await placesExist(tx, changed);
    const { type, name, seat, website, email, phone } = changed;
    const row = { type, name, seat, website, email, phone, names: changed.names && JSON.stringify(changed.names) };
    if (Object.values(row).some((value) => value !== undefined)) {
      await tx.updateTable('organisation').set(row).where('network_id', '=', networkId).where('organisation_id', '=', organisationId).execute();
    }
    if (name !== undefined && name !== before.name) await rememberSpelling(tx, networkId, organisationId, before.name, 'renamed');
    await writeLists(tx, networkId, organisationId, changed);
    await findable(tx, networkId, organisationId);
    // "12 CSOs" counts by type: the facts that name this organisation carry it.
    if (type !== undefined && type !== before.type) await typeChanged(tx, networkId, organisationId);
    return { organisationId, changed: Object.keys(changed) };
  },
  record: ({ organisationId, changed }) => ({ subject: { kind: 'organisation', id: organisationId }, details: { changed } }),
});

/** The writing behind `organisation.add`, for imports that add many in one transaction and record themselves once. */
export async function insertOrganisation({ tx, scope }: CommandContext, input: NewOrganisation, organisationId = newId()): Promise<{ organisationId: string }> {
  await placesExist(tx, input);
  const { type, name, names, seat, website, email, phone } = input;
  await tx
    .insertInto('organisation')
    .values({ network_id: scope.networkId, organisation_id: organisationId, type, name, names: JSON.stringify(names), fold: searchForm([name, ...Object.values(names)]), seat, website, email, phone })
    .execute();
  await writeLists(tx, scope.networkId, organisationId, input);
  await keepOrganisationKeys(tx, scope.networkId, organisationId);
  return { organisationId };
}

/** Another way somebody wrote this organisation, with where: found from now on. */
export async function learnSpelling({ tx, scope }: CommandContext, organisationId: string, spelling: string, source: string) {
  if (await rememberSpelling(tx, scope.networkId, organisationId, spelling, source)) await findable(tx, scope.networkId, organisationId);
}

async function rememberSpelling(tx: Tx, networkId: string, organisationId: string, spelling: string, source: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('organisation_spelling')
    .values({ network_id: networkId, organisation_id: organisationId, spelling, source })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Boolean(numInsertedOrUpdatedRows);
}

async function writeLists(tx: Tx, network_id: string, organisation_id: string, { areas, identifiers }: Pick<ChangedOrganisation, 'areas' | 'identifiers'>) {
  if (areas) {
    await tx.deleteFrom('organisation_area').where((eb) => eb.and({ network_id, organisation_id })).execute();
    const rows = areas.map(({ placeId, from, until }) => ({ network_id, organisation_id, place_id: placeId, from_day: from, until_day: until }));
    if (rows.length) await tx.insertInto('organisation_area').values(rows).execute();
  }
  if (identifiers) {
    await tx.deleteFrom('organisation_identifier').where((eb) => eb.and({ network_id, organisation_id })).execute();
    for (const { scheme, value } of identifiers) {
      const other = await tx.selectFrom('organisation_identifier').select('organisation_id').where((eb) => eb.and({ network_id, scheme, value })).executeTakeFirst();
      if (other) throw new Problem(409, 'organisations.identifier_taken', { scheme, value }, 'identifiers');
      await tx.insertInto('organisation_identifier').values({ network_id, organisation_id, scheme, value }).execute();
    }
  }
}

/** Brings search form and match keys up to date with all names and spellings. */
async function findable(tx: Tx, network_id: string, organisation_id: string) {
  const row = await tx.selectFrom('organisation').select(['name', 'names']).where((eb) => eb.and({ network_id, organisation_id })).executeTakeFirstOrThrow();
  const spellings = await tx.selectFrom('organisation_spelling').select('spelling').where((eb) => eb.and({ network_id, organisation_id })).execute();
  const fold = searchForm([row.name, ...Object.values(row.names as Record<string, string>), ...spellings.map(({ spelling }) => spelling)]);
  await tx.updateTable('organisation').set({ fold }).where((eb) => eb.and({ network_id, organisation_id })).execute();
  await keepOrganisationKeys(tx, network_id, organisation_id);
}

/** Writes the match keys of an organisation anew, from all its names and spellings, in the transaction that changed it. */
async function keepOrganisationKeys(tx: Tx, networkId: string, organisationId: string) {
  const { rows } = await sql<Known>`
    select organisation_id as id, seat, array[name]
      || array(select value from jsonb_each_text(names))
      || array(select spelling from organisation_spelling s where s.network_id = o.network_id and s.organisation_id = o.organisation_id) as spellings
    from organisation o where network_id = ${networkId} and organisation_id = ${organisationId}`.execute(tx);
  const keys = rows.flatMap(matchKeys);
  await sql`delete from match_key where network_id = ${networkId} and kind = 'organisation' and subject_id = ${organisationId}`.execute(tx);
  await sql`insert into match_key (network_id, kind, key, subject_id) select ${networkId}, 'organisation', key, ${organisationId} from unnest(${keys}::text[]) as key`.execute(tx);
}

async function placesExist(tx: Tx, { seat, areas }: Pick<ChangedOrganisation, 'seat' | 'areas'>) {
  const wanted = [...new Set([seat, ...(areas ?? []).map(({ placeId }) => placeId)].filter((id): id is string => Boolean(id)))];
  if (!wanted.length) return;
  const known = await tx.selectFrom('place').select('id').where('id', 'in', wanted).execute();
  const missing = wanted.find((id) => !known.some((place) => place.id === id));
  if (missing) throw new Problem(422, 'organisations.place_unknown', { place: missing }, missing === seat ? 'seat' : 'areas');
}
