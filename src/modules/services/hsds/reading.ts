/**
 * HSDS JSON coming in: one object, a list, a page of a list (`{contents: […]}`), newline-delimited JSON, or a bundle of named lists.
 * Also the Open Referral UK profile, in its 3.0 form and with the field names of its first edition (`uk-profile.ts`). Pure: nothing is written.
 */
import { idOf } from '../nomenclature/nomenclature.ts';
import { wrongAt } from './json-place.ts';
import { fieldsOf, type HsdsName } from './objects.ts';
import { fromUkProfile } from './uk-profile.ts';

export type HsdsObject = Record<string, unknown> & { id: string };

/** What an object says beside the fields that have columns of their own. */
export const detailsOf = (object: HsdsObject, own: readonly string[]) => Object.fromEntries(Object.entries(object).filter(([field]) => !own.includes(field)));

export interface HsdsProblem {
  /** `services[3].phones[0].number` */
  where: string;
  /** Key of the sentence in `words`. */
  code: 'hsds_not_json' | 'hsds_no_object' | 'hsds_missing' | 'hsds_kind' | 'hsds_word' | 'hsds_no_provider' | 'hsds_nothing';
  values?: Record<string, string>;
}

export interface Directory {
  organizations: HsdsObject[];
  services: HsdsObject[];
  locations: HsdsObject[];
  /** Each with `service_id`; `location_id` where it has a location. */
  serviceAtLocations: HsdsObject[];
  taxonomies: HsdsObject[];
  terms: HsdsObject[];
  problems: HsdsProblem[];
  /** Fields that HSDS 3.0 does not know, with how often they were met; they are not kept. */
  unknown: Map<string, number>;
}

const lists: Record<string, HsdsName> = { organizations: 'organization', services: 'service', locations: 'location', service_at_locations: 'service_at_location', taxonomies: 'taxonomy', taxonomy_terms: 'taxonomy_term' };

/** @param given the file as text, or the lists of a data package. Problems are collected, not thrown: a file is told all of them at once (the first hundred). */
export function readDirectory(given: string | Record<string, object[]>): Directory {
  const directory: Directory = { organizations: [], services: [], locations: [], serviceAtLocations: [], taxonomies: [], terms: [], problems: [], unknown: new Map() };
  const parsed = typeof given === 'string' ? parse(given.replace(/^\uFEFF/, ''), directory.problems) : given;
  if (parsed === undefined) return directory;
  const found = new Map<HsdsName, Map<string, HsdsObject>>();
  const keep = (name: HsdsName, object: HsdsObject) => {
    const all = found.get(name) ?? new Map<string, HsdsObject>();
    found.set(name, all);
    const before = all.get(object.id);
    // The same thing told twice, once with less: what is told more fully stays.
    all.set(object.id, before ? { ...before, ...object } : object);
  };
  for (const { name, object, where } of withServices(objectsIn(parsed, directory.problems))) {
    const clean = normalise(name, fromUkProfile(name, object), where, directory);
    if (clean) takeApart(name, clean, keep);
  }
  const all = (name: HsdsName) => [...(found.get(name)?.values() ?? [])];
  Object.assign(directory, { organizations: all('organization'), services: all('service'), locations: all('location'), serviceAtLocations: all('service_at_location'), taxonomies: all('taxonomy'), terms: all('taxonomy_term') });
  for (const { id, name, organization_id } of directory.services) if (!organization_id) problem(directory.problems, { where: String(id), code: 'hsds_no_provider', values: { name: String(name) } });
  if (!directory.problems.length && !found.size) directory.problems.push({ where: '', code: 'hsds_nothing' });
  return directory;
}

function parse(text: string, problems: HsdsProblem[]): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const lines = text.split(/\r?\n/).map((line, at) => ({ line, at })).filter(({ line }) => line.trim());
    // Newline-delimited JSON: the standard's own format for everything at once.
    if (lines.length > 1 && lines[0]!.line.trim().startsWith('{') && lines[0]!.line.trim().endsWith('}')) {
      const items: unknown[] = [];
      for (const { line, at } of lines) {
        try {
          items.push(JSON.parse(line));
        } catch {
          problem(problems, { where: '', code: 'hsds_not_json', values: { line: String(at + 1), column: wrongAt(line).column } });
        }
      }
      return items;
    }
    problem(problems, { where: '', code: 'hsds_not_json', values: wrongAt(text) });
    return undefined;
  }
}

interface Met { name: HsdsName; object: Record<string, unknown>; where: string }

function* objectsIn(parsed: unknown, problems: HsdsProblem[], where = '', expected: HsdsName | null = null): Generator<Met> {
  if (Array.isArray(parsed)) {
    for (const [at, one] of parsed.entries()) yield* objectsIn(one, problems, `${where}[${at}]`, expected);
    return;
  }
  if (typeof parsed !== 'object' || parsed === null) return problem(problems, { where, code: 'hsds_no_object' });
  const object = parsed as Record<string, unknown>;
  if (Array.isArray(object.contents ?? object.content)) return yield* objectsIn(object.contents ?? object.content, problems, where ? `${where}.contents` : 'contents', expected);
  const named = Object.entries(lists).filter(([key]) => Array.isArray(object[key]));
  // A bundle has lists and no id; a service has an id and may have lists too.
  if (!('id' in object) && named.length) {
    for (const [key, name] of named) yield* objectsIn(object[key], problems, key, name);
    return;
  }
  yield { name: expected ?? kindOf(object), object, where: where || kindOf(object) };
}

/** The standard's full organisation brings its services along, though its schema does not name them. */
function* withServices(met: Iterable<Met>): Generator<Met> {
  for (const one of met) {
    const { services, ...organization } = one.object;
    if (one.name !== 'organization' || !Array.isArray(services)) {
      yield one;
      continue;
    }
    yield { ...one, object: organization };
    for (const [at, service] of services.entries()) {
      if (typeof service === 'object' && service !== null) yield { name: 'service', object: { organization_id: organization.id, ...(service as object) }, where: `${one.where}.services[${at}]` };
    }
  }
}

/** What an object without a label is, by the fields only its kind has. */
function kindOf(object: Record<string, unknown>): HsdsName {
  if ('location_type' in object) return 'location';
  if ('location' in object || 'location_id' in object) return 'service_at_location';
  if ('status' in object || 'organization' in object || 'service_at_locations' in object || 'eligibility_description' in object) return 'service';
  if ('taxonomy_id' in object || 'taxonomy' in object || 'parent_id' in object || 'term_uri' in object) return 'taxonomy_term';
  if (Object.keys(object).every((key) => ['id', 'name', 'description', 'uri', 'version', 'metadata'].includes(key)) && 'version' in object) return 'taxonomy';
  return 'organization';
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Older directories count their records or name them; such an id always becomes the same UUID. */
const asUuid = (id: unknown): string | null => (typeof id === 'number' || (typeof id === 'string' && id.trim()) ? (uuid.test(String(id)) ? String(id).toLowerCase() : idOf(`hsds:${id}`)) : null);

/** What the field names are, only known fields, ids as UUIDs; null where something that must be there is not. */
function normalise(name: HsdsName, raw: Record<string, unknown>, where: string, { problems, unknown }: Directory): HsdsObject | null {
  const clean: Record<string, unknown> = {};
  let isWhole = true;
  const wrong = (field: string, code: HsdsProblem['code'], values: Record<string, string>) => {
    isWhole = false;
    problem(problems, { where: `${where}.${field}`, code, values });
  };
  const known = new Set(fieldsOf(name).map(({ name: field }) => field));
  for (const field of Object.keys(raw)) if (!known.has(field) && !(name === 'service_at_location' && field === 'service')) unknown.set(`${name}.${field}`, (unknown.get(`${name}.${field}`) ?? 0) + 1);
  for (const { name: field, isRequired, type } of fieldsOf(name)) {
    const value = raw[field];
    if (value === null || value === undefined || (value === '' && !isRequired)) {
      // An organisation may be told without a word about it; HSDS wants the field.
      if (isRequired && field === 'description') clean[field] = '';
      else if (isRequired && name === 'address') clean[field] = field === 'address_type' ? 'physical' : '';
      else if (isRequired) wrong(field, 'hsds_missing', { field, object: name });
      continue;
    }
    switch (type.kind) {
      case 'one':
      case 'many': {
        const of = type.of;
        const inner = (type.kind === 'many' ? (Array.isArray(value) ? value : [value]) : [value]).map((one, at) => {
          const place = `${where}.${field}${type.kind === 'many' ? `[${at}]` : ''}`;
          if (typeof one !== 'object' || one === null) return void wrong(field, 'hsds_kind', { field, wanted: of, got: JSON.stringify(one).slice(0, 60) });
          return normalise(of, fromUkProfile(of, one as Record<string, unknown>), place, { problems, unknown } as Directory);
        });
        const whole = inner.filter((one): one is HsdsObject => Boolean(one));
        if (whole.length < inner.length) isWhole = false;
        if (whole.length) clean[field] = type.kind === 'many' ? whole : whole[0];
        break;
      }
      case 'number': {
        const number = typeof value === 'string' && value.trim() ? Number(value) : value;
        if (typeof number === 'number' && Number.isFinite(number)) clean[field] = number;
        else wrong(field, 'hsds_kind', { field, wanted: 'number', got: JSON.stringify(value).slice(0, 60) });
        break;
      }
      case 'uuid': {
        const id = asUuid(value);
        if (id) clean[field] = id;
        else wrong(field, 'hsds_kind', { field, wanted: 'id', got: JSON.stringify(value).slice(0, 60) });
        break;
      }
      case 'enum': {
        const word = String(value).trim();
        const meant = type.words.find((one) => one.toLowerCase() === word.toLowerCase().replaceAll('_', ' '));
        if (meant) clean[field] = meant;
        else wrong(field, 'hsds_word', { field, got: word.slice(0, 60), words: type.words.join(', ') });
        break;
      }
      case 'datetime': {
        const moment = new Date(String(value));
        if (Number.isNaN(moment.getTime())) wrong(field, 'hsds_kind', { field, wanted: 'date_time', got: String(value).slice(0, 60) });
        else clean[field] = moment.toISOString();
        break;
      }
      default: {
        if (typeof value === 'object') wrong(field, 'hsds_kind', { field, wanted: 'text', got: JSON.stringify(value).slice(0, 60) });
        else if (type.kind === 'uri' && !URL.canParse(String(value))) wrong(field, 'hsds_kind', { field, wanted: 'web_address', got: String(value).slice(0, 60) });
        else if (type.kind === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(String(value))) wrong(field, 'hsds_kind', { field, wanted: 'email', got: String(value).slice(0, 60) });
        else clean[field] = String(value);
      }
    }
  }
  return isWhole ? (clean as HsdsObject) : null;
}

/** Things with a life of their own leave what they were told inside; the rest stays where it stands. */
function takeApart(name: HsdsName, object: HsdsObject, keep: (name: HsdsName, object: HsdsObject) => void) {
  const own: HsdsObject = { ...object };
  const inner = (field: string): HsdsObject[] => {
    const value = own[field];
    delete own[field];
    return value === undefined ? [] : Array.isArray(value) ? (value as HsdsObject[]) : [value as HsdsObject];
  };
  switch (name) {
    case 'service': {
      for (const organization of inner('organization')) {
        takeApart('organization', organization, keep);
        own.organization_id = organization.id;
      }
      for (const one of inner('service_at_locations')) takeApart('service_at_location', { ...one, service_id: own.id }, keep);
      const program = own.program as HsdsObject | undefined;
      if (program) own.program_id = program.id;
      break;
    }
    case 'service_at_location':
      for (const location of inner('location')) {
        takeApart('location', location, keep);
        own.location_id = location.id;
      }
      break;
    case 'organization':
      for (const location of inner('locations')) takeApart('location', { ...location, organization_id: own.id }, keep);
      break;
    case 'taxonomy_term':
      for (const taxonomy of inner('taxonomy_detail')) {
        takeApart('taxonomy', taxonomy, keep);
        own.taxonomy_id = taxonomy.id;
      }
      break;
  }
  for (const attribute of (own.attributes as HsdsObject[] | undefined) ?? []) {
    const term = attribute.taxonomy_term as HsdsObject | undefined;
    if (term) takeApart('taxonomy_term', term, keep);
  }
  keep(name, own);
}

function problem(problems: HsdsProblem[], one: HsdsProblem): undefined {
  if (problems.length < 100) problems.push(one);
  return undefined;
}
