/** What a coordinator writes to those registered: whom it means, in which language each gets it, once, and what is kept of it. */
import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { mailFolder } from '#platform/mail/mail.ts';
import { memberScope, type Scope } from '#platform/session/scope.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { register } from '../registration/commands.ts';
import { decideRegistration } from '../registration/deciding-commands.ts';
import { comes, newGround, planned, saved, type Ground } from '../registration/registration-testing.ts';
import { dropMessage, sendMessage, writeMessage } from './commands.ts';
import { sendMessageLetter } from './letter-jobs.ts';
import { messagesAbout, previewed } from './queries.ts';

const kolo = withDatabase();
let ground: Ground;
let scope: Scope;
let eventId: string;
let messageId: string;

beforeAll(async () => {
  ground = await newGround({ country: 'RS' });
  ({ scope } = ground);
});
beforeEach(async () => {
  eventId = await planned(ground, { capacity: 3 });
  await saved(ground, eventId);
  messageId = newId();
});

const come = async (given: string, locale: string, more = {}) => (await comes(ground.visitor, eventId, given, { locale, email: `${given.toLowerCase()}-${messageId}@message.example`, ...more })).registrationId;
const write = (more = {}) => execute(writeMessage, scope, { eventId, messageId, whom: 'all', subjects: { 'sr-Cyrl': 'Соба 5', en: 'Room 5' }, texts: { 'sr-Cyrl': 'Чекамо вас у соби 5.', en: 'We wait in room 5.' }, origin: 'https://message.example/x', ...more });
const send = () => execute(sendMessage, scope, { eventId, messageId });
const queued = async () => (await sql<{ payload: Record<string, string> }>`select payload from graphile_worker._private_jobs where payload ->> 'messageId' = ${messageId} order by id`.execute(kolo.db)).rows.map(({ payload }) => payload);
/** Does the queue's work and says whom it reached, with which subject. */
async function deliver() {
  const before = new Set(await readdir(mailFolder).catch(() => []));
  for (const { registrationId } of await queued()) await sendMessageLetter(scope.networkId, messageId, registrationId!);
  const written = await Promise.all((await readdir(mailFolder).catch(() => [])).filter((name) => !before.has(name)).map((name) => readFile(`${mailFolder}/${name}`, 'utf8')));
  const ours = written.filter((letter) => letter.includes(`-${messageId}@message.example`));
  return ours.map((letter) => /^To: (\w+)-/m.exec(letter)![1]!).sort();
}

test('each gets it in her language or the nearest; sent twice and delivered twice it is one letter; nothing personal is queued', async () => {
  const [ana, boba, , late] = [await come('Ana', 'sr-Latn'), await come('Boba', 'ro'), await come('Vera', 'en'), await come('Late', 'en')];
  await execute(register, scope, { eventId, given: 'Phone', surname: 'Only', email: null, locale: 'en', origin: 'https://message.example', byHand: { registrationId: newId(), consent: null } });
  await write();
  const { n, withoutAddress, languages } = await previewed(scope, eventId, messageId);
  expect([n, withoutAddress, languages.map(({ locale, n, subject, lang }) => [locale, n, subject, lang])]).toEqual([4, 1, [['en', 2, 'Room 5', 'en'], ['ro', 1, 'Room 5', 'en'], ['sr-Latn', 1, 'Soba 5', 'sr-Latn']]]);
  expect([await send(), await send()]).toEqual([{ messageId, letters: 4 }, { messageId, letters: 4 }]);
  expect((await queued()).map((payload) => Object.keys(payload).sort())).toEqual(Array.from({ length: 4 }, () => ['messageId', 'networkId', 'registrationId']));
  // Who cancels before it leaves gets nothing.
  await execute(decideRegistration, scope, { eventId, registrationId: boba, decision: 'cancel' });
  expect([await deliver(), await deliver()]).toEqual([['ana', 'late', 'vera'], []]);
  expect((await messagesAbout(scope, eventId)).map(({ letters, left, sentAt }) => [letters, left, sentAt !== null])).toEqual([[4, 3, true]]);
  await expect(write()).rejects.toMatchObject({ code: 'messages.sent_already' });
  await expect(execute(dropMessage, scope, { eventId, messageId })).rejects.toMatchObject({ code: 'messages.sent_already' });
  expect([ana, late].length).toBe(2);
});

test('only those with a seat, only those who wait, only one organisation; nobody is nobody', async () => {
  const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: `Удружење ${messageId.slice(0, 8)}`, seat: 'RS-L-71269' });
  for (const given of ['A', 'B', 'C', 'D']) await come(given, 'en', given === 'B' ? { organisationText: `Удружење ${messageId.slice(0, 8)}` } : {});
  const meant = async (more: object) => {
    await write(more);
    return (await previewed(scope, eventId, messageId)).n;
  };
  expect([await meant({ whom: 'seat' }), await meant({ whom: 'waiting' }), await meant({ whom: 'all', organisationId }), await meant({ whom: 'waiting', organisationId })]).toEqual([3, 1, 1, 0]);
  await expect(send()).rejects.toMatchObject({ status: 422, code: 'messages.nobody' });
  await execute(dropMessage, scope, { eventId, messageId });
  expect(await messagesAbout(scope, eventId)).toEqual([]);
});

test('both a subject and a text in each language that is written; and only whoever arranges the event', async () => {
  await expect(write({ subjects: {}, texts: {} })).rejects.toMatchObject({ status: 422 });
  await expect(write({ texts: { en: 'Only one' } })).rejects.toMatchObject({ status: 422 });
  await expect(write({ subjects: { en: 'two\nlines' }, texts: { en: 'x' } })).rejects.toMatchObject({ status: 422 });
  const worker = memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: '' }, roles: ['field-worker'], organisationId: null, programmeIds: null });
  await write();
  await expect(execute(sendMessage, worker, { eventId, messageId })).rejects.toMatchObject({ status: 403 });
  await expect(previewed(worker, eventId, messageId)).rejects.toMatchObject({ status: 404 });
});
