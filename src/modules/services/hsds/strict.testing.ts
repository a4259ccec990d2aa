/** For tests: the official schemas of HSDS 3.0, made strict: a field they do not name is an error. */
import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const folder = new URL('./schema/', import.meta.url);
const strict = (_: string, value: unknown) => (value && typeof value === 'object' && 'properties' in value && value.properties && !Array.isArray(value.properties) ? { ...value, additionalProperties: false } : value);
const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
for (const name of [...readdirSync(folder), ...readdirSync(new URL('compiled/', folder)).map((file) => `compiled/${file}`)].filter((name) => name.endsWith('.json') && name !== 'openapi.json')) {
  ajv.addSchema({ ...JSON.parse(readFileSync(new URL(name, folder), 'utf8'), strict), $id: `https://hsds.test/${name}` });
}

const told = (validate: ValidateFunction, value: unknown) => {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
};

/** What is wrong with this object; nothing when it fits. @param schema `service.json`, `compiled/service_list.json` */
export const problemsOf = (schema: string, value: unknown): string[] => told(ajv.getSchema(`https://hsds.test/${schema}`)!, value);

/** The same for a page of a list: the standard's `Page` with all of its fields, and its `contents`. @param item schema of what the page holds */
export function strictPage(item: string): (page: unknown) => string[] {
  const { components } = JSON.parse(readFileSync(new URL('openapi.json', folder), 'utf8')) as { components: { schemas: { Page: { properties: Record<string, object> } } } };
  const properties = { ...components.schemas.Page.properties, contents: { type: 'array', items: { $ref: `https://hsds.test/${item}` } } };
  const validate = ajv.compile({ type: 'object', properties, required: Object.keys(properties), additionalProperties: false });
  return (page) => told(validate, page);
}

/** An object as everybody may read it: without contacts who are persons, and without their numbers. */
export function withoutPersons<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutPersons) as T;
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).map(([field, inner]) => [field, Array.isArray(inner) && (field === 'contacts' || field === 'phones') ? inner.filter(({ name, contact_id }) => !name && !contact_id) : inner]);
  return Object.fromEntries(kept.filter(([, inner]) => !(Array.isArray(inner) && !inner.length)).map(([field, inner]) => [field, withoutPersons(inner)])) as T;
}
