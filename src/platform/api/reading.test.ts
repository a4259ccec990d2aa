import { describe, expect, test } from 'vitest';
import type { ApiDocument } from './document.ts';
import { readDocument } from './reading.ts';

const answer = (schema: object) => ({ description: 'As asked', content: { 'application/json': { schema } } });
const document = {
  openapi: '3.1.0',
  info: { title: 'Kolo', version: '1', description: '' },
  tags: [{ name: 'things', description: 'Things' }],
  paths: {
    '/api/v1/things/{slug}': {
      get: {
        operationId: 'readThing',
        tags: ['things'],
        summary: 'One thing',
        parameters: [{ name: 'slug', in: 'path', required: true, schema: { type: 'string' } }, { name: 'limit', in: 'query', description: 'How many', schema: { type: 'integer', default: 50 } }],
        responses: {
          404: { description: 'Not there', content: {} },
          200: answer({
            type: 'object',
            required: ['data'],
            properties: {
              data: { type: 'array', items: { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' }, state: { enum: ['on', 'off'] } } } },
              figure: { anyOf: [{ $ref: '#/components/schemas/Figure' }, { type: 'null' }], description: 'What came out' },
              bounds: { anyOf: [{ type: 'object', properties: { least: { type: ['number', 'null'] } } }, { type: 'null' }] },
            },
          }),
        },
      },
      post: {
        operationId: 'changeThing',
        tags: ['things'],
        summary: 'Change it',
        security: [{ key: [] }],
        requestBody: { content: { 'application/json': { schema: { type: 'object', required: ['on'], properties: { on: { type: 'string', format: 'date' }, note: { type: 'string' } } } } } },
        responses: { 201: answer({ type: 'object', properties: { id: { type: 'string' } } }) },
      },
    },
  },
  components: { schemas: { Figure: { type: 'object', properties: { net: { type: 'number', description: 'Each once' } } } } },
} as ApiDocument;

describe('the document as a person reads it', () => {
  const { subjects, shapes } = readDocument(document, 'https://kolo.example');
  const [get, post] = subjects[0]!.endpoints;

  test('fields stand one below the other, down to shapes of their own', () => {
    expect(get!.answer.map(({ name, type, shape, isRequired }) => [name, type, shape, isRequired])).toEqual([
      ['data', 'object[]', null, true],
      ['data[].id', 'uuid', null, true],
      ['data[].state', 'on | off', null, false],
      ['figure', 'Figure | null', 'Figure', false],
      ['bounds', 'object | null', null, false],
      ['bounds.least', 'number | null', null, false],
    ]);
    expect(shapes).toEqual([{ name: 'Figure', fields: [{ name: 'net', type: 'number', shape: null, isRequired: false, description: 'Each once' }] }]);
  });

  test('parameters, other answers, and who needs a key', () => {
    expect(get!.parameters.map(({ name, isRequired, description }) => [name, isRequired, description])).toEqual([['slug', true, null], ['limit', false, 'How many']]);
    expect([get!.status, get!.problems, get!.needsKey, post!.needsKey]).toEqual(['200', [{ status: '404', description: 'Not there' }], false, true]);
  });

  test('an example that can be copied', () => {
    expect(get!.example).toBe("curl 'https://kolo.example/api/v1/things/families-in-crisis?limit=10'");
    expect(post!.example).toBe("curl -X POST 'https://kolo.example/api/v1/things/families-in-crisis' \\\n  -H 'Authorization: Bearer <key>' \\\n  -H 'Content-Type: application/json' \\\n  -d '{\"on\":\"2022-05-04\"}'");
  });
});
