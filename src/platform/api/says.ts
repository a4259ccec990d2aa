/** What an endpoint says of itself in the OpenAPI document. */
import { describeRoute, resolver } from 'hono-openapi';
import { z } from 'zod';
import { localised } from '../words/localised.ts';

/** Error answers, RFC 9457. */
export const problemShape = z.object({
  type: z.literal('about:blank'),
  title: z.string().describe('What is wrong and what to do, as a sentence in the language of the request'),
  status: z.int(),
  code: z.string().describe('Stable name of the problem'),
  errors: z.array(z.object({ path: z.string(), message: z.string(), code: z.string() })).optional().describe('One for each field that does not fit'),
});

/** A text in the languages somebody has written it in. */
export const texts = localised.describe('Language → text');

/** One page of a list. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    data: z.array(item),
    next: z.string().nullable().describe('Pass it as `cursor` for the next page; null at the end'),
  });

/** One page of a list that knows how long it is. */
export const countedListOf = <Item extends z.ZodType>(item: Item) => z.strictObject({ ...listOf(item).shape, total: z.int().describe('How many there are, the filters applied') });

const meanings: Record<number, string> = {
  400: 'The body is no JSON, or the cursor is not one of ours',
  401: 'Needs an API key or a session',
  403: 'Not included in this role',
  404: 'Not there, or not open to this caller',
  409: 'Does not go with what is there already',
  413: 'The body is too long',
  415: 'The body is not called JSON',
  422: 'Something in the request does not fit; `errors` says where',
  429: 'Too many requests; `Retry-After` says how long to wait',
};

interface Said {
  tag: string;
  summary: string;
  description?: string;
  answer: z.ZodType;
  /** 201 for what makes something. */
  status?: 200 | 201;
  /** What is sent, for endpoints that change something. */
  body?: z.ZodType<unknown, unknown>;
  /** For endpoints without anything public. */
  needsKey?: boolean;
  problems?: number[];
}

/** Middleware that describes the endpoint behind it. */
export function says({ tag, summary, description, answer, status = 200, body, needsKey = false, problems = [] }: Said) {
  const all = [...new Set([...problems, ...(needsKey ? [401] : []), ...(body ? [400, 413, 415] : []), 422, 429])].sort();
  return describeRoute({
    tags: [tag],
    summary,
    ...(description && { description }),
    ...(needsKey && { security: [{ key: [] }] }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: resolver(body, { options: { io: 'input' } }) as never } } } }),
    responses: {
      [status]: { description: 'As asked', content: { 'application/json': { schema: resolver(answer) } } },
      ...Object.fromEntries(all.map((code) => [code, { description: meanings[code]!, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }])),
    },
  });
}
