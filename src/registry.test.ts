import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { program } from '#platform/api/testing.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { plantNetwork, type PlantedNetwork } from '#modules/programmes/testing.ts';
import { api, plugIn } from './registry.ts';

withDatabase();
const visitor = program(api, null);
let a: PlantedNetwork;
let b: PlantedNetwork;
let specification: Specification;

interface Operation {
  responses: Record<string, { content: Record<string, { schema: object }> }>;
  security?: object[];
  requestBody?: object;
  parameters?: { name: string; in: string }[];
}
interface Specification {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
  servers: { url: string }[];
}

beforeAll(async () => {
  plugIn();
  a = await plantNetwork('Alfa');
  b = await plantNetwork('Beta');
  specification = (await visitor.get('/openapi.json')).body;
});

const operations = () => Object.entries(specification.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation, name: `${method} ${path.replace('/api/v1', '')}` })));

/** The path with ids of this network's published or unpublished programme in it. */
function addressed(path: string, network: PlantedNetwork, of: 'published' | 'secret'): string {
  const programme = network[of];
  const ids: Record<string, string> = { slug: programme.slug, indicator: programme.indicators.people, publication: programme.publicationId };
  const id = path.startsWith('/api/v1/events') ? programme.eventId : path.startsWith('/api/v1/organisations') ? network.organisations[of === 'published' ? 'implementer' : 'inner'] : path.startsWith('/api/v1/networks') ? network.alliances[of].alliance : path.startsWith('/api/v1/people') ? network.people[0]!.personId : path.startsWith('/api/v1/evidence') ? programme.participations[0]! : 'RS-L-71269';
  return path.replace('/api/v1', '').replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? id) + (path.endsWith('/places') ? '?q=Sabac' : '');
}

/** What fits the endpoint, so that nothing but the address decides. */
const fitting = (path: string) =>
  path.endsWith('/evidence') ? { kind: 'reported-figure', happenedOn: '2022-05-04', payload: { what: 'output', value: 1, sentence: 'Said.' } } : path.endsWith('/corrections') ? { payload: {} } : { reason: 'It did not happen.' };

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1 by the official schema', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(specification) as never)).toEqual({ valid: true });
    expect(specification.openapi).toBe('3.1.0');
    expect(specification.servers).toEqual([{ url: 'http://kolo.test' }]);
  });

  test('names every endpoint there is, and no other', () => {
    expect(operations().map(({ name }) => name).sort()).toEqual(
      [
        'get /programmes', 'get /programmes/{slug}', 'get /programmes/{slug}/framework', 'get /programmes/{slug}/results', 'get /programmes/{slug}/results/{indicator}', 'get /programmes/{slug}/results/{indicator}/evidence',
        'get /programmes/{slug}/claims', 'get /programmes/{slug}/events', 'get /programmes/{slug}/publications', 'get /programmes/{slug}/publications/{publication}', 'post /programmes/{slug}/evidence',
        'get /events', 'get /events/{id}', 'post /evidence/{id}/corrections', 'post /evidence/{id}/withdrawal', 'get /organisations', 'get /organisations/{id}', 'post /organisations', 'get /networks', 'get /networks/{id}', 'get /agreements', 'get /people', 'get /people/{id}', 'post /people',
        'get /places', 'get /places/{id}', 'get /log',
      ].sort(),
    );
    const served = new Set(api.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method.toLowerCase()} ${path.replace('/api/v1', '').replace(/:(\w+)/g, '{$1}')}`));
    served.delete('get /openapi.json');
    expect([...served].sort()).toEqual(operations().map(({ name }) => name).sort());
  });
});

describe('every answer', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const compiled = new Map<object, ValidateFunction>();
  const problemsOf = (schema: object, body: unknown) => {
    if (!compiled.has(schema)) compiled.set(schema, ajv.compile({ ...schema, components: specification.components }));
    const fits = compiled.get(schema)!;
    return fits(body) ? [] : fits.errors;
  };

  test.each(['visitor', 'coordinator', 'auditor'] as const)('to a %s is what the document says, field for field (ASVS 5.0 15.3.1)', async (who) => {
    const asking = program(api, who === 'visitor' ? null : a.accounts[who].scope);
    const answered: [string, number][] = [];
    for (const { path, method, operation, name } of operations()) {
      if (method !== 'get') continue;
      const { status, body, headers } = await asking.get(addressed(path, a, 'published'));
      const said = operation.responses[status]?.content[headers.get('content-type')!.split(';')[0]!];
      expect([name, status, problemsOf(said?.schema ?? { not: {} }, body)]).toEqual([name, status, []]);
      answered.push([name, status]);
    }
    const refused = Object.fromEntries(answered.filter(([, status]) => status !== 200));
    if (who === 'visitor') expect(refused).toEqual({ 'get /people': 401, 'get /people/{id}': 401, 'get /agreements': 401, 'get /log': 401 });
    if (who === 'coordinator') expect(refused).toEqual({});
    if (who === 'auditor') expect(refused).toEqual({ 'get /people': 403, 'get /people/{id}': 404 });
  });

  test('to a program of another network, about what is not published, is "not there" (ASVS 5.0 8.4.1)', async () => {
    for (const who of [null, ...Object.values(b.accounts).map(({ scope }) => scope)]) {
      const asking = program(api, who);
      for (const { path, method, name } of operations()) {
        if (!path.includes('{') || path.startsWith('/api/v1/places')) continue;
        const { status, body, text } = method === 'get' ? await asking.get(addressed(path, a, 'secret')) : await asking.post(addressed(path, a, 'secret'), fitting(path));
        expect([name, status, [...a.personal, ...a.unpublished, ...a.inner].filter((word) => text.includes(word))]).toEqual([name, who === null && /people|log|post/.test(name) ? 401 : 404, []]);
        expect(problemsOf(specification.components.schemas.Problem!, body)).toEqual([]);
      }
    }
  });

  test.each(['post /people', 'post /organisations'])('a visitor cannot %s', async (name) => {
    expect((await visitor.post(name.split(' ')[1]!, { surname: 'X' })).status).toBe(401);
  });

  test('to an id that nobody has is 404, not a bug', async () => {
    const coordinator = program(api, a.accounts.coordinator.scope);
    for (const { path, method } of operations()) {
      if (!path.includes('{')) continue;
      const address = path.replace('/api/v1', '').replace(/\{(\w+)\}/g, (_, name: string) => (name === 'slug' ? 'nobody-has-this' : newId()));
      expect([path, (method === 'get' ? await coordinator.get(address) : await coordinator.post(address, fitting(path))).status]).toEqual([path, 404]);
    }
  });

  test.each([...["'; drop table person; --", '%00', '%F0%9F%92%A9', '\u202e', '..%2F..', '1e999', '-1', 'null', '[object Object]'].map((text) => [text, text]), ['a very long text', 'x'.repeat(5000)]] as [string, string][])('to nonsense is 404 or 422, never a bug: %s', async (_, nonsense) => {
    const coordinator = program(api, a.accounts.coordinator.scope);
    for (const { path, method, operation } of operations()) {
      if (method !== 'get') continue;
      const encoded = nonsense.includes('%') ? nonsense : encodeURIComponent(nonsense);
      if (path.includes('{')) expect([path, (await coordinator.get(path.replace('/api/v1', '').replace(/\{(\w+)\}/g, encoded))).status]).toEqual([path, 404]);
      for (const { name } of (operation.parameters ?? []).filter((parameter) => parameter.in === 'query')) {
        const address = addressed(path, a, 'published');
        const { status } = await coordinator.get(`${address}${address.includes('?') ? '&' : '?'}${name}=${encoded}`);
        expect([path, name, [200, 400, 404, 422].includes(status)]).toEqual([path, name, true]);
      }
    }
  });
});
