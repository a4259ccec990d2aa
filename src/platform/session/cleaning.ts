import { sql } from 'kysely';
import { database } from '../db/database.ts';
import { idleEnds } from './proof/limits.ts';

/** Takes away what has no use any more: sessions that ended, secrets that were too old to be used, counts that are forgotten (ASVS 5.0 14.2.4). */
export async function cleanUp(): Promise<void> {
  await sql`delete from auth.session where expires_at < now() or coalesce(last_seen_at, created_at) < now() - make_interval(secs => ${idleEnds})`.execute(database());
  await sql`delete from auth.verification where expires_at < now()`.execute(database());
  await sql`delete from auth.used_code where used_at < now() - interval '10 minutes'`.execute(database());
  await sql`delete from auth.throttle where last_at < now() - interval '2 days' and blocked_until < now()`.execute(database());
}

/** Cleans once an hour, beginning a while after the start. Several processes may do it beside each other. @returns how to stop. */
export function startCleaning(): () => void {
  const timer = setInterval(() => void cleanUp().catch((error) => console.error(`Ended sessions could not be cleaned up: ${(error as Error).message}`)), 3600_000);
  timer.unref();
  return () => clearInterval(timer);
}
