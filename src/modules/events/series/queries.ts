import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { allWordsOf } from '#platform/matching/fold.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { maySeeRegister } from '../certificates/access.ts';
import { completionsOf } from '../completion/queries.ts';
import type { CompletionRule } from '../completion/completion.ts';
import { eventsListed, type PlannedRow } from '../planning/queries.ts';
import { standingOn, type Standing } from '../standing-queries.ts';

/** A series as it was made. Days are `YYYY-MM-DD`. */
export interface Series {
  seriesId: string;
  titles: Localised;
  kind: string;
  /** Its events are parts of one training for the same people. */
  isCycle: boolean;
  componentId: string | null;
  rule: CompletionRule;
  trainerMonths: number;
  /** How many events it has, those that were called off apart, and the days of those that were not; null while there are none. */
  events: number;
  calledOff: number;
  firstDay: string | null;
  lastDay: string | null;
}

const serieses = async (tx: Tx, where: RawBuilder<SqlBool>): Promise<Series[]> =>
  (
    await sql<Series>`
    select s.series_id as "seriesId", s.titles, s.kind, s.is_cycle as "isCycle", s.component_id as "componentId", s.completion as rule, s.trainer_months as "trainerMonths",
      (count(e.event_id) filter (where e.cancelled_at is null))::int as events, count(e.cancelled_at)::int as "calledOff",
      (min(e.first_day) filter (where e.cancelled_at is null))::text as "firstDay", (max(e.last_day) filter (where e.cancelled_at is null))::text as "lastDay"
    from series s left join event e using (network_id, series_id) where ${where} group by s.network_id, s.series_id order by s.position, s.series_id`.execute(tx)
  ).rows;

/** The series of a programme whose title has all the words of `q` in any script, in the order they were made. The caller has made sure that the scope may see the programme. */
export const seriesIn = (scope: Scope, programmeId: string, q = ''): Promise<Series[]> =>
  reading(scope, async (tx) => {
    const has = allWordsOf(q);
    return (await serieses(tx, sql<SqlBool>`s.network_id = ${scope.networkId} and s.programme_id = ${programmeId}`)).filter(({ titles }) => has(Object.values(titles).join(' ')));
  });

/** A series with its events in order. */
export interface SeriesPage extends Series {
  listed: PlannedRow[];
  component: Localised | null;
  /** How many came, have completed it, and have a valid certificate; only for those who answer for the certificates. */
  people: { came: number; completed: number; issued: number } | null;
  /** What keeps it from being removed. */
  standing: Standing[];
}

/** One series of a programme. The caller has made sure that the scope may see the programme. @param today `YYYY-MM-DD` @throws 404 when the programme has no such series */
export const seriesPage = (scope: Scope, programmeId: string, seriesId: string, today = new Date().toISOString().slice(0, 10)): Promise<SeriesPage> =>
  reading(scope, async (tx) => {
    const { networkId } = scope;
    const [series] = await serieses(tx, sql<SqlBool>`s.network_id = ${networkId} and s.programme_id = ${programmeId} and s.series_id = ${seriesId}`);
    if (!series) throw notFound();
    const { rows: listed } = await eventsListed(sql<SqlBool>`e.network_id = ${networkId} and e.series_id = ${seriesId}`).execute(tx);
    const component = series.componentId ? await tx.selectFrom('component').select('titles').where('network_id', '=', networkId).where('component_id', '=', series.componentId).executeTakeFirst() : undefined;
    return { ...series, listed, component: (component?.titles as Localised | undefined) ?? null, people: maySeeRegister(scope, programmeId) ? await peopleOf(tx, networkId, programmeId, seriesId, today) : null, standing: await standingOn(tx, networkId, 'series', seriesId) };
  });

async function peopleOf(tx: Tx, networkId: string, programmeId: string, seriesId: string, today: string) {
  const { people } = await completionsOf(tx, networkId, programmeId, seriesId, today);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from certificate where network_id = ${networkId} and series_id = ${seriesId} and revoked_at is null`.execute(tx);
  return { came: people.length, completed: people.filter(({ isComplete }) => isComplete).length, issued: rows[0]!.n };
}
