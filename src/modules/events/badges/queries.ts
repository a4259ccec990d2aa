import { sql } from 'kysely';
import { database } from '#platform/db/database.ts';
import { reading } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import { maySeePersons, reachesProgramme } from '#modules/results/access.ts';
import { mayCheckIn } from '../check-in/access.ts';
import { planIn, type Plan } from '../planning/queries.ts';
import type { Guest } from './badge.ts';

/** Of registration r and its organisation o: the municipality that was settled; whom an organisation sends and nobody asked for a place comes from the organisation's seat. */
export const placeOfGuest = sql<string | null>`case when r.place_id is not null then r.place_id when r.place_text is null then o.seat end`;

/** Everybody who has a seat at an event, by name. @throws 404 for whoever may not see persons */
export const guestsOf = (scope: Scope, eventId: string): Promise<Guest[]> =>
  reading(scope, async (tx) => {
    const event = await tx.selectFrom('event').select('programme_id').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).executeTakeFirst();
    if (!event || !reachesProgramme(scope, event.programme_id) || !maySeePersons(scope)) throw notFound();
    const { rows } = await sql<Guest>`
      select registration_id as "registrationId", given, surname, coalesce(o.name, organisation_text) as organisation, ${placeOfGuest} as "placeId", place_text as place, role, locale, check_in_code as code
      from registration r left join organisation o using (network_id, organisation_id)
      where r.network_id = ${scope.networkId} and r.event_id = ${eventId} and r.state = 'seat'
      order by surname collate "und-x-icu", given collate "und-x-icu", registration_id`.execute(tx);
    return rows;
  });

/** Whose event a code is for, for whoever finds a badge; nothing about the person. With the scope of a visitor. @throws 404 for a code nobody was given */
export async function eventOfCode(code: string): Promise<{ scope: Scope; plan: Plan }> {
  const { rows } = await sql<{ id: string | null }>`select network_of_check_in_code(${code}) as id`.execute(database());
  if (!rows[0]?.id) throw notFound();
  const scope = publicScope(rows[0].id);
  return reading(scope, async (tx) => {
    const row = await tx.selectFrom('registration').select('event_id').where('network_id', '=', scope.networkId).where('check_in_code', '=', code).executeTakeFirst();
    const plan = row && (await planIn(tx, scope.networkId, row.event_id));
    if (!plan) throw notFound();
    return { scope, plan };
  });
}

/** Whether a reader of codes stands at the door of an event. */
export const standsAtDoor = (scope: Scope, eventId: string): Promise<boolean> => reading(scope, (tx) => mayCheckIn(scope, eventId, tx));
