import { expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { within } from '#platform/db/transaction.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { systemScope } from '#platform/session/scope.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation, learnSpellings } from '#modules/organisations/commands.ts';
import { findPeople } from '#modules/people/queries.ts';
import { insertPeople } from '#modules/people/commands.ts';
import { newPerson } from '#modules/people/shape.ts';
import { addProgramme } from '#modules/programmes/commands.ts';
import { saveService } from '#modules/services/commands.ts';
import { remakeWhatIsOld } from './jobs.ts';
import { remake, remakeSome } from './remake-jobs.ts';
import { rules } from '#modules/networks/rules.ts';

const kolo = withDatabase();
const stored = async (networkId: string) => ({
  keys: await kolo.db.selectFrom('match_key').select(['kind', 'key', 'subject_id']).where('network_id', '=', networkId).orderBy('kind').orderBy('key').orderBy('subject_id').execute(),
  folds: await Promise.all((['person', 'organisation', 'service', 'programme'] as const).map((kind) => kolo.db.selectFrom(kind).select('fold').where('network_id', '=', networkId).orderBy(`${kind}_id` as 'fold').execute())),
  words: await kolo.db.selectFrom('search_word').select(['kind', 'key', 'word']).where('network_id', '=', networkId).orderBy('kind').orderBy('key').orderBy('word').execute(),
});
const asked = async () => (await kolo.pool.query(`select key from graphile_worker.jobs where task_identifier = 'search.remake-keys'`)).rows.map((row) => row.key);
const versions = async (networkId: string) => Object.fromEntries((await kolo.db.selectFrom('made_by').select(['what', 'version', 'done_until']).where('network_id', '=', networkId).execute()).map(({ what, version, done_until }) => [what, done_until ?? version]));

test('keys and search forms made by other rules are made anew, step by step, and only once', async () => {
  const ours = systemScope(newId(), 'test');
  const theirs = systemScope(newId(), 'test');
  for (const [scope, slug] of [[ours, 'ours'], [theirs, 'theirs']] as const) {
    await execute(createNetwork, scope, { slug, names: { en: slug } });
    const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: 'Удружење „Сунце“', names: { en: 'The Sun' } });
    await within(scope, (tx) => learnSpellings({ tx, scope, now: new Date() }, [{ organisationId, spelling: 'Sunčeko' }], 'test'));
    const people = Array.from({ length: 1200 }, (_, n) => newPerson.parse({ given: 'Ђурђа', surname: `Марић${'абвгдежзиклм'[n % 12]}${'нопрстуфхцчш'[(n / 12) % 12 | 0]}`, phone: `064/${100_000 + n}`, affiliations: [{ organisationId }] }));
    await within(scope, (tx) => insertPeople({ tx, scope, now: new Date() }, people));
    await execute(addProgramme, scope, { slug: `jacanje-${slug}`, titles: { 'sr-Cyrl': 'Јачање породица' } });
    await execute(saveService, scope, { organisationId, name: 'Предах смештај' });
  }
  const before = { ours: await stored(ours.networkId), theirs: await stored(theirs.networkId) };
  expect(before.ours.keys.length).toBeGreaterThan(5000);
  expect(await versions(ours.networkId)).toEqual(rules);
  // Nothing is old in a network that was made today.
  await remakeWhatIsOld();
  expect(await asked()).toEqual([]);

  // As other rules would have left them.
  await kolo.pool.query(`update match_key set key = 'old:' || key where network_id = $1`, [ours.networkId]);
  for (const table of ['person', 'organisation', 'service', 'programme']) await kolo.pool.query(`update ${table} set fold = ' zzz' || left(${table}_id::text, 3) where network_id = $1`, [ours.networkId]);
  await kolo.pool.query(`update made_by set version = 'old' where network_id = $1`, [ours.networkId]);
  expect(await findPeople(ours, { q: 'Djurdja' })).toMatchObject({ total: 0 });
  await remakeWhatIsOld();
  await remakeWhatIsOld();
  expect(await asked()).toEqual([`remake:${ours.networkId}`]);

  // Stopped after one step, it is still asked for and goes on where it was.
  expect(await remakeSome(ours.networkId, 'person')).toBe(true);
  expect((await kolo.pool.query(`select count(*)::int as n from person where network_id = $1 and fold like ' zzz%'`, [ours.networkId])).rows[0].n).toBe(700);
  expect(await findPeople(ours, { q: 'Djurdja' })).toMatchObject({ total: 500, alike: false });
  await kolo.pool.query('delete from graphile_worker._private_jobs');
  await remakeWhatIsOld();
  expect(await asked()).toEqual([`remake:${ours.networkId}`]);
  await remake({ networkId: ours.networkId });
  expect(await stored(ours.networkId)).toEqual(before.ours);
  expect(await versions(ours.networkId)).toEqual(rules);
  expect(await stored(theirs.networkId)).toEqual(before.theirs);
  await kolo.pool.query('delete from graphile_worker._private_jobs');
  await remakeWhatIsOld();
  expect(await asked()).toEqual([]);
});

test('a network from before there were versions is made anew once', async () => {
  const scope = systemScope(newId(), 'test');
  await execute(createNetwork, scope, { slug: 'earlier', names: { en: 'Earlier' } });
  await kolo.db.deleteFrom('made_by').where('network_id', '=', scope.networkId).execute();
  await remakeWhatIsOld();
  expect(await asked()).toEqual([`remake:${scope.networkId}`]);
  await remake({ networkId: scope.networkId });
  expect(await versions(scope.networkId)).toEqual(rules);
});
