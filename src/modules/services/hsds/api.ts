/**
 * The directory for other programs, as HSDS 3.0 lays it down (docs.openreferral.org, openapi.json of version 3.0), under `/hsds`. Public: no key, published services only.
 * Lists answer `{total_items, total_pages, page_number, size, first_page, last_page, empty, contents}`, or one object a line with `format=ndjson`.
 */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiContext, ApiEnv } from '#platform/api/api.ts';
import { wanted } from '#platform/api/asked.ts';
import { InvalidInput, notFound, Problem } from '#platform/problem.ts';
import { directoryPackage } from './package.ts';
import { hsdsAll, hsdsOne, hsdsPage, importedTerms, type HsdsFilter, type ListName } from './queries.ts';
import { officialSchema, openapiDocument } from './official.ts';
import { shippedTaxonomies, shippedTerms } from './terms.ts';
import { directoryVersions, stateOf } from './version-queries.ts';

const truth = z.enum(['true', 'false', '1', '0']).transform((word) => word === 'true' || word === '1').optional();
const uuid = z.uuid().lowercase();
/** Ours: the language of what is said about a mistake. */
const lang = z.string().max(10).optional();
const paging = { page: z.coerce.number().int().min(1).max(1_000_000).default(1), per_page: z.coerce.number().int().min(1).max(500).default(50), format: z.enum(['json', 'ndjson']).default('json'), lang };
const search = z.string().trim().max(200).optional();
const filters = {
  search,
  taxonomy_term_id: uuid.optional(),
  taxonomy_id: uuid.optional(),
  organization_id: uuid.optional(),
  modified_after: z.string().max(40).refine((text) => !Number.isNaN(Date.parse(text))).transform((text) => new Date(text).toISOString()).optional(),
  full: truth,
};

/** The standard wants the minimal ones "within one call". */
const atOnce = { minimal: 100_000, else: 500 };

const shapes = {
  services: { ...paging, per_page: z.coerce.number().int().min(1).max(atOnce.minimal).optional(), ...filters, minimal: truth },
  organizations: { ...paging, search, full: truth, full_service: truth },
  service_at_locations: { ...paging, ...filters, postcode: z.string().trim().max(20).optional(), proximity: z.coerce.number().positive().max(20_000_000).optional() },
  taxonomies: { ...paging, search },
  taxonomy_terms: { ...paging, search, taxonomy_id: uuid.optional(), top_only: truth, parent_id: uuid.optional() },
  organization: { full_service: truth, lang },
  one: { lang },
};
type Query<Name extends keyof typeof shapes> = z.infer<z.ZodObject<(typeof shapes)[Name]>>;

/** @throws InvalidInput 422 for what the standard does not know or that does not fit: an answer to less than was asked would be taken for the whole one */
function asked<Name extends keyof typeof shapes>(c: ApiContext, name: Name): Query<Name> {
  const result = z.strictObject(shapes[name]).safeParse(c.req.query());
  if (!result.success) throw InvalidInput.from(result.error.issues.map((issue) => ({ ...issue, ...wanted(shapes[name], issue) })));
  return result.data as unknown as Query<Name>;
}

const isAnId = (id: string) => uuid.safeParse(id).success;
const json = (text: string) => new Response(text, { headers: { 'content-type': 'application/json; charset=utf-8' } });

/** A page around objects that are JSON already; nothing is parsed to be written again. */
function pageOf(contents: readonly string[], total: number, page: number, perPage: number): Response {
  const pages = Math.ceil(total / perPage);
  const head = { total_items: total, total_pages: pages, page_number: page, size: contents.length, first_page: page === 1, last_page: page >= pages, empty: contents.length === 0 };
  return json(`${JSON.stringify(head).slice(0, -1)},"contents":[${contents.join(',')}]}`);
}

const encoder = new TextEncoder();

/** One object a line, as fast as the reader takes them. */
function lines(objects: AsyncIterable<string>): Response {
  const iterator = objects[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`${value}\n`));
    },
    async cancel() {
      await iterator.return?.(undefined);
    },
  });
  return new Response(stream, { headers: { 'content-type': 'application/x-ndjson; charset=utf-8' } });
}

async function list(c: ApiContext, name: ListName): Promise<Response> {
  const query: Query<'services'> & Partial<Query<'service_at_locations'> & Query<'organizations'>> = asked(c, name) as never;
  const perPage = query.per_page ?? (query.minimal ? atOnce.minimal : 50);
  if (perPage > atOnce.else && !query.minimal) throw InvalidInput.from([{ path: ['per_page'], code: 'too_big', message: 'platform.asked_range', details: { field: 'per_page', least: 1, most: atOnce.else } }]);
  if (query.proximity !== undefined && !query.postcode) throw new Problem(422, 'services.hsds_proximity', {}, 'proximity');
  const filter: HsdsFilter = {
    search: query.search,
    taxonomyTermId: query.taxonomy_term_id,
    taxonomyId: query.taxonomy_id,
    organizationId: query.organization_id,
    modifiedAfter: query.modified_after,
    postcode: query.postcode,
    proximity: query.proximity,
  };
  const detail = query.minimal ? 'minimal' : query.full_service ? 'services' : query.full ? 'full' : 'list';
  if (query.format === 'ndjson') return lines(hsdsAll(name, filter, detail));
  const networks = await directoryVersions();
  // Whoever has this page already is told so, as long as nothing of the directory has changed.
  const etag = `W/"${createHash('sha1').update(`${stateOf(networks)} ${name} ${JSON.stringify(query)}`).digest('base64url')}"`;
  const headers = { etag, 'cache-control': 'public, no-cache' };
  if (c.req.header('if-none-match')?.split(/\s*,\s*/).includes(etag)) return new Response(null, { status: 304, headers });
  const { items, total } = await hsdsPage(networks, name, filter, { page: query.page, perPage, detail });
  const response = pageOf(items, total, query.page, perPage);
  for (const [header, value] of Object.entries(headers)) response.headers.set(header, value);
  return response;
}

/** Vocabularies are few: they are put together in memory. */
function listOfTerms<Item extends { id: string; name: string }>(items: readonly Item[], { page, per_page, format, search }: { page: number; per_page: number; format: string; search?: string | undefined }): Response {
  const wanted = search?.toLocaleLowerCase();
  const all = items.filter((item) => !wanted || JSON.stringify(item).toLocaleLowerCase().includes(wanted)).map((item) => JSON.stringify(item));
  if (format === 'ndjson') return new Response(all.map((item) => `${item}\n`).join(''), { headers: { 'content-type': 'application/x-ndjson; charset=utf-8' } });
  return pageOf(all.slice((page - 1) * per_page, page * per_page), all.length, page, per_page);
}

const allTaxonomies = async () => [...shippedTaxonomies(), ...(await importedTerms()).taxonomies] as { id: string; name: string }[];
const allTerms = async () => [...shippedTerms(), ...(await importedTerms()).terms] as { id: string; name: string; taxonomy_id?: string; parent_id?: string }[];

export const hsdsApi = new Hono<ApiEnv>()
  .get('/', (c) => {
    const origin = new URL(c.req.url).origin;
    return c.json({ version: '3.0', profile: 'https://docs.openreferral.org/en/v3.0.0/hsds/schema_reference.html', openapi_url: `${origin}/hsds/openapi.json` });
  })
  .get('/openapi.json', (c) => c.json(openapiDocument(new URL(c.req.url).origin)))
  .get('/schema/:name{.+\\.json}', (c) => json(officialSchema(c.req.param('name')) ?? missing()))
  .get('/datapackage.zip', () => new Response(directoryPackage(), { headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="hsds-3.0.zip"' } }))
  .get('/services', (c) => list(c, 'services'))
  .get('/organizations', (c) => list(c, 'organizations'))
  .get('/service_at_locations', (c) => list(c, 'service_at_locations'))
  .get('/services/:id', (c) => one(c, 'services'))
  .get('/organizations/:id', (c) => one(c, 'organizations', asked(c, 'organization').full_service ? 'services' : 'full'))
  .get('/service_at_locations/:id', (c) => one(c, 'service_at_locations'))
  .get('/taxonomies', async (c) => listOfTerms(await allTaxonomies(), asked(c, 'taxonomies')))
  .get('/taxonomies/:id', async (c) => asked(c, 'one') && c.json((await allTaxonomies()).find(({ id }) => id === c.req.param('id')) ?? missing()))
  .get('/taxonomy_terms', async (c) => {
    const query = asked(c, 'taxonomy_terms');
    const terms = await allTerms();
    const parents = new Set(terms.map(({ parent_id }) => parent_id));
    // The standard's own words for `top_only` are "that have not child terms".
    return listOfTerms(terms.filter((term) => (!query.taxonomy_id || term.taxonomy_id === query.taxonomy_id) && (!query.parent_id || term.parent_id === query.parent_id) && (!query.top_only || !parents.has(term.id))), query);
  })
  .get('/taxonomy_terms/:id', async (c) => asked(c, 'one') && c.json((await allTerms()).find(({ id }) => id === c.req.param('id')) ?? missing()));

async function one(c: ApiContext, name: ListName, detail: 'full' | 'services' = 'full'): Promise<Response> {
  if (name !== 'organizations') asked(c, 'one');
  const id = c.req.param('id')!;
  return json(isAnId(id) ? await hsdsOne(name, id.toLowerCase(), detail) : missing());
}

function missing(): never {
  throw notFound();
}
