import { sql } from 'kysely';
import { z } from 'zod';
import { command } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { is } from '#platform/session/scope.ts';
import { locales, localeOfCountry } from '#platform/words/locales.ts';
import { levelOf, unitById } from '#modules/places/gazetteer.ts';
import { countries } from '#modules/places/shape.ts';
import { mayKeepCoverage } from './access.ts';
import { isOpenOn, reopenedUntil } from './open.ts';

/** Years and days as these commands take them. */
export const year = z.number().int().min(1990, { error: 'coverage.problem_year' }).max(2100, { error: 'coverage.problem_year' });
export const day = z.iso.date({ error: 'coverage.problem_day' });
export const about = (id: string, details?: Record<string, unknown>) => ({ subject: { kind: 'survey', id }, ...(details && { details }) });

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

/** Reminds everybody who was asked by e-mail, has not sent an answer yet and still can; with `onlyUnreminded` those who were not reminded before. */
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
      where network_id = ${networkId} and survey_id = ${id} and email is not null and (not ${onlyUnreminded}::boolean or reminders = 0)
        and (${isOpen}::boolean or a.reopened_until >= ${today}::date)
        and not exists (select from survey_answer w where w.network_id = a.network_id and w.asked_id = a.asked_id and w.withdrawn_at is null)
      returning asked_id as id`.execute(tx);
    for (const { id: askedId } of rows) await enqueue(tx, 'services.send-questionnaire', { networkId, askedId, letter: 'remind' }, `questionnaire ${askedId} remind`);
    return { id, n: rows.length };
  },
  record: ({ id, n }, { year: of }) => about(id, { year: of, n }),
});
