import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { mayArrange } from '../access.ts';
import { completions } from '../completion/completion.ts';
import { presencesOf, seriesWithRules } from '../completion/queries.ts';
import { ladder, trainingKinds, type Came, type Ladder, type Led } from './ladder.ts';

export interface LadderPage extends Ladder {
  /** Id of a person → name. */
  names: Record<string, string>;
  /** Id of a training that was led → what it is called. */
  titles: Record<string, Localised>;
  /** Trainings somebody can have led, the latest first. */
  trainings: { eventId: string; titles: Localised; firstDay: string; lastDay: string }[];
}

/** SQL that is true for facts `f`, as known now, that say of an event's day that it took place: somebody said so, or somebody was there. */
export const tookPlace = sql<boolean>`f.measure in ('event-day', 'attendance') and f.known_until is null`;

/** The ladder of trainers of a programme on a day (`YYYY-MM-DD`). @throws 404 for whoever does not run the programme */
export function ladderOf(scope: Scope, programmeId: string, on: string): Promise<LadderPage> {
  const { networkId } = scope;
  if (!mayArrange(scope, programmeId)) throw notFound();
  return reading(scope, async (tx) => {
    // A training of trainers that stands alone is a series of one.
    const series = (await seriesWithRules(tx, networkId, programmeId)).filter(({ kind }) => kind === 'training-of-trainers');
    const presences = Map.groupBy(await presencesOf(tx, networkId, programmeId), ({ seriesId }) => seriesId);
    const completed = series.flatMap(({ seriesId, rule, events, trainerMonths }) =>
      completions(rule, events, presences.get(seriesId) ?? [], on).flatMap(({ personId, completedOn }) => (completedOn ? [{ personId, seriesId, on: completedOn, months: trainerMonths }] : [])),
    );
    const trainingsOf = sql`f.network_id = ${networkId} and f.known_until is null and f.person_id is not null and f.event_kind = any (${trainingKinds}::text[])`;
    // Nobody has led what did not take place: what was said before it was called off, or moved, makes no trainer active. In other programmes only what trainers of this one led, and only that they did.
    const { rows: led } = await sql<Led>`
      select said.person_id as "personId", said.event_id as "eventId", coalesce(said.series_id, said.event_id) as "seriesId",
        coalesce(max(f.happened_on) filter (where f.happened_on = said.happened_on), max(f.happened_on))::text as day, said.programme_id <> ${programmeId} as "isElsewhere"
      from (select f.* from fact f where ${trainingsOf} and f.measure = 'facilitation' and (f.programme_id = ${programmeId} or f.person_id = any (${completed.map(({ personId }) => personId)}::uuid[]))) said
      join fact f on f.network_id = said.network_id and f.event_id = said.event_id and ${tookPlace} group by 1, 2, 3, 5`.execute(tx);
    const { rows: came } = await sql<Came>`select distinct f.person_id as "personId", f.event_id as "eventId" from fact f where ${trainingsOf} and f.programme_id = ${programmeId} and f.measure = 'participation' and f.event_id = any (${led.map(({ eventId }) => eventId)}::uuid[])`.execute(tx);
    const drawn = ladder({ completed, led, came, on });
    const { rows: names } = await sql<{ id: string; name: string }>`
      select person_id as id, concat_ws(' ', given, surname) as name from person where network_id = ${networkId} and person_id = any (${[...led, ...completed].map(({ personId }) => personId)}::uuid[])`.execute(tx);
    const { rows: titles } = await sql<{ id: string; titles: Localised }>`
      select event_id as id, titles from event where network_id = ${networkId} and event_id = any (${led.flatMap(({ eventId, isElsewhere }) => (isElsewhere ? [] : [eventId]))}::uuid[])`.execute(tx);
    const { rows: trainings } = await sql<LadderPage['trainings'][number]>`
      select event_id as "eventId", titles, first_day::text as "firstDay", last_day::text as "lastDay" from event e
      where network_id = ${networkId} and programme_id = ${programmeId} and kind = any (${trainingKinds}::text[])
        and exists (select from fact f where f.network_id = e.network_id and f.event_id = e.event_id and ${tookPlace} and f.happened_on <= ${new Date()})
      order by first_day desc, event_id limit 500`.execute(tx);
    return { ...drawn, names: Object.fromEntries(names.map(({ id, name }) => [id, name])), titles: Object.fromEntries(titles.map(({ id, titles }) => [id, titles])), trainings };
  });
}
