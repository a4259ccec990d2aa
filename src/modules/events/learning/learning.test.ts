import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { mailFolder } from '#platform/mail/mail.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { locales } from '#platform/words/locales.ts';
import { addPerson } from '#modules/people/commands.ts';
import { recordEvidence } from '#modules/results/commands.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { addSeries } from '../commands.ts';
import { eventKinds } from '../evidence.ts';
import { planEvent } from '../planning/commands.ts';
import { register, saveForm } from '../registration/commands.ts';
import { csvOf } from '#platform/documents/csv.ts';
import { giveAnswers } from './answer-commands.ts';
import { codeHash, codeOf } from './code.ts';
import { closeRound, makeQuestionnaire, openRound, releaseTexts, removeQuestionnaire, saveQuestions } from './commands.ts';
import { dueOn } from './due.ts';
import { markOf, settingsIn, settingsOf } from './form.ts';
import { keepQuestionnaires } from './keeping-jobs.ts';
import { sendQuestionnaireLetter } from './letter-jobs.ts';
import { roomToken, ticketHash } from './links.ts';
import { sendRound } from './mailing-commands.ts';
import { comparedEvents, learningOf, openedRound, questionnaireResults, type Round } from './queries.ts';
import type { Kind, Question } from './shape.ts';
import { tableOf } from './say.ts';
import { templates } from './templates.ts';

const kolo = withDatabase();
let scope: Scope;
let visitor: Scope;
let programmeId: string;
let eventId: string;
const day = '2026-03-10';

beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  scope = systemScope(newId(), 'test');
  visitor = publicScope(scope.networkId);
  programmeId = newId();
  mkdirSync(mailFolder, { recursive: true });
  await kolo.db.insertInto('network').values({ network_id: scope.networkId, slug: 'ours', names: '{}' }).execute();
  await kolo.db.insertInto('programme').values({ network_id: scope.networkId, programme_id: programmeId, slug: 'p', titles: '{}', published_at: new Date() }).execute();
});
beforeEach(async () => {
  eventId = await planned();
});

const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
const planned = async (more = {}) => (await execute(planEvent, scope, { programmeId, eventId: null, kind: 'training', titles: { en: 'Training' }, days: [day], ...more })).eventId;
const make = async (kind: Kind, from = 'template', more = {}) => (await execute(makeQuestionnaire, scope, { eventId, about: 'event', kind, from, ...more })).questionnaireId;
const roundsOf = async (questionnaireId: string) => Object.fromEntries((await questionnaireResults(scope, questionnaireId)).questionnaire.rounds.map((round) => [round.stage, round])) as Record<Round['stage'], Round>;
const open = (round: Round, more = {}) => execute(openRound, scope, { roundId: round.roundId, byMail: false, byLink: true, locale: 'en', origin: 'https://kolo.example', ...more });
const answer = (round: Round, code: string | null, answers: Record<string, string | string[]>) => execute(giveAnswers, visitor, { token: roomToken(scope.networkId, round.roundId), code, answers });
const refused = (promise: Promise<unknown>) => promise.then(() => 'done', (error: { code?: string }) => error.code ?? error);
const exam: Question = { id: 'law', kind: 'choice', titles: { en: 'Which law?' }, level: 2, required: true, options: [{ id: 'old', titles: { en: 'The old one' } }, { id: 'new', titles: { en: 'The new one' } }], right: ['new'] };

describe('a test before and after', () => {
  test('nothing is shown of four answers; of five when both halves are closed; what was gained by code', async () => {
    const questionnaireId = await make('test');
    await execute(saveQuestions, scope, { questionnaireId, intro: {}, months: 4, questions: [...templates.test, exam] });
    const { pre, post } = await roundsOf(questionnaireId);
    expect(await refused(answer(pre, 'aa01a0', { law: 'old' }))).toBe('learning.over');
    await open(pre);
    for (const code of ['aa01a0', 'bb02b0', 'cc03c0', 'dd04d0']) await answer(pre, code, { law: 'old', knowledge: '2' });
    expect(await refused(execute(closeRound, scope, { roundId: pre.roundId }))).toBe('learning.too_few');
    await answer(pre, 'ee05e0', { law: 'new', knowledge: '3' });
    await execute(closeRound, scope, { roundId: pre.roundId });
    expect((await questionnaireResults(scope, questionnaireId)).rounds).toEqual([]);
    expect(await refused(answer(pre, 'ff06f0', { law: 'old' }))).toBe('learning.over');

    await open(post);
    for (const code of ['aa01a0', 'bb02b0', 'cc03c0', 'dd04d0', 'ee05e0']) await answer(post, code, { law: 'new', knowledge: '4' });
    expect((await questionnaireResults(scope, questionnaireId)).rounds).toEqual([]);
    await execute(closeRound, scope, { roundId: post.roundId });
    const { rounds, changes } = await questionnaireResults(scope, questionnaireId);
    expect(rounds.map(({ stage, n, score }) => [stage, n, score?.mean])).toEqual([['pre', 5, 0.2], ['post', 5, 1]]);
    expect(changes.map(({ question: of, change }) => [of?.id ?? null, change.pairs, change.mean, change.improved])).toEqual([[null, 5, 0.8, 4], ['knowledge', 5, 1.8, 5]]);
    expect(await refused(execute(removeQuestionnaire, scope, { questionnaireId }))).toBe('learning.shown_already');
  });

  test('what was known before, shown alone, keeps the gain from being computed for the one who did not come back', async () => {
    const questionnaireId = await make('test');
    const { pre, post } = await roundsOf(questionnaireId);
    const codes = ['aa01a0', 'bb02b0', 'cc03c0', 'dd04d0', 'ee05e0', 'ff06f0'];
    await open(pre);
    for (const code of codes) await answer(pre, code, { knowledge: '2' });
    await execute(closeRound, scope, { roundId: pre.roundId, showAlone: true });
    expect((await questionnaireResults(scope, questionnaireId)).rounds.map(({ stage }) => stage)).toEqual(['pre']);
    await open(post);
    for (const code of codes.slice(1)) await answer(post, code, { knowledge: '5' });
    await execute(closeRound, scope, { roundId: post.roundId });
    const { rounds, changes } = await questionnaireResults(scope, questionnaireId);
    expect([rounds.map(({ n }) => n), changes]).toEqual([[6, 5], []]);
  });

  test('closed after the training, it is closed before it too, and what few knew before is never shown', async () => {
    const questionnaireId = await make('test');
    const { pre, post } = await roundsOf(questionnaireId);
    await open(pre);
    await open(post);
    for (const code of ['aa01a0', 'bb02b0']) await answer(pre, code, { knowledge: '1' });
    for (const code of ['aa01a0', 'bb02b0', 'cc03c0', 'dd04d0', 'ee05e0']) await answer(post, code, { knowledge: '5' });
    await execute(closeRound, scope, { roundId: post.roundId });
    const { rounds, questionnaire } = await questionnaireResults(scope, questionnaireId);
    expect([rounds.map(({ stage }) => stage), questionnaire.rounds.map(({ state }) => state)]).toEqual([['post'], ['closed', 'closed']]);
  });
});

describe('some months later', () => {
  test('what people think is set beside what they thought at the end, by code; a new version does not set other pairs beside the first', async () => {
    const give = async (questionnaireId: string, stage: 'end' | 'later', steps: Record<string, string>) => {
      const { [stage]: round } = await roundsOf(questionnaireId);
      await open(round);
      for (const [code, relevance] of Object.entries(steps)) await answer(round, code, { relevance });
      await execute(closeRound, scope, { roundId: round.roundId });
    };
    const end = await make('end');
    await give(end, 'end', { aa01a0: '5', bb02b0: '4', cc03c0: '4', dd04d0: '3', ee05e0: '5' });
    const later = await make('later');
    await give(later, 'later', { aa01a0: '5', bb02b0: '5', cc03c0: '5', dd04d0: '5', ee05e0: '4' });
    const compare = async () => (await questionnaireResults(scope, later)).changes;
    const before = await compare();
    expect(before.map(({ question: of, before: from, after: to, change }) => [of!.id, from, to, change.pairs, change.mean, change.improved, change.worse])).toEqual([['relevance', 4.2, 4.8, 5, 0.6, 3, 1]]);
    const next = await execute(saveQuestions, scope, { questionnaireId: end, intro: {}, months: 4, questions: templates.end.slice(0, 4) });
    await give(next.questionnaireId, 'end', { aa01a0: '1', bb02b0: '1', cc03c0: '1', dd04d0: '1', ee05e0: '1' });
    expect(await compare()).toEqual(before);
  });

  test('nothing is set beside the end where a few would be had from the difference', async () => {
    const end = await make('end');
    const later = await make('later');
    const [{ end: first }, { later: second }] = [await roundsOf(end), await roundsOf(later)];
    await open(first);
    await open(second);
    for (const code of ['aa01a0', 'bb02b0', 'cc03c0', 'dd04d0', 'ee05e0', 'ff06f0']) await answer(first, code, { relevance: '4' });
    for (const code of ['aa01a0', 'bb02b0', 'cc03c0', 'dd04d0', 'ee05e0']) await answer(second, code, { relevance: '5' });
    for (const { roundId } of [first, second]) await execute(closeRound, scope, { roundId });
    const { rounds, changes } = await questionnaireResults(scope, later);
    expect([rounds.map(({ n }) => n), changes]).toEqual([[5], []]);
  });
});

describe('answers', () => {
  test('count once for a code; by the link of the room a code is needed; what is required is asked for', async () => {
    const questionnaireId = await make('test');
    await execute(saveQuestions, scope, { questionnaireId, intro: {}, months: 4, questions: [exam] });
    const { pre } = await roundsOf(questionnaireId);
    await open(pre);
    expect(await refused(answer(pre, null, { law: 'old' }))).toBe('learning.code_mother');
    expect(await refused(answer(pre, 'aa01a0', {}))).toBe('learning.unanswered');
    expect(await refused(answer(pre, 'aa01a0', { law: 'nonsense' }))).toBe('learning.no_such_answer');
    expect(await refused(answer(pre, 'aa01a0', { law: 'old', other: 'dropped' }))).toBe('done');
    expect(await refused(answer(pre, 'aa01a0', { law: 'new' }))).toBe('learning.code_used');
    expect((await roundsOf(questionnaireId)).pre.answered).toBe(1);
    const box = await kolo.db.selectFrom('answer_box').select('sheets').where('round_id', '=', pre.roundId).executeTakeFirstOrThrow();
    expect(box.sheets).toEqual([{ code: codeHash(scope.networkId, eventId, 'aa01a0'), answers: { law: 'old' } }]);
  });

  test('a link of another installation, another purpose or without its round opens nothing', async () => {
    const questionnaireId = await make('end');
    const { end } = await roundsOf(questionnaireId);
    const token = roomToken(scope.networkId, end.roundId);
    expect((await openedRound(token)).state).toBe('not-yet');
    for (const wrong of ['', 'x', `${token}x`, `${token}.`, `${token}.aaaa`, roomToken(scope.networkId, newId())]) expect(await refused(openedRound(wrong))).toBe('platform.not_found');
    await open(end);
    expect([(await openedRound(token)).state, (await openedRound(`${token}.aaaaaaaaaaaaaaaaaaaa`)).state]).toEqual(['open', 'used']);
    await open(end, { byMail: true, byLink: false });
    expect((await openedRound(token)).state).toBe('over');
  });

  test('texts are read by whoever arranges the event, and by others when released; fewer than five never; a formula is no formula in a spreadsheet', async () => {
    const questionnaireId = await make('end');
    const { end } = await roundsOf(questionnaireId);
    await open(end);
    const texts = ['=1+1', '+381 64', 'Good', 'Longer breaks', 'More practice in small groups, with cases from our own town'];
    for (const [at, text] of texts.entries()) await answer(end, `aa0${at + 1}a0`, { overall: '5', most_useful: [text], ...(at < 4 && { intend: `I shall ${at}` }) });
    await execute(closeRound, scope, { roundId: end.roundId });
    const results = () => questionnaireResults(scope, questionnaireId);
    const textsNow = async () => Object.fromEntries((await results()).rounds[0]!.questions.filter(({ kind }) => kind === 'text').map((one) => [one.id, [one.n, one.texts]]));
    expect(await textsNow()).toEqual({ most_useful: [5, []], to_improve: [null, []], intend: [null, []] });
    const { toRelease } = await results();
    expect(toRelease.map(({ question: of, texts: all }) => [of.id, all.map(({ text }) => text)])).toEqual([['most_useful', [...texts].sort()]]);
    const worker = member('field-worker');
    expect((await questionnaireResults(worker, questionnaireId)).toRelease).toEqual([]);
    await execute(releaseTexts, scope, { roundId: end.roundId, question: 'most_useful', places: [1, 2] });
    await execute(releaseTexts, scope, { roundId: end.roundId, question: 'intend', places: [0, 1] });
    expect(await textsNow()).toEqual({ most_useful: [5, ['=1+1', 'Good']], to_improve: [null, []], intend: [null, []] });
    const csv = csvOf(tableOf(await questionnaireResults(worker, questionnaireId), await wordsOf('en')));
    expect(csv).toContain(",text,'=1+1,5");
    expect(csv).not.toMatch(/Longer|More practice|I shall|(^|,)=/m);
  });
});

const member = (role: Role, programmeIds: string[] | null = null): Scope => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId: null, programmeIds });

describe('who may', () => {
  test('whoever arranges the event makes and closes; who works with it reads; nobody else knows of it', async () => {
    const questionnaireId = await make('end');
    expect((await learningOf(member('field-worker'), eventId)).questionnaires.map(({ kind }) => kind)).toEqual(['end']);
    expect(await refused(execute(makeQuestionnaire, member('field-worker'), { eventId, about: 'event', kind: 'test', from: 'template' }))).toBe('platform.forbidden');
    const { end } = await roundsOf(questionnaireId);
    expect(await refused(execute(openRound, member('field-worker'), { roundId: end.roundId, byMail: false, byLink: true, locale: 'en', origin: 'https://x.example' }))).toBe('platform.forbidden');
    for (const nobody of [member('funder'), member('auditor'), member('programme-officer', [newId()]), systemScope(newId(), 'other')]) {
      expect(await refused(questionnaireResults(nobody, questionnaireId))).toBe('platform.not_found');
      expect(await refused(learningOf(nobody, eventId))).toBe('platform.not_found');
    }
  });

  test('a questionnaire is copied from another event; a second of one kind is not made', async () => {
    const first = await make('test');
    await execute(saveQuestions, scope, { questionnaireId: first, intro: { en: 'Hello' }, months: 4, questions: [exam] });
    eventId = await planned();
    expect((await learningOf(scope, eventId)).others.some((one) => one.questionnaireId === first)).toBe(true);
    const copy = await make('test', first);
    const { questionnaire: read } = await questionnaireResults(scope, copy);
    expect(read).toMatchObject({ intro: { en: 'Hello' }, questions: [exam] });
    // Of two who change it at once the second is told, and overwrites only what she has seen.
    const save = (seen: string, months: number) => execute(saveQuestions, scope, { questionnaireId: copy, seen, intro: read.intro, months, questions: read.questions });
    await save(markOf(read), 6);
    expect(await refused(save(markOf(read), 8))).toBe('platform.changed_meanwhile');
    const { questionnaire: again } = await questionnaireResults(scope, copy);
    expect(again.months).toBe(6);
    await save(markOf(again), 8);
    expect(await refused(make('test'))).toBe('learning.there_already');
    expect(await refused(make('end', first))).toBe('platform.not_found');
  });

  test('questions that were answered stay; the next version begins anew', async () => {
    const questionnaireId = await make('end');
    const { end } = await roundsOf(questionnaireId);
    await open(end);
    const { questions } = (await questionnaireResults(scope, questionnaireId)).questionnaire;
    await answer(end, 'aa01a0', { overall: '4' });
    expect(await execute(saveQuestions, scope, { questionnaireId, intro: { en: 'New words' }, months: 4, questions })).toEqual({ questionnaireId, version: 1 });
    const next = await execute(saveQuestions, scope, { questionnaireId, intro: {}, months: 4, questions: [exam] });
    expect([next.version, next.questionnaireId === questionnaireId]).toEqual([2, false]);
    const before = (await questionnaireResults(scope, questionnaireId)).questionnaire;
    expect([before.isReplaced, before.questions, before.rounds[0]!.state, before.rounds[0]!.answered]).toEqual([true, questions, 'closed', 1]);
    expect((await learningOf(scope, eventId)).questionnaires.map((one) => one.questionnaireId)).toEqual([next.questionnaireId]);
  });
});

/** Letters that lie in the folder, with the address and the link. */
function letters(): { to: string; link: string; text: string; subject: string }[] {
  return readdirSync(mailFolder).sort().map((name) => {
    const raw = readFileSync(join(mailFolder, name), 'utf8');
    const text = raw.split(/\r?\n\r?\n/).map((part) => (/^[\w+/=\s]+$/.test(part) ? Buffer.from(part, 'base64').toString() : part.replace(/=\r?\n/g, '').replace(/=3D/g, '='))).join('\n\n');
    return { to: /^To: (.*)$/m.exec(raw)![1]!.trim(), link: /\/evaluate\/([\w.-]+)/.exec(text)?.[1] ?? '', text, subject: /^Subject: (.*)$/m.exec(raw)![1]! };
  });
}
const lettersTo = (address: string) => letters().filter(({ to }) => to === address);
async function sendWaiting() {
  const { rows } = await sql<{ id: string; payload: { networkId: string; recipientId: string; letter: 'first' | 'reminder' } }>`select j.id, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'events.send-questionnaire-letter'`.execute(kolo.db);
  for (const { payload } of rows) await sendQuestionnaireLetter(payload.networkId, payload.recipientId, payload.letter);
  // The queue does this itself when a job is done.
  for (const { id } of rows) await sql`delete from graphile_worker._private_jobs where id = ${id}`.execute(kolo.db);
  return rows.length;
}
let people = 0;
/** Somebody with a seat. @returns her address */
async function seat(): Promise<string> {
  const email = `guest${++people}@example.org`;
  await execute(register, visitor, { eventId, given: `Guest${people}`, surname: 'Test', email, locale: people % 2 ? 'ro' : 'sr-Cyrl', origin: 'https://kolo.example', challenge: newId() });
  return email;
}
async function came(given: string, email: string | null): Promise<void> {
  const { personId } = await execute(addPerson, scope, { given, surname: 'Present', ...(email && { email }) });
  await execute(recordEvidence, scope, { programmeId, kind: 'participation', happenedOn: day, payload: { eventId, personId, days: [day] } });
}

describe('letters', () => {
  test('go to those who came some months later, once, with one reminder that has the same link; then nothing says who was written to', async () => {
    const questionnaireId = await make('later');
    await came('Ana', 'ana.later@example.org');
    await came('Vera', 'vera.later@example.org');
    await came('Nobody', null);
    const { later } = await roundsOf(questionnaireId);
    await open(later, { byMail: true, byLink: false });
    expect(dueOn('later', { firstDay: day, lastDay: day }, 4)).toBe('2026-07-10');
    await keepQuestionnaires('2026-07-09');
    expect(await sendWaiting()).toBe(0);
    await keepQuestionnaires('2026-07-10');
    await keepQuestionnaires('2026-07-10');
    expect(await sendWaiting()).toBe(2);
    const [first] = lettersTo('ana.later@example.org');
    expect(first!.text).toContain('https://kolo.example/en/evaluate/');
    expect((await roundsOf(questionnaireId)).later).toMatchObject({ invited: 2, mailedOn: '2026-07-10', remindedOn: null });
    await keepQuestionnaires('2026-07-16');
    expect(await sendWaiting()).toBe(0);
    await keepQuestionnaires('2026-07-17');
    await keepQuestionnaires('2026-07-17');
    expect(await sendWaiting()).toBe(2);
    expect(lettersTo('ana.later@example.org').map(({ link }) => link)).toEqual([first!.link, first!.link]);
    await execute(giveAnswers, visitor, { token: first!.link, code: null, answers: { frequency: 'weekly', cascade: '12' } });
    expect(await refused(execute(giveAnswers, visitor, { token: first!.link, code: null, answers: {} }))).toBe('learning.used');
    expect((await openedRound(first!.link)).state).toBe('used');
    const remembered = () => kolo.db.selectFrom('questionnaire_recipient').select('recipient_id').where('round_id', '=', later.roundId).execute();
    expect((await remembered()).length).toBe(2);
    await keepQuestionnaires('2026-07-24');
    expect([await remembered(), (await kolo.db.selectFrom('questionnaire_round').select('seed').where('round_id', '=', later.roundId).executeTakeFirstOrThrow()).seed]).toEqual([[], null]);
    // Who has not answered yet still can.
    expect((await openedRound(lettersTo('vera.later@example.org')[0]!.link)).state).toBe('open');
  });

  test('before, they go to those with a seat, three days ahead, each in her language', async () => {
    eventId = await planned({ days: [inDays(30)] });
    await execute(saveForm, scope, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30 });
    const addresses = [await seat(), await seat()];
    const questionnaireId = await make('test');
    const { pre } = await roundsOf(questionnaireId);
    await open(pre, { byMail: true });
    await keepQuestionnaires(inDays(26));
    expect(await sendWaiting()).toBe(0);
    await keepQuestionnaires(inDays(27));
    expect(await sendWaiting()).toBe(2);
    expect(addresses.map((address) => /evaluate/.test(lettersTo(address)[0]!.text))).toEqual([true, true]);
    expect(addresses.map((address) => lettersTo(address)[0]!.text.match(/kolo\.example\/([\w-]+)\//)![1])).toEqual(['ro', 'sr-Cyrl']);
    // One reminder, on the eve; with the first day it is over, however it is asked.
    await keepQuestionnaires(inDays(28));
    expect(await sendWaiting()).toBe(0);
    await keepQuestionnaires(inDays(29));
    expect(await sendWaiting()).toBe(2);
    await keepQuestionnaires(inDays(30));
    await answer(pre, 'aa01a0', { law: 'old' });
    const link = lettersTo(addresses[0]!)[0]!.link;
    expect((await openedRound(link)).state).toBe('open');
    await keepQuestionnaires(inDays(31));
    expect([(await openedRound(link)).state, await refused(answer(pre, 'bb02b0', { law: 'old' })), (await roundsOf(questionnaireId)).pre]).toMatchObject(['over', 'learning.over', { state: 'closed', answered: 1 }]);
    expect(await kolo.db.selectFrom('questionnaire_recipient').select('recipient_id').where('round_id', '=', pre.roundId).execute()).toEqual([]);
  });

  test('about what was known before go out to nobody after the first day; sheets of paper can still be entered', async () => {
    eventId = await planned();
    const questionnaireId = await make('test');
    const { pre } = await roundsOf(questionnaireId);
    await open(pre, { byMail: true });
    const on = inDays(0);
    await keepQuestionnaires(on);
    expect(await refused(execute(sendRound, scope, { roundId: pre.roundId, on }))).toBe('learning.before_is_past');
    await answer(pre, 'aa01a0', { law: 'old' });
    expect((await roundsOf(questionnaireId)).pre).toMatchObject({ state: 'open', answered: 1, mailedOn: null });
  });

  test('do not go about what was called off, and what is called off holds nothing else up', async () => {
    eventId = await planned({ days: [inDays(30)] });
    await execute(saveForm, scope, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30 });
    const address = await seat();
    const { pre } = await roundsOf(await make('test'));
    await open(pre, { byMail: true });
    await kolo.db.updateTable('event').set({ cancelled_at: new Date() }).where('event_id', '=', eventId).execute();
    await keepQuestionnaires(inDays(28));
    await sendWaiting();
    expect(lettersTo(address).filter(({ link }) => link)).toEqual([]);
    expect(await refused(execute(sendRound, scope, { roundId: pre.roundId, on: inDays(28) }))).toBe('learning.nobody_to_write_to');
  });

});

describe('nothing joins a sheet to whoever put it in', () => {
  const n = 16;
  let round: Round;
  let links: { to: string; link: string }[];
  let answered: { to: string; link: string; mark: string }[];

  beforeAll(async () => {
    eventId = await planned({ days: [inDays(30)] });
    await execute(saveForm, scope, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30 });
    const addresses = [];
    for (let at = 0; at < n; at++) addresses.push(await seat());
    const questionnaireId = await make('end');
    round = (await roundsOf(questionnaireId)).end;
    await open(round, { byMail: true });
    await execute(sendRound, scope, { roundId: round.roundId, on: '2026-03-11' });
    await sendWaiting();
    links = addresses.map((to) => ({ to, link: lettersTo(to)[0]!.link }));
    // They answer in the order in which they were written to, each with something only she says.
    answered = links.slice(0, n - 2).map((one, at) => ({ ...one, mark: `mark-${at}` }));
    for (const { link, mark } of answered) await execute(giveAnswers, visitor, { token: link, code: null, answers: { overall: '5', most_useful: mark } });
  });

  const everything = async () => {
    const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(kolo.db);
    const found: { table: string; row: Record<string, unknown>; text: string; xmin: string; ctid: string }[] = [];
    for (const { name } of tables) {
      const { rows } = await sql<{ row: Record<string, unknown>; xmin: string; ctid: string }>`select to_jsonb(t) as row, t.xmin::text as xmin, t.ctid::text as ctid from ${sql.table(name)} t where to_jsonb(t) ->> 'network_id' = ${scope.networkId}`.execute(kolo.db);
      found.push(...rows.map((one) => ({ table: name, ...one, text: JSON.stringify(one.row) })));
    }
    return found;
  };

  test('all sheets of a round are one row, which holds no person, no id, no address and no moment', async () => {
    const rows = await everything();
    const holding = rows.filter(({ text }) => /mark-\d/.test(text));
    expect(holding.map(({ table }) => table)).toEqual(['answer_box']);
    const { sheets } = holding[0]!.row as { sheets: Record<string, unknown>[] };
    expect(sheets.length).toBe(answered.length);
    expect(new Set(sheets.map((sheet) => JSON.stringify(Object.entries(sheet).map(([key, value]) => (key === 'answers' ? [key, Object.keys(value as object).sort()] : [key, value])).sort())))).toEqual(new Set(['[["answers",["most_useful","overall"]],["code",null]]']));
    const inBox = JSON.stringify(sheets);
    expect(inBox).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|\d{4}-\d{2}|\d{2}:\d{2}|@/);
    // No value of any row about a person, a letter, a ticket or the log stands in it.
    const values = rows.filter(({ table }) => ['questionnaire_recipient', 'registration', 'person', 'answer_ticket', 'log_entry'].includes(table)).flatMap(({ row }) => Object.values(row).filter((value): value is string => typeof value === 'string' && value.length > 5));
    expect(values.filter((value) => inBox.includes(value))).toEqual([]);
  });

  test('they lie in another order than they came in', async () => {
    const { sheets } = (await kolo.db.selectFrom('answer_box').select('sheets').where('round_id', '=', round.roundId).executeTakeFirstOrThrow()) as unknown as { sheets: { answers: { most_useful: string } }[] };
    const order = sheets.map(({ answers }) => answers.most_useful);
    expect([...order].sort()).toEqual(answered.map(({ mark }) => mark).sort());
    // One in 14! orders is the one in which they came: some 10⁻¹¹.
    expect(order).not.toEqual(answered.map(({ mark }) => mark));
    expect(order).not.toEqual(answered.map(({ mark }) => mark).reverse());
  });

  test('used tickets are gone without a trace; those that are left say not whose they are', async () => {
    const rows = await everything();
    const hashes = links.map(({ link }) => ticketHash(link.split('.')[1]!));
    const used = hashes.slice(0, answered.length);
    expect(rows.filter(({ text }) => used.some((hash) => text.includes(hash)))).toEqual([]);
    expect(rows.filter(({ text }) => links.some(({ link }) => text.includes(link.split('.')[1]!)))).toEqual([]);
    const left = rows.filter(({ table, row }) => table === 'answer_ticket' && row.round_id === round.roundId);
    expect(left.map(({ row }) => row.hash).sort()).toEqual(hashes.slice(answered.length).sort());
    expect(Object.keys(left[0]!.row).sort()).toEqual(['hash', 'network_id', 'round_id']);
    // All tickets and all recipients were written by one transaction, so that tells nothing; and tickets lie in the order of their hashes, not of the letters.
    const recipients = rows.filter(({ table, row }) => table === 'questionnaire_recipient' && row.round_id === round.roundId);
    expect(recipients.length).toBe(n);
    expect(new Set([...left, ...recipients].map(({ xmin }) => xmin)).size).toBe(1);
  });

  test('the log says that somebody answered: the same words each time, of nobody', async () => {
    const log = (await everything()).filter(({ table, row }) => table === 'log_entry' && row.action === 'answers.give' && row.subject_id === round.roundId);
    expect(log.length).toBe(answered.length);
    expect(new Set(log.map(({ row: { actor_kind, actor_id, subject_kind, details } }) => JSON.stringify([actor_kind, actor_id, subject_kind, details])))).toEqual(new Set(['["public",null,"questionnaire",{}]']));
    // The row of the box was last written with the last entry, whichever sheet that was: no other entry shares a transaction with any row about answers.
    const box = (await everything()).find(({ table, row }) => table === 'answer_box' && row.round_id === round.roundId)!;
    expect(log.filter(({ xmin }) => xmin === box.xmin).length).toBe(1);
  });

  test('the queue holds no link and no answer', async () => {
    await keepQuestionnaires('2026-03-18');
    const { rows } = await sql<{ payload: object }>`select payload from graphile_worker._private_jobs`.execute(kolo.db);
    const mine = rows.filter(({ payload }) => 'recipientId' in payload);
    expect(mine.length).toBe(n);
    expect(new Set(mine.map(({ payload }) => Object.keys(payload).sort().join()))).toEqual(new Set(['letter,networkId,recipientId']));
    // Everybody is reminded, also those who have answered: who has is not known.
    expect(await sendWaiting()).toBe(n);
    await execute(closeRound, scope, { roundId: round.roundId });
    const rowsLeft = await everything();
    expect(rowsLeft.filter(({ table, row }) => ['questionnaire_recipient', 'answer_ticket'].includes(table) && row.round_id === round.roundId)).toEqual([]);
    expect(rowsLeft.find(({ table, row }) => table === 'questionnaire_round' && row.round_id === round.roundId)!.row.seed).toBe(null);
  });
});

describe('a code', () => {
  const parts = { mother: 'Марија', day: '7', place: 'Шабац', siblings: '2' };

  test('is the same in either script and however much is written of a name', () => {
    expect(codeOf(parts)).toBe('ma07s2');
    expect(codeOf({ mother: 'ma', day: '07', place: 'Šabac', siblings: ' 2 ' })).toBe('ma07s2');
    expect(codeOf({ mother: 'MARIJA', day: '7', place: 's', siblings: '2' })).toBe('ma07s2');
    expect(codeOf({ ...parts, more: 'К' })).toBe('ma07s2k');
    expect(codeOf({ mother: '', day: ' ', place: '', siblings: '' })).toBe(null);
  });

  test('says which part is missing or is none', async () => {
    const wrong = (more: Partial<typeof parts>) => refused(Promise.resolve().then(() => codeOf({ ...parts, ...more })));
    expect([await wrong({ mother: 'M' }), await wrong({ day: '32' }), await wrong({ day: 'x' }), await wrong({ place: '?' }), await wrong({ siblings: '' })]).toEqual(['learning.code_mother', 'learning.code_day', 'learning.code_day', 'learning.code_place', 'learning.code_siblings']);
  });

  test('is another hash for another event, so that nobody is followed from training to training', () => {
    const [network, one, other] = [newId(), newId(), newId()];
    expect(codeHash(network, one, 'ma07s2')).toBe(codeHash(network, one, 'ma07s2'));
    expect(codeHash(network, one, 'ma07s2')).not.toBe(codeHash(network, other, 'ma07s2'));
  });
});

describe('a series', () => {
  test('has a questionnaire of its own, and shows its events beside each other where there is enough to show', async () => {
    const { seriesId } = await execute(addSeries, scope, { programmeId, titles: { en: 'Cycle' }, kind: 'training', isCycle: true });
    const events = [];
    for (const [at, answers] of [6, 5, 3].entries()) {
      eventId = await planned({ seriesId, titles: { en: `Part ${at}` }, days: [`2026-04-1${at}`] });
      events.push(eventId);
      const { end } = await roundsOf(await make('end'));
      await open(end);
      for (let one = 0; one < answers; one++) await answer(end, `aa1${one}a0`, { overall: at ? '3' : '5', objectives: '4' });
      if (answers >= 5) await execute(closeRound, scope, { roundId: end.roundId });
    }
    const ofSeries = await make('test', 'template', { about: 'series' });
    expect((await questionnaireResults(scope, ofSeries)).questionnaire.about).toEqual({ of: 'series', id: seriesId, titles: { en: 'Cycle' }, days: { firstDay: '2026-04-10', lastDay: '2026-04-12' }, eventIds: events });
    expect((await learningOf(scope, events[0]!)).questionnaires.map(({ kind, about }) => [kind, about.of])).toEqual([['test', 'series'], ['end', 'event']]);
    expect((await comparedEvents(scope, events[0]!)).map(({ eventId: id, reaction, gain }) => [id, reaction, gain])).toEqual([[events[0], { n: 6, mean: 4.5 }, null], [events[1], { n: 5, mean: 3.5 }, null]]);
  });
});

describe('questions', () => {
  test('come back from the form as they were, in every language; an asterisk marks what is right; places give the order', () => {
    const before = { intro: { en: 'Hello' }, questions: [...templates.later, exam], months: 5, kind: 'end' as const };
    for (const language of locales) {
      const again = settingsIn(settingsOf(before, language).texts, { ...before, language });
      expect(again.questions).toEqual(before.questions);
    }
    const { texts } = settingsOf(before, 'en');
    const last = before.questions.length - 1;
    expect(texts[`options_${last}`]).toBe('The old one\n* The new one');
    const changed = settingsIn({ ...texts, [`place_${last}`]: '0.5', [`options_${last}`]: '* The new one\nAnother', words_1: ' ' }, { ...before, language: 'en' });
    expect(changed.questions.map(({ id }) => id)).toEqual(['law', ...templates.later.map(({ id }) => id).filter((_, at) => at !== 1)]);
    expect([changed.questions[0]!.options, changed.questions[0]!.right]).toEqual([[{ id: 'new', titles: { en: 'The new one' } }, { id: 'o1', titles: { en: 'Another' } }], ['new']]);
  });
});
