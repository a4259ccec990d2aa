import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { isSeenBy } from '../whole-queries.ts';
import { alarms, type Happening, type Licence, type LicenceKind } from './licence.ts';

export interface LicenceRow extends Licence {
  licenceId: string;
  serviceId: string;
  number: string;
  plan: string | null;
  /** Taken back as entered by mistake: the day, and why. */
  withdrawn: { on: string; reason: string } | null;
  events: { what: Happening; on: string; reason: string | null }[];
}

const columns = sql`l.licence_id as "licenceId", l.service_id as "serviceId", l.number, l.kind, l.issued_on::text as "issuedOn", l.valid_from::text as "validFrom", l.valid_until::text as "validUntil", l.plan,
  case when l.withdrawn_at is not null then json_build_object('on', l.withdrawn_at::date::text, 'reason', l.withdrawn_reason) end as withdrawn,
  coalesce((select json_agg(json_build_object('what', e.what, 'on', e.happened_on, 'reason', e.reason) order by e.position) from licence_event e where e.network_id = l.network_id and e.licence_id = l.licence_id), '[]') as events`;

/**
 * Licences that end within half a year of a day and have to be renewed: what the register, the first page and the letters call "ending". Not one that was
 * revoked or taken back, nor one with a later licence that stands.
 */
export const endsSoon = (on: string) => sql`l.withdrawn_at is null and l.valid_until between ${on}::date and ${on}::date + ${alarms[0]}::int and not ${revoked('l')}
  and not exists (select from licence n where n.network_id = l.network_id and n.service_id = l.service_id and n.valid_until > l.valid_until and n.withdrawn_at is null and not ${revoked('n')})`;
const revoked = (licence: 'l' | 'n') => sql`exists (select from licence_event e where e.network_id = ${sql.ref(`${licence}.network_id`)} and e.licence_id = ${sql.ref(`${licence}.licence_id`)} and e.what = 'revoked')`;

/** Licences of one service, the newest first, also those taken back; inside a transaction. */
export async function licencesIn(tx: Tx, networkId: string, serviceId: string): Promise<LicenceRow[]> {
  const { rows } = await sql<LicenceRow>`select ${columns} from licence l where l.network_id = ${networkId} and l.service_id = ${serviceId} order by l.issued_on desc, l.licence_id`.execute(tx);
  return rows;
}

export const licencesOf = (scope: Scope, serviceId: string): Promise<LicenceRow[]> => reading(scope, (tx) => licencesIn(tx, scope.networkId, serviceId));

/** The country whose law a service is under: of the place it is given at, else of its provider's seat, else of the network; null where none of them says. */
export async function countryIn(tx: Tx, networkId: string, serviceId: string): Promise<string | null> {
  const { rows } = await sql<{ country: string | null }>`
    select coalesce((select upper(l.details #>> '{addresses,0,country}') from service_at_location a join location l using (network_id, location_id) where a.network_id = s.network_id and a.service_id = s.service_id and l.details #>> '{addresses,0,country}' <> '' order by a.position limit 1),
      left(o.seat, 2), (select left(u.place_id, 2) from service_unit u where u.network_id = s.network_id and u.service_id = s.service_id order by u.place_id limit 1), n.country) as country
    from service s join organisation o using (network_id, organisation_id) join network n using (network_id) where s.network_id = ${networkId} and s.service_id = ${serviceId}`.execute(tx);
  return rows[0]?.country ?? null;
}

export const countryOf = (scope: Scope, serviceId: string): Promise<string | null> => reading(scope, (tx) => countryIn(tx, scope.networkId, serviceId));

export interface RegisterRow extends LicenceRow {
  service: string;
  serviceNames: Localised;
  provider: string;
  providerNames: Localised;
}

/** The register of the network, without what was taken back, those that end first on top; a page at a time. */
export const licenceRegister = (scope: Scope, { ending = false, page = 1, today }: { ending?: boolean; page?: number; today: string }): Promise<{ items: RegisterRow[]; total: number; pages: number }> =>
  reading(scope, async (tx) => {
    const where = ending ? endsSoon(today) : sql`l.withdrawn_at is null`;
    const { rows } = await sql<RegisterRow & { total: number }>`
      select ${columns}, s.name as service, s.names as "serviceNames", o.name as provider, o.names as "providerNames", count(*) over ()::int as total
      from licence l join service s using (network_id, service_id) join organisation o using (network_id, organisation_id)
      where l.network_id = ${scope.networkId} and ${where} and ${isSeenBy(scope)} order by l.valid_until, l.licence_id limit 50 offset ${(Math.max(1, page) - 1) * 50}`.execute(tx);
    const total = rows[0]?.total ?? 0;
    return { items: rows, total, pages: Math.max(1, Math.ceil(total / 50)) };
  });

/** The first twenty of those that end soon. */
export const licencesEnding = (scope: Scope, today: string): Promise<{ licenceId: string; serviceId: string; service: string; serviceNames: Localised; validUntil: string; kind: LicenceKind }[]> =>
  reading(scope, async (tx) => {
    const { rows } = await sql<{ licenceId: string; serviceId: string; service: string; serviceNames: Localised; validUntil: string; kind: LicenceKind }>`
      select l.licence_id as "licenceId", l.service_id as "serviceId", s.name as service, s.names as "serviceNames", l.valid_until::text as "validUntil", l.kind
      from licence l join service s using (network_id, service_id) join organisation o using (network_id, organisation_id)
      where l.network_id = ${scope.networkId} and ${endsSoon(today)} and ${isSeenBy(scope)}
      order by l.valid_until limit 20`.execute(tx);
    return rows;
  });
