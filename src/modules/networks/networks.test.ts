import { expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope } from '#platform/session/scope.ts';
import { changeNetwork, createNetwork } from './commands.ts';
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
  expect(await networkOf(scope)).toEqual({ networkId: scope.networkId, slug: 'mreza', names: { 'sr-Cyrl': 'Мрежа за децу' }, country: null, isDemo: false });
  const log = await kolo.db.selectFrom('log_entry').select(['action', 'subject_id']).where('network_id', '=', scope.networkId).orderBy('seq').execute();
  expect(log).toEqual([
    { action: 'network.create', subject_id: scope.networkId },
    { action: 'network.change', subject_id: scope.networkId },
  ]);
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
