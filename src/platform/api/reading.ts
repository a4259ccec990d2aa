/** The OpenAPI document as a person reads it: endpoints by subject, shapes as lists of fields, an example for each. Pure. */
import type { ApiDocument, Operation, Schema } from './document.ts';

export interface FieldRead {
  /** `data[].titles`: how it is reached from the top. */
  name: string;
  /** `text`, `number | null`, `one | another`, or the name of a shape. */
  type: string;
  /** The shape it is made of, when that has a place of its own. */
  shape: string | null;
  isRequired: boolean;
  description: string | null;
}

export interface EndpointRead {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string | null;
  needsKey: boolean;
  parameters: FieldRead[];
  sent: FieldRead[];
  status: string;
  answer: FieldRead[];
  problems: { status: string; description: string }[];
  example: string;
}

export interface ApiRead {
  subjects: { name: string; title: string; endpoints: EndpointRead[] }[];
  shapes: { name: string; fields: FieldRead[] }[];
}

/** @param origin what addresses begin with, e.g. `https://kolo.example` */
export function readDocument(document: ApiDocument, origin: string): ApiRead {
  const endpoints = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ tag: operation.tags[0], ...endpoint(method, path, operation, origin) })));
  return {
    subjects: document.tags.map(({ name, description }) => ({ name, title: description, endpoints: endpoints.filter(({ tag }) => tag === name) })),
    shapes: Object.entries(document.components.schemas).map(([name, schema]) => ({ name, fields: fieldsOf(schema) })),
  };
}

function endpoint(method: string, path: string, operation: Operation, origin: string): EndpointRead {
  const sent = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const [[status, answered], ...problems] = Object.entries(operation.responses).sort(([a], [b]) => Number(a) - Number(b)) as [[string, Operation['responses'][string]], ...[string, Operation['responses'][string]][]];
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    description: operation.description ?? null,
    needsKey: operation.security !== undefined,
    parameters: (operation.parameters ?? []).map(({ name, required = false, description = null, schema }) => ({ name, ...typed(schema), isRequired: required, description })),
    sent: sent ? fieldsOf(sent) : [],
    status,
    answer: fieldsOf(Object.values(answered.content)[0]!.schema),
    problems: problems.map(([status, { description }]) => ({ status, description })),
    example: exampleOf(method, path, operation, sent, origin),
  };
}

/** Objects inside objects are read on, up to the shapes that have a place of their own. */
function fieldsOf(schema: Schema, before = '', isRequired = true): FieldRead[] {
  const inner = notNull(schema);
  if (inner.properties) {
    const own = Object.entries(inner.properties).flatMap(([name, property]) => fieldsOf(property, before ? `${before}.${name}` : name, inner.required?.includes(name) ?? false));
    return before ? [{ name: before, ...typed(schema), isRequired, description: schema.description ?? null }, ...own] : own;
  }
  if (inner.items && !inner.items.$ref && notNull(inner.items).properties) return [{ name: before, ...typed(schema), isRequired, description: schema.description ?? null }, ...fieldsOf(inner.items, `${before}[]`).slice(1)];
  return before ? [{ name: before, ...typed(schema), isRequired, description: schema.description ?? null }] : [];
}

const notNull = (schema: Schema): Schema => schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;

function typed(schema: Schema): Pick<FieldRead, 'type' | 'shape'> {
  if (schema.anyOf) {
    const all = schema.anyOf.map(typed);
    return { type: [...new Set(all.map(({ type }) => type))].join(' | '), shape: all.find(({ shape }) => shape)?.shape ?? null };
  }
  if (schema.$ref) {
    const shape = schema.$ref.split('/').at(-1)!;
    return { type: shape, shape };
  }
  if (schema.enum) return { type: schema.enum.join(' | '), shape: null };
  if (schema.const !== undefined) return { type: String(schema.const), shape: null };
  if (schema.items) {
    const { type, shape } = typed(schema.items);
    return { type: `${type}[]`, shape };
  }
  const types = [schema.type ?? 'any'].flat().map((type) => (type === 'string' ? (schema.format ?? 'string') : type));
  return { type: types.join(' | '), shape: null };
}

/** What stands for an id or a slug in an example. */
const samples: Record<string, string> = { slug: 'families-in-crisis' };

function exampleOf(method: string, path: string, { operationId, security, parameters = [] }: Operation, sent: Schema | undefined, origin: string): string {
  const asked = operationId === 'findPlaces' ? '?q=Sapcu' : parameters.some(({ name }) => name === 'limit') ? '?limit=10' : '';
  const lines = [`curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${origin}${path.replace(/\{(\w+)\}/g, (_, name: string) => samples[name] ?? `<${name}>`)}${asked}'`];
  if (security) lines.push(`-H 'Authorization: Bearer <key>'`);
  if (sent) lines.push(`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(Object.fromEntries((sent.required ?? Object.keys(sent.properties ?? {}).slice(0, 2)).map((name) => [name, sampleOf(sent.properties![name]!)])))}'`);
  return lines.join(' \\\n  ');
}

function sampleOf(schema: Schema): unknown {
  const inner = notNull(schema);
  if (inner.enum) return inner.enum[0];
  if (inner.type === 'object' || inner.properties) return {};
  if (inner.type === 'array') return [];
  if (inner.format === 'date') return '2022-05-04';
  return '…';
}
