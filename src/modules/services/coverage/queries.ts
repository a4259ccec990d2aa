import { sql } from 'kysely';
import { database } from '#platform/db/database.ts';
import { reading } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import { namedBy, secretFor } from '#modules/events/secret-link.ts';
import { childrenOf, municipalityOf } from '#modules/places/gazetteer.ts';
import type { Country } from '#modules/places/shape.ts';
import { nomenclature } from '../nomenclature/nomenclature.ts';
import type { Listed, ReportedChange } from './history.ts';
import { kindByCode, kindsAsked, termOfKind, termsMeaning, type Choice } from './kinds.ts';
import { isOpenOn } from './open.ts';
import { noAnswers, type Answers, type MunicipalYear } from './shape.ts';
import { Answered } from './territory.ts';

/** Which networks have something of services to show to everybody. */
export async function coverageNetworks(): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select networks_with_coverage() as id`.execute(database());
  return rows.map(({ id }) => id).sort();
}

export interface PublicCoverage {
  answered: Answered;
  /** `RS 2020` → gross domestic product. */
  gdp: ReadonlyMap<string, number>;
  /** The networks it comes from. */
  networks: readonly string[];
}

let kept: { key: string; coverage: PublicCoverage } | null = null;

/**
 * The latest answers of every municipality in published questionnaires, over all networks; where two networks asked the same, what was sent last. Read again
 * only when something was sent or published since: a map asks for all of them.
 */
export async function publicCoverage(): Promise<PublicCoverage> {
  const networks = await coverageNetworks();
  const states = await Promise.all(
    networks.map((networkId) =>
      reading(publicScope(networkId), (tx) =>
        sql<{ year: number; gdp: Partial<Record<Country, number>>; n: string; last: Date | null }>`
          select q.year, q.gdp, count(w.answer_id) as n, max(w.submitted_at) as last
          from survey q left join survey_asked a using (network_id, survey_id) left join survey_answer w on w.network_id = a.network_id and w.asked_id = a.asked_id and w.withdrawn_at is null
          where q.network_id = ${networkId} and q.published group by q.year, q.gdp order by q.year`.execute(tx).then(({ rows }) => rows)),
    ),
  );
  const key = JSON.stringify([networks, states]);
  if (kept?.key === key) return kept.coverage;
  const latest = new Map<string, MunicipalYear>();
  for (const networkId of networks) {
    for (const one of await reading(publicScope(networkId), (tx) => sentAnswers(networkId, true).execute(tx).then(({ rows }) => rows))) {
      const before = latest.get(`${one.place} ${one.year}`);
      if (!before || before.submittedAt < one.submittedAt) latest.set(`${one.place} ${one.year}`, one);
    }
  }
  const years = states.flat().map(({ year }) => Number(year));
  const gdp = new Map(states.flat().flatMap(({ year, gdp: of }) => Object.entries(of).map(([country, amount]) => [`${country} ${year}`, amount] as const)));
  kept = { key, coverage: { answered: new Answered([...latest.values()], years), gdp, networks } };
  return kept.coverage;
}

const sentAnswers = (networkId: string, onlyPublished: boolean) => sql<MunicipalYear>`
  select distinct on (a.asked_id) a.place_id as place, q.year, w.answer_id as "answerId", w.version, w.submitted_at as "submittedAt", w.answers
  from survey q join survey_asked a using (network_id, survey_id) join survey_answer w using (network_id, asked_id)
  where q.network_id = ${networkId} and w.withdrawn_at is null ${onlyPublished ? sql`and q.published` : sql``} order by a.asked_id, w.version desc`;

const keptCounts = new Map<string, { state: string; counts: Map<string, number> }>();
/** So many choices of kinds are kept; there are fewer to choose from. */
const mostKept = 200;

/**
 * What `countListed` says of every municipality, counted again only when something was written in one of the networks since: the head of each
 * network's log says so with one row, so between two writes a page of the map or of the gap list costs no walk through the directory.
 */
export async function listedFor(choice: Choice, only: string | null = null): Promise<Map<string, number>> {
  if (only) return countListed(choice, only);
  const networks = await coverageNetworks();
  const heads = networks.map((networkId) => reading(publicScope(networkId), (tx) => tx.selectFrom('log_head').select('seq').where('network_id', '=', networkId).executeTakeFirst()));
  const state = JSON.stringify([networks, (await Promise.all(heads)).map((head) => head?.seq)]);
  const kept = keptCounts.get(choice.code);
  if (kept?.state === state) return kept.counts;
  const counts = await countListed(choice, null);
  if (keptCounts.size >= mostKept) keptCounts.clear();
  keptCounts.set(choice.code, { state, counts });
  return counts;
}

/**
 * Municipality → how many published, running services of these kinds the directory has for the people there today, also those open to its district or country,
 * or to a part of it: what the finder shows for `running` ones open to that place (queries.ts).
 * @param only this municipality
 */
async function countListed(choice: Choice, only: string | null): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const terms = termsMeaning(choice);
  for (const networkId of await coverageNetworks()) {
    const { rows } = await reading(publicScope(networkId), (tx) =>
      sql<{ place: string; n: number }>`
        with recursive reach as (
          select id as place, id as unit from place where (${only}::text is null or id = ${only}) and type in ('municipality', 'city', 'obshtina', 'raion', 'autonomous_unit', 'territorial_unit')
          union select r.place, p.parent from reach r join place p on p.id = r.unit where p.parent is not null),
        open_to as (select place, unit from reach union select parent, id from place where type = 'city_municipality' and (${only}::text is null or parent = ${only}))
        select o.place, count(distinct s.service_id)::int as n
        from service s join service_unit u on u.network_id = s.network_id and u.service_id = s.service_id join open_to o on o.unit = u.place_id
        where s.network_id = ${networkId} and s.published and s.status = 'active'
          ${terms ? sql`and exists (select from service_term t where t.network_id = s.network_id and t.service_id = s.service_id and t.term_id = any (${terms}::uuid[]))` : sql``}
        group by o.place`.execute(tx));
    for (const { place, n } of rows) counts.set(place, (counts.get(place) ?? 0) + n);
  }
  return counts;
}

/** Published services that name this municipality, or a part of it, among the places whose people may use them: running or not, for the history of the place. */
export async function listedIn(place: string): Promise<Listed[]> {
  const municipality = municipalityOf(place);
  if (!municipality) return [];
  const units = [municipality.id, ...childrenOf(municipality.id).map(({ id }) => id)];
  const codes = new Map(kindsAsked().map(({ code }) => [termOfKind(code).id, code]));
  const all: Listed[] = [];
  for (const networkId of await coverageNetworks()) {
    const { rows } = await reading(publicScope(networkId), (tx) =>
      sql<Omit<Listed, 'kinds' | 'units'> & { terms: string[] }>`
        select s.service_id as "serviceId", s.name, s.names, s.opened_on::text as "openedOn",
          (select coalesce(jsonb_agg(jsonb_build_object('status', v.fields ->> 'status', 'on', v.made_at::date) order by v.version), '[]') from record_version v
            where v.network_id = s.network_id and v.kind = 'service' and v.subject_id = s.service_id and v.fields ? 'status') as statuses, array(select t.term_id from service_term t where t.network_id = s.network_id and t.service_id = s.service_id) as terms
        from service s where s.network_id = ${networkId} and s.published
          and exists (select from service_unit u where u.network_id = s.network_id and u.service_id = s.service_id and u.place_id = any (${units}::text[])) order by s.name, s.service_id`.execute(tx));
    all.push(...rows.map(({ terms, ...row }) => ({ ...row, units: [municipality.id], kinds: terms.flatMap((id) => codes.get(id) ?? []) })));
  }
  return all;
}

const changeColumns = sql`change_id as "changeId", place_id as place, kind, what, happened, sentence, language, source_title as "sourceTitle", source_url as "sourceUrl"`;

/** What was reported about services of these places, over all networks. */
export async function reportedIn(places: readonly string[]): Promise<ReportedChange[]> {
  const all: ReportedChange[] = [];
  for (const networkId of await coverageNetworks()) {
    const { rows } = await reading(publicScope(networkId), (tx) => sql<ReportedChange>`select ${changeColumns} from service_change where network_id = ${networkId} and withdrawn_at is null and place_id = any (${[...places]}::text[]) order by happened desc, change_id`.execute(tx));
    all.push(...rows);
  }
  return all;
}

/** The network's own reports, the latest first. */
export const ownReports = (scope: Scope): Promise<ReportedChange[]> =>
  reading(scope, (tx) => sql<ReportedChange>`select ${changeColumns} from service_change where network_id = ${scope.networkId} and withdrawn_at is null order by recorded_at desc limit 200`.execute(tx).then(({ rows }) => rows));

export interface Questionnaire {
  year: number;
  openedOn: string;
  dueOn: string;
  published: boolean;
  gdp: Partial<Record<Country, number>>;
  /** Who got a letter, and who answered on paper without one; not whose paper is only being typed. */
  asked: number;
  answered: number;
}

const questionnaireColumns = sql`q.year, q.opened_on::text as "openedOn", q.due_on::text as "dueOn", q.published, q.gdp,
  (select count(*)::int from survey_asked a where a.network_id = q.network_id and a.survey_id = q.survey_id
    and (a.email is not null or exists (select from survey_answer w where w.network_id = a.network_id and w.asked_id = a.asked_id and w.withdrawn_at is null))) as asked,
  (select count(distinct w.asked_id)::int from survey_answer w join survey_asked a using (network_id, asked_id) where a.network_id = q.network_id and a.survey_id = q.survey_id and w.withdrawn_at is null) as answered`;

/** The network's questionnaires, the latest year first. */
export const questionnaires = (scope: Scope): Promise<Questionnaire[]> =>
  reading(scope, (tx) => sql<Questionnaire>`select ${questionnaireColumns} from survey q where q.network_id = ${scope.networkId} order by q.year desc`.execute(tx).then(({ rows }) => rows));

export interface AskedRow {
  place: string;
  /** Null for one that was never asked: its answers come on paper. */
  email: string | null;
  state: 'silent' | 'begun' | 'answered' | 'correcting';
  askedAt: Date;
  remindedAt: Date | null;
  reminders: number;
  draftSavedAt: Date | null;
  submittedAt: Date | null;
  version: number | null;
  /** The version that counts came on paper, with its scan. */
  isPaper: boolean;
  /** When something was typed from paper last that is not entered yet. */
  paperDraftAt: Date | null;
  reopenedUntil: string | null;
  /** Whether its link writes today. */
  isOpen: boolean;
}

/** One year's questionnaire and who has answered it. @throws 404 */
export const statusOf = (scope: Scope, year: number): Promise<{ questionnaire: Questionnaire; rows: AskedRow[] }> =>
  reading(scope, async (tx) => {
    const { rows: [questionnaire] } = await sql<Questionnaire>`select ${questionnaireColumns} from survey q where q.network_id = ${scope.networkId} and q.year = ${year}`.execute(tx);
    if (!questionnaire) throw notFound();
    const { rows } = await sql<Omit<AskedRow, 'isOpen'>>`
      select a.place_id as place, a.email, a.asked_at as "askedAt", a.reminded_at as "remindedAt", a.reminders, a.draft_saved_at as "draftSavedAt", w.submitted_at as "submittedAt", w.version, w.file_id is not null as "isPaper", a.paper_draft_saved_at as "paperDraftAt", a.reopened_until::text as "reopenedUntil",
        case when w.version is not null and a.draft is not null then 'correcting' when w.version is not null then 'answered' when a.draft is not null then 'begun' else 'silent' end as state
      from survey_asked a join survey q using (network_id, survey_id)
      left join lateral (select submitted_at, version, file_id from survey_answer w where w.network_id = a.network_id and w.asked_id = a.asked_id and w.withdrawn_at is null order by version desc limit 1) w on true
      where a.network_id = ${scope.networkId} and q.year = ${year} order by a.place_id`.execute(tx);
    const today = new Date().toISOString().slice(0, 10);
    return { questionnaire, rows: rows.map((row) => ({ ...row, isOpen: isOpenOn({ ...questionnaire, reopenedUntil: row.reopenedUntil }, today) })) };
  });

export interface LinkedQuestionnaire {
  scope: Scope;
  token: string;
  year: number;
  /** Until when it is to be answered; for one that was let in again, until when it can. */
  dueOn: string;
  /** Whether it still writes. */
  isOpen: boolean;
  place: string;
  /** As it is written now: the draft, else what was sent, else nothing. */
  current: Answers;
  draftSavedAt: Date | null;
  sent: { version: number; at: Date } | null;
  /** What this municipality answered about the year before that was asked about. */
  before: { year: number; answers: Answers } | null;
}

/** What the link of a letter opens. @throws 404 */
export async function linkedQuestionnaire(token: string): Promise<LinkedQuestionnaire> {
  const named = namedBy('survey', token);
  if (!named) throw notFound();
  const scope = publicScope(named.networkId);
  return reading(scope, async (tx) => {
    const { rows: [row] } = await sql<{ year: number; dueOn: string; published: boolean; reopenedUntil: string | null; place: string; draft: Answers | null; draftSavedAt: Date | null; answers: Answers | null; version: number | null; submittedAt: Date | null }>`
      select q.year, q.due_on::text as "dueOn", q.published, a.reopened_until::text as "reopenedUntil", a.place_id as place, a.draft, a.draft_saved_at as "draftSavedAt", w.answers, w.version, w.submitted_at as "submittedAt"
      from survey_asked a join survey q using (network_id, survey_id)
      left join lateral (select * from survey_answer w where w.network_id = a.network_id and w.asked_id = a.asked_id and w.withdrawn_at is null order by version desc limit 1) w on true
      where a.network_id = ${named.networkId} and a.asked_id = ${named.id} and a.version = ${named.version}`.execute(tx);
    if (!row) throw notFound();
    const { rows: [before] } = await sql<{ year: number; answers: Answers }>`
      select q.year, w.answers from survey q join survey_asked a using (network_id, survey_id) join survey_answer w using (network_id, asked_id)
      where q.network_id = ${named.networkId} and a.place_id = ${row.place} and q.year < ${row.year} and w.withdrawn_at is null order by q.year desc, w.version desc limit 1`.execute(tx);
    const { year, dueOn, published, reopenedUntil, place, draft, draftSavedAt, answers, version, submittedAt } = row;
    const isOpen = isOpenOn({ published, dueOn, reopenedUntil }, new Date().toISOString().slice(0, 10));
    return { scope, token, year, dueOn: reopenedUntil && reopenedUntil > dueOn ? reopenedUntil : dueOn, isOpen, place, current: draft ?? answers ?? noAnswers(), draftSavedAt, sent: version === null ? null : { version, at: submittedAt! }, before: before ?? null };
  });
}

/** What a letter needs; null when the municipality is no longer asked, or has answered meanwhile. */
export const letterOf = (networkId: string, askedId: string) =>
  reading({ networkId }, async (tx) => {
    const { rows: [row] } = await sql<{ place: string; email: string | null; locale: string; origin: string | null; version: number; year: number; dueOn: string; isAnswered: boolean }>`
      select a.place_id as place, a.email, a.locale, a.origin, a.version, q.year, greatest(q.due_on, a.reopened_until)::text as "dueOn",
        exists (select from survey_answer w where w.network_id = a.network_id and w.asked_id = a.asked_id and w.withdrawn_at is null) as "isAnswered"
      from survey_asked a join survey q using (network_id, survey_id) where a.network_id = ${networkId} and a.asked_id = ${askedId}`.execute(tx);
    return row?.email && row.origin ? { ...row, email: row.email, origin: row.origin, token: secretFor('survey', { networkId, id: askedId, version: row.version }) } : null;
  });

/** The kinds of a category or list a term of the directory stands in. */
export const kindsOfTerms = (terms: readonly string[]): string[] => terms.flatMap((id) => nomenclature().byId.get(id)?.code ?? []).filter((code) => kindByCode(code));
