import { beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { fingerprint } from '#platform/files/files.ts';
import { newId } from '#platform/ids.ts';
import { publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { locales } from '#platform/words/locales.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { secretFor } from '#modules/events/secret-link.ts';
import { saveDraft, submitAnswers } from './answer-commands.ts';
import { addressesBefore, blankOf, paperQuestionnaire, scanOf, versionsOf } from './answer-queries.ts';
import { blankQuestionnaire } from './blank.ts';
import { askMunicipalities, changeQuestionnaire, openQuestionnaire, remindMunicipalities } from './commands.ts';
import { differences } from './differences.ts';
import { postedStep, shownStep } from './filling.ts';
import { remindBeforeDue } from './jobs.ts';
import { dropPaperDraft, recordAnswers, savePaperDraft, withdrawPaper } from './paper-commands.ts';
import { publicCoverage, statusOf } from './queries.ts';
import { entry, noAnswers, type Answers } from './shape.ts';

const kolo = withDatabase();
let scope: Scope;
let other: Scope;
const place = 'RS-L-71269';
const year = 2025;
const pdfBytes = new TextEncoder().encode('%PDF-1.4 a scan');
const refused = (work: Promise<unknown>) => work.then(() => null, ({ code, fields }) => (fields?.[0]?.code ?? code) as string);
const network = async (slug: string) => {
  const networkId = newId();
  await database().insertInto('network').values({ network_id: networkId, slug, names: JSON.stringify({ en: slug }) }).execute();
  return systemScope(networkId, 'test');
};
const write = (input: object) => execute(savePaperDraft, scope, { year, placeId: place, ...input });
const enter = (more: object = {}) => execute(recordAnswers, scope, { year, placeId: place, paper: { signedOn: '2026-02-03', signedBy: 'Milica Jović, načelnica', name: 'upitnik.pdf', mediaType: 'application/pdf', bytes: pdfBytes, ...more } });
const populationShown = async () => (await publicCoverage()).answered.of(place, year)?.answers.place.population;

beforeAll(async () => {
  await loadPlaces(database());
  [scope, other] = [await network('paper'), await network('elsewhere')];
  await execute(openQuestionnaire, scope, { year: 2024, dueOn: '2099-01-31' });
  await execute(openQuestionnaire, scope, { year, dueOn: '2099-01-31' });
});

test('answers on paper are typed step by step and entered with the scan, its hash, the day and who signed', async () => {
  expect(await refused(enter())).toBe('coverage.nothing_answered');
  await write({ step: 'place', place: { population: 110_000, budget: 'unknown' } });
  await write({ step: 'exists', exists: { 'RS-2.1': 'yes', 'RS-2.5': 'no', 'BG-7.1': 'yes' } });
  const { current, draftSavedAt, beside } = await paperQuestionnaire(scope, year, place);
  expect([Object.keys(current.exists), current.services.length, Boolean(draftSavedAt), beside]).toEqual([['RS-2.1', 'RS-2.5'], 1, true, null]);
  await write({ step: 'service', entry: { ...current.services[0]!, provider_name: 'Sunce', figures: { clients_total: 24 } } });
  // Nothing typed counts before the signed paper is there, and it has to be one.
  expect([(await statusOf(scope, year)).rows[0], await populationShown()]).toMatchObject([{ state: 'silent', email: null, paperDraftAt: expect.any(Date) }, undefined]);
  expect([await refused(enter({ bytes: new TextEncoder().encode('<html>') })), await refused(enter({ bytes: new Uint8Array() })), await refused(enter({ signedOn: '2999-01-01' })), await refused(enter({ signedBy: ' ' })), await refused(execute(recordAnswers, scope, { year, placeId: place }))])
    .toEqual(['coverage.scan_kind', 'coverage.scan_missing', 'coverage.signed_later', expect.any(String), 'coverage.scan_missing']);
  await enter();
  const { versions } = await versionsOf(scope, year, place);
  expect(versions).toMatchObject([{ version: 1, withdrawn: null, paper: { signedOn: '2026-02-03', signedBy: 'Milica Jović, načelnica', fileName: 'upitnik.pdf', sha256: fingerprint(pdfBytes) }, answers: { place: { population: 110_000, budget: 'unknown' } } }]);
  expect(Buffer.from((await scanOf(scope, year, place, 1)).bytes).equals(Buffer.from(pdfBytes))).toBe(true);
  expect([(await paperQuestionnaire(scope, year, place)).draftSavedAt, (await statusOf(scope, year)).rows[0]]).toMatchObject([null, { state: 'answered', isPaper: true, version: 1 }]);
  // What happened is in the log with the scan's hash.
  expect((await database().selectFrom('log_entry').select('details').where('network_id', '=', scope.networkId).where('action', '=', 'survey.record').execute()).map(({ details }) => details)).toMatchObject([{ place, version: 1, sha256: fingerprint(pdfBytes), signedOn: '2026-02-03' }]);
});

test('whose paper is typed was not asked: no reminder, no count; what is thrown away leaves nobody on the list', async () => {
  const elsewhere = { year, placeId: 'RS-L-70939' };
  const { questionnaire: before } = await statusOf(scope, year);
  await execute(savePaperDraft, scope, { ...elsewhere, step: 'place', place: { population: 98 } });
  expect([(await statusOf(scope, year)).questionnaire.asked, await execute(remindMunicipalities, scope, { year })]).toEqual([before.asked, { id: expect.any(String), n: 0 }]);
  await remindBeforeDue('2099-01-30');
  const { rows } = await statusOf(scope, year);
  expect(rows.map(({ place, email, reminders }) => [place, email, reminders])).toEqual([['RS-L-70939', null, 0], [place, null, 0]]);
  await execute(dropPaperDraft, scope, elsewhere);
  // Where a version was entered the list keeps it.
  await execute(dropPaperDraft, scope, { year, placeId: place });
  expect((await statusOf(scope, year)).rows.map(({ place }) => place)).toEqual([place]);
});

test('a correction begins with what was entered; taking it back makes the version before count again, and no other network reaches any of it', async () => {
  await execute(changeQuestionnaire, scope, { year, published: true });
  expect((await paperQuestionnaire(scope, year, place)).corrects?.version).toBe(1);
  await write({ step: 'place', place: { population: 101_000 } });
  await enter({ bytes: new TextEncoder().encode('%PDF-1.4 better') });
  expect(await populationShown()).toBe(101_000);
  const { versions: [second, first] } = await versionsOf(scope, year, place);
  expect(differences(first!.answers, second!.answers)).toEqual([{ field: 'population', kind: null, provider: null, was: 110_000, is: 101_000 }, { field: 'budget', kind: null, provider: null, was: 'unknown', is: undefined }]);
  const takeBack = (version: number, why = 'Entered for the wrong municipality.', of = scope) => execute(withdrawPaper, of, { year, placeId: place, version, why });
  expect([await refused(takeBack(2, ' ')), await refused(takeBack(7)), await refused(takeBack(2, 'why', other)), await refused(takeBack(2, 'why', publicScope(scope.networkId)))]).toEqual([expect.any(String), 'platform.not_found', 'platform.not_found', 'platform.forbidden']);
  await takeBack(2);
  expect([await populationShown(), await refused(takeBack(2)), (await versionsOf(scope, year, place)).versions.map(({ withdrawn }) => withdrawn?.why ?? null)]).toEqual([110_000, 'platform.not_found', ['Entered for the wrong municipality.', null]]);
  await takeBack(1);
  expect([await populationShown(), (await statusOf(scope, year)).rows[0], (await statusOf(scope, year)).questionnaire.answered]).toMatchObject([undefined, { state: 'silent', version: null }, 0]);
  // Numbers are not given twice.
  await write({ step: 'place', place: { population: 105_000 } });
  await enter();
  expect((await versionsOf(scope, year, place)).versions[0]!.version).toBe(3);
  expect([await refused(scanOf(other, year, place, 1)), await refused(paperQuestionnaire(other, year, place)), await refused(versionsOf(other, year, place))]).toEqual(Array(3).fill('platform.not_found'));
  await expect(kolo.pool.query("begin; set local role kolo_app; update survey_answer set answers = '{}'")).rejects.toThrow(/permission denied/);
  await kolo.pool.query('rollback');
});

test('what the municipality sends by its link is not its paper: nothing of it is filled in, it stands beside, and it cannot be taken back by others', async () => {
  const shabac = { year: 2024, placeId: place };
  await execute(askMunicipalities, scope, { year: 2024, municipalities: [{ placeId: place, email: 'a@example.org' }], origin: 'http://localhost:1' });
  const { asked_id, version } = await kolo.db.selectFrom('survey_asked').select(['asked_id', 'version']).where('network_id', '=', scope.networkId).where('email', '=', 'a@example.org').executeTakeFirstOrThrow();
  const token = secretFor('survey', { networkId: scope.networkId, id: asked_id, version });
  await execute(saveDraft, publicScope(scope.networkId), { token, step: 'place', place: { population: 99 } });
  await execute(submitAnswers, publicScope(scope.networkId), { token });
  expect(await paperQuestionnaire(scope, 2024, place)).toMatchObject({ current: noAnswers(), corrects: null, beside: { version: 1, answers: { place: { population: 99 } } } });
  expect(await refused(execute(withdrawPaper, scope, { ...shabac, version: 1, why: 'x' }))).toBe('platform.not_found');
  await execute(savePaperDraft, scope, { ...shabac, step: 'place', place: { population: 98 } });
  await execute(dropPaperDraft, scope, shabac);
  expect((await paperQuestionnaire(scope, 2024, place)).draftSavedAt).toBeNull();
  // The addresses go over to the next year's letter, once.
  expect(await addressesBefore(scope, year)).toEqual([{ place, email: 'a@example.org' }]);
  await execute(askMunicipalities, scope, { year, municipalities: [{ placeId: place, email: 'b@example.org' }], origin: 'http://localhost:1' });
  expect(await addressesBefore(scope, year)).toEqual([]);
});

describe('the form', () => {
  const service = entry.parse({ id: newId(), kind: 'RS-2.1', provider_name: 'Sunce', figures: { clients_total: 24, clients_female: 0 }, choices: { provider_type: 'cso' } });
  const last: Answers = { place: { population: 110_000, budget: 'unknown' }, exists: { 'RS-2.1': 'yes' }, services: [service], remarks: {} };
  const beside = { label: '2024', year: 2024, answers: last };

  test('last year is a hint beside the field and never in it', async () => {
    const t = await wordsOf('en');
    const fresh = { ...service, id: newId(), provider_name: null, figures: {}, choices: {} };
    const current: Answers = { ...noAnswers(), exists: { 'RS-2.1': 'yes' }, services: [fresh] };
    const show = (wanted: string) => shownStep({ place, year, current, beside, before: last, wanted }, t);
    expect([show('place').hints, show('place').texts]).toEqual([{ population: '2024: 110,000' }, {}]);
    expect([show('exists').hints, show(fresh.id).hints]).toMatchObject([{ 'exists_RS-2.1': '2024: it existed' }, { clients_total: '2024: 24', clients_female: '2024: none (0)', provider_name: '2024: Sunce', provider_type: '2024: civil society organisation' }]);
    expect(Object.values(show(fresh.id).texts).filter(Boolean)).toEqual([]);
  });
  test('what cannot be read is named and nothing of the step is lost', () => {
    const { input, wrong } = postedStep('place', { population: 'много', budget_is: 'unknown' }, place, last);
    expect([input, wrong]).toEqual([{ step: 'place', place: { budget: 'unknown' } }, [{ field: 'population', code: 'coverage.number' }]]);
  });
  test('a provider typed anew is the same by kind and name; one that came or went is said', () => {
    const again: Answers = { ...last, services: [{ ...service, id: newId(), figures: { ...service.figures, clients_total: 25 } }] };
    expect(differences(last, again)).toEqual([{ field: 'clients_total', kind: 'RS-2.1', provider: 'Sunce', was: 24, is: 25 }]);
    expect([differences(last, last), differences(last, { ...last, services: [] })]).toEqual([[], [{ field: 'provider', kind: 'RS-2.1', provider: 'Sunce', was: 'Sunce', is: null }]]);
  });
});

test.each(locales)('the blank questionnaire in %s is A4, names every question, and nothing of an earlier answer but who gives which service', async (locale) => {
  const t = await wordsOf(locale);
  const document = await blankQuestionnaire({ place, year, dueOn: '2026-03-01', network: 'Mreža', services: [{ kind: 'RS-2.1', provider: 'Sunce' }], printedAt: new Date(0) }, t);
  const raw = document.toString('latin1');
  expect([raw.startsWith('%PDF-1.7'), /MediaBox \[0 0 595\.28 841\.89\]/.test(raw)]).toEqual([true, true]);
  const spoken = [...raw.matchAll(/\/ActualText \(((?:[^\\)]|\\.)*)\)/gs)].length;
  // 6 figures, 25 or so kinds, two sheets of 31 questions, signing.
  expect(spoken).toBeGreaterThan(90);
  expect([...raw.matchAll(/\/Type \/Page\b/g)].length).toBeLessThanOrEqual(6);
});

test('a municipality that has never been asked has its paper too, in the language of its country', async () => {
  expect(await blankOf(scope, year, 'BG-M-TGV35')).toMatchObject({ locale: 'bg', dueOn: '2099-01-31', services: [] });
  expect((await blankOf(scope, year, place)).services).toEqual([]);
  expect(await refused(blankOf(scope, year, 'RS-08'))).toBe('platform.not_found');
});
