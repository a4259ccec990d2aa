import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { secretFor } from '#modules/events/secret-link.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { askedIn } from '../asked.ts';
import { saveService } from '../commands.ts';
import { findServices } from '../queries.ts';
import { termId } from '../nomenclature/nomenclature.ts';
import { saveDraft, submitAnswers } from './answer-commands.ts';
import { versionsOf } from './answer-queries.ts';
import { reportChange, withdrawChange } from './change-commands.ts';
import { askMunicipalities, changeQuestionnaire, openQuestionnaire, remindMunicipalities, reopenForMunicipality } from './commands.ts';
import { seedDemoCoverage } from './demo/seed.ts';
import { isSmall } from '#modules/results/suppression.ts';
import { remindBeforeDue } from './jobs.ts';
import { choiceOf, kindsOf } from './kinds.ts';
import { recordAnswers } from './paper-commands.ts';
import { doubtsIn } from './plausible.ts';
import { letterOf, linkedQuestionnaire, listedFor, listedIn, publicCoverage, questionnaires, reportedIn, statusOf } from './queries.ts';
import { known, serviceFigures } from './shape.ts';

const kolo = withDatabase();
let scope: Scope;
let other: Scope;
const sabac = 'RS-L-71269';
const refused = (work: Promise<unknown>) => work.then(() => null, ({ code }) => code as string);
const network = async (slug: string) => {
  const networkId = newId();
  await database().insertInto('network').values({ network_id: networkId, slug, names: JSON.stringify({ en: slug }) }).execute();
  return systemScope(networkId, 'test');
};
const tokenFor = async (of: Scope, place: string) => {
  const row = await kolo.db.selectFrom('survey_asked').select(['asked_id', 'version']).where('network_id', '=', of.networkId).where('place_id', '=', place).orderBy('asked_at', 'desc').executeTakeFirstOrThrow();
  return secretFor('survey', { networkId: of.networkId, id: row.asked_id, version: row.version });
};
const letters = async () => (await kolo.pool.query("select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'services.send-questionnaire'")).rows.length;
const no = (except: string[]) => Object.fromEntries(kindsOf('RS').map(({ code }) => [code, except.includes(code) ? 'yes' : 'no']));

beforeAll(async () => {
  await loadPlaces(database());
  [scope, other] = [await network('one'), await network('two')];
  await execute(openQuestionnaire, scope, { year: 2025, dueOn: '2099-01-31' });
});

test('each year is asked about once, and not before it has begun', async () => {
  expect(await refused(execute(openQuestionnaire, scope, { year: 2025, dueOn: '2099-01-31' }))).toBe('coverage.asked_already');
  expect(await refused(execute(openQuestionnaire, scope, { year: 2100, dueOn: '2099-01-31' }))).toBe('coverage.year_to_come');
  expect(await refused(execute(openQuestionnaire, scope, { year: 2024, dueOn: '2001-01-01' }))).toBe('coverage.due_over');
  expect(await refused(execute(openQuestionnaire, publicScope(scope.networkId), { year: 2024, dueOn: '2099-01-31' }))).toBe('platform.forbidden');
});

test('a municipality writes in several sittings, sends, corrects as a new version; a new address ends the old link', async () => {
  const ask = (email: string) => execute(askMunicipalities, scope, { year: 2025, municipalities: [{ placeId: sabac, email }], origin: 'http://localhost:1' });
  expect(await refused(execute(askMunicipalities, scope, { year: 2025, municipalities: [{ placeId: 'RS-08', email: 'a@example.org' }], origin: 'http://localhost:1' }))).toBe('coverage.no_municipality');
  await ask('old@example.org');
  const old = await tokenFor(scope, sabac);
  await ask('new@example.org');
  const token = await tokenFor(scope, sabac);
  expect([await refused(linkedQuestionnaire(old)), (await linkedQuestionnaire(token)).place]).toEqual(['platform.not_found', sabac]);
  const visitor = publicScope(scope.networkId);
  const write = (input: object) => execute(saveDraft, visitor, { token, ...input });
  expect(await refused(execute(submitAnswers, visitor, { token }))).toBe('coverage.nothing_answered');
  await write({ step: 'place', place: { population: 110_000, children_disability: 'unknown' } });
  await write({ step: 'exists', exists: { ...no(['RS-2.1']), 'BG-7.1': 'yes' } });
  let { current } = await linkedQuestionnaire(token);
  // A kind of another country is nobody's to answer here; one that exists has its form at once.
  expect([Object.hasOwn(current.exists, 'BG-7.1'), current.services.map(({ kind }) => kind), current.place]).toEqual([false, ['RS-2.1'], { population: 110_000, children_disability: 'unknown' }]);
  const { added } = await write({ step: 'add', kind: 'RS-2.1' });
  await write({ step: 'service', entry: { ...current.services[0]!, figures: { clients_total: 24, clients_female: 0, waiting_list: 'unknown' } } });
  await write({ step: 'remove', entryId: added });
  await write({ step: 'remarks', remarks: { 'place:population': 'By the register.' } });
  expect((await statusOf(scope, 2025)).rows.map(({ state }) => state)).toEqual(['begun']);
  // Another network's visitor, and one letter changed, open nothing.
  expect(await refused(execute(saveDraft, publicScope(other.networkId), { token, step: 'place', place: {} }))).toBe('platform.not_found');
  expect(await refused(execute(saveDraft, visitor, { token: `${token[0] === 'A' ? 'B' : 'A'}${token.slice(1)}`, step: 'place', place: {} }))).toBe('platform.not_found');
  await execute(submitAnswers, visitor, { token });
  expect(await refused(execute(submitAnswers, visitor, { token }))).toBe('coverage.nothing_new');

  // A correction: what was sent stays.
  await write({ step: 'exists', exists: no([]) });
  expect((await statusOf(scope, 2025)).rows[0]).toMatchObject({ state: 'correcting', version: 1 });
  await execute(submitAnswers, visitor, { token });
  const { versions } = await versionsOf(scope, 2025, sabac);
  expect(versions.map(({ version, answers }) => [version, answers.exists['RS-2.1'], answers.services.map(({ figures }) => figures)])).toEqual([[2, 'no', []], [1, 'yes', [{ clients_total: 24, clients_female: 0, waiting_list: 'unknown' }]]]);
  await expect(kolo.pool.query("begin; set local role kolo_app; delete from survey_answer")).rejects.toThrow(/permission denied/);
  await kolo.pool.query('rollback');
  ({ current } = await linkedQuestionnaire(token));
  expect(current.exists['RS-2.1']).toBe('no');
});

test('who has not answered is reminded, who has is not', async () => {
  await execute(askMunicipalities, scope, { year: 2025, municipalities: [{ placeId: 'RS-L-70734', email: 'loznica@example.org' }], origin: 'http://localhost:1' });
  const before = await letters();
  expect([(await execute(remindMunicipalities, scope, { year: 2025 })).n, (await execute(remindMunicipalities, scope, { year: 2025, onlyUnreminded: true })).n, (await letters()) - before]).toEqual([1, 0, 1]);
  // A week before the day it is due Kolo reminds by itself, once.
  await execute(askMunicipalities, scope, { year: 2025, municipalities: [{ placeId: 'RS-L-70564', email: 'ivanjica@example.org' }], origin: 'http://localhost:1' });
  const reminders = async () => (await statusOf(scope, 2025)).rows.find(({ place }) => place === 'RS-L-70564')!.reminders;
  for (const [on, n] of [['2099-01-23', 0], ['2099-01-24', 1], ['2099-01-25', 1]] as const) {
    await remindBeforeDue(on);
    expect([on, await reminders()]).toEqual([on, n]);
  }
  const { asked_id } = await kolo.db.selectFrom('survey_asked').select('asked_id').where('place_id', '=', sabac).executeTakeFirstOrThrow();
  expect(await letterOf(scope.networkId, asked_id)).toMatchObject({ place: sabac, email: 'new@example.org', year: 2025, isAnswered: true });
});

test('nobody outside sees answers before they are published, nor another network’s at any time', async () => {
  expect((await publicCoverage()).answered.of(sabac, 2025)).toBeNull();
  await execute(changeQuestionnaire, scope, { year: 2025, published: true, gdp: { RS: 7_200_000_000_000 } });
  const { answered, gdp } = await publicCoverage();
  expect([answered.of(sabac, 2025)?.version, answered.years, gdp.get('RS 2025'), gdp.get('BG 2025')]).toEqual([2, [2025], 7_200_000_000_000, undefined]);
  expect([(await questionnaires(other)).length, await refused(statusOf(other, 2025)), await refused(versionsOf(other, 2025, sabac))]).toEqual([0, 'platform.not_found', 'platform.not_found']);
  await execute(recordAnswers, scope, { year: 2025, placeId: sabac, answers: { exists: no(['RS-2.5']) } });
  expect((await publicCoverage()).answered.of(sabac, 2025)?.answers.exists['RS-2.5']).toBe('yes');
});

test('once published, an old link changes nothing for anybody, until the coordinator opens it again for this municipality', async () => {
  const token = await tokenFor(scope, sabac);
  const visitor = publicScope(scope.networkId);
  const before = (await publicCoverage()).answered.of(sabac, 2025)?.version;
  expect((await linkedQuestionnaire(token)).isOpen).toBe(false);
  expect([await refused(execute(saveDraft, visitor, { token, step: 'place', place: { population: 1 } })), await refused(execute(submitAnswers, visitor, { token })), (await publicCoverage()).answered.of(sabac, 2025)?.version]).toEqual(['coverage.closed', 'coverage.closed', before]);
  expect(await refused(execute(reopenForMunicipality, visitor, { year: 2025, placeId: sabac }))).toBe('platform.forbidden');
  await execute(reopenForMunicipality, scope, { year: 2025, placeId: sabac });
  expect([(await linkedQuestionnaire(token)).isOpen, (await statusOf(scope, 2025)).rows.filter(({ isOpen }) => isOpen).map(({ place }) => place)]).toEqual([true, [sabac]]);
  await execute(saveDraft, visitor, { token, step: 'place', place: { population: 109_000 } });
  await execute(submitAnswers, visitor, { token });
  expect((await publicCoverage()).answered.of(sabac, 2025)?.version).toBe(before! + 1);
  // Nobody is reminded of what is closed.
  expect((await execute(remindMunicipalities, scope, { year: 2025 })).n).toBe(0);
});

test('the directory counts for the places it is open to, also those inside a district', async () => {
  const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: 'Sunce' });
  const service = (name: string, units: string[], published = true) => execute(saveService, scope, { organisationId, name, units, terms: [termId('RS', 'RS-2.1')], published, openedOn: '2021-05-01' });
  await service('Boravak', [sabac]);
  await service('Boravak okruga', ['RS-08']);
  await service('Tajni', [sabac], false);
  await service('Deo grada', ['RS-G-70181']);
  const listed = await listedFor(choiceOf('day-care')!);
  expect([listed.get(sabac), listed.get('RS-L-70734'), listed.get('RS-L-79014'), listed.get('RS-L-79065')]).toEqual([2, 1, 1, undefined]);
  // The same number for one municipality, on the map, and behind the link to the finder; one that is closed for a time is in none of them.
  const { serviceId: closed } = await execute(saveService, scope, { organisationId, name: 'Zatvoreni', units: [sabac], terms: [termId('RS', 'RS-2.1')], published: true, status: 'temporarily closed' });
  await execute(saveService, scope, { organisationId, name: 'Bez mesta', terms: [termId('RS', 'RS-2.1')], published: true });
  for (const code of ['all', 'day-care', 'RS-2.1']) {
    const choice = choiceOf(code)!;
    for (const place of [sabac, 'RS-L-70734', 'RS-L-79014']) {
      const n = (await listedFor(choice)).get(place);
      const { filter } = askedIn(new URLSearchParams({ place, running: '1', ...(choice.term && { kind: choice.term.id }) }), 'en');
      expect([code, place, (await listedFor(choice, place)).get(place), (await findServices(filter!)).total]).toEqual([code, place, n, n]);
    }
  }
  expect((await listedFor(choiceOf('RS-2.5')!)).size).toBe(0);
  const version = (n: number, status: string, day: string) => ({ network_id: scope.networkId, kind: 'service', subject_id: closed, version: n, fields: JSON.stringify({ status }), made_at: new Date(day) });
  await database().insertInto('record_version').values([version(1, 'active', '2026-03-01'), version(2, 'temporarily closed', '2026-03-01')]).execute();
  expect((await listedIn(sabac)).find(({ serviceId }) => serviceId === closed)!.statuses).toEqual([{ status: 'active', on: '2026-03-01' }, { status: 'temporarily closed', on: '2026-03-01' }]);
  expect((await listedIn(sabac)).map(({ name, kinds, openedOn }) => [name, kinds, openedOn])).toEqual([['Boravak', ['RS-2.1'], '2021-05-01'], ['Zatvoreni', ['RS-2.1'], null]]);
});

test('what was reported stands with its sentence until it is taken back', async () => {
  const report = { placeId: 'RS', what: 'stopped', happened: '2020', sentence: 'Not available at all.', language: 'en', sourceTitle: 'News' };
  const { changeId } = await execute(reportChange, scope, report);
  expect(await reportedIn(['RS', sabac])).toMatchObject([{ place: 'RS', kind: null, what: 'stopped', happened: '2020' }]);
  expect(await refused(execute(withdrawChange, other, { changeId }))).toBe('platform.not_found');
  await execute(withdrawChange, scope, { changeId });
  expect(await reportedIn(['RS'])).toEqual([]);
  expect(await refused(execute(reportChange, scope, { ...report, happened: 'spring' }))).toBe('platform.invalid_input');
});

test('the demo: three years, unknowns among them, nothing implausible, no small group for everybody, and twice is the same as once', async () => {
  const demo = await network('demo');
  expect([(await seedDemoCoverage(demo.networkId)) > 50, await seedDemoCoverage(demo.networkId)]).toEqual([true, 0]);
  expect((await questionnaires(demo)).map(({ year, published }) => [year, published])).toEqual([[2025, true], [2020, true], [2019, true]]);
  const rows = await reading(demo, (tx) => tx.selectFrom('survey_answer').select('answers').where('network_id', '=', demo.networkId).execute());
  const all = rows.map(({ answers }) => answers as Parameters<typeof doubtsIn>[0]);
  expect(all.flatMap((answers) => doubtsIn(answers))).toEqual([]);
  expect(all.some(({ exists }) => Object.values(exists).includes('unknown'))).toBe(true);
  const { answered } = await publicCoverage();
  expect(answered.years).toEqual([2019, 2020, 2025]);
  const shown = answered.all.flatMap((one) => one.answers.services.flatMap((entry) => serviceFigures.filter((name) => name.startsWith('clients_') && !answered.hidden(one.year).figure(entry, name)).map((name) => known(entry.figures[name]))));
  expect([shown.length > 100, shown.filter((n) => n !== null && isSmall(n))]).toEqual([true, []]);
  // A district of which some have answered has a value and says how many.
  expect(answered.result('expenditure_per_capita', choiceOf('RS-2.5')!.kinds, 'RS-22', 2025)).toMatchObject({ value: expect.any(Number), hidden: false });
});
