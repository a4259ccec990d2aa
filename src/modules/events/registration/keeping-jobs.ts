/** What happens to registrations by itself: reminders the day before, and the end of their keeping. */
import { sql } from 'kysely';
import { z } from 'zod';
import { command, execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { reading } from '#platform/db/transaction.ts';
import { is, systemScope } from '#platform/session/scope.ts';
import { sendLetter } from './seat-commands.ts';

const byItself = { input: z.strictObject({ on: z.iso.date() }) };
/** Links in letters that were never opened; so long they may be. */
const UNCONFIRMED_HOURS = 48;
/** So many days after an event its lists are still being put right: somebody may have come whose link was never opened. */
const LISTS_ARE_WRITTEN = 14;
/** Nobody confirmed it, and no door or list will ask for it: the event is not near. */
const stale = (networkId: string, on: string, now: Date) => sql`r.network_id = ${networkId} and r.state = 'unconfirmed' and r.created_at < ${now}::timestamptz - make_interval(hours => ${UNCONFIRMED_HOURS})
  and not exists (select from event e where e.network_id = r.network_id and e.event_id = r.event_id and ${on}::date between e.first_day - 1 and e.last_day + ${LISTS_ARE_WRITTEN}::int)`;

/** Everybody with a seat at an event that begins the day after `on` gets one letter. */
export const remindRegistered = command({
  name: 'registration.remind',
  ...byItself,
  may: (scope) => is(scope, 'coordinator') && scope.actor.kind === 'system',
  async run({ tx, now, scope: { networkId } }, { on }) {
    const { rows } = await sql<{ id: string }>`
      update registration r set reminded_at = ${now} from event e
      where r.network_id = ${networkId} and e.network_id = r.network_id and e.event_id = r.event_id and e.cancelled_at is null and e.first_day = ${on}::date + 1 and r.state = 'seat' and r.reminded_at is null
      returning r.registration_id as id`.execute(tx);
    for (const { id } of rows) await sendLetter(tx, networkId, id, 'reminder');
    return { n: rows.length };
  },
  record: ({ n }, { on }) => ({ subject: { kind: 'registration', id: 'all' }, details: { on, n } }),
});

/**
 * Removes what was written into forms whose time is over, and registrations nobody confirmed. People who became known through such a form and of whom
 * nothing else is known are removed with it; whoever took part stays, because the evidence of it does.
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
    if (!events.length) return { forms: 0, n: unopened.length };
    const { rows: gone } = await sql<{ person: string | null }>`
      delete from registration where network_id = ${networkId} and event_id = any (${events}::uuid[]) returning case when identified_by = 'new' then person_id end as person`.execute(tx);
    await sql`delete from registration_invitation where network_id = ${networkId} and event_id = any (${events}::uuid[])`.execute(tx);
    const { rows: people } = await sql<{ id: string }>`
      delete from person p where p.network_id = ${networkId} and p.person_id = any (${gone.flatMap(({ person }) => person ?? [])}::uuid[])
        and not exists (select from evidence e where e.network_id = p.network_id and e.payload ->> 'personId' = p.person_id::text)
        and not exists (select from certificate c where c.network_id = p.network_id and c.person_id = p.person_id)
        and not exists (select from registration r where r.network_id = p.network_id and r.person_id = p.person_id)
        and not exists (select from alliance_representative a where a.network_id = p.network_id and a.person_id = p.person_id)
        and not exists (select from alliance_term a where a.network_id = p.network_id and a.person_id = p.person_id)
        and not exists (select from alliance_candidate a where a.network_id = p.network_id and a.person_id = p.person_id)
        and not exists (select from person m where m.network_id = p.network_id and (m.same_as = p.person_id or (m.person_id = p.person_id and m.same_as is not null)))
      returning p.person_id as id`.execute(tx);
    const ids = people.map(({ id }) => id);
    if (ids.length) {
      await sql`delete from match_key where network_id = ${networkId} and kind = 'person' and subject_id = any (${ids}::uuid[])`.execute(tx);
      await sql`delete from duplicate where network_id = ${networkId} and kind = 'person' and (one_id = any (${ids}::uuid[]) or other_id = any (${ids}::uuid[]))`.execute(tx);
    }
    return { forms: events.length, n: gone.length + unopened.length };
  },
  record: ({ forms, n }, { on }) => ({ subject: { kind: 'registration', id: 'all' }, details: { on, forms, n } }),
});

/** Does both for every network where there is something to do; asked every hour, twice is as good as once. @param on the day it is, `YYYY-MM-DD` */
export async function keepRegistrations(on = new Date().toISOString().slice(0, 10)): Promise<void> {
  const networks = await database().selectFrom('network').select('network_id').execute();
  for (const { network_id: networkId } of networks) {
    const { rows } = await reading({ networkId }, (tx) =>
      sql<{ remind: boolean; purge: boolean }>`
        select exists (select from registration r join event e using (network_id, event_id) where r.network_id = ${networkId} and e.cancelled_at is null and e.first_day = ${on}::date + 1 and r.state = 'seat' and r.reminded_at is null) as remind,
          exists (select from registration_form f join event e using (network_id, event_id) where f.network_id = ${networkId} and f.purged_at is null and e.last_day + f.retention_days < ${on}::date)
            or exists (select from registration r where ${stale(networkId, on, new Date())}) as purge`.execute(tx));
    const scope = systemScope(networkId, 'registrations');
    if (rows[0]!.remind) await execute(remindRegistered, scope, { on });
    if (rows[0]!.purge) await execute(purgeRegistrations, scope, { on });
  }
}
