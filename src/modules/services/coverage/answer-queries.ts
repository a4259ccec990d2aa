import { sql, type RawBuilder } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { readFile, type IncomingFile } from '#platform/files/files.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { localeOfCountry, type Locale } from '#platform/words/locales.ts';
import { levelOf, unitById } from '#modules/places/gazetteer.ts';
import { noAnswers, type Answers, type MunicipalYear, type Paper } from './shape.ts';

export interface Version extends MunicipalYear {
  paper: Paper | null;
  /** Taken back: it counts no more. */
  withdrawn: { at: Date; why: string } | null;
}

const versions = (networkId: string, place: string, years: RawBuilder<unknown>) => sql<Omit<Version, 'withdrawn'> & { withdrawnAt: Date | null; withdrawnWhy: string | null }>`
  select a.place_id as place, q.year, w.answer_id as "answerId", w.version, w.submitted_at as "submittedAt", w.answers,
    case when f.file_id is not null then jsonb_build_object('signedOn', w.signed_on::text, 'signedBy', w.signed_by, 'fileName', f.name, 'sha256', f.sha256) end as paper,
    w.withdrawn_at as "withdrawnAt", w.withdrawn_why as "withdrawnWhy"
  from survey q join survey_asked a using (network_id, survey_id) join survey_answer w using (network_id, asked_id) left join file f on f.network_id = w.network_id and f.file_id = w.file_id
  where q.network_id = ${networkId} and a.place_id = ${place} and ${years} order by q.year desc, w.version desc`;

async function versionsUntil(tx: Tx, networkId: string, place: string, year: number) {
  const { rows } = await versions(networkId, place, sql`q.year <= ${year}`).execute(tx);
  const all = rows.map(({ withdrawnAt: at, withdrawnWhy, ...one }): Version => ({ ...one, withdrawn: at && { at, why: withdrawnWhy! } }));
  return { versions: all.filter((one) => one.year === year), before: all.find((one) => one.year < year && !one.withdrawn) ?? null };
}

/** The versions a municipality has sent about a year, the latest first, those taken back among them; of the year before only the one that counts. @throws 404 */
export const versionsOf = (scope: Scope, year: number, place: string): Promise<{ versions: Version[]; before: Answers | null }> =>
  reading(scope, async (tx) => {
    const { versions, before } = await versionsUntil(tx, scope.networkId, place, year);
    if (!versions.length) throw notFound();
    return { versions, before: before?.answers ?? null };
  });

export interface PaperQuestionnaire {
  /** What is typed so far; for a correction what was entered from paper last. */
  current: Answers;
  draftSavedAt: Date | null;
  /** What is known already and stands beside what is typed: the version of this year that counts, else the answers about the year before. */
  beside: Version | null;
  before: Answers | null;
  /** The paper version that counts, which a new one corrects. */
  corrects: Version | null;
}

/** What a coordinator types from paper about a municipality. @throws 404 when the year is not asked about, or the place is no municipality */
export const paperQuestionnaire = (scope: Scope, year: number, place: string): Promise<PaperQuestionnaire> =>
  reading(scope, async (tx) => {
    const { rows: [row] } = await sql<{ draft: Answers | null; savedAt: Date | null }>`
      select a.paper_draft as draft, a.paper_draft_saved_at as "savedAt" from survey q left join survey_asked a on a.network_id = q.network_id and a.survey_id = q.survey_id and a.place_id = ${place}
      where q.network_id = ${scope.networkId} and q.year = ${year}`.execute(tx);
    const unit = unitById(place);
    if (!row || !unit || levelOf(unit) !== 'municipality') throw notFound();
    const { versions, before } = await versionsUntil(tx, scope.networkId, place, year);
    const counts = versions.find(({ withdrawn }) => !withdrawn) ?? null;
    const corrects = counts?.paper ? counts : null;
    return { current: row.draft ?? corrects?.answers ?? noAnswers(), draftSavedAt: row.savedAt, beside: counts ?? before, before: before?.answers ?? null, corrects };
  });

/** The scan a version rests on, byte for byte. @throws 404 */
export const scanOf = (scope: Scope, year: number, place: string, version: number): Promise<IncomingFile> =>
  reading(scope, async (tx) => {
    const { rows: [row] } = await sql<{ fileId: string }>`
      select w.file_id as "fileId" from survey q join survey_asked a using (network_id, survey_id) join survey_answer w using (network_id, asked_id)
      where q.network_id = ${scope.networkId} and q.year = ${year} and a.place_id = ${place} and w.version = ${version} and w.file_id is not null`.execute(tx);
    if (!row) throw notFound();
    return readFile(tx, scope.networkId, row.fileId);
  });

/** The addresses asked about the year before this one, for those who are not asked yet: the next questionnaire begins with them. */
export const addressesBefore = (scope: Scope, year: number): Promise<{ place: string; email: string }[]> =>
  reading(scope, (tx) =>
    sql<{ place: string; email: string }>`
      select distinct on (a.place_id) a.place_id as place, a.email from survey q join survey_asked a using (network_id, survey_id)
      where q.network_id = ${scope.networkId} and q.year < ${year} and a.email is not null
        and not exists (select from survey n join survey_asked o using (network_id, survey_id) where n.network_id = q.network_id and n.year = ${year} and o.place_id = a.place_id and o.email is not null)
      order by a.place_id, q.year desc`.execute(tx).then(({ rows }) => rows));

/** What is printed on the blank paper of a municipality, in its language. @throws 404 when the year is not asked about, or the place is no municipality */
export async function blankOf(scope: Scope, year: number, place: string): Promise<{ dueOn: string; locale: Locale; services: { kind: string; provider: string | null }[] }> {
  const { before, beside } = await paperQuestionnaire(scope, year, place);
  const last = beside?.answers ?? before;
  return reading(scope, async (tx) => {
    const { rows: [row] } = await sql<{ dueOn: string; locale: Locale | null }>`
      select q.due_on::text as "dueOn", a.locale from survey q left join survey_asked a on a.network_id = q.network_id and a.survey_id = q.survey_id and a.place_id = ${place} where q.network_id = ${scope.networkId} and q.year = ${year}`.execute(tx);
    const services = (last?.services ?? []).filter(({ kind }) => last!.exists[kind] === 'yes').map(({ kind, provider_name: provider }) => ({ kind, provider }));
    return { dueOn: row!.dueOn, locale: row!.locale ?? localeOfCountry(unitById(place)!.country), services };
  });
}
