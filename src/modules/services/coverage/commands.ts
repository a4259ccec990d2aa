import { sql } from 'kysely';
import { z } from 'zod';
import { command, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { is } from '#platform/session/scope.ts';
import { locales, localeOfCountry } from '#platform/words/locales.ts';
import { namedBy } from '#modules/events/secret-link.ts';
import { levelOf, unitById } from '#modules/places/gazetteer.ts';
import { countries } from '#modules/places/shape.ts';
import { mayKeepCoverage } from './access.ts';
import { kindByCode, kindsOf } from './kinds.ts';
import { isOpenOn, reopenedUntil } from './open.ts';
import { answers, changes, entry, existence, figure, noAnswers, placeFigures, type Answers } from './shape.ts';

const year = z.number().int().min(1990, { error: 'coverage.problem_year' }).max(2100, { error: 'coverage.problem_year' });
const day = z.iso.date({ error: 'coverage.problem_day' });
const about = (id: string, details?: Record<string, unknown>) => ({ subject: { kind: 'survey', id }, ...(details && { details }) });

/** Begins the questionnaire about a year; each year is asked about once. */
export const openQuestionnaire = command({
  name: 'survey.open',
  input: z.strictObject({ year, dueOn: day }),
  may: mayKeepCoverage,
  async run({ tx, now, scope: { networkId } }, { year: of, dueOn }) {
    const openedOn = now.toISOString().slice(0, 10);
    if (of > now.getUTCFullYear()) throw new Problem(422, 'coverage.year_to_come', {}, 'year');
    if (dueOn < openedOn) throw new Problem(422, 'coverage.due_over', {}, 'dueOn');
    if (await tx.selectFrom('survey').select('year').where('network_id', '=', networkId).where('year', '=', of).executeTakeFirst()) throw new Problem(409, 'coverage.asked_already', { year: of }, 'year');
    const questionnaireId = newId();
    await tx.insertInto('survey').values({ network_id: networkId, survey_id: questionnaireId, year: of, opened_on: openedOn, due_on: dueOn }).execute();
    return { questionnaireId };
  },
  record: ({ questionnaireId }, { year: of }) => about(questionnaireId, { year: of }),
});

/** Until when it is answered, what the countries' gross domestic product was, and whether everybody sees the answers. */
export const changeQuestionnaire = command({
  name: 'survey.change',
  input: z.strictObject({ year, dueOn: day.optional(), published: z.boolean().optional(), gdp: z.partialRecord(z.enum(countries), z.number().positive().max(1e18)).optional() }),
  may: mayKeepCoverage,
  async run({ tx, scope: { networkId } }, { year: of, dueOn, published, gdp }) {
    const { survey_id: id, opened_on } = await questionnaireOf(tx, networkId, of);
    if (dueOn && dueOn < String(opened_on)) throw new Problem(422, 'coverage.due_over', {}, 'dueOn');
    const set = { ...(dueOn && { due_on: dueOn }), ...(published !== undefined && { published }), ...(gdp && { gdp: JSON.stringify(gdp) }) };
    if (Object.keys(set).length) await tx.updateTable('survey').set(set).where('network_id', '=', networkId).where('survey_id', '=', id).execute();
    return { id };
  },
  record: ({ id }, { year: of, published }) => about(id, { year: of, ...(published !== undefined && { published }) }),
});

export async function questionnaireOf(tx: Tx, networkId: string, of: number) {
  const row = await tx.selectFrom('survey').selectAll().where('network_id', '=', networkId).where('year', '=', of).executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/**
 * Sends municipalities their links. One that was asked under another address gets a new link, and the link before opens nothing any more; one that is asked
 * again under the same address gets its letter again. A letter sent when the links are closed already opens this one.
 */
export const askMunicipalities = command({
  name: 'survey.ask',
  input: z.strictObject({
    year,
    municipalities: z.array(z.strictObject({ placeId: z.string(), email: z.email({ error: 'coverage.problem_email' }).max(320), locale: z.enum(locales).optional() })).min(1, { error: 'coverage.problem_nobody' }).max(600),
    origin: z.url(),
  }),
  may: mayKeepCoverage,
  async run({ tx, now, scope: { networkId } }, { year: of, municipalities, origin }) {
    const { survey_id, published, due_on } = await questionnaireOf(tx, networkId, of);
    const [today, dueOn] = [now.toISOString().slice(0, 10), String(due_on)];
    const opened = isOpenOn({ published, dueOn, reopenedUntil: null }, today) ? {} : { reopened_until: reopenedUntil(dueOn, today) };
    for (const { placeId, email, locale } of municipalities) {
      const unit = unitById(placeId);
      if (!unit || levelOf(unit) !== 'municipality') throw new Problem(422, 'coverage.no_municipality', { place: placeId }, 'municipalities');
      const there = await tx.selectFrom('survey_asked').select(['asked_id', 'email', 'version']).where('network_id', '=', networkId).where('survey_id', '=', survey_id).where('place_id', '=', placeId).forUpdate().executeTakeFirst();
      const askedId = there?.asked_id ?? newId();
      const row = { email, locale: locale ?? localeOfCountry(unit.country), origin: new URL(origin).origin, asked_at: now, ...opened };
      if (there) await tx.updateTable('survey_asked').set({ ...row, version: there.email === email ? there.version : there.version + 1 }).where('network_id', '=', networkId).where('asked_id', '=', askedId).execute();
      else await tx.insertInto('survey_asked').values({ network_id: networkId, asked_id: askedId, survey_id, place_id: placeId, ...row }).execute();
      await enqueue(tx, 'services.send-questionnaire', { networkId, askedId, letter: 'ask' }, `questionnaire ${askedId} ask`);
    }
    return { id: survey_id, n: municipalities.length };
  },
  record: ({ id, n }, { year: of }) => about(id, { year: of, n }),
});

/** Lets one municipality write by its link again, for two weeks, though the questionnaire is closed; it gets its letter again. What it sends counts: that is what is agreed to here. */
export const reopenForMunicipality = command({
  name: 'survey.reopen',
  input: z.strictObject({ year, placeId: z.string() }),
  may: mayKeepCoverage,
  async run({ tx, now, scope: { networkId } }, { year: of, placeId }) {
    const { survey_id: id, due_on } = await questionnaireOf(tx, networkId, of);
    const until = reopenedUntil(String(due_on), now.toISOString().slice(0, 10));
    const row = await tx.updateTable('survey_asked').set({ reopened_until: until }).where('network_id', '=', networkId).where('survey_id', '=', id).where('place_id', '=', placeId).where('email', 'is not', null).returning('asked_id').executeTakeFirst();
    if (!row) throw notFound();
    await enqueue(tx, 'services.send-questionnaire', { networkId, askedId: row.asked_id, letter: 'ask' }, `questionnaire ${row.asked_id} ask`);
    return { id, until };
  },
  record: ({ id, until }, { placeId }) => about(id, { place: placeId, until }),
});

/** Reminds everybody who has not sent an answer yet and still can; with `onlyUnreminded` those who were not reminded before. */
export const remindMunicipalities = command({
  name: 'survey.remind',
  input: z.strictObject({ year, onlyUnreminded: z.boolean().default(false) }),
  may: (scope) => mayKeepCoverage(scope) || (is(scope, 'coordinator') && scope.actor.kind === 'system'),
  async run({ tx, now, scope: { networkId } }, { year: of, onlyUnreminded }) {
    const { survey_id: id, published, due_on } = await questionnaireOf(tx, networkId, of);
    const today = now.toISOString().slice(0, 10);
    const isOpen = isOpenOn({ published, dueOn: String(due_on), reopenedUntil: null }, today);
    const { rows } = await sql<{ id: string }>`
      update survey_asked a set reminded_at = ${now}, reminders = reminders + 1
      where network_id = ${networkId} and survey_id = ${id} and (not ${onlyUnreminded}::boolean or reminders = 0)
        and (${isOpen}::boolean or a.reopened_until >= ${today}::date)
        and not exists (select from survey_answer w where w.network_id = a.network_id and w.asked_id = a.asked_id)
      returning asked_id as id`.execute(tx);
    for (const { id: askedId } of rows) await enqueue(tx, 'services.send-questionnaire', { networkId, askedId, letter: 'remind' }, `questionnaire ${askedId} remind`);
    return { id, n: rows.length };
  },
  record: ({ id, n }, { year: of }) => about(id, { year: of, n }),
});

/** What the link of a letter opens, locked against somebody else who writes with the same link. @throws 404; 409 when it no longer writes */
async function linked({ tx, now, scope: { networkId } }: CommandContext, token: string) {
  const named = namedBy('survey', token);
  if (!named || named.networkId !== networkId) throw notFound();
  const row = await tx.selectFrom('survey_asked').selectAll().where('network_id', '=', networkId).where('asked_id', '=', named.id).where('version', '=', named.version).forUpdate().executeTakeFirst();
  if (!row) throw notFound();
  const { published, due_on } = await tx.selectFrom('survey').select(['published', 'due_on']).where('network_id', '=', networkId).where('survey_id', '=', row.survey_id).executeTakeFirstOrThrow();
  if (!isOpenOn({ published, dueOn: String(due_on), reopenedUntil: row.reopened_until && String(row.reopened_until) }, now.toISOString().slice(0, 10))) throw new Problem(409, 'coverage.closed');
  const sent = await tx.selectFrom('survey_answer').select(['answers', 'version']).where('network_id', '=', networkId).where('asked_id', '=', named.id).orderBy('version', 'desc').limit(1).executeTakeFirst();
  return { row, sentVersion: sent?.version ?? 0, current: (row.draft ?? sent?.answers ?? noAnswers()) as Answers };
}

const byToken = { token: z.string().max(200) };
const record = <Name extends string>(names: readonly Name[]) => z.partialRecord(z.enum(names), figure);

/** Keeps one step of the form as it is written so far; the rest stays as it is, also what somebody else has written meanwhile in another step. */
export const saveDraft = command({
  name: 'survey.save_draft',
  input: z.discriminatedUnion('step', [
    z.strictObject({ ...byToken, step: z.literal('place'), place: record(placeFigures) }),
    z.strictObject({ ...byToken, step: z.literal('exists'), exists: z.record(z.string(), existence) }),
    z.strictObject({ ...byToken, step: z.literal('service'), entry }),
    z.strictObject({ ...byToken, step: z.literal('add'), kind: z.string() }),
    z.strictObject({ ...byToken, step: z.literal('remove'), entryId: z.uuid() }),
    z.strictObject({ ...byToken, step: z.literal('remarks'), remarks: z.record(z.string().max(120), z.string().trim().max(1_000)) }),
  ]),
  // Whoever has the link; it is proven below.
  may: () => true,
  async run(context, input) {
    const { row, current } = await linked(context, input.token);
    const own = new Set(kindsOf(unitById(row.place_id)!.country).map(({ code }) => code));
    const next: Answers = { ...current, services: [...current.services] };
    if (input.step === 'place') next.place = input.place;
    if (input.step === 'exists') {
      next.exists = Object.fromEntries(Object.entries(input.exists).filter(([kind]) => own.has(kind)));
      for (const [kind, exists] of Object.entries(next.exists)) if (exists === 'yes' && !next.services.some((one) => one.kind === kind)) next.services.push(entry.parse({ id: newId(), kind }));
    }
    if (input.step === 'service') {
      const at = next.services.findIndex(({ id }) => id === input.entry.id);
      if (at < 0) throw notFound();
      next.services[at] = { ...input.entry, kind: next.services[at]!.kind };
    }
    if (input.step === 'add') {
      if (!own.has(input.kind)) throw notFound();
      next.exists = { ...next.exists, [input.kind]: 'yes' };
      next.services.push(entry.parse({ id: newId(), kind: input.kind }));
    }
    if (input.step === 'remove') next.services = next.services.filter(({ id }) => id !== input.entryId);
    if (input.step === 'remarks') next.remarks = Object.fromEntries(Object.entries(input.remarks).filter(([, text]) => text));
    await context.tx.updateTable('survey_asked').set({ draft: JSON.stringify(answers.parse(next)), draft_saved_at: context.now }).where('network_id', '=', row.network_id).where('asked_id', '=', row.asked_id).execute();
    return { id: row.survey_id, place: row.place_id, added: input.step === 'add' ? next.services.at(-1)!.id : null };
  },
  record: ({ id, place }, { step }) => about(id, { place, step }),
});

/** Sends what is written. A correction is the same once more: a new version, and the ones before stay. */
export const submitAnswers = command({
  name: 'survey.submit',
  input: z.strictObject(byToken),
  may: () => true,
  async run(context, { token }) {
    const { row, current, sentVersion } = await linked(context, token);
    const { tx, now } = context;
    if (!row.draft && sentVersion) throw new Problem(409, 'coverage.nothing_new');
    if (!Object.keys(current.place).length && !Object.keys(current.exists).length) throw new Problem(422, 'coverage.nothing_answered');
    const version = sentVersion + 1;
    // What was written under a kind that is no longer said to exist is no answer.
    const sent = { ...current, services: current.services.filter(({ kind }) => current.exists[kind] === 'yes') };
    await tx.insertInto('survey_answer').values({ network_id: row.network_id, answer_id: newId(), asked_id: row.asked_id, version, answers: JSON.stringify(sent), submitted_at: now }).execute();
    await tx.updateTable('survey_asked').set({ draft: null, draft_saved_at: null }).where('network_id', '=', row.network_id).where('asked_id', '=', row.asked_id).execute();
    return { id: row.survey_id, place: row.place_id, version };
  },
  record: ({ id, place, version }) => about(id, { place, version }),
});

/** Keeps answers a municipality has given on paper or by telephone, as a version of their own. */
export const recordAnswers = command({
  name: 'survey.record',
  input: z.strictObject({ year, placeId: z.string(), answers }),
  may: mayKeepCoverage,
  async run({ tx, now, scope: { networkId } }, { year: of, placeId, answers: given }) {
    const { survey_id: id } = await questionnaireOf(tx, networkId, of);
    const unit = unitById(placeId);
    if (!unit || levelOf(unit) !== 'municipality') throw new Problem(422, 'coverage.no_municipality', { place: placeId }, 'placeId');
    const own = new Set(kindsOf(unit.country).map(({ code }) => code));
    if ([...Object.keys(given.exists), ...given.services.map(({ kind }) => kind)].some((kind) => !own.has(kind))) throw new Problem(422, 'coverage.kind', {}, 'answers');
    const fresh = newId();
    await tx.insertInto('survey_asked').values({ network_id: networkId, asked_id: fresh, survey_id: id, place_id: placeId, locale: localeOfCountry(unit.country), asked_at: now }).onConflict((conflict) => conflict.columns(['network_id', 'survey_id', 'place_id']).doNothing()).execute();
    const { asked_id } = await tx.selectFrom('survey_asked').select('asked_id').where('network_id', '=', networkId).where('survey_id', '=', id).where('place_id', '=', placeId).forUpdate().executeTakeFirstOrThrow();
    const last = await tx.selectFrom('survey_answer').select('version').where('network_id', '=', networkId).where('asked_id', '=', asked_id).orderBy('version', 'desc').limit(1).executeTakeFirst();
    const version = (last?.version ?? 0) + 1;
    await tx.insertInto('survey_answer').values({ network_id: networkId, answer_id: newId(), asked_id, version, answers: JSON.stringify(given), submitted_at: now }).execute();
    return { id, version };
  },
  record: ({ id, version }, { placeId }) => about(id, { place: placeId, version }),
});

/** Keeps what somebody has reported about services of a place, with the sentence it rests on. */
export const reportChange = command({
  name: 'service_change.report',
  input: z.strictObject({
    placeId: z.string().refine((id) => Boolean(unitById(id)), { error: 'coverage.problem_place' }),
    kind: z.string().refine((code) => Boolean(kindByCode(code)), { error: 'coverage.problem_kind' }).nullable().default(null),
    what: z.enum(changes),
    happened: z.string().regex(/^(19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, { error: 'coverage.problem_happened' }),
    sentence: z.string().trim().min(1, { error: 'coverage.problem_sentence' }).max(4_000),
    language: z.enum(locales),
    sourceTitle: z.string().trim().min(1, { error: 'coverage.problem_source' }).max(300),
    sourceUrl: z.url({ protocol: /^https?$/, error: 'coverage.problem_url' }).max(500).nullable().default(null),
  }),
  may: mayKeepCoverage,
  async run({ tx, now, scope: { networkId } }, { placeId, kind, what, happened, sentence, language, sourceTitle, sourceUrl }) {
    const changeId = newId();
    await tx.insertInto('service_change').values({ network_id: networkId, change_id: changeId, place_id: placeId, kind, what, happened, sentence, language, source_title: sourceTitle, source_url: sourceUrl, recorded_at: now }).execute();
    return { changeId };
  },
  record: ({ changeId }, { placeId, what }) => ({ subject: { kind: 'service_change', id: changeId }, details: { place: placeId, what } }),
});

/** Takes a report back; it is not shown any more and stays in the log. */
export const withdrawChange = command({
  name: 'service_change.withdraw',
  input: z.strictObject({ changeId: z.uuid() }),
  may: mayKeepCoverage,
  async run({ tx, now, scope: { networkId } }, { changeId }) {
    const [row] = await tx.updateTable('service_change').set({ withdrawn_at: now }).where('network_id', '=', networkId).where('change_id', '=', changeId).where('withdrawn_at', 'is', null).returning('change_id').execute();
    if (!row) throw notFound();
    return { changeId };
  },
  record: ({ changeId }) => ({ subject: { kind: 'service_change', id: changeId } }),
});
