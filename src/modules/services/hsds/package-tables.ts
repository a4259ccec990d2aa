/** The tables of the standard's data package, the same going out and coming in. Pure. */
import { fieldsOf, type HsdsName } from './objects.ts';

/** Object → its table, as the standard's data package names them. */
export const packageTables: Partial<Record<HsdsName, string>> = {
  organization: 'organizations', organization_identifier: 'organization_identifiers', program: 'programs', service: 'services', service_at_location: 'service_at_location', location: 'locations', address: 'addresses',
  phone: 'phones', contact: 'contacts', schedule: 'schedules', service_area: 'service_areas', language: 'languages', accessibility: 'accessibility', cost_option: 'cost_options', required_document: 'required_documents',
  funding: 'funding', attribute: 'attributes', taxonomy: 'taxonomies', taxonomy_term: 'taxonomy_terms', metadata: 'metadata',
};

/** What stands in a cell; other objects stand in tables of their own. */
export const packageColumns = (name: HsdsName): string[] => fieldsOf(name).filter(({ type }) => type.kind !== 'one' && type.kind !== 'many').map(({ name: field }) => field);

// A cell that begins like a formula is read as text by spreadsheets only behind an apostrophe (OWASP, CSV injection); a text that begins so itself gets one more, so that each comes back as it was.
export const guarded = (text: string): string => (/^'*[=@\t\r]/.test(text) ? `'${text}` : text);
export const unguarded = (cell: string): string => (/^'+[=@\t\r]/.test(cell) ? cell.slice(1) : cell);
