/** What somebody says of herself when she registers, and what becomes of it: who sees her on a list, how answers are counted, sex and age in the results, and when it is removed. */
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import sharp from 'sharp';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import { fingerprint, storeFile } from '#platform/files/files.ts';
import { newId } from '#platform/ids.ts';
import type { Problem } from '#platform/problem.ts';
import { sentences } from '#platform/problem-sentences.ts';
import { memberScope, type Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { addPerson } from '#modules/people/commands.ts';
import { disaggregated } from '#modules/results/disaggregated-queries.ts';
import { query } from '#modules/results/shape.ts';
import { checkIn } from '../check-in/commands.ts';
import { makeQuestionnaire, openRound } from '../learning/commands.ts';
import { receivePhoto } from '../paper/commands.ts';
import { cropOf, photoFile, photoPage } from '../paper/queries.ts';
import { planEvent } from '../planning/commands.ts';
import { sayAnswer } from './answers.ts';
import { cancelRegistration, changeConsent, changeRegistration, register, substituteDelegate } from './commands.ts';
import { identifyRegistration } from './deciding-commands.ts';
import { askedBy, delegateIn, labelsOf, missingIn, settingsIn, settingsOf, toTexts, unwrittenIn, withMissing } from './form.ts';
import { keepRegistrations } from './keeping-jobs.ts';
import { formToEdit } from './form-queries.ts';
import { linkedRegistration, listedWith } from './link-queries.ts';
import { registrations } from './queries.ts';
import { exportedRegistrations } from './row-queries.ts';
import { comes, inDays, linkOf, newGround, newProgramme, planned, saved } from './registration-testing.ts';
import type { Question } from './shape.ts';

const kolo = withDatabase();
let scope: Scope;
let visitor: Scope;
let programmeId: string;
let eventId: string;
const day = inDays(30);

beforeAll(async () => {
  ({ scope, visitor } = await newGround());
});
beforeEach(async () => {
  programmeId = await newProgramme(scope);
  eventId = await planned({ scope, programmeId });
  await form();
});

const form = (more = {}) => saved({ scope, programmeId }, eventId, more);
const come = async (given: string, more = {}) => (await comes(visitor, eventId, given, { organisationText: 'Клуб', placeText: 'Šabac', phone: '064 123', ...more })).registrationId;
const link = (registrationId: string, version = 0) => linkOf(scope, registrationId, version);
const namesFor = async (registrationId: string) => (await listedWith(link(registrationId), 1)).listed.map(({ name }) => name);

describe('the list other participants see', () => {
  test('has who agreed and has a seat, by name, organisation and place, for whoever has a seat; it ends when she says so, with her seat, and with the form', async () => {
    const [ana, boba, vera, waits] = [await come('Ana', { listConsent: true }), await come('Boba'), await come('Vera', { listConsent: true, photoConsent: true }), await come('Waits', { listConsent: true })];
    expect((await listedWith(link(boba), 1)).listed).toEqual([{ name: 'Ana Ilić', organisation: 'Клуб', place: 'Šabac' }, { name: 'Vera Ilić', organisation: 'Клуб', place: 'Šabac' }]);
    await expect(listedWith(link(waits), 1)).rejects.toMatchObject({ status: 404 });
    expect((await registrations(scope, eventId)).agreed).toEqual({ seats: 3, list: 2, photo: 1, unasked: 0 });
    await execute(changeConsent, visitor, { token: link(ana), listConsent: false, photoConsent: true });
    expect([await namesFor(boba), (await registrations(scope, eventId)).agreed]).toEqual([['Vera Ilić'], { seats: 3, list: 1, photo: 2, unasked: 0 }]);
    // What she puts right later leaves what she agreed to as it is.
    await execute(changeRegistration, visitor, { token: link(vera), given: 'Vera', surname: 'Ilić', email: 'vera@example.org' });
    expect((await linkedRegistration(link(vera))).registration).toMatchObject({ listConsent: true, photoConsent: true });
    await execute(substituteDelegate, visitor, { token: link(vera), given: 'Ema', surname: 'Jović', email: 'ema@example.org' });
    expect(await namesFor(boba)).toEqual([]);
    await execute(changeConsent, visitor, { token: link(vera, 1), listConsent: true, photoConsent: false });
    expect(await namesFor(boba)).toEqual(['Ema Jović']);
    await execute(cancelRegistration, visitor, { token: link(vera, 1) });
    expect(await namesFor(boba)).toEqual(['Waits Ilić']);
    await expect(execute(changeConsent, visitor, { token: link(vera, 1), listConsent: true, photoConsent: true })).rejects.toMatchObject({ code: 'registration.not_on_list' });
    await keepRegistrations(inDays(61));
    await expect(listedWith(link(boba), 1)).rejects.toMatchObject({ status: 404 });
  });
});

describe('own questions', () => {
  const lunch: Question = { id: 'lunch', kind: 'choice', titles: { en: 'Lunch?' }, required: false, options: [{ id: 'o1', titles: { en: 'fasting' } }, { id: 'o2', titles: { en: 'other' } }] };
  const written = async (texts: Record<string, string>, language: 'en' | 'ro' | 'sr-Cyrl') => {
    const before = await formToEdit(scope, eventId);
    const settings = settingsIn({ ...settingsOf(before.form, { language, days: before.days, country: null }).texts, ...texts }, { form: before.form, language, country: null });
    await form(settings);
    return (await formToEdit(scope, eventId)).form!.questions[0]!;
  };

  test('are written in one language after another; an answer names the option, so that it counts once over all of them; what is offered no more can still be read', async () => {
    await form({ questions: [lunch] });
    expect(unwrittenIn([lunch])).toEqual(['sr-Cyrl', 'sr-Latn', 'bg', 'ro']);
    // What merely stood there in English is not taken for Romanian.
    expect((await written({ words_0: 'Prânz?', options_0: 'de post\nother' }, 'ro')).options).toEqual([{ id: 'o1', titles: { en: 'fasting', ro: 'de post' } }, { id: 'o2', titles: { en: 'other' } }]);
    await written({ words_0: 'Ручак?', options_0: 'посно\nдруго' }, 'sr-Cyrl');
    const [ana, boba] = [await come('Ana', { answers: { lunch: 'o1' } }), await come('Boba', { answers: { lunch: 'o1' }, locale: 'ro' })];
    expect((await registrations(scope, eventId)).answers).toEqual({ lunch: { o1: 2 } });
    const gone = await written({ options_0: 'vegetarian\nother\nnone' }, 'en');
    expect(gone.options.map(({ id, titles, gone: isGone }) => [id, titles.en, !!isGone])).toEqual([['o3', 'vegetarian', false], ['o2', 'other', false], ['o4', 'none', false], ['o1', 'fasting', true]]);
    await expect(come('Vera', { answers: { lunch: 'o1' } })).rejects.toMatchObject({ issues: [{ message: 'registration.problem_no_such_choice' }] });
    const lines: string[] = [];
    const t = await wordsOf('ro');
    await exportedRegistrations(scope, eventId, (rows, { questions }) => lines.push(...rows.map((one) => `${one.given} ${sayAnswer(questions[0]!, one.answers.lunch, t)}`)));
    expect(lines).toEqual(['Ana de post', 'Boba de post']);
    // She puts her telephone right: what she chose stays hers, also where it must be answered. Nobody else may choose it, nor may she once she chose another.
    await form({ questions: [{ ...gone, required: true }] });
    const own = { token: link(ana), given: 'Ana', surname: 'Ilić', email: 'ana@example.org' };
    const chosen = async () => (await linkedRegistration(own.token)).registration.answers;
    await execute(changeRegistration, visitor, { ...own, phone: '064 999', answers: { lunch: 'o1' } });
    expect(await chosen()).toEqual({ lunch: 'o1' });
    await execute(changeRegistration, visitor, { ...own, answers: { lunch: 'o2' } });
    await expect(execute(changeRegistration, visitor, { ...own, answers: { lunch: 'o1' } })).rejects.toMatchObject({ issues: [{ message: 'registration.problem_no_such_choice' }], field: 'q_lunch' });
    await expect(execute(substituteDelegate, visitor, { token: link(boba), given: 'Ema', surname: 'Jović', email: 'ema@example.org', answers: { lunch: 'o1' } })).rejects.toMatchObject({ issues: [{ message: 'registration.problem_no_such_choice' }] });
    expect([await chosen(), (await registrations(scope, eventId)).answers]).toEqual([{ lunch: 'o2' }, { lunch: { o1: 1, o2: 1 } }]);
    // Offered again under its own words it is the same answer.
    expect((await written({ options_0: 'fasting\nother' }, 'en')).options.slice(0, 2).map(({ id, gone: isGone }) => [id, !!isGone])).toEqual([['o1', false], ['o2', false]]);
  });

  test('where several may be chosen, each is kept, counted and told by itself', async () => {
    const several = { ...lunch, kind: 'several' as const, required: true, options: [{ id: 'o1', titles: { en: 'fasting' } }, { id: 'o2', titles: { en: 'no nuts' } }, { id: 'o3', titles: { en: 'no milk' } }] };
    await form({ questions: [several] });
    // As a browser posts them: each on a line.
    const own = { token: link(await come('Ana', delegateIn({ given: 'Ana', surname: 'Ilić', email: 'ana@example.org', q_lunch: 'o1\no3\no1' }))), given: 'Ana', surname: 'Ilić', email: 'ana@example.org' };
    await come('Boba', { answers: { lunch: ['o3'] } });
    const { registration } = await linkedRegistration(own.token);
    expect([registration.answers, toTexts(registration).q_lunch, sayAnswer(several, registration.answers.lunch, await wordsOf('en')), (await registrations(scope, eventId)).answers]).toEqual([{ lunch: ['o1', 'o3'] }, 'o1\no3', 'fasting and no milk', { lunch: { o1: 1, o3: 2 } }]);
    await expect(come('Vera', { answers: { lunch: [] } })).rejects.toMatchObject({ issues: [{ path: 'q_lunch', message: 'registration.problem_question_unanswered' }] });
    await expect(come('Vera', { answers: { lunch: ['o1', 'o9'] } })).rejects.toMatchObject({ issues: [{ path: 'q_lunch', message: 'registration.problem_no_such_choices' }] });
    // What is offered no more stays hers beside what she chooses else.
    await form({ questions: [{ ...several, options: several.options.map((one) => (one.id === 'o3' ? { ...one, gone: true } : one)) }] });
    await execute(changeRegistration, visitor, { ...own, answers: { lunch: ['o2', 'o3'] } });
    await expect(come('Vera', { answers: { lunch: ['o3'] } })).rejects.toMatchObject({ status: 422 });
  });

  test('all that is missing is said at once, and each field once', async () => {
    await form({ perOrganisation: 2, questions: [{ ...lunch, required: true }, { id: 'bus', kind: 'yes-no', titles: { en: 'Bus?' }, required: true }] });
    const asked = askedBy((await formToEdit(scope, eventId)).form!);
    const delegate = delegateIn({});
    const refused = await execute(register, visitor, { eventId, organisationText: null, ...delegate, locale: 'en', origin: 'https://kolo.example', challenge: newId() }).catch((caught: unknown) => withMissing(caught, missingIn(asked, delegate)));
    const t = await wordsOf('en');
    const said = sentences(refused as Problem, t);
    expect(said.map(({ field }) => field)).toEqual(['given', 'surname', 'email', 'organisationText', 'q_lunch', 'q_bus']);
    expect(said.map(({ field }) => labelsOf(asked, { t, locale: 'en' })[field!])).toEqual(['Given name', 'Surname', 'E-mail', 'Organisation or institution', 'Lunch?', 'Bus?']);
    expect(said.slice(0, 2).map(({ message }) => message)).toEqual(['Write the given name.', 'Write the surname.']);
    // The command says the same of what is missing, where the shape is right.
    await expect(come('Vera', { organisationText: null })).rejects.toMatchObject({ issues: [{ path: 'organisationText' }, { path: 'q_lunch' }, { path: 'q_bus' }] });
  });

  test('of before, whose options were texts, become options, and the answers to them name them', async () => {
    await form({ questions: [lunch, { ...lunch, id: 'bus', kind: 'yes-no', options: [] }] });
    const ana = await come('Ana', { answers: { lunch: 'o1', bus: 'yes' } });
    await kolo.db.updateTable('registration_form').set({ questions: JSON.stringify([{ ...lunch, titles: { bg: 'Обяд?' }, options: ['Постно', 'Блажно'] }, { id: 'bus', kind: 'yes-no', titles: { en: 'Bus?' }, required: false, options: [] }]) }).where('event_id', '=', eventId).execute();
    await kolo.db.updateTable('registration').set({ answers: JSON.stringify({ lunch: 'Блажно', bus: 'yes' }) }).where('registration_id', '=', ana).execute();
    const migration = readFileSync('migrations/0059-answers-by-option.sql', 'utf8');
    for (let n = 0; n < 2; n++) await sql.raw(migration).execute(kolo.db);
    expect((await formToEdit(scope, eventId)).form!.questions).toMatchObject([{ id: 'lunch', options: [{ id: 'o1', titles: { bg: 'Постно' } }, { id: 'o2', titles: { bg: 'Блажно' } }] }, { id: 'bus', options: [] }]);
    expect((await linkedRegistration(link(ana))).registration.answers).toEqual({ lunch: 'o2', bus: 'yes' });
  });
});

describe('sex and age group', () => {
  const cells = (of: 'sex' | 'age_group', as = scope) => reading(as, async (tx) => Object.fromEntries((await disaggregated(tx, as, programmeId, query.parse({ method: 'people' }), `breakdown:${of}`)).cells.map(({ value, net }) => [value ?? 'not stated', net])));
  const arrive = (registrationId: string) => execute(checkIn, scope, { operationId: newId(), eventId, who: { registrationId }, day, present: true, via: 'door', at: new Date().toISOString() });

  test('asked by the form, said at registration, are in the result by sex and by age group after the check-in; unsaid is unsaid, also where something was known', async () => {
    await form({ asksSex: true, asksAge: true });
    await planned({ scope, programmeId }, { eventId, capacity: null });
    const { personId } = await execute(addPerson, scope, { given: 'Zora', surname: 'Zorić', sex: 'F' });
    const { personId: other } = await execute(addPerson, scope, { given: 'Mira', surname: 'Mirić', sex: 'F' });
    const [ana, boba, petar, zora, mira] = [
      await come('Ana', { sex: 'F', ageGroup: '30-64' }), await come('Boba', { sex: 'F', ageGroup: '18-29' }), await come('Petar', { sex: 'M', ageGroup: 'unsaid' }), await come('Zora', { sex: 'unsaid', ageGroup: '65+' }), await come('Mira'),
    ];
    await execute(identifyRegistration, scope, { eventId, registrationId: zora, personId });
    await execute(identifyRegistration, scope, { eventId, registrationId: mira, personId: other });
    expect(await cells('sex')).toEqual({});
    for (const one of [ana, boba, petar, zora, mira]) await arrive(one);
    expect(await cells('sex')).toEqual({ F: 3, M: 1, 'not stated': 1 });
    expect(await cells('age_group')).toEqual({ '30-64': 1, '18-29': 1, '65+': 1, 'not stated': 2 });
    // It is hers and her organisers': others who see the list do not see it.
    const worker = memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'x' }, roles: ['field-worker'], organisationId: null, programmeIds: null });
    const said = async (as: Scope) => (await registrations(as, eventId)).registered.map(({ given, sex, ageGroup }) => [given, sex, ageGroup])[0];
    expect([await said(scope), await said(worker)]).toEqual([['Ana', 'F', '30-64'], ['Ana', null, null]]);
    // Registrations are removed; who took part is still counted so.
    await keepRegistrations(inDays(61));
    expect(await cells('sex')).toEqual({ F: 3, M: 1, 'not stated': 1 });
  });

  test('not asked, nothing is kept; the next delegate says her own', async () => {
    const ana = await come('Ana', { sex: 'F', ageGroup: '30-64' });
    expect((await linkedRegistration(link(ana))).registration).toMatchObject({ sex: null, ageGroup: null });
    await form({ asksSex: true });
    await execute(changeRegistration, visitor, { token: link(ana), given: 'Ana', surname: 'Ilić', email: 'ana@example.org', sex: 'F', ageGroup: '30-64' });
    expect((await linkedRegistration(link(ana))).registration).toMatchObject({ sex: 'F', ageGroup: null });
    await execute(substituteDelegate, visitor, { token: link(ana), given: 'Petar', surname: 'Jović', email: 'petar@example.org' });
    expect((await linkedRegistration(link(ana, 1))).registration).toMatchObject({ sex: null });
    await expect(come('Boba', { ageGroup: '20-25' })).rejects.toMatchObject({ status: 422 });
  });
});

test('the coordinator’s list is found in by name in either script, filtered by state, and shown a page at a time', async () => {
  for (const one of ['Ana', 'Boba', 'Vera', 'Goran', 'Ema']) await come(one, { surname: one === 'Goran' ? 'Đokić' : 'Ilić' });
  const names = async (filter: object) => {
    const { registered, found, page, pages } = await registrations(scope, eventId, filter);
    return [registered.map(({ given }) => given), found, page, pages];
  };
  expect(await names({ limit: 2 })).toEqual([['Ana', 'Boba'], 5, 1, 3]);
  expect(await names({ limit: 2, page: 3 })).toEqual([['Ema'], 5, 3, 3]);
  expect(await names({ limit: 2, page: 99 })).toEqual([['Ema'], 5, 3, 3]);
  expect(await names({ q: 'ђокић гор' })).toEqual([['Goran'], 1, 1, 1]);
  expect(await names({ q: 'vera@example' })).toEqual([['Vera'], 1, 1, 1]);
  expect(await names({ state: 'waiting' })).toEqual([['Goran', 'Ema'], 2, 1, 1]);
  expect(await names({ q: 'клуб', state: 'waiting', limit: 1, page: 2 })).toEqual([['Ema'], 2, 2, 2]);
  expect((await registrations(scope, eventId, { q: 'nobody' })).counts).toEqual({ seat: 3, waiting: 2, unconfirmed: 0, declined: 0, cancelled: 0 });
  // The place of somebody who waits is her place among all who do, whatever is shown.
  expect((await registrations(scope, eventId, { q: 'Ema' })).registered[0]!.waits).toMatchObject({ place: 2 });
});

describe('kept as long as it is needed', () => {
  test('a form keeps addresses until a planned evaluation is written to them: offered, demanded, and asked for where letters are opened', async () => {
    expect((await formToEdit(scope, eventId)).days).toBe(90);
    const { questionnaireId } = await execute(makeQuestionnaire, scope, { eventId, about: 'event', kind: 'later', from: 'template' });
    const { days } = await formToEdit(scope, eventId);
    // Four months, and a fortnight for the letters and the reminder.
    expect(days).toBeGreaterThanOrEqual(120 + 14);
    await expect(form({ retentionDays: days - 1 })).rejects.toMatchObject({ status: 422, code: 'registration.kept_too_short', details: { n: days }, field: 'retentionDays' });
    const { round_id: roundId } = await kolo.db.selectFrom('questionnaire_round').select('round_id').where('questionnaire_id', '=', questionnaireId).executeTakeFirstOrThrow();
    const open = () => execute(openRound, scope, { roundId, byMail: true, byLink: false, locale: 'en', origin: 'https://kolo.example' });
    await expect(open()).rejects.toMatchObject({ code: 'learning.addresses_gone', details: { days: 30, n: days } });
    await form({ retentionDays: days });
    await open();
  });

  test('when it is over, photographs of signed sheets go with the names on them; the fingerprint stays', async () => {
    const bytes = await sharp({ create: { width: 900, height: 800, channels: 3, background: '#fff' } }).jpeg().toBuffer();
    const { photoId } = await execute(receivePhoto, scope, { eventId, name: 'IMG_1.jpg', bytes: new Uint8Array(bytes) });
    await kolo.db.insertInto('sheet_photo_row').values({ network_id: scope.networkId, photo_id: photoId, row_no: 1, proposal: 'signed', ink: '{}', crop: Buffer.from('a name') }).execute();
    // The same picture is a document of the event too: for that it is kept.
    const shared = await sharp({ create: { width: 901, height: 800, channels: 3, background: '#fff' } }).jpeg().toBuffer();
    const twice = await execute(receivePhoto, scope, { eventId, name: 'IMG_2.jpg', bytes: new Uint8Array(shared) });
    const { file_id: sharedFile } = await kolo.db.selectFrom('sheet_photo').select('file_id').where('photo_id', '=', twice.photoId).executeTakeFirstOrThrow();
    await kolo.db.insertInto('event_document').values({ network_id: scope.networkId, document_id: newId(), event_id: eventId, file_id: sharedFile, title: 'x', audience: 'members', added_at: new Date(), added_by: 'x' }).execute();
    const kept = await photoFile(scope, eventId, photoId);
    expect([fingerprint(kept.bytes), Buffer.from(await cropOf(scope, eventId, photoId, 1)).toString()]).toEqual([(kept as { sha256?: string }).sha256, 'a name']);
    await keepRegistrations(inDays(60));
    expect((await photoFile(scope, eventId, photoId)).bytes.length).toBe(kept.bytes.length);
    await keepRegistrations(inDays(61));
    await expect(photoFile(scope, eventId, photoId)).rejects.toMatchObject({ status: 404 });
    await expect(cropOf(scope, eventId, photoId, 1)).rejects.toMatchObject({ status: 404 });
    expect((await photoFile(scope, eventId, twice.photoId)).bytes.length).toBeGreaterThan(0);
    const file = await kolo.db.selectFrom('file').select(['sha256', 'size', 'content']).where('sha256', '=', fingerprint(kept.bytes)).executeTakeFirstOrThrow();
    expect([Number(file.size), file.content.length, (await photoPage(scope, eventId, photoId)).isErased]).toEqual([kept.bytes.length, 0, true]);
    // Whoever brings the same picture again has a reason to.
    await kolo.db.transaction().execute((tx) => storeFile(tx as never, scope.networkId, kept));
    expect((await photoFile(scope, eventId, photoId)).bytes.length).toBe(kept.bytes.length);
  });
});
