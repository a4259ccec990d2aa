/** What a request asks and sends, checked before an endpoint sees it. What an endpoint does not know is refused, never ignored (ASVS 5.0 15.3.3). */
import { validator } from 'hono-openapi';
import { z } from 'zod';
import { InvalidInput, notFound, Problem } from '../problem.ts';
import { locales } from '../words/locales.ts';
import type { ApiContext } from './api.ts';

/** Every endpoint understands it; without it the language comes from `Accept-Language`. */
const lang = z.enum(locales).optional().describe('Language of names and sentences');

/** Where a page of a list begins, and how long it is. */
export const page = {
  cursor: z.string().max(4_000).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** Words of a name, in any script and spelling. */
export const words = z.string().trim().max(200).optional().describe('Words of the name, in any script, with or without diacritics');

/** The query string. */
export const asked = <Shape extends z.ZodRawShape>(shape: Shape) =>
  validator('query', z.strictObject({ ...shape, lang }), (result) => {
    if (!result.success) throw InvalidInput.from(result.error.map((issue) => ({ ...issue, ...wanted(shape, issue) })));
  });

/**
 * What a parameter may be, said with its name: "limit is a whole number from 1 to 200". A program's maker sees no form with the field's own words beside it.
 * @returns the key of the sentence and its values
 */
export function wanted(shape: z.ZodRawShape, { path, code, keys }: { path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined; code?: string; keys?: readonly string[] }): { message?: string; details?: Record<string, string | number> } {
  if (keys) return { message: 'platform.asked_unknown', details: { field: keys.join(', '), choices: [...new Set([...Object.keys(shape), 'lang'])].join(', ') } };
  const [part] = path ?? [];
  const field = String(typeof part === 'object' ? part.key : part);
  const of = field === 'lang' ? lang : shape[field];
  if (!of) return {};
  const { type, minimum, maximum, maxLength, enum: choices, format } = z.toJSONSchema(of as z.ZodType, { io: 'input', unrepresentable: 'any' }) as { [key in 'type' | 'format']?: string } & { [key in 'minimum' | 'maximum' | 'maxLength']?: number } & { enum?: string[] };
  if (choices) return { message: 'platform.asked_choice', details: { field, choices: choices.join(', ') } };
  if (type === 'integer' && minimum !== undefined && maximum !== undefined) return { message: 'platform.asked_range', details: { field, least: minimum, most: maximum } };
  if (format === 'date') return { message: 'platform.asked_day', details: { field } };
  if (maxLength !== undefined && code === 'too_big') return { message: 'platform.asked_length', details: { field, most: maxLength } };
  return { message: 'platform.asked_other', details: { field } };
}

export const id = z.uuid().lowercase();
export const slug = z.string().max(80).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** The changing parts of the address: what can be no id or slug is no address at all, and never reaches the database. */
export const at = <Shape extends z.ZodRawShape>(shape: Shape) =>
  validator('param', z.object(shape), (result) => {
    if (!result.success) throw notFound();
  });

/** Longest body the API reads, in bytes. */
export const longestBody = 1_000_000;

/**
 * The JSON that was sent, together with what the address says; whether it fits is the command's to say, once.
 * @throws Problem 400 when it is no JSON object, InvalidInput when it says something that is the address's to say.
 */
export async function sent<Address extends Record<string, unknown>>(c: ApiContext, address = {} as Address): Promise<Record<string, unknown>> {
  const body = await c.req.json().catch((error: unknown) => {
    throw error instanceof SyntaxError ? new Problem(400, 'platform.malformed_json') : error;
  });
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Problem(400, 'platform.malformed_json');
  const twice = Object.keys(address).filter((key) => key in body);
  if (twice.length) throw new InvalidInput(twice.map((path) => ({ path, message: 'Said by the address', code: 'unrecognized_keys' })));
  return { ...body, ...address };
}
