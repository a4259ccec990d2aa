import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Locale } from '#platform/words/locales.ts';

export interface Minutes {
  version: number;
  language: Locale;
  body: string;
  writtenAt: Date;
  /** Signature: `account:<id>`. */
  writtenBy: string;
  approvedBy: string | null;
  /** `YYYY-MM-DD` */
  approvedOn: string | null;
}
export interface Decision {
  decisionId: string;
  number: number;
  text: string;
  recordedAt: Date;
  revokedAt: Date | null;
  revokedBecause: string | null;
}

const minutesRow = sql`version, language, body, written_at as "writtenAt", written_by as "writtenBy", approved_by as "approvedBy", approved_on::text as "approvedOn"`;

/** The latest minutes of an event with its decisions in their order. The caller has made sure that the scope may see the event. */
export const minutesOf = (scope: Scope, eventId: string): Promise<{ minutes: Minutes | null; decisions: Decision[] }> =>
  reading(scope, async (tx) => {
    const { rows: [minutes] } = await sql<Minutes>`select ${minutesRow} from event_minutes where network_id = ${scope.networkId} and event_id = ${eventId} order by version desc limit 1`.execute(tx);
    const { rows: decisions } = await sql<Decision>`select decision_id as "decisionId", number, text, recorded_at as "recordedAt", revoked_at as "revokedAt", revoked_because as "revokedBecause"
      from event_decision where network_id = ${scope.networkId} and event_id = ${eventId} order by number`.execute(tx);
    return { minutes: minutes ?? null, decisions };
  });

/** All versions without their text, the newest first, and the text of one. @throws 404 when there is no such version */
export const versionsOf = (scope: Scope, eventId: string, wanted: number | null): Promise<{ versions: Omit<Minutes, 'body'>[]; shown: Minutes | null }> =>
  reading(scope, async (tx) => {
    const { rows } = await sql<Minutes>`select ${minutesRow} from event_minutes where network_id = ${scope.networkId} and event_id = ${eventId} order by version desc limit 500`.execute(tx);
    const shown = wanted === null ? (rows[0] ?? null) : rows.find(({ version }) => version === wanted);
    if (shown === undefined) throw notFound();
    return { versions: rows.map(({ body: _, ...version }) => version), shown };
  });
