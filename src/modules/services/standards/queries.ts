import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Finding } from './standard.ts';

/** What was found last about each standard, inside a transaction. */
export async function findingsIn(tx: Tx, networkId: string, serviceId: string): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    select distinct on (standard) standard, state as standing, note, checked_on::text as "on", account_id as "accountId" from service_standard
    where network_id = ${networkId} and service_id = ${serviceId} order by standard, position desc`.execute(tx);
  return rows;
}

/** Members of the network see it; it is on no public page. */
export const findingsOf = (scope: Scope, serviceId: string): Promise<Finding[]> => reading(scope, (tx) => findingsIn(tx, scope.networkId, serviceId));
