import { sql } from 'kysely';
import { command, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { searchForm } from '#platform/matching/search-form.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { areOrganisations } from '#modules/organisations/queries.ts';
import { mayAddPerson, mayChangePerson } from './access.ts';
import { matchKeys, type Known } from './keys.ts';
import { begunAffiliation, changedAffiliation, changedPerson, newPerson, type NewPerson } from './shape.ts';

/** Called in the transaction that adds or changes people: who asks whether they are somebody known already. Nothing is wrong in the data when nobody asks. */
let written = async (_context: CommandContext, _personIds: readonly string[]): Promise<void> => {};

/** Plugs in what looks at people just written (src/registry.ts); this module must not know what that is. */
export function whenPeopleAreWritten(work: typeof written) {
  written = work;
}

export const addPerson = command({
  name: 'person.add',
  input: newPerson,
  may: mayAddPerson,
  async run(context, input) {
    const [personId] = await insertPeople(context, [input]);
    return { personId: personId! };
  },
  record: ({ personId }) => ({ subject: { kind: 'person', id: personId } }),
});

/** Changes what is given and leaves the rest. An earlier name stays findable as a spelling. */
export const changePerson = command({
  name: 'person.change',
  input: changedPerson,
  may: mayChangePerson,
  async run(context, { personId, birthDate, ...changed }) {
    const { tx, scope } = context;
    const { networkId } = scope;
    const before = await tx.selectFrom('person').select(['given', 'surname']).where('network_id', '=', networkId).where('person_id', '=', personId).forUpdate().executeTakeFirst();
    if (!before) throw notFound();
    const after = { given: before.given, surname: before.surname, ...changed };
    if (!after.given && !after.surname) throw new Problem(422, 'people.name_missing', {}, 'surname');
    await tx.updateTable('person').set({ ...after, ...(birthDate === undefined ? {} : { birth_date: birthDate }) }).where('network_id', '=', networkId).where('person_id', '=', personId).execute();
    if (after.given !== before.given || after.surname !== before.surname) await rememberSpelling(tx, networkId, personId, fullName(before), 'renamed');
    await findable(tx, networkId, [personId]);
    await written(context, [personId]);
    return { personId, changed: [...Object.keys(changed), ...(birthDate === undefined ? [] : ['birthDate'])] };
  },
  record: ({ personId, changed }) => ({ subject: { kind: 'person', id: personId }, details: { changed } }),
});

/** From now on (or from a day) the person stands for one more organisation. */
export const beginAffiliation = command({
  name: 'affiliation.begin',
  input: begunAffiliation,
  may: mayChangePerson,
  async run(context, { personId, affiliation }) {
    const { tx, scope } = context;
    const { networkId } = scope;
    const known = await tx.selectFrom('person').select('person_id').where('network_id', '=', networkId).where('person_id', '=', personId).executeTakeFirst();
    if (!known) throw notFound();
    if (!(await areOrganisations(tx, networkId, [affiliation.organisationId]))) throw new Problem(422, 'people.organisation_unknown', {}, 'affiliation.organisationId');
    const { organisationId, role, from, until } = affiliation;
    const affiliationId = newId();
    await tx.insertInto('affiliation').values({ network_id: networkId, affiliation_id: affiliationId, person_id: personId, organisation_id: organisationId, role, from_day: from, until_day: until }).execute();
    await keepPersonKeys(tx, networkId, [personId]);
    await written(context, [personId]);
    return { affiliationId, personId };
  },
  record: ({ personId, affiliationId }) => ({ subject: { kind: 'person', id: personId }, details: { affiliation: affiliationId } }),
});

/** Puts the role or the days of an affiliation right; a last day ends it and keeps it. */
export const changeAffiliation = command({
  name: 'affiliation.change',
  input: changedAffiliation,
  may: mayChangePerson,
  async run({ tx, scope }, { affiliationId, role, from, until }) {
    const of = { network_id: scope.networkId, affiliation_id: affiliationId };
    const before = await tx.selectFrom('affiliation').selectAll().where((eb) => eb.and(of)).forUpdate().executeTakeFirst();
    if (!before) throw notFound();
    const after = { role: role === undefined ? before.role : role, from_day: from === undefined ? before.from_day : from, until_day: until === undefined ? before.until_day : until };
    if (after.from_day && after.until_day && after.from_day > after.until_day) throw new Problem(422, 'people.affiliation_ends_before_it_begins', {}, 'until');
    await tx.updateTable('affiliation').set(after).where((eb) => eb.and(of)).execute();
    return { personId: before.person_id, affiliationId };
  },
  record: ({ personId, affiliationId }) => ({ subject: { kind: 'person', id: personId }, details: { affiliation: affiliationId } }),
});

/** Adds many people in one transaction, for imports that record themselves once. @returns their ids, in the order given */
export async function insertPeople(context: CommandContext, people: readonly (NewPerson & { personId?: string })[]): Promise<string[]> {
  const { tx, scope } = context;
  const { networkId } = scope;
  const rows = people.map((person) => ({ personId: newId(), ...person }));
  const affiliations = rows.flatMap(({ personId, affiliations }) => affiliations.map((affiliation) => ({ personId, ...affiliation })));
  if (!(await areOrganisations(tx, networkId, affiliations.map(({ organisationId }) => organisationId)))) throw new Problem(422, 'people.organisation_unknown', {}, 'affiliations');
  // As arrays, so that one statement takes any number of rows.
  const column = <Key extends keyof (typeof rows)[number]>(key: Key) => rows.map((row) => row[key]);
  await sql`
    insert into person (network_id, person_id, given, surname, fold, sex, birth_date, email, phone)
    select ${networkId}, * from unnest(${column('personId')}::uuid[], ${column('given')}::text[], ${column('surname')}::text[], ${rows.map((row) => searchForm([row.given, row.surname]))}::text[],
      ${column('sex')}::text[], ${column('birthDate')}::date[], ${column('email')}::text[], ${column('phone')}::text[])`.execute(tx);
  const part = <Key extends keyof (typeof affiliations)[number]>(key: Key) => affiliations.map((row) => row[key]);
  if (affiliations.length) {
    await sql`
      insert into affiliation (network_id, affiliation_id, person_id, organisation_id, role, from_day, until_day)
      select ${networkId}, * from unnest(${affiliations.map(() => newId())}::uuid[], ${part('personId')}::uuid[], ${part('organisationId')}::uuid[], ${part('role')}::text[],
        ${part('from')}::date[], ${part('until')}::date[])`.execute(tx);
  }
  await insertKeys(
    tx,
    networkId,
    rows.map(({ personId, birthDate, affiliations, ...person }) => ({ ...person, id: personId, birth: birthDate, organisations: [...new Set(affiliations.map(({ organisationId }) => organisationId))] })),
  );
  await written(context, column('personId'));
  return column('personId');
}

/** Says for which other entry these people's entries stand from now on (null: for themselves), and makes each findable under the names of all it stands for. */
export async function standForPeople(tx: Tx, networkId: string, roots: ReadonlyMap<string, string | null>): Promise<void> {
  const { rows } = await sql<{ id: string; before: string | null }>`
    update person p set same_as = said.root from unnest(${[...roots.keys()]}::uuid[], ${[...roots.values()]}::uuid[]) as said (id, root), person old
    where p.network_id = ${networkId} and p.person_id = said.id and old.network_id = p.network_id and old.person_id = p.person_id
    returning p.person_id as id, old.same_as as before`.execute(tx);
  await findable(tx, networkId, [...new Set([...rows.flatMap(({ id, before }) => [id, before]), ...roots.values()].filter((id) => id !== null))]);
}

/** Other ways somebody wrote these people's names, with where: found from now on. */
export async function learnPersonSpellings({ tx, scope }: CommandContext, learned: readonly { personId: string; spelling: string }[], source: string) {
  await sql`
    insert into person_spelling (network_id, person_id, spelling, source)
    select ${scope.networkId}, id, spelling, ${source} from unnest(${learned.map((one) => one.personId)}::uuid[], ${learned.map((one) => one.spelling)}::text[]) as learned (id, spelling)
    on conflict do nothing`.execute(tx);
  await findable(tx, scope.networkId, [...new Set(learned.map((one) => one.personId))]);
}

const fullName = ({ given, surname }: { given: string | null; surname: string | null }) => [given, surname].filter(Boolean).join(' ');

async function rememberSpelling(tx: Tx, network_id: string, person_id: string, spelling: string, source: string) {
  await tx.insertInto('person_spelling').values({ network_id, person_id, spelling, source }).onConflict((conflict) => conflict.doNothing()).execute();
}

/** Brings search form and match keys up to date with the name and all spellings, also of the entries joined into it. A few statements, however many people they are. */
export async function findable(tx: Tx, networkId: string, personIds: readonly string[]) {
  if (!personIds.length) return;
  const { rows } = await sql<{ id: string; names: (string | null)[] }>`
    select person_id as id, array[given, surname] || array(select spelling from person_spelling s where s.network_id = p.network_id and s.person_id = p.person_id)
      || array(select m.given || ' ' || m.surname from person m where m.network_id = p.network_id and m.same_as = p.person_id)
      || array(select coalesce(m.given, m.surname) from person m where m.network_id = p.network_id and m.same_as = p.person_id and (m.given is null or m.surname is null))
      || array(select s.spelling from person m join person_spelling s using (network_id, person_id) where m.network_id = p.network_id and m.same_as = p.person_id) as names
    from person p where network_id = ${networkId} and person_id in (
      select unnest(${[...personIds]}::uuid[]) union select same_as from person where network_id = ${networkId} and person_id = any (${[...personIds]}::uuid[]) and same_as is not null)`.execute(tx);
  await sql`
    update person set fold = written.fold from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ names }) => searchForm(names))}::text[]) as written (id, fold)
    where network_id = ${networkId} and person_id = written.id and person.fold <> written.fold`.execute(tx);
  await keepPersonKeys(tx, networkId, personIds);
}

/** Writes the match keys of these people anew, in the transaction that changed them. Three statements, however many they are. */
export async function keepPersonKeys(tx: Tx, networkId: string, personIds: readonly string[]) {
  if (!personIds.length) return;
  const ids = [...personIds];
  const { rows } = await sql<Known>`
    select p.person_id as id, given, surname, phone, email, birth_date::text as birth,
      array(select distinct organisation_id from affiliation a where a.network_id = p.network_id and a.person_id = p.person_id) as organisations
    from person p where p.network_id = ${networkId} and p.person_id = any (${ids}::uuid[])`.execute(tx);
  await sql`delete from match_key where network_id = ${networkId} and kind = 'person' and subject_id = any (${ids}::uuid[])`.execute(tx);
  await insertKeys(tx, networkId, rows);
}

async function insertKeys(tx: Tx, networkId: string, people: readonly Known[]) {
  const pairs = people.flatMap((known) => matchKeys(known).map((key) => [known.id, key] as const));
  // In the order of the index, so that thousands of keys touch each of its pages once.
  await sql`
    insert into match_key (network_id, kind, key, subject_id)
    select ${networkId}, 'person', key, id from unnest(${pairs.map(([id]) => id)}::uuid[], ${pairs.map(([, key]) => key)}::text[]) as pair (id, key) order by key collate "C"`.execute(tx);
}
