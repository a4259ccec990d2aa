import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { createApi, endpoints } from './api.ts';
import { asked, at, id, longestBody, page, sent } from './asked.ts';
import { countedListOf, says } from './says.ts';
import { program } from './testing.ts';

const api = createApi([
  endpoints()
    .get('/things', says({ tag: 'things', name: 'listThings', answer: countedListOf(z.strictObject({ id: z.uuid() })) }), asked({ ...page, q: z.string().max(5).optional() }), (c) => c.json({ data: [], next: null, total: 0, asked: c.req.valid('query') }))
    .get('/things/:id', says({ tag: 'things', name: 'readThing', answer: z.strictObject({ id: z.uuid() }), problems: [404] }), at({ id }), (c) => c.json({ id: c.req.valid('param').id }))
    .post('/things/:id', says({ tag: 'things', name: 'changeThing', answer: z.unknown(), body: z.strictObject({ name: z.string() }), needsKey: true }), at({ id }), async (c) => c.json(await sent(c, { thingId: c.req.valid('param').id })))
    .get('/broken', () => {
      throw new Error('the password is hunter2');
    })
    .get('/refused', () => {
      throw new Problem(409, 'platform.overlaps');
    }),
]);
const visitor = program(api, null);
const thing = '/things/0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001';

describe('what is asked', () => {
  test('an unknown parameter is refused and named, with a sentence in the language of the request', async () => {
    expect(await visitor.get('/things?colour=red')).toMatchObject({
      status: 422,
      body: { type: 'about:blank', status: 422, code: 'platform.invalid_input', errors: [{ path: 'colour', message: '“colour” is not known here. Known are: cursor, limit, q, lang.', code: 'unrecognized_keys' }] },
    });
    const { body } = await visitor.get('/things?colour=red&lang=bg');
    expect(body.errors[0].message).toMatch(/[а-я]{5}/);
  });

  test.each(['limit=0', 'limit=201', 'limit=many', 'q=toolong', 'q=a&q=b', 'lang=xx'])('%s is refused', async (query) => {
    expect(await visitor.get(`/things?${query}`)).toMatchObject({ status: 422, body: { errors: [{ path: query.split('=')[0] }] } });
  });

  test.each([
    ['limit=abc', '“limit” is a whole number from 1 to 200.'],
    ['limit=0', '“limit” is a whole number from 1 to 200.'],
    ['limit=1.5', '“limit” is a whole number from 1 to 200.'],
    ['limit=201', '“limit” is a whole number from 1 to 200.'],
    ['q=toolong', '“q” has at most 5 characters.'],
    ['lang=xx', '“lang” is one of: sr-Cyrl, sr-Latn, bg, ro, en.'],
  ])('the sentence about %s names the parameter and what it may be', async (query, message) => {
    expect((await visitor.get(`/things?${query}`)).body).toMatchObject({ detail: message, errors: [{ path: query.split('=')[0], message }] });
  });

  test('numbers come as numbers and defaults are filled in', async () => {
    expect((await visitor.get('/things?q=abc&limit=7')).body.asked).toEqual({ q: 'abc', limit: 7 });
    expect((await visitor.get('/things')).body.asked).toEqual({ limit: 50 });
  });

  test.each(['/things/nonsense', '/things/0190AAAA-BBBB-7CCC-8DDD-EEEEFFFF0001', "/things/1'%20or%201=1", '/things/%00', '/things/..%2f..%2fetc', '/nothing/here'])('what can be no address is 404: %s', async (path) => {
    expect(await visitor.get(path)).toMatchObject({ status: 404, body: { code: 'platform.not_found', title: 'This does not exist, or is not open to you.' } });
  });
});

describe('what is sent', () => {
  test('comes together with what the address says', async () => {
    expect((await visitor.post(thing, { name: 'x' })).body).toEqual({ name: 'x', thingId: '0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001' });
  });
  test('may not say what is the address’s to say (ASVS 5.0 15.3.3)', async () => {
    expect(await visitor.post(thing, { thingId: 'another' })).toMatchObject({ status: 422, body: { errors: [{ path: 'thingId', code: 'unrecognized_keys' }] } });
  });
  test.each(['', '{', '[]', 'null', '"text"', '1'])('is a JSON object and nothing else: %s', async (body) => {
    expect(await visitor.send(thing, { method: 'POST', body, headers: { 'content-type': 'application/json' } })).toMatchObject({ status: 400, body: { code: 'platform.malformed_json' } });
  });
  test('is called JSON (a form of a foreign page cannot be)', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect(await visitor.send(thing, { method: 'POST', body: '{"name":"x"}', headers: { 'content-type': type } })).toMatchObject({ status: 415, body: { code: 'platform.json_wanted' } });
    }
  });
  test('has an end, announced or not', async () => {
    const long = JSON.stringify({ name: 'x'.repeat(longestBody) });
    expect(await visitor.send(thing, { method: 'POST', body: long, headers: { 'content-type': 'application/json', 'content-length': String(long.length) } })).toMatchObject({ status: 413, body: { title: 'The body of the request is too long: 1 MB at most. Send it in parts.' } });
    const stream = new Blob([long]).stream();
    expect(await visitor.send(thing, { method: 'POST', body: stream, duplex: 'half', headers: { 'content-type': 'application/json' } } as RequestInit)).toMatchObject({ status: 413 });
  });
});

describe('what goes wrong', () => {
  test('a problem is RFC 9457, in every language', async () => {
    const { status, headers, body } = await visitor.get('/refused?lang=ro');
    expect([status, headers.get('content-type'), body.code]).toEqual([409, 'application/problem+json', 'platform.overlaps']);
    expect(body.title).not.toBe((await visitor.get('/refused?lang=en')).body.title);
  });
  test('a bug says nothing of the inside (ASVS 5.0 16.5.1)', async ({ onTestFinished }) => {
    const said = console.error;
    const heard: unknown[] = [];
    console.error = (...words: unknown[]) => heard.push(...words);
    onTestFinished(() => void (console.error = said));
    const { status, text } = await visitor.get('/broken');
    expect([status, text.includes('hunter2'), String(heard[0])]).toEqual([500, false, 'Error: the password is hunter2']);
  });
  test('too many requests are told when to come back (ASVS 5.0 2.4.1)', async () => {
    const greedy = program(api, null);
    let last = await greedy.get('/things');
    for (let n = 0; n < 600 && last.status === 200; n++) last = await greedy.get('/things');
    expect(last).toMatchObject({ status: 429, body: { code: 'platform.too_many_requests' } });
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await visitor.get('/things')).status).toBe(200);
  });
});
