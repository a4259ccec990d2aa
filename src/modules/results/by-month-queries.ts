import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import { isSignedIn } from '#platform/session/scope.ts';
import { ownProgrammes, seesSmallGroups, worksOnAll } from './access.ts';
import { factsOfOne, type Where } from './facts-where.ts';
import { readerOf, type Asked } from './queries.ts';
import { isSmall } from './suppression.ts';

export interface Month {
  /** YYYY-MM */
  month: string;
  /** Different people in this month; null when they are too few to be shown to this reader. */
  people: number | null;
  organisations: number;
  municipalities: number;
}

/**
 * How many different people, organisations and municipalities took part, month by month, each on a day of that month; months without any are left out.
 * @param programmeId null asks all programmes this reader works on (for a visitor: those that are published).
 */
export async function byMonth(tx: Tx, scope: Scope, programmeId: string | null, where: Where = {}, { asKnownOn = null }: Asked = {}): Promise<Month[]> {
  const reader = programmeId ? await readerOf(tx, scope, programmeId) : scope;
  const facts = factsOfOne({ networkId: scope.networkId, programmeId, asKnownOn }, where);
  const all = (chosen: RawBuilder<boolean>) => sql`select fact.happened_on, fact.person_id, fact.organisation_id, fact.place_id from fact where ${chosen} ${programmeId ? sql`` : reached(scope)}`;
  // Who came to an event came on its first day there or in the same month, unless it goes over the end of one: only of those are all days read. Nobody is recorded on a day that is none of the event's.
  const days = facts.period
    ? all(facts(['attendance', 'mention']))
    : sql`${all(facts(['participation', 'mention']))} union all ${all(facts(['attendance']))}
        and fact.event_id in (select e.event_id from event e where e.network_id = ${scope.networkId} and date_trunc('month', e.first_day::timestamp) <> date_trunc('month', e.last_day::timestamp))`;
  const { rows } = await sql<{ first: string; people: number; organisations: number; municipalities: number }>`
    select date_trunc('month', fact.happened_on::timestamp)::date as first, count(distinct fact.person_id) as people, count(distinct fact.organisation_id) as organisations, count(distinct fact.place_id) as municipalities
    from (${days}) fact group by date_trunc('month', fact.happened_on::timestamp) order by 1`.execute(tx);
  const shielded = !seesSmallGroups(reader);
  return rows.map(({ first, people, organisations, municipalities }) => ({ month: first.slice(0, 7), people: shielded && isSmall(people) ? null : people, organisations, municipalities }));
}

/** Asking about "all" means all this reader may ask about one by one. */
function reached(scope: Scope) {
  if (worksOnAll(scope)) return sql``;
  return sql`and fact.programme_id in (select p.programme_id from programme p where p.network_id = ${scope.networkId} and ${isSignedIn(scope) ? ownProgrammes(scope) : sql`p.published_at is not null`})`;
}
