import { sql, type SqlBool } from 'kysely';
import { pageOf, pageSize, readCursor, type Page, type PageRequest } from '#platform/db/cursor.ts';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { fold } from '#platform/matching/fold.ts';
import { foundOrAlike, type Alike } from '#platform/matching/near-queries.ts';
import { searchQuery } from '#platform/matching/search-form.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { maySeeContacts, seesAllOrganisations } from './access.ts';
import type { OwnEntry } from './fields.ts';
import type { Contact, Organisation, OrganisationRow, OrganisationType } from './shape.ts';

export interface OrganisationFilter extends PageRequest {
  /** Only those that visitors see, whoever asks. */
  publicOnly?: boolean;
  /** Units of which one is its seat or where it works. */
  places?: readonly string[] | null;
  /** Words of the name, in any script and spelling. */
  q?: string | null;
  type?: OrganisationType | null;
  /** The municipality of its seat. */
  seat?: string | null;
}

/**
 * What everybody may see, as a condition on `organisation o`: whoever stands on a published fiche, gives a published service, or is put into the public list; under its own entry or one joined into it. The one condition for pages and for HSDS.
 * Looked up for each: of an `exists` PostgreSQL would read all services at once, also for a page of fifty.
 */
export const isPublicOrganisation = sql<SqlBool>`(o.listed
  or coalesce((select true from service s where s.network_id = o.network_id and s.organisation_id = o.organisation_id and s.published limit 1), false)
  or coalesce((select true from organisation m join service s using (network_id, organisation_id) where m.network_id = o.network_id and m.same_as = o.organisation_id and s.published limit 1), false)
  or exists (select from programme_organisation po join programme p using (network_id, programme_id) join organisation m using (network_id, organisation_id)
    where po.network_id = o.network_id and (m.organisation_id = o.organisation_id or m.same_as = o.organisation_id) and p.published_at is not null))`;

/** What this scope may see. */
const visible = (scope: Scope) => (seesAllOrganisations(scope) ? sql<SqlBool>`true` : isPublicOrganisation);

/** The organisations of the network by name, fifty at a time, with the total. */
export const listOrganisations = (scope: Scope, filter: OrganisationFilter = {}): Promise<Page<OrganisationRow>> => listBy(scope, filter, searchQuery(filter.q));

/** The same; where none is called so, those whose names are spelt nearly so. */
export const findOrganisations = (scope: Scope, filter: OrganisationFilter = {}): Promise<Page<OrganisationRow> & Alike> =>
  foundOrAlike(scope, 'organisation', filter.q, (query) => listBy(scope, filter, query));

function listBy(scope: Scope, filter: OrganisationFilter, query: string | null): Promise<Page<OrganisationRow>> {
  const after = readCursor(filter.after);
  const before = readCursor(filter.before);
  const filtered = filter.type || filter.seat || filter.places || filter.publicOnly || !seesAllOrganisations(scope);
  // An entry that was joined into another one is shown as that one.
  const where = sql`o.network_id = ${scope.networkId} and o.same_as is null and ${visible(scope)}
    ${query === null ? sql`` : sql`and o.organisation_id = any (array(select organisations_found(${query}::tsquery)))`}
    ${filter.type ? sql`and o.type = ${filter.type}` : sql``}
    ${filter.publicOnly ? sql`and ${isPublicOrganisation}` : sql``}
    ${filter.places ? sql`and (o.seat = any (${[...filter.places]}::text[]) or exists (select from organisation_area a where a.network_id = o.network_id and a.organisation_id = o.organisation_id and a.place_id = any (${[...filter.places]}::text[])))` : sql``}
    ${filter.seat ? sql`and o.seat = ${filter.seat}` : sql``}`;
  // A row comparison, so that the index of names answers it.
  const from = after ?? before;
  const beyond = from ? sql`and (o.name collate "und-x-icu", o.organisation_id) ${sql.raw(after ? '>' : '<')} (${from.name} collate "und-x-icu", ${from.id}::uuid)` : sql``;
  const direction = sql.raw(before && !after ? 'desc' : 'asc');
  return reading(scope, async (tx) => {
    const hit = query !== null ? sql`with hit as materialized (select o.organisation_id, o.type, o.name, o.names, o.seat from organisation o where ${where})` : sql``;
    const total = query !== null
      ? sql`(select count(*) from hit)`
      : filtered
      ? sql`(select count(*) from organisation o where ${where})`
      : sql`((select coalesce(sum(n), 0)::bigint from tally where network_id = ${scope.networkId} and subject = 'organisation')
          - (select count(*) from organisation where network_id = ${scope.networkId} and same_as is not null))`;
    const { rows } = await sql<{ total: number; items: OrganisationRow[] }>`
      ${hit} select ${total} as total, coalesce(json_agg(row), '[]') as items from (
        select o.organisation_id as "organisationId", o.type, o.name, o.names, o.seat from ${query !== null ? sql`hit o where true` : sql`organisation o where ${where}`} ${beyond}
        order by o.name collate "und-x-icu" ${direction}, o.organisation_id ${direction}
        limit ${pageSize(filter.limit) + 1}
      ) row`.execute(tx);
    const { total: count, items } = rows[0]!;
    return pageOf(items, filter, count, (row) => ({ name: row.name, id: row.organisationId }));
  });
}

/** One organisation with all that this scope may see of it, whichever of the entries joined into it is asked for. @throws 404 */
export async function organisation(scope: Scope, organisationId: string): Promise<Organisation> {
  const found = await findOrganisation(scope, organisationId);
  if (!found) throw notFound();
  return found;
}

/** The same, or null when there is none for this scope. */
export const findOrganisation = (scope: Scope, asked: string): Promise<Organisation | null> =>
  reading(scope, async (tx) => {
    const { networkId } = scope;
    const row = await tx
      .selectFrom('organisation as o')
      .selectAll()
      .select([isPublicOrganisation.as('is_public'), sql<string | null>`o.assured_on::text`.as('assured_day')])
      .where('o.network_id', '=', networkId)
      .where('o.organisation_id', '=', sql<string>`(select coalesce(same_as, organisation_id) from organisation where network_id = ${networkId} and organisation_id = ${asked})`)
      .where(visible(scope))
      .executeTakeFirst();
    if (!row) return null;
    const organisationId = row.organisation_id;
    const joined = await tx.selectFrom('organisation').select(['organisation_id', 'name', 'names', 'website', 'email', 'phone', 'seat']).where('network_id', '=', networkId).where('same_as', '=', organisationId).orderBy('organisation_id').execute();
    const entries = [organisationId, ...joined.map((one) => one.organisation_id)];
    const [areas, identifiers, spellings] = [
      await tx.selectFrom('organisation_area').distinctOn('place_id').select(['place_id as placeId', 'from_day as from', 'until_day as until']).where('network_id', '=', networkId).where('organisation_id', 'in', entries).orderBy('place_id').orderBy(sql`organisation_id <> ${organisationId}`).execute(),
      await tx.selectFrom('organisation_identifier').select(['scheme', 'value']).where('network_id', '=', networkId).where('organisation_id', 'in', entries).orderBy('scheme').orderBy('value').execute(),
      seesAllOrganisations(scope) ? await tx.selectFrom('organisation_spelling').select('spelling').distinct().where('network_id', '=', networkId).where('organisation_id', 'in', entries).execute() : [],
    ];
    const contacts = maySeeContacts(scope, organisationId);
    const people = await contactsIn(tx, networkId, entries);
    const names = Object.assign({}, ...joined.toReversed().map((one) => one.names), row.names) as Localised;
    const otherNames = seesAllOrganisations(scope) ? joined.flatMap((one) => [one.name, ...Object.values(one.names as Localised)]) : [];
    return {
      organisationId,
      type: row.type as OrganisationType,
      name: row.name,
      names,
      seat: row.seat ?? joined.find((one) => one.seat)?.seat ?? null,
      areas,
      identifiers,
      website: row.website ?? joined.find((one) => one.website)?.website ?? null,
      email: contacts ? (row.email ?? joined.find((one) => one.email)?.email ?? null) : null,
      phone: contacts ? (row.phone ?? joined.find((one) => one.phone)?.phone ?? null) : null,
      descriptions: row.descriptions as Localised,
      contacts: people.filter((one) => contacts || one.isPublic).map((one) => ({ ...one, hasEmail: one.email !== null, email: contacts ? one.email : null })),
      listed: row.listed,
      isPublic: Boolean(row.is_public),
      assuredOn: row.assured_day,
      emails: contacts ? [...new Set([row, ...joined].flatMap(({ email }) => email ?? []))] : [],
      phones: contacts ? [...new Set([row, ...joined].flatMap(({ phone }) => phone ?? []))] : [],
      spellings: [...new Set([...spellings.map(({ spelling }) => spelling), ...otherNames])].filter((spelling) => spelling !== row.name && !Object.values(names).includes(spelling)).sort(),
    };
  });

/** Contacts of some entries, in their order, inside a transaction. Whoever shows them asks who may see them. */
export async function contactsIn(tx: Tx, networkId: string, organisationIds: readonly string[]): Promise<Contact[]> {
  const { rows } = await sql<Contact>`
    select contact_id as "contactId", name, role, phone, email, website, is_public as "isPublic", consent_on::text as "consentOn" from organisation_contact
    where network_id = ${networkId} and organisation_id = any (${[...organisationIds]}::uuid[]) order by position, contact_id`.execute(tx);
  return rows;
}

/** Where letters to an organisation go: its own address, else the first contact's. */
export async function addressOf(tx: Tx, networkId: string, organisationId: string): Promise<string | null> {
  const { rows } = await sql<{ email: string | null }>`
    select coalesce(o.email, (select c.email from organisation_contact c where c.network_id = o.network_id and c.organisation_id = o.organisation_id and c.email is not null order by c.position limit 1)) as email
    from organisation o where o.network_id = ${networkId} and o.organisation_id = ${organisationId}`.execute(tx);
  return rows[0]?.email ?? null;
}

/** The address behind a contact that is shown to visitors, for the letter they write; null when there is none. */
export const publicAddress = (scope: Scope, organisationId: string, contactId: string): Promise<string | null> =>
  reading(scope, async (tx) => {
    const { rows } = await sql<{ email: string | null }>`
      select c.email from organisation_contact c join organisation o using (network_id, organisation_id)
      where c.network_id = ${scope.networkId} and c.contact_id = ${contactId} and c.is_public and (o.organisation_id = ${organisationId} or o.same_as = ${organisationId}) and ${visible(scope)}`.execute(tx);
    return rows[0]?.email ?? null;
  });

/** Names and types of some organisations, for pages that show ids of theirs. Unknown and invisible ids are missing from the map. */
export const organisationNames = (scope: Scope, ids: readonly string[]): Promise<Map<string, OrganisationRow>> =>
  reading(scope, async (tx) => {
    if (!ids.length) return new Map();
    const rows = await tx
      .selectFrom('organisation as o')
      .select(['organisation_id as organisationId', 'type', 'name', 'names', 'seat'])
      .where('o.network_id', '=', scope.networkId)
      .where('o.organisation_id', 'in', ids)
      .where(visible(scope))
      .execute();
    return new Map(rows.map((row) => [row.organisationId, row as OrganisationRow]));
  });

/** The organisations that are called so, in any of their languages and spellings; more than one where the name does not tell them apart. */
export async function organisationsNamed(scope: Scope, name: string): Promise<OrganisationRow[]> {
  const wanted = fold(name);
  const { items } = await listOrganisations(scope, { q: name, limit: 200 });
  const called = items.filter((row) => [row.name, ...Object.values(row.names)].some((known) => fold(known) === wanted));
  // A spelling that only sheets have used still names it when it names nothing else.
  return called.length || items.length !== 1 ? called : items;
}

/** True when every one of these organisations is the network's. For commands that are about to refer to them. */
export async function areOrganisations(tx: Tx, networkId: string, ids: readonly string[]): Promise<boolean> {
  const wanted = [...new Set(ids)];
  if (!wanted.length) return true;
  const { n } = await tx
    .selectFrom('organisation')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('network_id', '=', networkId)
    .where('organisation_id', 'in', wanted)
    .executeTakeFirstOrThrow();
  return n === wanted.length;
}

/** What the organisation's own row says, inside a transaction; null when there is none. Not for visitors: contacts are in it. */
export async function ownEntry(tx: Tx, networkId: string, organisationId: string): Promise<(OwnEntry & { sameAs: string | null }) | null> {
  const { rows } = await sql<Omit<OwnEntry, 'contacts'> & { sameAs: string | null }>`
    select o.type, o.name, o.names, o.descriptions, o.seat, o.website, o.email, o.phone, o.same_as as "sameAs",
      (select coalesce(json_agg(json_build_object('placeId', a.place_id, 'from', a.from_day, 'until', a.until_day) order by a.place_id), '[]') from organisation_area a where a.network_id = o.network_id and a.organisation_id = o.organisation_id) as areas,
      (select coalesce(json_agg(json_build_object('scheme', i.scheme, 'value', i.value) order by i.scheme, i.value), '[]') from organisation_identifier i where i.network_id = o.network_id and i.organisation_id = o.organisation_id) as identifiers
    from organisation o where o.network_id = ${networkId} and o.organisation_id = ${organisationId}`.execute(tx);
  return rows[0] ? { ...rows[0], contacts: await contactsIn(tx, networkId, [organisationId]) } : null;
}
