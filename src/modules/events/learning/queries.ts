import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { maySeePersons, reachesProgramme } from '#modules/results/access.ts';
import { SMALLEST_GROUP } from '#modules/results/suppression.ts';
import { mayArrange } from '../access.ts';
import { dueOn } from './due.ts';
import { changeOfScore, changesLater, roundResult, testResults, textsTo, type ChangeResult, type Released, type RoundResult } from './results.ts';
import { opened } from './links.ts';
import type { Kind, Question, Sheet, Stage } from './shape.ts';

/** One time of asking. Days are `YYYY-MM-DD`. */
export interface Round {
  roundId: string;
  stage: Stage;
  state: 'draft' | 'open' | 'closed';
  isShownAlone: boolean;
  byMail: boolean;
  byLink: boolean;
  locale: string;
  origin: string | null;
  answered: number;
  invited: number | null;
  mailedOn: string | null;
  remindedOn: string | null;
  /** Since when people may answer; null while it is a draft, and of rounds older than this was kept. */
  openedOn: string | null;
  released: Released;
}

export interface Questionnaire {
  questionnaireId: string;
  programmeId: string;
  kind: Kind;
  version: number;
  isReplaced: boolean;
  /** The event or the series it is about. No days where all of it was called off. */
  about: { of: 'event' | 'series'; id: string; titles: Localised; days: { firstDay: string; lastDay: string } | null; eventIds: string[] };
  intro: Localised;
  questions: Question[];
  months: number;
  rounds: Round[];
}

/** Questionnaires that fit a condition on `questionnaire q`, with their times of asking in order; never with what was answered. */
export async function questionnairesIn(tx: Tx, networkId: string, where: ReturnType<typeof sql>): Promise<Questionnaire[]> {
  const { rows } = await sql<Questionnaire>`
    select q.questionnaire_id as "questionnaireId", q.programme_id as "programmeId", q.kind, q.version, q.is_replaced as "isReplaced", q.intro, q.questions, q.months,
      jsonb_build_object('of', case when q.event_id is null then 'series' else 'event' end, 'id', coalesce(q.event_id, q.series_id),
        'titles', coalesce((select titles from event e where e.network_id = q.network_id and e.event_id = q.event_id), (select titles from series s where s.network_id = q.network_id and s.series_id = q.series_id)),
        'days', case when days.first_day is not null then jsonb_build_object('firstDay', days.first_day, 'lastDay', days.last_day) end, 'eventIds', days.events) as about,
      (select jsonb_agg(jsonb_build_object('roundId', r.round_id, 'stage', r.stage, 'state', r.state, 'isShownAlone', r.is_shown_alone, 'byMail', r.by_mail, 'byLink', r.by_link, 'locale', r.locale, 'origin', r.origin,
          'answered', (select jsonb_array_length(b.sheets) from answer_box b where b.network_id = r.network_id and b.round_id = r.round_id), 'invited', r.invited, 'mailedOn', r.mailed_on, 'remindedOn', r.reminded_on, 'openedOn', r.opened_on, 'released', r.released)
        order by array_position(array['pre', 'post', 'end', 'later'], r.stage)) from questionnaire_round r where r.network_id = q.network_id and r.questionnaire_id = q.questionnaire_id) as rounds
    from questionnaire q
    cross join lateral (select min(e.first_day) filter (where e.cancelled_at is null) as first_day, max(e.last_day) filter (where e.cancelled_at is null) as last_day, coalesce(jsonb_agg(e.event_id order by e.first_day, e.event_id), '[]') as events
      from event e where e.network_id = q.network_id and (e.event_id = q.event_id or e.series_id = q.series_id)) days
    where q.network_id = ${networkId} and ${where}
    order by array_position(array['test', 'end', 'later'], q.kind), q.event_id is null, q.version desc`.execute(tx);
  return rows;
}

export async function questionnaireIn(tx: Tx, networkId: string, questionnaireId: string): Promise<Questionnaire | null> {
  return (await questionnairesIn(tx, networkId, sql`q.questionnaire_id = ${questionnaireId}`))[0] ?? null;
}

/** The day on which the last of the evaluations planned for later is written to those who registered for this event; null where none is, or none of them by letter. */
export async function evaluationDue(tx: Tx, networkId: string, eventId: string): Promise<string | null> {
  const planned = await questionnairesIn(tx, networkId, sql`q.kind = 'later' and not q.is_replaced and (q.event_id = ${eventId} or q.series_id = (select e.series_id from event e where e.network_id = q.network_id and e.event_id = ${eventId}))
    and exists (select from questionnaire_round r where r.network_id = q.network_id and r.questionnaire_id = q.questionnaire_id and (r.state = 'draft' or (r.state = 'open' and r.by_mail and r.reminded_on is null)))`);
  return planned.flatMap((one) => one.rounds.flatMap((round) => roundDue(one, round) ?? [])).sort().at(-1) ?? null;
}

/** How many people were there (facts), or have a seat where nobody has said yet who was there: what answers are a part of. */
export async function expectedAt(tx: Tx, networkId: string, eventIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(nullif((select count(distinct person_id) from fact where network_id = ${networkId} and event_id = any (${eventIds}::uuid[]) and measure = 'attendance' and known_until is null), 0),
      (select count(distinct coalesce(person_id::text, lower(concat_ws(' ', email, given, surname)))) from registration where network_id = ${networkId} and event_id = any (${eventIds}::uuid[]) and state = 'seat'))::int as n`.execute(tx);
  return rows[0]!.n;
}

/** Whether what was answered may be shown: it is over, there were enough, and both halves of a test are in, unless somebody decided otherwise. */
export function isShown(round: Round, rounds: readonly Round[]): boolean {
  if (round.state !== 'closed' || round.answered < SMALLEST_GROUP) return false;
  return round.stage !== 'pre' || round.isShownAlone || rounds.some(({ stage, state }) => stage === 'post' && state === 'closed');
}

const reaches = (scope: Scope, programmeId: string) => reachesProgramme(scope, programmeId) && maySeePersons(scope);

export interface Learning {
  /** The series the event belongs to. */
  series: { seriesId: string; titles: Localised } | null;
  questionnaires: Questionnaire[];
  /** Questionnaires of other events and series that may be copied. */
  others: { questionnaireId: string; kind: Kind; titles: Localised }[];
}

/** The questionnaires of an event and of its series. @throws 404 for whoever does not work with its people */
export const learningOf = (scope: Scope, eventId: string): Promise<Learning> =>
  reading(scope, async (tx) => {
    const { networkId } = scope;
    const event = await tx.selectFrom('event').select(['programme_id', 'series_id']).where('network_id', '=', networkId).where('event_id', '=', eventId).executeTakeFirst();
    if (!event || !reaches(scope, event.programme_id)) throw notFound();
    const series = event.series_id ? await tx.selectFrom('series').select(['series_id', 'titles']).where('network_id', '=', networkId).where('series_id', '=', event.series_id).executeTakeFirstOrThrow() : null;
    const questionnaires = await questionnairesIn(tx, networkId, sql`(q.event_id = ${eventId} or q.series_id = ${event.series_id}) and not q.is_replaced`);
    const { rows: others } = await sql<Learning['others'][number] & { programmeId: string }>`
      select q.questionnaire_id as "questionnaireId", q.kind, q.programme_id as "programmeId", coalesce(e.titles, s.titles) as titles
      from questionnaire q left join event e on e.network_id = q.network_id and e.event_id = q.event_id left join series s on s.network_id = q.network_id and s.series_id = q.series_id
      where q.network_id = ${networkId} and not q.is_replaced and q.event_id is distinct from ${eventId} and jsonb_array_length(q.questions) > 0 order by e.first_day desc nulls last, q.questionnaire_id desc limit 60`.execute(tx);
    return {
      series: series && { seriesId: series.series_id, titles: series.titles as Localised },
      questionnaires,
      others: others.filter(({ programmeId }) => reachesProgramme(scope, programmeId)),
    };
  });

/** Texts nobody but whoever arranges the event has read yet: each with its place, and whether it may be read. */
export interface TextsToRelease {
  roundId: string;
  stage: Stage;
  question: Pick<Question, 'id' | 'titles'>;
  texts: { place: number; text: string; isReleased: boolean }[];
}

export interface QuestionnaireResults {
  questionnaire: Questionnaire;
  expected: number;
  /** One for each time of asking that may be shown. */
  rounds: RoundResult[];
  changes: ChangeResult[];
  /** Against what people said at the end of the same event. */
  isAgainstEnd: boolean;
  toRelease: TextsToRelease[];
}

/** A questionnaire with everything that may be shown of it to whoever works with the people. @throws 404 */
export const questionnaireResults = (scope: Scope, questionnaireId: string): Promise<QuestionnaireResults> =>
  reading(scope, async (tx) => {
    const { networkId } = scope;
    const questionnaire = await questionnaireIn(tx, networkId, questionnaireId);
    if (!questionnaire || !reaches(scope, questionnaire.programmeId)) throw notFound();
    const { rounds: shown, changes, boxes } = await shownOf(tx, networkId, questionnaire);
    const later = questionnaire.kind === 'later' && shown.length ? await againstEnd(tx, networkId, questionnaire, boxes.get('later')!) : [];
    return {
      questionnaire,
      expected: await expectedAt(tx, networkId, questionnaire.about.eventIds),
      rounds: shown,
      changes: [...changes, ...later],
      isAgainstEnd: later.length > 0,
      toRelease: mayArrange(scope, questionnaire.programmeId) ? questionnaire.rounds.filter(({ stage }) => shown.some((one) => one.stage === stage)).flatMap((round) => toRelease(questionnaire, round, boxes.get(round.stage)!)) : [],
    };
  });

async function shownOf(tx: Tx, networkId: string, { questions, rounds }: Questionnaire) {
  const boxes = new Map<Stage, Sheet[]>();
  for (const round of rounds.filter((one) => isShown(one, rounds))) boxes.set(round.stage, await sheetsOf(tx, networkId, round.roundId));
  const asked = (stage: Stage) => ({ stage, sheets: boxes.get(stage) ?? [], released: rounds.find((round) => round.stage === stage)?.released ?? {} });
  const [pre, post] = [rounds.find(({ stage }) => stage === 'pre'), rounds.find(({ stage }) => stage === 'post')];
  if (pre && post) {
    const { before, after, changes } = testResults(questions, asked('pre'), asked('post'), pre.isShownAlone);
    return { rounds: [before, after].filter((one) => one !== null), changes, boxes };
  }
  return { rounds: [...boxes.keys()].map((stage) => roundResult(questions, asked(stage))), changes: [], boxes };
}

/**
 * Against the first version of each that showed anything: it stays the first, so that nobody gets a second set of pairs, of partly the same people, to take
 * off the first.
 */
async function againstEnd(tx: Tx, networkId: string, { about, questionnaireId, questions }: Questionnaire, sheets: readonly Sheet[]): Promise<ChangeResult[]> {
  const versions = await questionnairesIn(tx, networkId, sql`coalesce(q.event_id, q.series_id) = ${about.id} and q.kind in ('end', 'later')`);
  const firstShown = (of: Kind) => versions.filter(({ kind, rounds }) => kind === of && isShown(rounds[0]!, rounds)).sort((a, b) => a.version - b.version)[0];
  const end = firstShown('end');
  return end && firstShown('later')!.questionnaireId === questionnaireId ? changesLater(questions, await sheetsOf(tx, networkId, end.rounds[0]!.roundId), sheets) : [];
}

async function sheetsOf(tx: Tx, networkId: string, roundId: string): Promise<Sheet[]> {
  const { sheets } = await tx.selectFrom('answer_box').select('sheets').where('network_id', '=', networkId).where('round_id', '=', roundId).executeTakeFirstOrThrow();
  return sheets as unknown as Sheet[];
}

function toRelease({ questions }: Questionnaire, { roundId, stage, released }: Round, sheets: readonly Sheet[]): TextsToRelease[] {
  return questions.flatMap((question) => {
    if (question.kind !== 'text') return [];
    const texts = textsTo(question.id, sheets);
    return texts.length < SMALLEST_GROUP ? [] : [{ roundId, stage, question: { id: question.id, titles: question.titles }, texts: texts.map((text, place) => ({ place, text, isReleased: !!released[question.id]?.includes(place) })) }];
  });
}

/** One event of a series beside the others. */
export interface ComparedEvent {
  eventId: string;
  titles: Localised;
  firstDay: string;
  /** What people thought of it, 1 to 5, from so many sheets. */
  reaction: { n: number; mean: number } | null;
  /** What they gained in right answers (−1 to 1), from so many pairs. */
  gain: { pairs: number; mean: number } | null;
}

/** The events of a series beside each other: those with something to show. Nothing is said about all together, so nothing can be taken off. @throws 404 */
export const comparedEvents = (scope: Scope, eventId: string): Promise<ComparedEvent[]> =>
  reading(scope, async (tx) => {
    const { networkId } = scope;
    const event = await tx.selectFrom('event').select(['programme_id', 'series_id']).where('network_id', '=', networkId).where('event_id', '=', eventId).executeTakeFirst();
    if (!event || !reaches(scope, event.programme_id)) throw notFound();
    if (!event.series_id) return [];
    const events = await tx.selectFrom('event').select(['event_id', 'titles', 'first_day']).where('network_id', '=', networkId).where('series_id', '=', event.series_id).orderBy('first_day').orderBy('event_id').execute();
    const questionnaires = await questionnairesIn(tx, networkId, sql`q.event_id = any (${events.map((one) => one.event_id)}::uuid[]) and q.kind in ('test', 'end') and not q.is_replaced`);
    const found: ComparedEvent[] = [];
    for (const { event_id, titles, first_day } of events) {
      const one: ComparedEvent = { eventId: event_id, titles: titles as Localised, firstDay: first_day, reaction: null, gain: null };
      for (const questionnaire of questionnaires.filter(({ about }) => about.id === event_id)) {
        const { rounds, changes } = await shownOf(tx, networkId, questionnaire);
        const level = rounds[0]?.levels.find((each) => each.level === 1);
        if (questionnaire.kind === 'end' && level) one.reaction = { n: rounds[0]!.n, mean: level.mean };
        const change = changeOfScore(changes)?.change;
        if (change) one.gain = { pairs: change.pairs, mean: change.mean };
      }
      if (one.reaction || one.gain) found.push(one);
    }
    return found;
  });

/** What a link opens. `used`: its sheet lies in the box already. */
export interface OpenedRound {
  scope: Scope;
  questionnaire: Questionnaire;
  round: Round;
  state: 'open' | 'used' | 'over' | 'not-yet';
  /** Without a ticket the code is what keeps one person from answering twice. */
  needsCode: boolean;
}

/** @throws 404 for a link this installation has not made, and for what was removed */
export async function openedRound(token: string): Promise<OpenedRound> {
  const named = opened(token);
  if (!named) throw notFound();
  const scope = publicScope(named.networkId);
  return reading(scope, async (tx) => {
    const [questionnaire] = await questionnairesIn(tx, named.networkId, sql`exists (select from questionnaire_round r where r.network_id = q.network_id and r.questionnaire_id = q.questionnaire_id and r.round_id = ${named.roundId})`);
    const round = questionnaire?.rounds.find(({ roundId }) => roundId === named.roundId);
    if (!round) throw notFound();
    const isThere = named.ticket !== null && !!(await tx.selectFrom('answer_ticket').select('hash').where('network_id', '=', named.networkId).where('round_id', '=', named.roundId).where('hash', '=', named.ticket).executeTakeFirst());
    const may = named.ticket === null ? round.byLink : isThere;
    const state = round.state === 'draft' ? 'not-yet' : round.state === 'closed' ? 'over' : may ? 'open' : named.ticket === null ? 'over' : 'used';
    return { scope, questionnaire: questionnaire!, round, state, needsCode: named.ticket === null };
  });
}

/** When letters go by themselves; never where everything was called off. */
export const roundDue = ({ about: { days }, months }: Questionnaire, { stage }: Round): string | null => days && dueOn(stage, days, months);
