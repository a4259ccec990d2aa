/**
 * The objects of HSDS 3.0 as data: field → what may stand there. Written down from the official schemas in `schema/` (a test holds the two together).
 * `!` the field has to be there; `one:` / `many:` another object or a list of them; `enum:` one of these words; else `text`, `number`, `uuid`, `uri`, `email`, `datetime`.
 */
export const hsdsObjects = {
  organization: {
    id: 'uuid!', name: 'text!', alternate_name: 'text', description: 'text!', email: 'email', website: 'uri', tax_status: 'text', tax_id: 'text',
    year_incorporated: 'number', legal_status: 'text', logo: 'text', uri: 'uri', parent_organization_id: 'uuid', funding: 'many:funding',
    contacts: 'many:contact', phones: 'many:phone', locations: 'many:location', programs: 'many:program',
    organization_identifiers: 'many:organization_identifier', attributes: 'many:attribute', metadata: 'many:metadata',
  },
  organization_identifier: {
    id: 'uuid!', organization_id: 'uuid', identifier_scheme: 'text', identifier_type: 'text!', identifier: 'text!', attributes: 'many:attribute',
    metadata: 'many:metadata',
  },
  program: {
    id: 'uuid!', organization_id: 'uuid', name: 'text!', alternate_name: 'text', description: 'text!', attributes: 'many:attribute',
    metadata: 'many:metadata',
  },
  service: {
    id: 'uuid!', organization_id: 'uuid', program_id: 'uuid', name: 'text!', alternate_name: 'text', description: 'text', url: 'uri', email: 'email',
    status: 'enum:active|inactive|defunct|temporarily closed!', interpretation_services: 'text', application_process: 'text',
    fees_description: 'text', wait_time: 'text', fees: 'text', accreditations: 'text', eligibility_description: 'text', minimum_age: 'number',
    maximum_age: 'number', assured_date: 'text', assurer_email: 'email', licenses: 'text', alert: 'text', last_modified: 'datetime',
    phones: 'many:phone', schedules: 'many:schedule', service_areas: 'many:service_area', service_at_locations: 'many:service_at_location',
    languages: 'many:language', organization: 'one:organization', funding: 'many:funding', cost_options: 'many:cost_option', program: 'one:program',
    required_documents: 'many:required_document', contacts: 'many:contact', attributes: 'many:attribute', metadata: 'many:metadata',
  },
  service_at_location: {
    id: 'uuid!', service_id: 'uuid', location_id: 'uuid', description: 'text', contacts: 'many:contact', phones: 'many:phone',
    schedules: 'many:schedule', location: 'one:location', attributes: 'many:attribute', metadata: 'many:metadata',
  },
  location: {
    id: 'uuid!', location_type: 'enum:physical|postal|virtual!', url: 'uri', organization_id: 'uuid', name: 'text', alternate_name: 'text',
    description: 'text', transportation: 'text', latitude: 'number', longitude: 'number', external_identifier: 'text',
    external_identifier_type: 'text', languages: 'many:language', addresses: 'many:address', contacts: 'many:contact',
    accessibility: 'many:accessibility', phones: 'many:phone', schedules: 'many:schedule', attributes: 'many:attribute', metadata: 'many:metadata',
  },
  address: {
    id: 'uuid!', location_id: 'uuid', attention: 'text', address_1: 'text!', address_2: 'text', city: 'text!', region: 'text',
    state_province: 'text!', postal_code: 'text!', country: 'text!', address_type: 'enum:physical|postal|virtual!', attributes: 'many:attribute',
    metadata: 'many:metadata',
  },
  phone: {
    id: 'uuid!', location_id: 'uuid', service_id: 'uuid', organization_id: 'uuid', contact_id: 'uuid', service_at_location_id: 'uuid',
    number: 'text!', extension: 'number', type: 'text', description: 'text', languages: 'many:language', attributes: 'many:attribute',
    metadata: 'many:metadata',
  },
  contact: {
    id: 'uuid!', organization_id: 'uuid', service_id: 'uuid', service_at_location_id: 'uuid', location_id: 'uuid', name: 'text', title: 'text',
    department: 'text', email: 'email', phones: 'many:phone', attributes: 'many:attribute', metadata: 'many:metadata',
  },
  schedule: {
    id: 'uuid!', service_id: 'uuid', location_id: 'uuid', service_at_location_id: 'uuid', valid_from: 'text', valid_to: 'text', dtstart: 'text',
    timezone: 'number', until: 'text', count: 'number', wkst: 'enum:MO|TU|WE|TH|FR|SA|SU', freq: 'enum:WEEKLY|MONTHLY', interval: 'number',
    byday: 'text', byweekno: 'text', bymonthday: 'text', byyearday: 'text', description: 'text', opens_at: 'text', closes_at: 'text',
    schedule_link: 'uri', attending_type: 'text', notes: 'text', attributes: 'many:attribute', metadata: 'many:metadata',
  },
  service_area: {
    id: 'uuid!', service_id: 'uuid', name: 'text', description: 'text', extent: 'text', extent_type: 'text', uri: 'text',
    attributes: 'many:attribute', metadata: 'many:metadata',
  },
  language: {
    id: 'uuid!', service_id: 'uuid', location_id: 'uuid', phone_id: 'uuid', name: 'text', code: 'text', note: 'text', attributes: 'many:attribute',
    metadata: 'many:metadata',
  },
  accessibility: {
    id: 'uuid!', location_id: 'uuid', description: 'text', details: 'text', url: 'uri', attributes: 'many:attribute', metadata: 'many:metadata',
  },
  cost_option: {
    id: 'uuid!', service_id: 'uuid', valid_from: 'text', valid_to: 'text', option: 'text', currency: 'text', amount: 'number',
    amount_description: 'text', attributes: 'many:attribute', metadata: 'many:metadata',
  },
  required_document: {
    id: 'uuid!', service_id: 'uuid', document: 'text', uri: 'uri', attributes: 'many:attribute', metadata: 'many:metadata',
  },
  funding: {
    id: 'uuid!', organization_id: 'uuid', service_id: 'uuid', source: 'text', attributes: 'many:attribute', metadata: 'many:metadata',
  },
  attribute: {
    id: 'uuid!', link_id: 'uuid', taxonomy_term_id: 'uuid', link_type: 'text', link_entity: 'text', value: 'text', taxonomy_term: 'one:taxonomy_term',
    metadata: 'many:metadata',
  },
  taxonomy: {
    id: 'uuid!', name: 'text!', description: 'text!', uri: 'uri', version: 'text', metadata: 'many:metadata',
  },
  taxonomy_term: {
    id: 'uuid!', code: 'text', name: 'text!', description: 'text!', parent_id: 'uuid', taxonomy: 'text', taxonomy_detail: 'one:taxonomy',
    language: 'text', taxonomy_id: 'uuid', term_uri: 'uri', metadata: 'many:metadata',
  },
  metadata: {
    id: 'uuid!', resource_id: 'uuid', resource_type: 'text', last_action_date: 'text!', last_action_type: 'text!', field_name: 'text!',
    previous_value: 'text!', replacement_value: 'text!', updated_by: 'text!',
  },
} as const satisfies Record<string, Record<string, string>>;

export type HsdsName = keyof typeof hsdsObjects;

export type FieldKind = { kind: 'text' | 'number' | 'uuid' | 'uri' | 'email' | 'datetime'; words?: undefined; of?: undefined } | { kind: 'enum'; words: readonly string[]; of?: undefined } | { kind: 'one' | 'many'; of: HsdsName; words?: undefined };

export interface HsdsField {
  name: string;
  isRequired: boolean;
  type: FieldKind;
}

const read = (written: string): Omit<HsdsField, 'name'> => {
  const isRequired = written.endsWith('!');
  const [kind, rest = ''] = (isRequired ? written.slice(0, -1) : written).split(/:(.*)/s);
  if (kind === 'one' || kind === 'many') return { isRequired, type: { kind, of: rest as HsdsName } };
  if (kind === 'enum') return { isRequired, type: { kind, words: rest.split('|') } };
  return { isRequired, type: { kind: kind as 'text' } };
};

const fields = new Map(Object.entries(hsdsObjects).map(([name, object]) => [name as HsdsName, Object.entries(object).map(([field, written]): HsdsField => ({ name: field, ...read(written) }))]));

/** The fields of an object, in the order of the standard. */
export const fieldsOf = (name: HsdsName): readonly HsdsField[] => fields.get(name)!;
