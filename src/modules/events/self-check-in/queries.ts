import { sql } from 'kysely';
import { database } from '#platform/db/database.ts';
import { reading } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import { onClocks } from '#platform/words/zone.ts';
import { planIn, type Plan } from '../planning/queries.ts';
import { namedBy, secretFor } from '../secret-link.ts';
import { isOnWall, type Wall } from './wall-code.ts';

/** The wall of an event on which people check themselves in. */
export interface OpenWall {
  scope: Scope;
  plan: Plan;
  wall: Wall;
  /** Today on the clocks of the event; null when it is no day of it. */
  day: string | null;
}

/** The name of an event's wall in an address. */
export const wallToken = ({ networkId, eventId }: Pick<Plan, 'networkId' | 'eventId'>): string => secretFor('wall', { networkId, id: eventId, version: 0 });

/** The wall of a plan, where there is one. */
export const wallOf = ({ eventId, selfCheckIn, timeZone }: Pick<Plan, 'eventId' | 'selfCheckIn' | 'timeZone'>): Wall | null => (selfCheckIn === 'off' ? null : { eventId, mode: selfCheckIn, timeZone });

/** Today where it is a day of the event. */
export const dayOf = ({ timeZone, days }: Pick<Plan, 'timeZone' | 'days'>, now: Date): string | null => {
  const today = onClocks(now, timeZone).slice(0, 10);
  return days.includes(today) ? today : null;
};

/** What the address on a wall opens. @throws 404 where nobody checks herself in, and for an event that was called off */
export async function openWall(token: string, now = new Date()): Promise<OpenWall> {
  const named = namedBy('wall', token);
  if (!named) throw notFound();
  const scope = publicScope(named.networkId);
  const plan = await reading(scope, (tx) => planIn(tx, named.networkId, named.id));
  const wall = plan && !plan.isCancelled ? wallOf(plan) : null;
  if (!plan || !wall) throw notFound();
  return { scope, plan, wall, day: dayOf(plan, now) };
}

/** The wall with this code now, for whoever types it instead of reading the picture; null when no wall shows it. */
export async function wallWith(typed: string, now = new Date()): Promise<string | null> {
  const networks = await database().selectFrom('network').select('network_id').execute();
  for (const { network_id: networkId } of networks) {
    const { rows } = await reading(publicScope(networkId), (tx) =>
      sql<Wall>`
        select e.event_id as "eventId", e.self_check_in as mode, e.time_zone as "timeZone" from event e
        where e.network_id = ${networkId} and e.self_check_in <> 'off' and e.cancelled_at is null and e.last_day >= ${now}::timestamptz::date - 1 and e.first_day <= ${now}::timestamptz::date + 1`.execute(tx));
    const found = rows.find((wall) => isOnWall(wall, typed, now));
    if (found) return wallToken({ networkId, eventId: found.eventId });
  }
  return null;
}

/** What the link of a letter to somebody without her badge opens. @throws 404 for a seat that is hers no more */
export async function letterOf(token: string): Promise<{ scope: Scope; plan: Plan }> {
  const named = namedBy('here', token);
  if (!named) throw notFound();
  const scope = publicScope(named.networkId);
  return reading(scope, async (tx) => {
    const row = await tx.selectFrom('registration').select(['event_id', 'version']).where('network_id', '=', named.networkId).where('registration_id', '=', named.id).where('state', '=', 'seat').executeTakeFirst();
    const plan = row?.version === named.version ? await planIn(tx, named.networkId, row.event_id) : null;
    if (!plan) throw notFound();
    return { scope, plan };
  });
}
