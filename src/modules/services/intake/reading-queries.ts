/** What a file says, as what would be written: HSDS as JSON or as a data package, or a spreadsheet in the columns of our own. Reads the network to know providers and services; writes nothing. */
import { CsvError } from 'csv-parse/sync';
import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { fold } from '#platform/matching/fold.ts';
import { InvalidInput, Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { locales } from '#platform/words/locales.ts';
import type { Grid, GridRow } from '#modules/events/sheets/grid.ts';
import { withoutNeutraliser } from '#modules/events/sheets/formula.ts';
import { SheetUnreadable } from '#modules/events/sheets/unreadable.ts';
import { openZip } from '#modules/events/sheets/zip.ts';
import { sheetLimits } from '#modules/events/sheets/limits.ts';
import { readWorkbook } from '#modules/events/sheets/workbook.ts';
import { localisedFields, textsOf, written } from '../form.ts';
import { objectsOfPackage } from '../hsds/package-reading.ts';
import { packageTables } from '../hsds/package-tables.ts';
import { readDirectory } from '../hsds/reading.ts';
import { mergedService } from '../merged.ts';
import { servicesIn, type ServiceWhole } from '../whole-queries.ts';
import { hsdsService, newService } from '../shape.ts';
import { CellWrong, columnOf, textsOfCells, type Column } from './columns.ts';
import type { Given, RowProblem } from './shape.ts';

export interface ReadFile {
  given: Given;
  /** Service → row it stands in. */
  rows: Map<string, number>;
  problems: RowProblem[];
  unknown: string[];
}

/** More than this is a directory of its own and comes as HSDS. */
const mostRows = 10_000;

/** @throws Problem 422 for a file that is neither, or has a mistake that concerns all of it */
export async function readFile(tx: Tx, scope: Scope, fileName: string, bytes: Uint8Array, today: string): Promise<ReadFile> {
  const start = new TextDecoder().decode(bytes.subarray(0, 200)).replace(/^\uFEFF/, '').trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return fromHsds(tx, scope, new TextDecoder().decode(bytes));
  const objects = start.startsWith('PK') ? await packageIn(bytes, fileName) : null;
  return objects ? fromHsds(tx, scope, objects) : fromSpreadsheet(tx, scope, fileName, bytes, today);
}

/** What a data package holds; null for a ZIP that is none (a workbook is a ZIP too). */
async function packageIn(bytes: Uint8Array, fileName: string): Promise<Record<string, object[]> | null> {
  const unreadable = (error: unknown): never => {
    if (error instanceof SheetUnreadable || error instanceof CsvError) throw new Problem(422, 'services.spreadsheet_unreadable', { file: fileName }, 'file');
    throw error;
  };
  const zip = await openZip(bytes, fileName, sheetLimits).catch(unreadable);
  // A package may lie in a folder of its own.
  const found = zip.names.flatMap((name) => ((table) => (table && Object.values(packageTables).includes(table) ? [[table, name] as const] : []))(/(?:^|\/)([a-z_]+)\.csv$/.exec(name)?.[1]));
  if (!found.some(([table]) => table === 'services' || table === 'organizations')) return null;
  const tables = new Map<string, string>();
  for (const [table, name] of found) tables.set(table, await zip.text(name).catch(unreadable));
  try {
    return objectsOfPackage(tables);
  } catch (error) {
    return unreadable(error);
  }
}

async function fromHsds(tx: Tx, scope: Scope, given: string | Record<string, object[]>): Promise<ReadFile> {
  const { problems, unknown, ...directory } = readDirectory(given);
  const [first] = problems;
  if (first) throw new Problem(422, `services.${first.code}`, { where: first.where, more: problems.length - 1, ...first.values }, 'file');
  const known = new Set(directory.organizations.map(({ id }) => id));
  const providers = [...new Set(directory.services.map(({ organization_id }) => organization_id as string))].filter((id) => !known.has(id));
  if (providers.length) {
    const there = await tx.selectFrom('organisation').select('organisation_id').where('network_id', '=', scope.networkId).where('organisation_id', 'in', providers).execute();
    const missing = providers.find((id) => !there.some(({ organisation_id }) => organisation_id === id));
    if (missing) throw new Problem(422, 'services.hsds_unknown_provider', { organisation: missing }, 'file');
  }
  return { given: { ...directory, beside: {} }, rows: new Map(), problems: [], unknown: [...unknown.keys()] };
}

type Cells = Partial<Record<Column, string>>;

async function fromSpreadsheet(tx: Tx, scope: Scope, fileName: string, bytes: Uint8Array, today: string): Promise<ReadFile> {
  const languages = await Promise.all(locales.map((locale) => wordsOf(locale)));
  const { grids } = await readWorkbook(bytes, fileName).catch((error) => {
    if (error instanceof SheetUnreadable) throw new Problem(422, 'services.spreadsheet_unreadable', { file: fileName }, 'file');
    throw error;
  });
  const grid = grids.find(({ rows }) => rows.length > 0)!;
  const { header, columns, unknown } = columnsOf(grid, (heading) => columnOf(heading, languages));
  if (!columns.has('name') || !columns.has('provider')) throw new Problem(422, 'services.spreadsheet_columns', { provider: languages[0]!('services.provider'), name: languages[0]!('services.name') }, 'file');
  const lines = grid.rows.filter((row) => header !== null && row.row > header.row).map((row) => ({ row: row.row, cells: Object.fromEntries([...columns].map(([column, at]) => [column, textAt(row, at)])) as Cells })).filter(({ cells }) => Object.values(cells).some(Boolean));
  if (!lines.length) throw new Problem(422, 'services.spreadsheet_empty', {}, 'file');
  if (lines.length > mostRows) throw new Problem(422, 'services.spreadsheet_long', { n: lines.length, most: mostRows }, 'file');

  const providers = await providersNamed(tx, scope.networkId, lines.flatMap(({ cells }) => cells.provider || []));
  const there = await servicesMeant(tx, scope, lines, providers);
  const read: ReadFile = { given: { organizations: [], taxonomies: [], terms: [], services: [], locations: [], serviceAtLocations: [], beside: {} }, rows: new Map(), problems: [], unknown };
  /** A service that is here by its id, a new one by provider and name. */
  const rowOf = new Map<string, number>();
  for (const { row, cells } of lines) {
    const wrong = (column: string | null, code: string, values: RowProblem['values'] = {}) => void read.problems.push({ row, column, code: code.includes('.') ? code : `services.problem_${code}`, values });
    const provider = providers.get(fold(cells.provider ?? '')) ?? [];
    if (provider.length !== 1) {
      wrong('provider', !cells.provider ? 'provider_missing' : provider.length ? 'provider_ambiguous' : 'row_unknown_provider', { name: cells.provider ?? '' });
      continue;
    }
    const before = (cells.id && there.byId.get(cells.id.toLowerCase())) || (!cells.id && there.byName.get(`${provider[0]} ${fold(cells.name ?? '')}`)) || null;
    if (cells.id && !before) {
      wrong('id', 'row_unknown_id', { id: cells.id });
      continue;
    }
    const serviceId = before?.hsds.id ?? newId();
    const same = before ? serviceId : `${provider[0]} ${fold(cells.name ?? '')}`;
    if (rowOf.has(same)) {
      wrong('name', 'row_twice', { name: cells.name ?? '', other: rowOf.get(same)! });
      continue;
    }
    rowOf.set(same, row);
    try {
      const input = inputOf(cells, { serviceId, organisationId: provider[0]!, before, today, languages });
      const fresh = hsdsService({ ...input, serviceId });
      const made = before ? mergedService(before.hsds as unknown as Record<string, unknown>, fresh, input.keeps) : fresh;
      read.given.services.push(...made.services);
      read.given.locations.push(...made.locations);
      read.given.serviceAtLocations.push(...made.serviceAtLocations);
      read.given.beside[serviceId] = { capacity: input.capacity, waiting: input.waiting, openedOn: input.openedOn, names: input.names, descriptions: input.descriptions, published: columns.has('published') ? input.published : (before?.published ?? false) };
      read.rows.set(serviceId, row);
    } catch (error) {
      if (error instanceof CellWrong) wrong(null, error.code, error.values);
      else if (error instanceof InvalidInput) for (const { path, message, code } of error.issues) wrong(columnOfPath(path), message.startsWith('services.') ? message : `platform.issue_${code}`);
      else if (error instanceof Problem) wrong(error.field, error.code.replace(/^services\./, ''), error.details as RowProblem['values']);
      else throw error;
    }
  }
  return read;
}

/** The row with the most headings we know among the first twenty. */
function columnsOf(grid: Grid, meaning: (heading: string) => Column | null): { header: GridRow | null; columns: Map<Column, number>; unknown: string[] } {
  let best: { header: GridRow | null; columns: Map<Column, number>; unknown: string[] } = { header: null, columns: new Map(), unknown: [] };
  for (const row of grid.rows.slice(0, 20)) {
    const columns = new Map<Column, number>();
    const unknown: string[] = [];
    for (const at of row.cells.keys()) {
      const heading = textAt(row, at);
      const column = heading ? meaning(heading) : null;
      if (column && !columns.has(column)) columns.set(column, at);
      else if (heading) unknown.push(heading.slice(0, 60));
    }
    if (columns.size > best.columns.size) best = { header: row, columns, unknown };
  }
  return best;
}

function textAt(row: GridRow, at: number): string {
  const cell = row.cells[at];
  return withoutNeutraliser((typeof cell === 'string' ? cell : (cell?.date ?? cell?.text) ?? '').trim());
}

const columnOfPath = (path: string) => ({ organisationId: 'provider', requiredDocuments: 'documents', terms: 'kind', location: 'city', openings: 'hours', latitude: 'coordinates', longitude: 'coordinates' })[path.split('.')[0]!] ?? ((localisedFields as readonly string[]).includes(path) ? path : path.split('.')[0]!);

/** What the row says over what the service says already; without a column, what is there stays. */
function inputOf(cells: Cells, { serviceId, organisationId, before, today, languages }: { serviceId: string; organisationId: string; before: ServiceWhole | null; today: string; languages: Parameters<typeof textsOfCells>[1] }) {
  const old = before && textsOf(before);
  const { texts, groups } = textsOfCells(cells, languages);
  const input = written({ ...old?.texts, ...texts }, groups ?? old?.groups ?? [], today, before);
  const parsed = newService.safeParse({ ...input, serviceId, organisationId });
  if (!parsed.success) throw InvalidInput.from(parsed.error.issues);
  return parsed.data;
}

/** Organisations by what they are called, in any language, script and case. */
async function providersNamed(tx: Tx, networkId: string, names: readonly string[]): Promise<Map<string, string[]>> {
  const wanted = new Set(names.map(fold));
  const { rows } = await sql<{ id: string; names: string[] }>`
    select o.organisation_id as id, array[o.name] || array(select value from jsonb_each_text(o.names)) as names from organisation o where o.network_id = ${networkId} and o.same_as is null`.execute(tx);
  const found = new Map<string, string[]>();
  for (const { id, names: called } of rows) for (const name of new Set(called.map(fold))) if (wanted.has(name)) found.set(name, [...(found.get(name) ?? []), id]);
  return found;
}

/** Services that rows mean: by their id, or by provider and name. */
async function servicesMeant(tx: Tx, scope: Scope, lines: readonly { cells: Cells }[], providers: ReadonlyMap<string, readonly string[]>) {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  const ids = lines.flatMap(({ cells }) => (cells.id && uuid.test(cells.id) ? [cells.id.toLowerCase()] : []));
  const of = [...new Set([...providers.values()].flat())];
  const named = of.length ? await tx.selectFrom('service').select('service_id').where('network_id', '=', scope.networkId).where('organisation_id', 'in', of).execute() : [];
  const services = await servicesIn(tx, scope, [...new Set([...ids, ...named.map(({ service_id }) => service_id)])]);
  return { byId: new Map(services.map((one) => [one.hsds.id, one])), byName: new Map(services.map((one) => [`${one.hsds.organization.id} ${fold(one.hsds.name)}`, one])) };
}
