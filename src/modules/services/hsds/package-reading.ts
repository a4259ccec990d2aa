/** The data package of HSDS (a ZIP of CSV tables) coming in: tables put together again to the objects they were taken from. Pure. */
import { parse } from 'csv-parse/sync';
import { fieldsOf, type HsdsName } from './objects.ts';
import { packageTables, unguarded } from './package-tables.ts';

type Row = Record<string, unknown> & { id: string };

/** Object → what it may stand in, the innermost first: the column that names it there, and the list it stands in. A row may name all that is around it. */
const homes: Partial<Record<HsdsName, readonly [column: string, inside: HsdsName, list: string][]>> = {
  organization_identifier: [['organization_id', 'organization', 'organization_identifiers']],
  program: [['organization_id', 'organization', 'programs']],
  address: [['location_id', 'location', 'addresses']],
  accessibility: [['location_id', 'location', 'accessibility']],
  contact: [['location_id', 'location', 'contacts'], ['service_at_location_id', 'service_at_location', 'contacts'], ['service_id', 'service', 'contacts'], ['organization_id', 'organization', 'contacts']],
  phone: [['contact_id', 'contact', 'phones'], ['location_id', 'location', 'phones'], ['service_at_location_id', 'service_at_location', 'phones'], ['service_id', 'service', 'phones'], ['organization_id', 'organization', 'phones']],
  schedule: [['location_id', 'location', 'schedules'], ['service_at_location_id', 'service_at_location', 'schedules'], ['service_id', 'service', 'schedules']],
  language: [['phone_id', 'phone', 'languages'], ['location_id', 'location', 'languages'], ['service_id', 'service', 'languages']],
  service_area: [['service_id', 'service', 'service_areas']],
  cost_option: [['service_id', 'service', 'cost_options']],
  required_document: [['service_id', 'service', 'required_documents']],
  funding: [['service_id', 'service', 'funding'], ['organization_id', 'organization', 'funding']],
};

/**
 * @param tables name of the file without its ending → CSV. Tables nobody knows are left alone.
 * @returns lists by their names in HSDS, as `readDirectory` takes them; what is wrong in a row is found there
 */
export function objectsOfPackage(tables: ReadonlyMap<string, string>): Record<string, Row[]> {
  const rows = new Map<HsdsName, Row[]>();
  for (const [name, file] of Object.entries(packageTables) as [HsdsName, string][]) rows.set(name, rowsOf(name, tables.get(file)));
  const byId = new Map([...rows].map(([name, all]) => [name, new Map(all.map((row) => [row.id, row]))]));
  const into = (name: HsdsName, id: unknown, list: string, row: Row): boolean => {
    const whole = byId.get(name)?.get(String(id));
    if (whole) ((whole[list] ??= []) as Row[]).push(row);
    return Boolean(whole);
  };
  // The innermost things first, so that what is put into another thing is whole already; a row says where it belongs by its own columns.
  for (const row of rows.get('metadata')!) into(row.resource_type as HsdsName, row.resource_id, 'metadata', row);
  for (const row of rows.get('attribute')!) {
    const term = byId.get('taxonomy_term')!.get(String(row.taxonomy_term_id));
    if (term) row.taxonomy_term = term;
    into(row.link_entity as HsdsName, row.link_id, 'attributes', row);
  }
  for (const name of Object.keys(homes) as HsdsName[]) {
    for (const row of rows.get(name)!) {
      const around = homes[name]!.map((home) => [...home, row[home[0]]] as const);
      // Inside a thing its number need not be said again; a programme is told beside its organisation as well.
      if (name !== 'program') for (const [column] of around) delete row[column];
      for (const [, inside, list, id] of around) if (id && into(inside, id, list, row)) break;
    }
  }
  for (const service of rows.get('service')!) {
    const program = byId.get('program')!.get(String(service.program_id));
    if (program) service.program = program;
  }
  const all = (name: HsdsName) => rows.get(name)!;
  return { organizations: all('organization'), services: all('service'), locations: all('location'), service_at_locations: all('service_at_location'), taxonomies: all('taxonomy'), taxonomy_terms: all('taxonomy_term') };
}

function rowsOf(name: HsdsName, csv: string | undefined): Row[] {
  if (!csv) return [];
  const records = parse(csv, { columns: true, bom: true, relax_column_count: true, skip_empty_lines: true }) as Record<string, string>[];
  const required = new Set(fieldsOf(name).filter(({ isRequired, type }) => isRequired && type.kind === 'text').map((field) => field.name));
  return records.map((record) => Object.fromEntries(Object.entries(record).filter(([column, cell]) => cell !== '' || required.has(column)).map(([column, cell]) => [column, unguarded(cell)])) as Row);
}
