import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { command, type CommandContext } from '#platform/command/command.ts';
import { assertSeen } from '#platform/command/seen.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { SMALLEST_GROUP } from '#modules/results/suppression.ts';
import { mayArrange } from '../access.ts';
import { daysToKeep } from '../registration/retention.ts';
import { questionnaireIn, questionnairesIn, roundDue, type Questionnaire, type Round } from './queries.ts';
import { isPastBefore } from './due.ts';
import { markOf } from './form.ts';
import { closedRound, madeQuestionnaire, mailedRound, oneQuestionnaire, openedRound, released, savedQuestions, stagesOf, type Kind, type Question } from './shape.ts';
import { templates } from './templates.ts';

/** A questionnaire for an event or its series: from the template, with nothing in it, or as another one of the network has it. */
export const makeQuestionnaire = command({
  name: 'questionnaire.make',
  input: madeQuestionnaire,
  may: async (scope, { eventId }, tx) => {
    const event = await tx.selectFrom('event').select('programme_id').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).executeTakeFirst();
    return !!event && mayArrange(scope, event.programme_id);
  },
  async run({ tx, scope }, { eventId, about, kind, from }) {
    const { networkId } = scope;
    const event = await tx.selectFrom('event').select(['programme_id', 'series_id']).where('network_id', '=', networkId).where('event_id', '=', eventId).executeTakeFirstOrThrow();
    const id = about === 'event' ? eventId : event.series_id;
    if (!id) throw notFound();
    const [there] = await questionnairesIn(tx, networkId, sql`coalesce(q.event_id, q.series_id) = ${id} and q.kind = ${kind} and not q.is_replaced`);
    if (there) throw new Problem(409, 'learning.there_already');
    const copied = from === 'template' || from === 'empty' ? null : await questionnaireIn(tx, networkId, from);
    // Who copies must be allowed to see what she copies from.
    if (copied === null && from !== 'template' && from !== 'empty') throw notFound();
    if (copied && (copied.kind !== kind || !mayArrange(scope, copied.programmeId))) throw notFound();
    const questionnaireId = await insert(tx, networkId, {
      programmeId: event.programme_id, eventId: about === 'event' ? eventId : null, seriesId: about === 'series' ? event.series_id : null, kind, version: 1,
      intro: copied?.intro ?? {}, questions: copied?.questions ?? (from === 'template' ? templates[kind] : []), months: copied?.months ?? 4,
    });
    return { questionnaireId };
  },
  record: ({ questionnaireId }, { eventId }) => ({ subject: { kind: 'questionnaire', id: questionnaireId }, details: { event: eventId } }),
});

/**
 * Says what is asked. Questions that somebody has answered stay as they are: then the next version is made, and the one before is closed and shows what it has.
 * @returns the questionnaire that has the questions now
 * @throws Problem 409 when there is a next version already, or somebody else has changed it meanwhile
 */
export const saveQuestions = command({
  name: 'questionnaire.save',
  input: savedQuestions,
  may: (scope, { questionnaireId }, tx) => arranges(scope, tx, { questionnaireId }),
  async run({ tx, scope: { networkId } }, { questionnaireId, seen, intro, months, questions }) {
    const one = await locked(tx, networkId, questionnaireId);
    if (one.isReplaced) throw new Problem(409, 'learning.replaced');
    assertSeen(seen, markOf(one));
    if (one.rounds.some(({ state, byMail }) => state === 'open' && byMail)) await assertAddressesKept(tx, networkId, { ...one, months }, 'months');
    const values = { intro: JSON.stringify(intro), months, questions: JSON.stringify(questions) };
    if (!one.rounds.some(({ answered }) => answered > 0) || isDeepStrictEqual(questions, one.questions)) {
      await tx.updateTable('questionnaire').set(values).where('network_id', '=', networkId).where('questionnaire_id', '=', questionnaireId).execute();
      return { questionnaireId, version: one.version };
    }
    await tx.updateTable('questionnaire').set({ is_replaced: true }).where('network_id', '=', networkId).where('questionnaire_id', '=', questionnaireId).execute();
    for (const round of one.rounds.filter(({ state }) => state !== 'closed')) await end(tx, networkId, round);
    const { about, kind, version, programmeId } = one;
    const next = await insert(tx, networkId, { programmeId, eventId: about.of === 'event' ? about.id : null, seriesId: about.of === 'series' ? about.id : null, kind, version: version + 1, intro, questions, months });
    return { questionnaireId: next, version: version + 1 };
  },
  record: ({ questionnaireId, version }) => ({ subject: { kind: 'questionnaire', id: questionnaireId }, details: { version } }),
});

/** Removes a questionnaire of which nothing was shown, with whatever lies in its box. */
export const removeQuestionnaire = command({
  name: 'questionnaire.remove',
  input: oneQuestionnaire,
  may: (scope, { questionnaireId }, tx) => arranges(scope, tx, { questionnaireId }),
  async run({ tx, scope: { networkId } }, { questionnaireId }) {
    const { rounds } = await locked(tx, networkId, questionnaireId);
    if (rounds.some(({ state, answered }) => state === 'closed' && answered >= SMALLEST_GROUP)) throw new Problem(409, 'learning.shown_already');
    await tx.deleteFrom('questionnaire').where('network_id', '=', networkId).where('questionnaire_id', '=', questionnaireId).execute();
    return { questionnaireId };
  },
  record: ({ questionnaireId }) => ({ subject: { kind: 'questionnaire', id: questionnaireId } }),
});

/** People may answer from now on: by letters, which go out when they are due, by the link for the room, or both. Said again, it changes by which. */
export const openRound = command({
  name: 'questionnaire_round.open',
  input: openedRound,
  may: (scope, { roundId }, tx) => arranges(scope, tx, { roundId }),
  async run({ tx, now, scope: { networkId } }, { roundId, byMail, byLink, locale, origin }) {
    const { questionnaire, round } = await roundIn(tx, networkId, roundId);
    if (!questionnaire.questions.length) throw new Problem(409, 'learning.no_questions');
    if (!byMail && !byLink) throw new Problem(422, 'learning.no_way');
    const isTooLate = round.stage === 'pre' && questionnaire.rounds.some(({ stage, state }) => stage === 'post' && state === 'closed');
    if (round.state === 'closed' || questionnaire.isReplaced || isTooLate) throw new Problem(409, 'learning.over');
    if (byMail) await assertAddressesKept(tx, networkId, questionnaire);
    await tx.updateTable('questionnaire_round').set({ state: 'open', ...(round.state === 'draft' && { opened_on: now.toISOString().slice(0, 10) }), by_mail: byMail, by_link: byLink, locale, origin: new URL(origin).origin }).where('network_id', '=', networkId).where('round_id', '=', roundId).execute();
    return { roundId };
  },
  record: ({ roundId }) => ({ subject: { kind: 'questionnaire', id: roundId } }),
});

/**
 * Nobody answers any more, and what was answered is shown: never before, so that nobody's sheet can be had by looking twice. What people knew before is shown
 * together with what they knew after, unless it is asked for alone (`showAlone`).
 * @throws Problem 409 with fewer than five answers
 */
export const closeRound = command({
  name: 'questionnaire_round.close',
  input: closedRound,
  may: (scope, { roundId }, tx) => arranges(scope, tx, { roundId }),
  async run({ tx, scope: { networkId } }, { roundId, showAlone }) {
    const { questionnaire, round } = await roundIn(tx, networkId, roundId);
    if (round.state === 'draft' || (round.state === 'closed' && !showAlone)) throw new Problem(409, 'learning.over');
    if (round.answered < SMALLEST_GROUP) throw new Problem(409, 'learning.too_few', { n: SMALLEST_GROUP });
    if (round.state === 'open') await end(tx, networkId, round);
    const pre = questionnaire.rounds.find(({ stage, state }) => stage === 'pre' && state !== 'closed');
    // What people know after the training is no answer to what they knew before.
    if (round.stage === 'post' && pre) await end(tx, networkId, pre);
    const isAlone = showAlone && round.stage === 'pre' && !questionnaire.rounds.some(({ stage, state }) => stage === 'post' && state === 'closed');
    if (isAlone) await tx.updateTable('questionnaire_round').set({ is_shown_alone: true }).where('network_id', '=', networkId).where('round_id', '=', roundId).execute();
    return { roundId, n: round.answered };
  },
  record: ({ roundId, n }) => ({ subject: { kind: 'questionnaire', id: roundId }, details: { answers: n } }),
});

/** Nobody says any more what she knew before: the first day is over. Few answers or many, they are shown by the same rule as those that somebody closed. */
export const endBefore = command({
  name: 'questionnaire_round.end',
  input: mailedRound,
  may: (scope, { roundId }, tx) => arranges(scope, tx, { roundId }),
  async run({ tx, scope: { networkId } }, { roundId, on }) {
    const { questionnaire, round } = await roundIn(tx, networkId, roundId);
    if (round.state !== 'open' || !isPastBefore(round.stage, questionnaire.about.days, on)) throw new Problem(409, 'learning.over');
    await end(tx, networkId, round);
    return { roundId };
  },
  record: ({ roundId }) => ({ subject: { kind: 'questionnaire', id: roundId } }),
});

/** Which of the texts people wrote may be read by others who work with the event; whoever arranges it has looked that none of them says who wrote it. */
export const releaseTexts = command({
  name: 'answers.release',
  input: released,
  may: (scope, { roundId }, tx) => arranges(scope, tx, { roundId }),
  async run({ tx, scope: { networkId } }, { roundId, question, places }) {
    const { round, questionnaire } = await roundIn(tx, networkId, roundId);
    if (round.state !== 'closed' || !questionnaire.questions.some(({ id, kind }) => id === question && kind === 'text')) throw notFound();
    const now = { ...round.released, [question]: [...new Set(places)].sort((a, b) => a - b) };
    await tx.updateTable('questionnaire_round').set({ released: JSON.stringify(now) }).where('network_id', '=', networkId).where('round_id', '=', roundId).execute();
    return { roundId, n: places.length };
  },
  record: ({ roundId, n }) => ({ subject: { kind: 'questionnaire', id: roundId }, details: { texts: n } }),
});

/** What was written into a registration form is removed after its time, addresses included: letters of months later have to be out by then. @throws Problem 409 that says how long the form has to keep them */
async function assertAddressesKept(tx: Tx, networkId: string, one: Questionnaire, field?: string): Promise<void> {
  const due = one.kind === 'later' ? roundDue(one, one.rounds[0]!) : null;
  if (!due) return;
  const { rows } = await sql<{ lastDay: string; days: number }>`
    select e.last_day::text as "lastDay", f.retention_days as days from registration_form f join event e using (network_id, event_id)
    where f.network_id = ${networkId} and f.event_id = any (${one.about.eventIds}::uuid[]) and f.purged_at is null and e.cancelled_at is null`.execute(tx);
  const short = rows.map(({ lastDay, days }) => ({ days, n: daysToKeep(lastDay, due) })).filter(({ days, n }) => days < n).sort((a, b) => b.n - a.n)[0];
  if (short) throw new Problem(409, 'learning.addresses_gone', short, field);
}

/** Whether this scope arranges what the questionnaire is about. */
export async function arranges(scope: Scope, tx: Tx, of: { questionnaireId: string } | { roundId: string }): Promise<boolean> {
  const { rows } = await sql<{ programmeId: string }>`
    select q.programme_id as "programmeId" from questionnaire q where q.network_id = ${scope.networkId}
      and ${'roundId' in of ? sql`q.questionnaire_id = (select questionnaire_id from questionnaire_round r where r.network_id = q.network_id and r.round_id = ${of.roundId})` : sql`q.questionnaire_id = ${of.questionnaireId}`}`.execute(tx);
  return !!rows[0] && mayArrange(scope, rows[0].programmeId);
}

/** A questionnaire that nobody else changes, opens or answers until the transaction ends. @throws 404 */
async function locked(tx: Tx, networkId: string, questionnaireId: string): Promise<Questionnaire> {
  await tx.selectFrom('questionnaire').select('questionnaire_id').where('network_id', '=', networkId).where('questionnaire_id', '=', questionnaireId).forUpdate().executeTakeFirst();
  const found = await questionnaireIn(tx, networkId, questionnaireId);
  if (!found) throw notFound();
  return found;
}

/** One time of asking with its questionnaire, locked. @throws 404 */
export async function roundIn(tx: Tx, networkId: string, roundId: string): Promise<{ questionnaire: Questionnaire; round: Round }> {
  const row = await tx.selectFrom('questionnaire_round').select('questionnaire_id').where('network_id', '=', networkId).where('round_id', '=', roundId).executeTakeFirst();
  if (!row) throw notFound();
  const questionnaire = await locked(tx, networkId, row.questionnaire_id);
  return { questionnaire, round: questionnaire.rounds.find((one) => one.roundId === roundId)! };
}

/** Nobody answers any more: no link opens a sheet, and nothing says who was written to. */
async function end(tx: CommandContext['tx'], networkId: string, { roundId }: Round) {
  await tx.updateTable('questionnaire_round').set({ state: 'closed', seed: null }).where('network_id', '=', networkId).where('round_id', '=', roundId).execute();
  await tx.deleteFrom('answer_ticket').where('network_id', '=', networkId).where('round_id', '=', roundId).execute();
  await tx.deleteFrom('questionnaire_recipient').where('network_id', '=', networkId).where('round_id', '=', roundId).execute();
}

interface Made {
  programmeId: string;
  eventId: string | null;
  seriesId: string | null;
  kind: Kind;
  version: number;
  intro: object;
  questions: readonly Question[];
  months: number;
}

async function insert(tx: Tx, networkId: string, { programmeId, eventId, seriesId, kind, version, intro, questions, months }: Made): Promise<string> {
  const questionnaireId = newId();
  await tx.insertInto('questionnaire').values({ network_id: networkId, questionnaire_id: questionnaireId, programme_id: programmeId, event_id: eventId, series_id: seriesId, kind, version, intro: JSON.stringify(intro), questions: JSON.stringify(questions), months }).execute();
  for (const stage of stagesOf[kind]) {
    const roundId = newId();
    await tx.insertInto('questionnaire_round').values({ network_id: networkId, round_id: roundId, questionnaire_id: questionnaireId, stage }).execute();
    await tx.insertInto('answer_box').values({ network_id: networkId, round_id: roundId }).execute();
  }
  return questionnaireId;
}
