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
  detail: z.string().optional().describe('The sentences of all fields that do not fit'),
  errors: z.array(z.object({ path: z.string(), message: z.string(), code: z.string() })).optional().describe('One for each field that does not fit'),
});

/** A text in the languages somebody has written it in. */
export const texts = localised.meta({ id: 'Texts', description: 'Language → text' });

/** One page of a list. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    data: z.array(item),
    next: z.string().nullable().describe('Pass it as `cursor` for the next page; null at the end'),
  });

/** One page of a list that knows how long it is. */
export const countedListOf = <Item extends z.ZodType>(item: Item) => z.strictObject({ ...listOf(item).shape, total: z.int().describe('How many there are, the filters applied') });

/** A list by what was typed: `alike` is true where nothing is called so and the list holds what is spelt nearly so. */
export const foundListOf = <Item extends z.ZodType>(item: Item) => z.strictObject({ ...countedListOf(item).shape, alike: z.boolean().describe('Whether nothing is called as asked for in q, and these are only spelt alike') });

interface Said {
  tag: string;
  /** Its name for programs; its words are `api.<name>`, and `api.<name>_more` where there is more to say. */
  name: string;
  answer: z.ZodType;
  /** 201 for what makes something. */
  status?: 200 | 201;
  /** What is sent, for endpoints that change something. */
  body?: z.ZodType<unknown, unknown>;
  /** For endpoints without anything public. */
  needsKey?: boolean;
  problems?: number[];
}

/** Middleware that describes the endpoint behind it; the words are put in for the reader's language (`document.ts`). */
export function says({ tag, name, answer, status = 200, body, needsKey = false, problems = [] }: Said) {
  const all = [...new Set([...problems, ...(needsKey ? [401] : []), ...(body ? [400, 413, 415] : []), 422, 429])].sort();
  return describeRoute({
    tags: [tag],
    operationId: name,
    ...(needsKey && { security: [{ key: [] }] }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: resolver(body, { options: { io: 'input' } }) as never } } } }),
    responses: {
      [status]: { description: '', content: { 'application/json': { schema: resolver(answer) } } },
      ...Object.fromEntries(all.map((code) => [code, { description: '', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }])),
    },
  });
}
