/** What happens to registrations by itself: reminders, the end of keeping seats for an organisation, and the end of keeping what was written. */
import { sql } from 'kysely';
import { z } from 'zod';
import { command, execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { reading } from '#platform/db/transaction.ts';
import { is, systemScope } from '#platform/session/scope.ts';
import { eraseSheetPhotos } from '../paper/erasing-commands.ts';
import { forgetUnnamed, unnamed } from './forgetting-commands.ts';
import { LISTS_ARE_WRITTEN } from './retention.ts';
import { formOf, moveUp, sendLetter } from './seat-commands.ts';

const byItself = { input: z.strictObject({ on: z.iso.date() }) };
/** Links in letters that were never opened; so long they may be. */
const UNCONFIRMED_HOURS = 48;
/** So long after the removal her link says that it was done. */
const REMOVED_IS_SAID_DAYS = 365;
const saidLongEnough = (networkId: string, on: string) => sql`l.network_id = ${networkId} and exists (select from registration_form f where f.network_id = l.network_id and f.event_id = l.event_id and f.purged_at < ${on}::date - ${REMOVED_IS_SAID_DAYS}::int)`;

/** Nobody confirmed it, and no door or list will ask for it: the event is not near. */
const stale = (networkId: string, on: string, now: Date) => sql`r.network_id = ${networkId} and r.state = 'unconfirmed' and r.created_at < ${now}::timestamptz - make_interval(hours => ${UNCONFIRMED_HOURS})
  and not exists (select from event e where e.network_id = r.network_id and e.event_id = r.event_id and ${on}::date between e.first_day - 1 and e.last_day + ${LISTS_ARE_WRITTEN}::int)`;

/**
 * Whoever has a seat at an event that begins the day after `on`, or on that day where nothing reminded her the day before: it was planned for sooner, the seat became hers
 * overnight, or Kolo did not run. Whoever wrote on the day itself knows of it.
 */
const toRemind = (networkId: string, on: string) => sql`r.network_id = ${networkId} and r.state = 'seat' and r.reminded_at is null
  and exists (select from event e where e.network_id = r.network_id and e.event_id = r.event_id and e.cancelled_at is null and (e.first_day = ${on}::date + 1 or (e.first_day = ${on}::date and r.created_at < ${on}::date)))`;

/** Everybody with a seat gets one letter before an event begins. */
export const remindRegistered = command({
  name: 'registration.remind',
  ...byItself,
  may: (scope) => is(scope, 'coordinator') && scope.actor.kind === 'system',
  async run({ tx, now, scope: { networkId } }, { on }) {
    const { rows } = await sql<{ id: string }>`
      update registration r set reminded_at = ${now} where ${toRemind(networkId, on)} returning r.registration_id as id`.execute(tx);
    for (const { id } of rows) await sendLetter(tx, networkId, id, 'reminder');
    return { n: rows.length };
  },
  record: ({ n }, { on }) => ({ subject: { kind: 'registration', id: 'all' }, details: { on, n } }),
});

/** Invitations with seats that are kept no longer, because their day is over. Those kept until the event begins need no such day: then it is too late to move up. */
const lapsed = (networkId: string, on: string) => sql`from registration_invitation i join event e using (network_id, event_id)
  where i.network_id = ${networkId} and i.withdrawn_at is null and i.released_at is null and i.holds_until < ${on}::date and e.cancelled_at is null and e.last_day >= ${on}::date`;

/** Seats whose day is over are kept for nobody: whoever waits moves up, and is told why. */
export const lapseSeats = command({
  name: 'seats.lapse',
  ...byItself,
  may: (scope) => is(scope, 'coordinator') && scope.actor.kind === 'system',
  async run(context, { on }) {
    const { tx, now, scope: { networkId } } = context;
    const { rows } = await sql<{ eventId: string; invitations: string[] }>`select i.event_id as "eventId", array_agg(i.invitation_id) as invitations ${lapsed(networkId, on)} group by 1 order by 1`.execute(tx);
    for (const { eventId, invitations } of rows) {
      const form = await formOf(tx, networkId, eventId, { lock: true });
      await tx.updateTable('registration_invitation').set({ released_at: now }).where('network_id', '=', networkId).where('invitation_id', 'in', invitations).execute();
      await moveUp(context, form, { because: 'released' });
    }
    return { n: rows.reduce((sum, { invitations }) => sum + invitations.length, 0) };
  },
  record: ({ n }, { on }) => ({ subject: { kind: 'registration', id: 'all' }, details: { on, n } }),
});

/**
 * Removes what was written into forms whose time is over, and registrations nobody confirmed; and people who became known by a registration, whom none names any more, and of whom
 * nothing else is known. Whoever took part stays, because the evidence of it does. Photographs of signed sheets show the same names: their bytes are removed,
 * their fingerprints stay with the evidence. Of each link a hash stays for a year, so that whoever opens hers is told that it was done.
 */
export const purgeRegistrations = command({
  name: 'registration.purge',
  ...byItself,
  may: (scope) => is(scope, 'coordinator') && scope.actor.kind === 'system',
  async run({ tx, now, scope: { networkId } }, { on }) {
    const { rows: unopened } = await sql`delete from registration r where ${stale(networkId, on, now)} returning 1`.execute(tx);
    const { rows: over } = await sql<{ id: string }>`
      update registration_form f set purged_at = ${now}, is_open = false from event e
      where f.network_id = ${networkId} and e.network_id = f.network_id and e.event_id = f.event_id and f.purged_at is null and e.last_day + f.retention_days < ${on}::date
      returning f.event_id as id`.execute(tx);
    const events = over.map(({ id }) => id);
    let n = unopened.length;
    if (events.length) {
      await eraseSheetPhotos(tx, networkId, events, now);
      const { rows: gone } = await sql<{ id: string; event: string }>`delete from registration where network_id = ${networkId} and event_id = any (${events}::uuid[]) returning registration_id as id, event_id as event`.execute(tx);
      const { rows: invitations } = await sql<{ id: string; event: string }>`delete from registration_invitation where network_id = ${networkId} and event_id = any (${events}::uuid[]) returning invitation_id as id, event_id as event`.execute(tx);
      const links = [...gone, ...invitations];
      await sql`
        insert into removed_link (network_id, hash, event_id) select ${networkId}, encode(sha256(convert_to(id, 'UTF8')), 'hex'), event
        from unnest(${links.map(({ id }) => id)}::text[], ${links.map(({ event }) => event)}::uuid[]) gone (id, event) on conflict do nothing`.execute(tx);
      n += gone.length;
    }
    await sql`delete from removed_link l where ${saidLongEnough(networkId, on)}`.execute(tx);
    return { forms: events.length, n, people: await forgetUnnamed(tx, networkId) };
  },
  record: ({ forms, n, people }, { on }) => ({ subject: { kind: 'registration', id: 'all' }, details: { on, forms, n, people } }),
});

/** Does all of it for every network where there is something to do; asked every hour, twice is as good as once. @param on the day it is, `YYYY-MM-DD` */
export async function keepRegistrations(on = new Date().toISOString().slice(0, 10)): Promise<void> {
  const networks = await database().selectFrom('network').select('network_id').execute();
  for (const { network_id: networkId } of networks) {
    const { rows } = await reading({ networkId }, (tx) =>
      sql<{ remind: boolean; lapse: boolean; purge: boolean }>`
        select exists (select from registration r where ${toRemind(networkId, on)}) as remind,
          exists (select ${lapsed(networkId, on)}) as lapse,
          exists (select from registration_form f join event e using (network_id, event_id) where f.network_id = ${networkId} and f.purged_at is null and e.last_day + f.retention_days < ${on}::date)
            or exists (select from registration r where ${stale(networkId, on, new Date())})
            or exists (select from removed_link l where ${saidLongEnough(networkId, on)})
            or exists (select ${unnamed(networkId)}) as purge`.execute(tx));
    const scope = systemScope(networkId, 'registrations');
    if (rows[0]!.lapse) await execute(lapseSeats, scope, { on });
    if (rows[0]!.remind) await execute(remindRegistered, scope, { on });
    if (rows[0]!.purge) await execute(purgeRegistrations, scope, { on });
  }
}
