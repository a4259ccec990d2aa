import { z } from 'zod';
import { command, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { namedBy } from '#modules/events/secret-link.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { answersSent, isBlank, stepsOf, written } from './answering.ts';
import { about } from './commands.ts';
import { kindsOf } from './kinds.ts';
import { isOpenOn } from './open.ts';
import { noAnswers, type Answers } from './shape.ts';

/** The versions of a municipality's answers: the one that counts, and how many there are, with those taken back. */
export async function versionsOf(tx: Tx, networkId: string, askedId: string) {
  const rows = await tx.selectFrom('survey_answer').select(['answer_id', 'answers', 'version', 'file_id', 'withdrawn_at']).where('network_id', '=', networkId).where('asked_id', '=', askedId).orderBy('version', 'desc').execute();
  return { counts: rows.find((one) => !one.withdrawn_at) ?? null, last: rows[0]?.version ?? 0 };
}

/** What the link of a letter opens, locked against somebody else who writes with the same link. @throws 404; 409 when it no longer writes */
async function linked({ tx, now, scope: { networkId } }: CommandContext, token: string) {
  const named = namedBy('survey', token);
  if (!named || named.networkId !== networkId) throw notFound();
  const row = await tx.selectFrom('survey_asked').selectAll().where('network_id', '=', networkId).where('asked_id', '=', named.id).where('version', '=', named.version).forUpdate().executeTakeFirst();
  if (!row) throw notFound();
  const { published, due_on } = await tx.selectFrom('survey').select(['published', 'due_on']).where('network_id', '=', networkId).where('survey_id', '=', row.survey_id).executeTakeFirstOrThrow();
  if (!isOpenOn({ published, dueOn: String(due_on), reopenedUntil: row.reopened_until && String(row.reopened_until) }, now.toISOString().slice(0, 10))) throw new Problem(409, 'coverage.closed');
  const { counts, last } = await versionsOf(tx, networkId, named.id);
  return { row, counts, last, current: (row.draft ?? counts?.answers ?? noAnswers()) as Answers };
}

const byToken = { token: z.string().max(200) };
/** The kinds a municipality is asked about. */
export const ownKinds = (placeId: string) => new Set(kindsOf(unitById(placeId)!.country).map(({ code }) => code));

/** Keeps one step of the form as it is written so far. */
export const saveDraft = command({
  name: 'survey.save_draft',
  input: stepsOf(byToken),
  // Whoever has the link; it is proven below.
  may: () => true,
  async run(context, input) {
    const { row, current } = await linked(context, input.token);
    const next = written(current, input, ownKinds(row.place_id));
    await context.tx.updateTable('survey_asked').set({ draft: JSON.stringify(next), draft_saved_at: context.now }).where('network_id', '=', row.network_id).where('asked_id', '=', row.asked_id).execute();
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
    const { row, current, counts, last } = await linked(context, token);
    const { tx, now } = context;
    if (!row.draft && counts) throw new Problem(409, 'coverage.nothing_new');
    if (isBlank(current)) throw new Problem(422, 'coverage.nothing_answered');
    const version = last + 1;
    await tx.insertInto('survey_answer').values({ network_id: row.network_id, answer_id: newId(), asked_id: row.asked_id, version, answers: JSON.stringify(answersSent(current)), submitted_at: now }).execute();
    await tx.updateTable('survey_asked').set({ draft: null, draft_saved_at: null }).where('network_id', '=', row.network_id).where('asked_id', '=', row.asked_id).execute();
    return { id: row.survey_id, place: row.place_id, version };
  },
  record: ({ id, place, version }) => about(id, { place, version }),
});
