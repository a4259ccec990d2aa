import { command, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { searchForm } from '#platform/matching/search-form.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { mayAddOrganisation, mayChangeOrganisation } from './access.ts';
import { keepOrganisationKeys } from './keys.ts';
import { changedOrganisation, newOrganisation, type ChangedOrganisation, type NewOrganisation } from './shape.ts';

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
    const before = await tx.selectFrom('organisation').select('name').where('network_id', '=', networkId).where('organisation_id', '=', organisationId).forUpdate().executeTakeFirst();
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
  await keepOrganisationKeys(tx, scope.networkId, [organisationId]);
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
  await keepOrganisationKeys(tx, network_id, [organisation_id]);
}

async function placesExist(tx: Tx, { seat, areas }: Pick<ChangedOrganisation, 'seat' | 'areas'>) {
  const wanted = [...new Set([seat, ...(areas ?? []).map(({ placeId }) => placeId)].filter((id): id is string => Boolean(id)))];
  if (!wanted.length) return;
  const known = await tx.selectFrom('place').select('id').where('id', 'in', wanted).execute();
  const missing = wanted.find((id) => !known.some((place) => place.id === id));
  if (missing) throw new Problem(422, 'organisations.place_unknown', { place: missing }, missing === seat ? 'seat' : 'areas');
}
