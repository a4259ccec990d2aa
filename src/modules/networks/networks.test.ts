import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope } from '#platform/session/scope.ts';
import { mailFolder } from '#platform/mail/mail.ts';
import { changeNetwork, createNetwork } from './commands.ts';
import { sendLetter } from './letter.ts';
import { networkOf } from './queries.ts';

const kolo = withDatabase();
const made = async (slug: string) => {
  const scope = systemScope(newId(), 'test');
  await execute(createNetwork, scope, { slug, names: { 'sr-Cyrl': 'Мрежа', en: 'Network' } });
  return scope;
};
const officer = (networkId: string) => memberScope({ networkId, actor: { kind: 'account', id: newId(), name: 'O' }, roles: ['programme-officer'], organisationId: null, programmeIds: null });

test('a network is made, named anew, and both are in its log', async () => {
  const scope = await made('mreza');
  await execute(changeNetwork, scope, { names: { 'sr-Cyrl': 'Мрежа за децу' } });
  expect(await networkOf(scope)).toEqual({ networkId: scope.networkId, slug: 'mreza', names: { 'sr-Cyrl': 'Мрежа за децу' }, country: null, isDemo: false, contact: { name: null, email: null, phone: null } });
  const log = await kolo.db.selectFrom('log_entry').select(['action', 'subject_id']).where('network_id', '=', scope.networkId).orderBy('seq').execute();
  expect(log).toEqual([
    { action: 'network.create', subject_id: scope.networkId },
    { action: 'network.change', subject_id: scope.networkId },
  ]);
});

test('a letter of a network comes from it, is answered to its contact, and says whom one asks', async () => {
  const scope = await made('letters');
  const contact = { name: 'Ана Петровић', email: 'pitanja@mreza.example', phone: '+381 11 111' };
  await execute(changeNetwork, scope, { names: { 'sr-Cyrl': 'Мрежа за децу' }, contact, country: 'BG' });
  // Names alone leave the contact and the country as they are.
  await execute(changeNetwork, scope, { names: { 'sr-Cyrl': 'Мрежа за децу', en: 'Network for children' } });
  expect(await networkOf(publicScope(scope.networkId))).toMatchObject({ contact, country: 'BG' });
  const before = new Set(await readdir(mailFolder).catch(() => []));
  await sendLetter(scope.networkId, 'en', { to: 'guest.of.letters@example.org', subject: 'S', text: 'Hello.\n' }, { en: 'Programme X' });
  const ours = (await Promise.all((await readdir(mailFolder)).filter((name) => !before.has(name)).map((name) => readFile(`${mailFolder}/${name}`, 'utf8')))).filter((letter) => letter.includes('guest.of.letters'));
  expect(ours.length).toBe(1);
  for (const part of ['From: Network for children <', 'Reply-To: pitanja@mreza.example', 'Programme X', '+381 11 111']) expect([part, ours[0]!.includes(part)]).toEqual([part, true]);
  await expect(execute(changeNetwork, scope, { names: { en: 'N' }, contact: { ...contact, email: 'no address' } })).rejects.toMatchObject({ status: 422, field: 'contact.email' });
});

test('an address is given once in the installation', async () => {
  await made('one');
  await expect(made('one')).rejects.toMatchObject({ status: 409, code: 'platform.already_there' });
});

test('a visitor makes no network and an officer does not rename one', async () => {
  await expect(execute(createNetwork, publicScope(newId()), { slug: 'mine', names: { en: 'Mine' } })).rejects.toMatchObject({ status: 403 });
  const { networkId } = await made('kept');
  await expect(execute(changeNetwork, officer(networkId), { names: { en: 'Taken' } })).rejects.toMatchObject({ status: 403 });
  expect((await networkOf(publicScope(networkId))).names).toEqual({ 'sr-Cyrl': 'Мрежа', en: 'Network' });
});

test('a network without a name is refused', async () => {
  await expect(execute(createNetwork, systemScope(newId(), 'test'), { slug: 'empty', names: {} })).rejects.toMatchObject({ status: 422, field: 'names' });
});
