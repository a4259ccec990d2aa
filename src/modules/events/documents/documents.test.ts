import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { planEvent } from '../planning/commands.ts';
import { cancelRegistration, register, saveForm } from '../registration/commands.ts';
import { secretFor } from '../secret-link.ts';
import { addDocument, removeDocument } from './commands.ts';
import { documentFor, documentsFor, type Reader } from './queries.ts';

const kolo = withDatabase();
let scope: Scope;
let programmeId: string;
let eventId: string;
let token: string;
const pdf = (text: string) => new TextEncoder().encode(`%PDF-1.7 ${text}`);
const add = (audience: string, text = audience, more: object = {}) => execute(addDocument, scope, { eventId, title: `For ${audience}`, audience, name: `${text}.pdf`, mediaType: 'application/pdf', bytes: pdf(text), ...more });
const titles = async (reader: Reader) => (await documentsFor(reader)).map(({ title }) => title);
const as = (role: Role, programmeIds: string[] | null = null) => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'N' }, roles: [role], organisationId: null, programmeIds });

beforeAll(async () => {
  scope = systemScope(newId(), 'test');
  programmeId = newId();
  await kolo.db.insertInto('network').values({ network_id: scope.networkId, slug: 'ours', names: '{}' }).execute();
  await kolo.db.insertInto('programme').values({ network_id: scope.networkId, programme_id: programmeId, slug: 'p', titles: '{}', published_at: new Date() }).execute();
  ({ eventId } = await execute(planEvent, scope, { programmeId, eventId: null, kind: 'training', titles: { en: 'Training' }, days: ['2055-03-01'] }));
  await execute(saveForm, scope, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30 });
  const { registrationId } = await execute(register, publicScope(scope.networkId), { eventId, given: 'Ana', surname: 'Ilić', email: 'ana@example.org', locale: 'en', origin: 'https://kolo.example', challenge: 'once' });
  token = secretFor('registration', { networkId: scope.networkId, id: registrationId, version: 0 });
});

test('each document is seen by those it is for, and by nobody else', async () => {
  const [open, seats, inner] = [(await add('anybody')).documentId, (await add('registered')).documentId, (await add('members')).documentId];
  expect(await titles({ eventId })).toEqual(['For anybody']);
  expect(await titles({ token })).toEqual(['For anybody', 'For registered']);
  expect(await titles({ scope: as('field-worker'), eventId })).toEqual(['For anybody', 'For registered', 'For members']);
  expect(new TextDecoder().decode((await documentFor({ token }, seats)).bytes)).toBe('%PDF-1.7 registered');
  await expect(documentFor({ eventId }, seats)).rejects.toMatchObject({ status: 404 });
  await expect(documentFor({ token }, inner)).rejects.toMatchObject({ status: 404 });
  for (const reader of [{ scope: as('funder'), eventId }, { scope: as('coordinator', [newId()]), eventId }]) await expect(documentFor(reader, open)).rejects.toMatchObject({ status: 404 });
  await kolo.db.updateTable('programme').set({ published_at: null }).where('programme_id', '=', programmeId).execute();
  await expect(documentFor({ eventId }, open)).rejects.toMatchObject({ status: 404 });
  await kolo.db.updateTable('programme').set({ published_at: new Date() }).where('programme_id', '=', programmeId).execute();
  await execute(cancelRegistration, publicScope(scope.networkId), { token });
  expect(await titles({ token })).toEqual(['For anybody']);
});

test('what is no document is refused with a sentence; a field worker adds none', async () => {
  const page = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');
  await expect(add('members', 'page', { bytes: page })).rejects.toMatchObject({ status: 422, code: 'documents.file_kind', field: 'file' });
  await expect(add('members', 'none', { bytes: new Uint8Array() })).rejects.toMatchObject({ code: 'documents.file_empty' });
  await expect(add('members', 'large', { bytes: new Uint8Array(25 * 1024 * 1024 + 1) })).rejects.toMatchObject({ status: 413, code: 'documents.file_too_large', details: { megabytes: 25 } });
  await expect(add('members', 'x', { title: ' ' })).rejects.toMatchObject({ status: 422 });
  await add('members', 'twice');
  await expect(add('anybody', 'twice')).rejects.toMatchObject({ status: 409, code: 'documents.there_already' });
  await expect(execute(addDocument, as('field-worker'), { eventId, title: 'T', audience: 'members', name: 'a.pdf', mediaType: '', bytes: pdf('w') })).rejects.toMatchObject({ status: 403 });
});

test('a document that is removed is gone with its bytes, unless another event has the same', async () => {
  const { documentId } = await add('members', 'shared');
  const other = (await execute(planEvent, scope, { programmeId, eventId: null, kind: 'meeting', titles: { en: 'Meeting' }, days: ['2055-03-02'] })).eventId;
  const there = await execute(addDocument, scope, { eventId: other, title: 'Same', audience: 'members', name: 's.pdf', mediaType: '', bytes: pdf('shared') });
  const bytes = () => kolo.db.selectFrom('file').select('file_id').where('network_id', '=', scope.networkId).where('name', '=', 'shared.pdf').execute();
  await execute(removeDocument, scope, { eventId, documentId });
  expect([(await bytes()).length, (await documentsFor({ scope, eventId: other })).length]).toEqual([1, 1]);
  await execute(removeDocument, scope, { eventId: other, documentId: there.documentId });
  expect(await bytes()).toEqual([]);
  await expect(execute(removeDocument, scope, { eventId, documentId })).rejects.toMatchObject({ status: 404 });
});
