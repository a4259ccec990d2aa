import { beforeAll, expect, test } from 'vitest';
import { createApi } from '#platform/api/api.ts';
import { program } from '#platform/api/testing.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { publicScope } from '#platform/session/scope.ts';
import { evidenceApi } from './api.ts';
import { stage, type Stage } from './testing.ts';

withDatabase();
const api = createApi([evidenceApi]);
let ours: Stage;
let theirs: Stage;
let eventId: string;
let person: string;
const came = () => ours.record('participation', '2022-05-04', { eventId, personId: person, days: ['2022-05-04'] });
const right = () => ({ payload: { eventId, personId: person, days: ['2022-05-05'] } });

beforeAll(async () => {
  ours = await stage();
  theirs = await stage();
  eventId = await ours.event('training', ['2022-05-04', '2022-05-05']);
  person = await ours.person();
});

test('a correction is a new piece in the place of the old one', async () => {
  const wrong = await came();
  const coordinator = program(api, ours.as('coordinator'));
  const { status, body } = await coordinator.post(`/evidence/${wrong}/corrections`, right());
  expect([status, body]).toEqual([201, { id: expect.any(String) }]);
  expect(body.id).not.toBe(wrong);
  expect(await ours.ask({ method: 'attendances', where: { from: '2022-05-05' } })).toMatchObject({ net: 1 });
  expect(await coordinator.post(`/evidence/${wrong}/corrections`, right())).toMatchObject({ status: 409, body: { code: 'results.already_replaced' } });
  expect(await coordinator.post(`/evidence/${body.id}/withdrawal`, { reason: 'She was not there.' })).toMatchObject({ status: 201 });
  expect(await ours.ask({ method: 'attendances' })).toMatchObject({ net: 0 });
  expect(await coordinator.post(`/evidence/${body.id}/withdrawal`, { reason: 'She was not there.' })).toMatchObject({ status: 409 });
});

test.each(['funder', 'auditor', 'organisation-representative', 'field-worker'] as const)('a %s changes nothing that somebody else recorded', async (role) => {
  const id = await came();
  const asking = program(api, ours.as(role));
  expect((await asking.post(`/evidence/${id}/corrections`, right())).status).toBe(403);
  expect((await asking.post(`/evidence/${id}/withdrawal`, { reason: 'I say so.' })).status).toBe(403);
});

test('who reaches only other programmes changes nothing here', async () => {
  const id = await came();
  const limited = program(api, ours.as('coordinator', { programmeIds: [theirs.programmeId] }));
  expect((await limited.post(`/evidence/${id}/withdrawal`, { reason: 'I say so.' })).status).toBe(403);
});

test('for another network it is not there; a visitor is asked who she is (ASVS 5.0 8.4.1)', async () => {
  const id = await came();
  for (const path of [`/evidence/${id}/corrections`, `/evidence/${id}/withdrawal`]) {
    const body = path.endsWith('withdrawal') ? { reason: 'I say so.' } : right();
    expect(await program(api, theirs.as('coordinator')).post(path, body)).toMatchObject({ status: 404, body: { code: 'results.unknown_evidence' } });
    expect((await program(api, null).post(path, body)).status).toBe(401);
    expect((await program(api, publicScope(ours.scope.networkId)).post(path, body)).status).toBe(403);
  }
  expect(await ours.ask({ method: 'people' })).toMatchObject({ net: 1 });
});

test('the address says which piece, not the body', async () => {
  const [one, other] = [await came(), await came()];
  const { body } = await program(api, ours.as('coordinator')).post(`/evidence/${one}/withdrawal`, { reason: 'Not there.', evidenceId: other });
  expect(body).toMatchObject({ status: 422, errors: [{ path: 'evidenceId', code: 'unrecognized_keys' }] });
});

test('a withdrawal says why', async () => {
  const { body } = await program(api, ours.as('coordinator'), 'en').post(`/evidence/${await came()}/withdrawal`, { reason: ' ' });
  expect(body).toMatchObject({ status: 422, errors: [{ path: 'reason', message: 'Too little or too short. Add to it.' }] });
});
