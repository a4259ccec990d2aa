/** What organisations were before: their type and their seat on a day. */
import { sql, type RawBuilder } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import { seesAllOrganisations } from './access.ts';
import type { OrganisationType } from './shape.ts';

/** The type that an organisation had on a day. @param alias of the table `organisation` in the statement @param day `YYYY-MM-DD` */
export const typeOn = (alias: string, day: string): RawBuilder<OrganisationType> => sql<OrganisationType>`coalesce(${was(alias, 'type', day)}, ${sql.ref(`${alias}.type`)})`;
/** The seat likewise. One that nobody had written down then is read as the one that is known now. */
export const seatOn = (alias: string, day: string): RawBuilder<string | null> => sql<string | null>`coalesce(${was(alias, 'seat', day)}, ${sql.ref(`${alias}.seat`)})`;

const was = (alias: string, column: 'type' | 'seat', day: string) => sql`(select ${sql.ref(`w.${column}`)} from organisation_was w
  where w.network_id = ${sql.ref(`${alias}.network_id`)} and w.organisation_id = ${sql.ref(`${alias}.organisation_id`)} and w.until_day >= ${day}::date order by w.until_day limit 1)`;

export interface Former {
  /** The last day on which it was so. */
  until: string;
  type: OrganisationType;
  seat: string | null;
}

/** What it was before, the latest first; nothing for visitors. */
export const formerlyOf = (scope: Scope, organisationId: string): Promise<Former[]> =>
  reading(scope, async (tx) => {
    if (!seesAllOrganisations(scope)) return [];
    return (await sql<Former>`select until_day::text as until, type, seat from organisation_was where network_id = ${scope.networkId} and organisation_id = ${organisationId} order by until_day desc`.execute(tx)).rows;
  });
