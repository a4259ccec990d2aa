import { sql } from 'kysely';
import { command, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { displayName } from '#platform/files/files.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { mayImportDirectory } from '../access.ts';
import { findable, writeDirectory } from '../hsds/commands.ts';
import { servicesIn } from '../whole-queries.ts';
import { differences } from './difference.ts';
import { takeBackOrganisations } from './organisation-commands.ts';
import { organisationLines, ownFields, toldOrganisations, type OwnById } from './organisation-queries.ts';
import { readFile } from './reading-queries.ts';
import { largestFile, oneImport, stageInput, type Given, type Plan, type PlanLine } from './shape.ts';

/**
 * Reads a file and says what would become of the directory. What would be written is written and taken back again, so that the preview is not a second opinion but the thing itself.
 * Nothing but the preview stays.
 */
export const stageDirectory = command({
  name: 'directory.stage',
  input: stageInput,
  may: mayImportDirectory,
  async run(context, { fileName, bytes, published }) {
    const { tx, scope, now } = context;
    if (!bytes.byteLength) throw new Problem(422, 'services.no_file', {}, 'file');
    if (bytes.byteLength > largestFile) throw new Problem(413, 'services.file_too_large', { megabytes: largestFile / 1_000_000 }, 'file');
    const { given, rows, problems, unknown } = await readFile(tx, scope, fileName, bytes, now.toISOString().slice(0, 10));
    const ids = given.services.map(({ id }) => id);
    const before = new Map((await servicesIn(tx, scope, ids)).map((one) => [one.hsds.id, one]));
    const providers = given.organizations.map(({ id }) => id);
    const providersBefore = await toldOrganisations(tx, scope.networkId, providers);

    await sql`savepoint preview`.execute(tx);
    await write(context, given, published);
    const after = await servicesIn(tx, scope, ids);
    const organisations = organisationLines(providersBefore, await toldOrganisations(tx, scope.networkId, providers));
    await sql`rollback to savepoint preview`.execute(tx);

    const services = after.map((service): PlanLine => {
      const old = before.get(service.hsds.id) ?? null;
      const different = differences(old, service);
      const row = rows.get(service.hsds.id);
      return { serviceId: service.hsds.id, name: service.hsds.name, provider: service.hsds.organization.name, fate: !old ? 'new' : different.length ? 'changed' : 'same', differences: different, ...(row && { row }), seen: old?.hsds.last_modified ?? null };
    });
    const plan: Plan = {
      // What would be said otherwise of organisations comes first: a service's page shows it too.
      lines: [...organisations.filter(({ fate }) => fate === 'changed'), ...services, ...organisations.filter(({ fate }) => fate !== 'changed')],
      newOrganisations: organisations.filter(({ fate }) => fate === 'new').map(({ name }) => name),
      problems,
      unknown,
    };
    const importId = newId();
    await tx
      .insertInto('directory_import')
      .values({ network_id: scope.networkId, import_id: importId, file_name: displayName(fileName), state: 'preview', published, given: JSON.stringify(given), plan: JSON.stringify(plan), before: null, created_at: now })
      .execute();
    return { importId, plan };
  },
  record: ({ importId, plan }) => ({ subject: { kind: 'directory-import', id: importId }, details: { services: plan.lines.filter(({ serviceId }) => serviceId).length, problems: plan.problems.length } }),
});

/** Writes what the preview showed. What somebody has changed since is not overwritten: then nothing is written at all. */
export const applyDirectory = command({
  name: 'directory.import',
  input: oneImport,
  may: mayImportDirectory,
  async run(context, { importId }) {
    const { tx, scope, now } = context;
    const row = await locked(tx, scope.networkId, importId, 'preview');
    const given = row.given as unknown as Given;
    const { lines } = row.plan as unknown as Plan;
    await unchangedSince(tx, scope.networkId, lines);
    const before = await rowsBefore(tx, scope.networkId, given);
    const providers = given.organizations.map(({ id }) => id);
    const was = await ownFields(tx, scope.networkId, providers);
    const counts = await write(context, given, row.published);
    // What a service looked like right after: whoever changes it later is not undone with the file.
    const after = await momentsOf(tx, scope.networkId, given.services.map(({ id }) => id));
    await update(tx, scope.networkId, importId, { state: 'applied', applied_at: now, given: null, before: JSON.stringify({ ...before, organisations: { was, is: await ownFields(tx, scope.networkId, providers) }, after: Object.fromEntries(after), locations: given.locations.map(({ id }) => id), prints: await printsOf(tx, scope.networkId, before, providers) }) });
    return { importId, counts };
  },
  record: ({ importId, counts }) => ({ subject: { kind: 'directory-import', id: importId }, details: { added: counts.services.added, changed: counts.services.changed } }),
});

export const discardDirectory = command({
  name: 'directory.discard',
  input: oneImport,
  may: mayImportDirectory,
  async run({ tx, scope, now }, { importId }) {
    await locked(tx, scope.networkId, importId, 'preview');
    await update(tx, scope.networkId, importId, { state: 'discarded', ended_at: now, given: null });
    return { importId };
  },
  record: ({ importId }) => ({ subject: { kind: 'directory-import', id: importId } }),
});

/**
 * Takes an import back: what was new goes, what was changed is as before. Services that somebody has changed since stay as they are and are named, and so are new ones on which other work rests;
 * their places stay with them. A profile or a place that reads otherwise than the import wrote it is later work and stays, and so does a new organisation that somebody has touched or other work names.
 */
export const undoDirectory = command({
  name: 'directory.undo',
  input: oneImport,
  may: mayImportDirectory,
  async run(context, { importId }) {
    const { tx, scope, now } = context;
    const { networkId } = scope;
    const row = await locked(tx, scope.networkId, importId, 'applied');
    const before = row.before as unknown as Before & { after: Record<string, string>; locations: string[]; prints?: Prints; organisations?: { was: OwnById; is: OwnById } };
    const today = await momentsOf(tx, networkId, Object.keys(before.after));
    const old = new Set(before.service.map((one) => one.service_id as string));
    const added = Object.keys(before.after).filter((id) => !old.has(id));
    const restedOn = await workedOn(tx, networkId, added);
    const untouched = Object.keys(before.after).filter((id) => today.get(id) === before.after[id] && !restedOn.has(id));
    await sql`delete from service where network_id = ${networkId} and service_id = any (${untouched.filter((id) => !old.has(id))}::uuid[])`.execute(tx);
    const back = untouched.filter((id) => old.has(id));
    await restore(tx, 'service', 'service_id', before.service.filter((one) => back.includes(one.service_id as string)));
    for (const table of ['service_at_location', 'service_term', 'service_unit'] as const) {
      await sql`delete from ${sql.table(table)} where network_id = ${networkId} and service_id = any (${back}::uuid[])`.execute(tx);
      await insertBack(tx, table, before[table].filter((one) => back.includes(one.service_id as string)));
    }
    // Their provider may be called otherwise since.
    await findable(tx, networkId, back);
    const kept = Object.keys(before.after).filter((id) => today.has(id) && !untouched.includes(id));
    const prints = await printsOf(tx, networkId, before, Object.keys(before.organisations?.is ?? {}));
    const asWritten = (table: keyof Prints, id: unknown) => prints[table][id as string] === before.prints?.[table][id as string];
    const { rows: placesKept } = await sql<{ id: string }>`select distinct location_id as id from service_at_location where network_id = ${networkId} and service_id = any (${kept}::uuid[]) and location_id is not null`.execute(tx);
    const stay = new Set(placesKept.map(({ id }) => id));
    await restore(tx, 'location', 'location_id', before.location.filter((one) => !stay.has(one.location_id as string) && asWritten('location', one.location_id)));
    const newPlaces = before.locations.filter((id) => !before.location.some((one) => one.location_id === id));
    await sql`delete from location l where network_id = ${networkId} and location_id = any (${newPlaces}::uuid[]) and not exists (select from service_at_location a where a.network_id = l.network_id and a.location_id = l.location_id)`.execute(tx);
    const profiles = before.organisation_profile.filter((one) => asWritten('organisation_profile', one.organisation_id));
    const newProfiles = Object.keys(prints.organisation_profile).filter((id) => asWritten('organisation_profile', id) && !before.organisation_profile.some((one) => one.organisation_id === id));
    if (before.organisations) await takeBackOrganisations(context, before.organisations);
    await restore(tx, 'organisation_profile', 'organisation_id', profiles);
    await sql`delete from organisation_profile where network_id = ${networkId} and organisation_id = any (${newProfiles}::uuid[])`.execute(tx);
    await update(tx, networkId, importId, { state: 'undone', ended_at: now, before: JSON.stringify({ kept }) });
    return { importId, undone: untouched.length, kept };
  },
  record: ({ importId, undone, kept }) => ({ subject: { kind: 'directory-import', id: importId }, details: { undone, kept: kept.length } }),
});

async function write(context: CommandContext, given: Given, published: boolean) {
  const counts = await writeDirectory(context, given, { published });
  const beside = Object.entries(given.beside).map(([id, one]) => ({ id, ...one }));
  if (beside.length) {
    await sql`
      update service s set capacity = given.capacity, waiting = given.waiting, opened_on = given."openedOn", published = given.published, names = coalesce(given.names, s.names), descriptions = coalesce(given.descriptions, s.descriptions)
      from jsonb_to_recordset(${JSON.stringify(beside)}::jsonb) as given (id uuid, capacity int, waiting int, "openedOn" date, published boolean, names jsonb, descriptions jsonb)
      where s.network_id = ${context.scope.networkId} and s.service_id = given.id`.execute(context.tx);
    await findable(context.tx, context.scope.networkId, beside.map(({ id }) => id));
  }
  return counts;
}

async function locked(tx: Tx, networkId: string, importId: string, state: 'preview' | 'applied') {
  const row = await tx.selectFrom('directory_import').selectAll().where('network_id', '=', networkId).where('import_id', '=', importId).forUpdate().executeTakeFirst();
  if (!row) throw notFound();
  if (row.state !== state) throw new Problem(409, 'services.import_ended');
  return row;
}

const update = (tx: Tx, networkId: string, importId: string, set: { state: string; given?: null; before?: string; applied_at?: Date; ended_at?: Date }) =>
  tx.updateTable('directory_import').set(set).where('network_id', '=', networkId).where('import_id', '=', importId).execute();

async function momentsOf(tx: Tx, networkId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; at: string }>`
    select service_id as id, to_char(last_modified at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from service where network_id = ${networkId} and service_id = any (${[...ids]}::uuid[]) for update`.execute(tx);
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** Services that something else rests on by now: a licence, findings, sessions, evidence, or a proposal that waits for its answer. */
async function workedOn(tx: Tx, networkId: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${[...ids]}::uuid[]) as added (id)
    where exists (select from licence l where l.network_id = ${networkId} and l.service_id = id)
      or exists (select from service_standard f where f.network_id = ${networkId} and f.service_id = id)
      or exists (select from service_series r where r.network_id = ${networkId} and r.service_id = id)
      or exists (select from evidence e where e.network_id = ${networkId} and e.kind = 'service-support' and e.payload ->> 'serviceId' = id::text)
      or exists (select from proposal p where p.network_id = ${networkId} and p.kind = 'service' and p.subject_id = id and p.state = 'waiting')`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

async function unchangedSince(tx: Tx, networkId: string, lines: readonly PlanLine[]) {
  const services = await momentsOf(tx, networkId, lines.flatMap(({ serviceId }) => serviceId ?? []));
  const organisations = await toldOrganisations(tx, networkId, lines.flatMap(({ organisationId }) => organisationId ?? []));
  const today = ({ serviceId, organisationId }: PlanLine) => (serviceId ? services.get(serviceId) : organisations.get(organisationId!)?.print) ?? null;
  const changed = lines.filter((line) => today(line) !== line.seen);
  if (changed.length) throw new Problem(409, 'services.import_overtaken', { n: changed.length, name: changed[0]!.name });
}

type Row = Record<string, unknown>;
const tables = ['service', 'service_at_location', 'service_term', 'service_unit'] as const;
type Before = Record<(typeof tables)[number] | 'location' | 'organisation_profile', Row[]>;

/** The rows that are about to be written over, as they stand. */
async function rowsBefore(tx: Tx, networkId: string, given: Given): Promise<Before> {
  const rows = async (table: string, key: string, ids: readonly string[]) =>
    (await sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.table(table)} t where t.network_id = ${networkId} and ${sql.ref(`t.${key}`)} = any (${[...ids]}::uuid[])`.execute(tx)).rows.map(({ row }) => row);
  const ids = given.services.map(({ id }) => id);
  return {
    service: await rows('service', 'service_id', ids),
    service_at_location: await rows('service_at_location', 'service_id', ids),
    service_term: await rows('service_term', 'service_id', ids),
    service_unit: await rows('service_unit', 'service_id', ids),
    location: await rows('location', 'location_id', given.locations.map(({ id }) => id)),
    organisation_profile: await rows('organisation_profile', 'organisation_id', given.organizations.map(({ id }) => id)),
  };
}

/** Fingerprints of rows by their id, to see later whether somebody has changed them. */
type Prints = Record<'location' | 'organisation_profile', Record<string, string>>;

async function printsOf(tx: Tx, networkId: string, { location, organisation_profile }: Before, organisations: readonly string[]): Promise<Prints> {
  const prints = async (table: keyof Prints, key: string, rows: readonly Row[]) =>
    Object.fromEntries(
      (await sql<{ id: string; print: string }>`select ${sql.ref(`t.${key}`)} as id, md5(to_jsonb(t)::text) as print from ${sql.table(table)} t where t.network_id = ${networkId} and ${sql.ref(`t.${key}`)} = any (${rows.map((row) => row[key])}::uuid[])`.execute(tx)).rows.map(({ id, print }) => [id, print]),
    );
  return { location: await prints('location', 'location_id', location), organisation_profile: await prints('organisation_profile', 'organisation_id', [...organisation_profile, ...organisations.map((organisation_id) => ({ organisation_id }))]) };
}

/** Gives rows that are still there the values they had. */
async function restore(tx: Tx, table: 'service' | 'location' | 'organisation_profile', key: string, rows: readonly Row[]) {
  if (!rows.length) return;
  const columns = Object.keys(rows[0]!).filter((column) => column !== 'network_id' && column !== key);
  await sql`
    update ${sql.table(table)} t set ${sql.join(columns.map((column) => sql`${sql.id(column)} = old.${sql.id(column)}`))}
    from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb) old where t.network_id = old.network_id and ${sql.ref(`t.${key}`)} = ${sql.ref(`old.${key}`)}`.execute(tx);
}

async function insertBack(tx: Tx, table: 'service_at_location' | 'service_term' | 'service_unit', rows: readonly Row[]) {
  if (!rows.length) return;
  const columns = sql.join(Object.keys(rows[0]!).map((column) => sql.id(column)));
  await sql`insert into ${sql.table(table)} (${columns}) select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb) on conflict do nothing`.execute(tx);
}
