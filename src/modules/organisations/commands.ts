import { sql } from 'kysely';
import { command, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { searchForm } from '#platform/matching/search-form.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { mayAddOrganisation, mayChangeOrganisation } from './access.ts';
import { keepFormer } from './former-commands.ts';
import { matchKeys, type Known } from './keys.ts';
import type { Localised } from '#platform/words/localised.ts';
import { changedOrganisation, newOrganisation, type ChangedOrganisation, type Contact, type NewOrganisation } from './shape.ts';

/** Called in the transaction that changes an organisation's type. Nothing may depend on types without being told, so there is no silent default. */
let typeChanged = async (_tx: Tx, _networkId: string, _organisationId: string): Promise<void> => {
  throw new Error('Nothing keeps the facts of an organisation whose type changes (src/registry.ts).');
};

/** Plugs in what has to be derived again when an organisation's type changes; this module must not know what that is. */
export function whenTypeChanges(work: typeof typeChanged) {
  typeChanged = work;
}

/** Called in the transaction that adds or changes organisations: who asks whether they are known already. Nothing is wrong in the data when nobody asks. */
let written = async (_context: CommandContext, _organisationIds: readonly string[]): Promise<void> => {};

/** Plugs in what looks at organisations just written (src/registry.ts); this module must not know what that is. */
export function whenOrganisationsAreWritten(work: typeof written) {
  written = work;
}

/** Called in the transaction that changes an organisation, before and after: who keeps how it read. Nothing is wrong in the data when nobody does. */
let keep = async (_context: CommandContext, _organisationId: string, _when: 'before' | 'after'): Promise<void> => {};

/** Plugs in what keeps the versions of an organisation (src/registry.ts); this module must not know what that is. */
export function whenOrganisationChanges(work: typeof keep) {
  keep = work;
}

export const addOrganisation = command({
  name: 'organisation.add',
  input: newOrganisation,
  may: mayAddOrganisation,
  async run(context, input) {
    const [organisationId] = await insertOrganisations(context, [input]);
    return { organisationId: organisationId! };
  },
  record: ({ organisationId }, { type }) => ({ subject: { kind: 'organisation', id: organisationId }, details: { type } }),
});

/** Changes what is given and leaves the rest. An earlier name stays findable as a spelling. */
export const changeOrganisation = command({
  name: 'organisation.change',
  input: changedOrganisation,
  may: mayChangeOrganisation,
  async run(context, { organisationId, since, ...changed }) {
    const { tx, scope } = context;
    const { networkId } = scope;
    const before = await tx.selectFrom('organisation').select(['name', 'type', 'seat', 'website', 'email']).where('network_id', '=', networkId).where('organisation_id', '=', organisationId).forUpdate().executeTakeFirst();
    if (!before) throw notFound();
    await keep(context, organisationId, 'before');
    await placesExist(tx, { seats: [changed.seat], areas: changed.areas ?? [] });
    await keepFormer(context, organisationId, before, changed, since);
    const { type, name, seat, website, email, phone, listed } = changed;
    const row = { type, name, seat, website, email, phone, listed, names: changed.names && JSON.stringify(changed.names), descriptions: changed.descriptions && JSON.stringify(changed.descriptions) };
    if (Object.values(row).some((value) => value !== undefined)) {
      await tx.updateTable('organisation').set(row).where('network_id', '=', networkId).where('organisation_id', '=', organisationId).execute();
    }
    if (name !== undefined && name !== before.name) await rememberSpelling(tx, networkId, organisationId, before.name, 'renamed');
    await writeLists(tx, networkId, organisationId, changed);
    await saysItself(tx, networkId, organisationId, before, changed);
    if (changed.contacts) await writeContacts(tx, networkId, organisationId, changed.contacts);
    await findable(tx, networkId, [organisationId]);
    // "12 CSOs" counts by type: the facts that name this organisation carry it.
    if (type !== undefined && type !== before.type) await typeChanged(tx, networkId, organisationId);
    await written(context, [organisationId]);
    await keep(context, organisationId, 'after');
    return { organisationId, changed: Object.keys(changed) };
  },
  record: ({ organisationId, changed }) => ({ subject: { kind: 'organisation', id: organisationId }, details: { changed } }),
});

/** Adds many organisations in one transaction, for imports that record themselves once. @returns their ids, in the order given */
export async function insertOrganisations(context: CommandContext, organisations: readonly (NewOrganisation & { organisationId?: string; descriptions?: Localised })[]): Promise<string[]> {
  const { tx, scope } = context;
  const { networkId } = scope;
  const rows = organisations.map((organisation) => ({ organisationId: newId(), ...organisation }));
  await placesExist(tx, { seats: rows.map(({ seat }) => seat), areas: rows.flatMap(({ areas }) => areas) });
  // As arrays, so that one statement takes any number of rows.
  const column = <Key extends keyof (typeof rows)[number]>(key: Key) => rows.map((row) => row[key]);
  await sql`
    insert into organisation (network_id, organisation_id, type, name, names, fold, seat, website, email, phone, descriptions)
    select ${networkId}, * from unnest(${column('organisationId')}::uuid[], ${column('type')}::text[], ${column('name')}::text[], ${rows.map(({ names }) => JSON.stringify(names))}::jsonb[],
      ${rows.map(({ name, names }) => searchForm([name, ...Object.values(names)]))}::text[], ${column('seat')}::text[], ${column('website')}::text[], ${column('email')}::text[], ${column('phone')}::text[], ${rows.map(({ descriptions }) => JSON.stringify(descriptions ?? {}))}::jsonb[])`.execute(tx);
  for (const row of rows) if (row.areas.length || row.identifiers.length) await writeLists(tx, networkId, row.organisationId, row);
  await insertKeys(tx, networkId, rows.map(({ organisationId, seat, name, names }) => ({ id: organisationId, seat, spellings: [name, ...Object.values(names)] })));
  await written(context, column('organisationId'));
  return column('organisationId');
}

/** Takes organisations out that nothing names; whoever calls this has looked. Whether they are somebody else has not to be asked any longer. */
export async function removeOrganisations(tx: Tx, networkId: string, organisationIds: readonly string[]): Promise<void> {
  if (!organisationIds.length) return;
  const ids = sql`any (${[...organisationIds]}::uuid[])`;
  await sql`delete from duplicate where network_id = ${networkId} and kind = 'organisation' and state = 'open' and (one_id = ${ids} or other_id = ${ids})`.execute(tx);
  await sql`delete from match_key where network_id = ${networkId} and kind = 'organisation' and subject_id = ${ids}`.execute(tx);
  await sql`delete from organisation where network_id = ${networkId} and organisation_id = ${ids}`.execute(tx);
}

/** Says for which other entry these organisations' entries stand from now on (null: for themselves), and makes each findable under the names of all it stands for. */
export async function standForOrganisations(tx: Tx, networkId: string, roots: ReadonlyMap<string, string | null>): Promise<void> {
  const { rows } = await sql<{ id: string; before: string | null }>`
    update organisation o set same_as = said.root from unnest(${[...roots.keys()]}::uuid[], ${[...roots.values()]}::uuid[]) as said (id, root), organisation old
    where o.network_id = ${networkId} and o.organisation_id = said.id and old.network_id = o.network_id and old.organisation_id = o.organisation_id
    returning o.organisation_id as id, old.same_as as before`.execute(tx);
  await findable(tx, networkId, [...new Set([...rows.flatMap(({ id, before }) => [id, before]), ...roots.values()].filter((id) => id !== null))]);
}

/** Other ways somebody wrote these organisations, with where: found from now on. */
export async function learnSpellings({ tx, scope }: CommandContext, learned: readonly { organisationId: string; spelling: string }[], source: string) {
  const { rows } = await sql<{ id: string }>`
    insert into organisation_spelling (network_id, organisation_id, spelling, source)
    select ${scope.networkId}, id, spelling, ${source} from unnest(${learned.map((one) => one.organisationId)}::uuid[], ${learned.map((one) => one.spelling)}::text[]) as learned (id, spelling)
    on conflict do nothing returning organisation_id as id`.execute(tx);
  await findable(tx, scope.networkId, [...new Set(rows.map(({ id }) => id))]);
}

/** Takes back what `learnSpellings` learned from one source. */
export async function forgetSpellings({ tx, scope }: CommandContext, organisationIds: readonly string[], spellings: readonly string[], source: string) {
  const { rows } = await sql<{ id: string }>`
    delete from organisation_spelling where network_id = ${scope.networkId} and organisation_id = any(${[...organisationIds]}::uuid[]) and spelling = any(${[...spellings]}::text[]) and source = ${source}
    returning organisation_id as id`.execute(tx);
  await findable(tx, scope.networkId, [...new Set(rows.map(({ id }) => id))]);
}

async function rememberSpelling(tx: Tx, network_id: string, organisation_id: string, spelling: string, source: string) {
  await tx.insertInto('organisation_spelling').values({ network_id, organisation_id, spelling, source }).onConflict((conflict) => conflict.doNothing()).execute();
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

/** Contacts as they are to be, in this order; one that is not named is gone. */
async function writeContacts(tx: Tx, network_id: string, organisation_id: string, contacts: readonly Contact[]) {
  await tx.deleteFrom('organisation_contact').where((eb) => eb.and({ network_id, organisation_id })).execute();
  const rows = contacts.map(({ contactId, name, role, phone, email, website, isPublic, consentOn }, position) => ({ network_id, organisation_id, contact_id: contactId, position, name, role, phone, email, website, is_public: isPublic, consent_on: consentOn }));
  if (rows.length) await tx.insertInto('organisation_contact').values(rows).execute();
}

/** What another directory had said of it (and made public, as with an e-mail address) is said no longer once the organisation's own entry says otherwise. */
async function saysItself(tx: Tx, networkId: string, organisationId: string, before: { website: string | null; email: string | null }, { website, email, descriptions }: Pick<ChangedOrganisation, 'website' | 'email' | 'descriptions'>) {
  const isNew = (value: string | null | undefined, old: string | null) => value !== undefined && value !== old;
  if (!descriptions && !isNew(website, before.website) && !isNew(email, before.email)) return;
  await sql`
    update organisation_profile set website = case when ${isNew(website, before.website)} then null else website end, email = case when ${isNew(email, before.email)} then null else email end,
      description = case when btrim(description) = any (${descriptions ? Object.values(descriptions) : null}::text[]) is not false then description else '' end
    where network_id = ${networkId} and organisation_id = ${organisationId}`.execute(tx);
}

/** Brings search form and match keys up to date with all names and spellings; the search form also with those of the entries joined into it. A few statements, however many organisations they are. */
export async function findable(tx: Tx, networkId: string, organisationIds: readonly string[]) {
  if (!organisationIds.length) return;
  const ids = [...organisationIds];
  const { rows } = await sql<Known & { joined: string[] }>`
    select organisation_id as id, seat, array[name]
      || array(select value from jsonb_each_text(names))
      || array(select spelling from organisation_spelling s where s.network_id = o.network_id and s.organisation_id = o.organisation_id) as spellings,
      array(select m.name from organisation m where m.network_id = o.network_id and m.same_as = o.organisation_id)
      || array(select value from organisation m, jsonb_each_text(m.names) where m.network_id = o.network_id and m.same_as = o.organisation_id)
      || array(select s.spelling from organisation m join organisation_spelling s using (network_id, organisation_id) where m.network_id = o.network_id and m.same_as = o.organisation_id) as joined
    from organisation o where network_id = ${networkId} and organisation_id in (
      select unnest(${ids}::uuid[]) union select same_as from organisation where network_id = ${networkId} and organisation_id = any (${ids}::uuid[]) and same_as is not null)`.execute(tx);
  await sql`
    update organisation set fold = written.fold from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ spellings, joined }) => searchForm([...spellings, ...joined]))}::text[]) as written (id, fold)
    where network_id = ${networkId} and organisation_id = written.id and organisation.fold <> written.fold`.execute(tx);
  await sql`delete from match_key where network_id = ${networkId} and kind = 'organisation' and subject_id = any (${rows.map(({ id }) => id)}::uuid[])`.execute(tx);
  await insertKeys(tx, networkId, rows);
}

async function insertKeys(tx: Tx, networkId: string, organisations: readonly Known[]) {
  const pairs = organisations.flatMap((known) => matchKeys(known).map((key) => [known.id, key] as const));
  await sql`
    insert into match_key (network_id, kind, key, subject_id)
    select ${networkId}, 'organisation', key, id from unnest(${pairs.map(([id]) => id)}::uuid[], ${pairs.map(([, key]) => key)}::text[]) as pair (id, key)`.execute(tx);
}

async function placesExist(tx: Tx, { seats, areas }: { seats: readonly (string | null | undefined)[]; areas: readonly { placeId: string }[] }) {
  const wanted = [...new Set([...seats, ...areas.map(({ placeId }) => placeId)].filter((id): id is string => Boolean(id)))];
  if (!wanted.length) return;
  const known = await tx.selectFrom('place').select('id').where('id', 'in', wanted).execute();
  const missing = wanted.find((id) => !known.some((place) => place.id === id));
  if (missing) throw new Problem(422, 'organisations.place_unknown', { place: missing }, seats.includes(missing) ? 'seat' : 'areas');
}
