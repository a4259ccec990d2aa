import { z } from 'zod';
import { command, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { storeFile } from '#platform/files/files.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { localeOfCountry } from '#platform/words/locales.ts';
import { largestDocument } from '#modules/events/documents/shape.ts';
import { fileKind, type FileKind } from '#modules/events/sheets/file-kind.ts';
import { levelOf, unitById } from '#modules/places/gazetteer.ts';
import { mayKeepCoverage } from './access.ts';
import { ownKinds, versionsOf } from './answer-commands.ts';
import { answersSent, isBlank, stepsOf, written } from './answering.ts';
import { about, day, questionnaireOf, year } from './commands.ts';
import { answers, noAnswers, type Answers } from './shape.ts';

const ofPlace = { year, placeId: z.string() };

/** The row of a municipality, locked; it is made where nobody has been asked yet. @throws 404, 422 */
async function askedRow({ tx, now, scope: { networkId } }: CommandContext, of: number, placeId: string) {
  const { survey_id } = await questionnaireOf(tx, networkId, of);
  const unit = unitById(placeId);
  if (!unit || levelOf(unit) !== 'municipality') throw new Problem(422, 'coverage.no_municipality', { place: placeId }, 'placeId');
  await tx.insertInto('survey_asked').values({ network_id: networkId, asked_id: newId(), survey_id, place_id: placeId, locale: localeOfCountry(unit.country), asked_at: now }).onConflict((conflict) => conflict.columns(['network_id', 'survey_id', 'place_id']).doNothing()).execute();
  return tx.selectFrom('survey_asked').selectAll().where('network_id', '=', networkId).where('survey_id', '=', survey_id).where('place_id', '=', placeId).forUpdate().executeTakeFirstOrThrow();
}

/** Keeps one step of what a coordinator types from paper. It begins with the last version that came on paper, for a correction, else with nothing: what the municipality sent otherwise is not its paper. */
export const savePaperDraft = command({
  name: 'survey.save_paper',
  input: stepsOf(ofPlace),
  may: mayKeepCoverage,
  async run(context, input) {
    const row = await askedRow(context, input.year, input.placeId);
    const { counts } = await versionsOf(context.tx, row.network_id, row.asked_id);
    const next = written((row.paper_draft ?? (counts?.file_id ? counts.answers : noAnswers())) as Answers, input, ownKinds(row.place_id));
    await context.tx.updateTable('survey_asked').set({ paper_draft: JSON.stringify(next), paper_draft_saved_at: context.now }).where('network_id', '=', row.network_id).where('asked_id', '=', row.asked_id).execute();
    return { id: row.survey_id, added: input.step === 'add' ? next.services.at(-1)!.id : null };
  },
  record: ({ id }, { placeId, step }) => about(id, { place: placeId, step }),
});

/** Throws away what was typed from paper and not entered; a municipality that was never asked and of which nothing was entered stands on no list any more. */
export const dropPaperDraft = command({
  name: 'survey.drop_paper',
  input: z.strictObject(ofPlace),
  may: mayKeepCoverage,
  async run(context, { year: of, placeId }) {
    const row = await askedRow(context, of, placeId);
    await clearPaperDraft(context.tx, row);
    await context.tx.deleteFrom('survey_asked').where('network_id', '=', row.network_id).where('asked_id', '=', row.asked_id).where('email', 'is', null)
      .where(({ not, exists, selectFrom }) => not(exists(selectFrom('survey_answer').select('answer_id').where('network_id', '=', row.network_id).where('asked_id', '=', row.asked_id)))).execute();
    return { id: row.survey_id };
  },
  record: ({ id }, { placeId }) => about(id, { place: placeId }),
});

const clearPaperDraft = (tx: Tx, { network_id, asked_id }: { network_id: string; asked_id: string }) => tx.updateTable('survey_asked').set({ paper_draft: null, paper_draft_saved_at: null }).where('network_id', '=', network_id).where('asked_id', '=', asked_id).execute();

/** What a scan comes as; no programs and no web pages, whatever they are called. */
const scans: readonly FileKind[] = ['pdf', 'picture'];

/**
 * Enters the answers a municipality gave without its link, as a version of their own: what was typed from paper (`answers` null), with the scan, the day and who
 * signed; or answers that are there already in full, which come without a paper (another system's, the demo's).
 */
export const recordAnswers = command({
  name: 'survey.record',
  input: z.strictObject({
    ...ofPlace,
    answers: answers.nullable().default(null),
    paper: z
      .strictObject({
        signedOn: day,
        signedBy: z.string().trim().min(1, { error: 'coverage.problem_signed_by' }).max(300),
        name: z.string().max(1_000),
        mediaType: z.string().max(200),
        bytes: z.instanceof(Uint8Array),
      })
      .nullable()
      .default(null),
  }),
  may: mayKeepCoverage,
  async run(context, { year: of, placeId, answers: given, paper }) {
    const { tx, now } = context;
    const row = await askedRow(context, of, placeId);
    const networkId = row.network_id;
    const entered = given ?? (row.paper_draft && answersSent(row.paper_draft as Answers));
    if (!entered || isBlank(entered)) throw new Problem(422, 'coverage.nothing_answered');
    if (!given && !paper) throw new Problem(422, 'coverage.scan_missing', {}, 'scan');
    const own = ownKinds(placeId);
    if ([...Object.keys(entered.exists), ...entered.services.map(({ kind }) => kind)].some((kind) => !own.has(kind))) throw new Problem(422, 'coverage.kind', {}, 'answers');
    const { last } = await versionsOf(tx, networkId, row.asked_id);
    const scan = paper && (await keptScan(tx, networkId, paper, now.toISOString().slice(0, 10)));
    const version = last + 1;
    await tx.insertInto('survey_answer').values({ network_id: networkId, answer_id: newId(), asked_id: row.asked_id, version, answers: JSON.stringify(entered), submitted_at: now, ...(scan && { signed_on: paper.signedOn, signed_by: paper.signedBy, file_id: scan.fileId }) }).execute();
    if (!given) await clearPaperDraft(tx, row);
    return { id: row.survey_id, version, sha256: scan?.sha256 ?? null };
  },
  record: ({ id, version, sha256 }, { placeId, paper }) => about(id, { place: placeId, version, ...(paper && { signedOn: paper.signedOn, sha256 }) }),
});

async function keptScan(tx: Tx, networkId: string, { signedOn, name, mediaType, bytes }: { signedOn: string; name: string; mediaType: string; bytes: Uint8Array }, today: string) {
  if (signedOn > today) throw new Problem(422, 'coverage.signed_later', {}, 'signedOn');
  if (!bytes.byteLength) throw new Problem(422, 'coverage.scan_missing', {}, 'scan');
  if (bytes.byteLength > largestDocument) throw new Problem(413, 'documents.file_too_large', { megabytes: largestDocument / 1024 / 1024 }, 'scan');
  if (!scans.includes(fileKind(bytes))) throw new Problem(422, 'coverage.scan_kind', {}, 'scan');
  return storeFile(tx, networkId, { name, mediaType, bytes });
}

/** Takes back a version that was entered from paper by mistake: the one before counts again. What a municipality sent itself only it can correct. */
export const withdrawPaper = command({
  name: 'survey.withdraw_paper',
  input: z.strictObject({ ...ofPlace, version: z.number().int().positive(), why: z.string().trim().min(1, { error: 'coverage.problem_why' }).max(1_000) }),
  may: mayKeepCoverage,
  async run(context, { year: of, placeId, version, why }) {
    const row = await askedRow(context, of, placeId);
    const { numUpdatedRows } = await context.tx.updateTable('survey_answer').set({ withdrawn_at: context.now, withdrawn_why: why }).where('network_id', '=', row.network_id).where('asked_id', '=', row.asked_id).where('version', '=', version).where('file_id', 'is not', null).where('withdrawn_at', 'is', null).executeTakeFirst();
    if (!numUpdatedRows) throw notFound();
    return { id: row.survey_id };
  },
  record: ({ id }, { placeId, version, why }) => about(id, { place: placeId, version, why }),
});
