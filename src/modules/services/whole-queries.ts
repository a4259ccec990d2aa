/** One service in full, for its page, its form and the directory. Visitors see what is published, over all networks of the installation. */
import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { isToldAll, ownProvider, seesAllServices } from './access.ts';
import { directoryNetworks, serviceFull, serviceTold } from './hsds/queries.ts';
import type { ServiceStatus } from './shape.ts';

/** A service with everything the standard says about it, and what Kolo adds. */
export interface ServiceWhole {
  hsds: HsdsService;
  names: Localised;
  descriptions: Localised;
  providerNames: Localised;
  terms: string[];
  units: string[];
  capacity: number | null;
  waiting: number | null;
  openedOn: string | null;
  published: boolean;
}

/** As much of an HSDS service as pages read. */
export interface HsdsService {
  id: string;
  name: string;
  description?: string;
  status: ServiceStatus;
  url?: string;
  email?: string;
  application_process?: string;
  fees_description?: string;
  wait_time?: string;
  eligibility_description?: string;
  minimum_age?: number;
  maximum_age?: number;
  assured_date?: string;
  alert?: string;
  last_modified: string;
  organization: { id: string; name: string; website?: string };
  phones?: { number: string; description?: string }[];
  schedules?: HsdsSchedule[];
  languages?: { code?: string; name?: string }[];
  required_documents?: { document?: string }[];
  funding?: { source?: string }[];
  cost_options?: { option?: string; amount?: number; currency?: string; amount_description?: string }[];
  service_areas?: { name?: string; extent?: string; extent_type?: string }[];
  attributes?: { taxonomy_term_id?: string; taxonomy_term?: { id: string; name: string } }[];
  service_at_locations?: {
    id: string;
    description?: string;
    phones?: { number: string }[];
    schedules?: HsdsSchedule[];
    location?: { id: string; name?: string; latitude?: number; longitude?: number; transportation?: string; addresses?: { address_1?: string; address_2?: string; city?: string; postal_code?: string; country?: string }[]; accessibility?: { description?: string }[] };
  }[];
}

export interface HsdsSchedule {
  freq?: string;
  byday?: string;
  opens_at?: string;
  closes_at?: string;
  description?: string;
  valid_from?: string;
  valid_to?: string;
}

/** Of service `s` of organisation `o`: whether this scope sees it (`access.ts`). Entries that are one organisation see each other's. */
export const isSeenBy = (scope: Scope) =>
  seesAllServices(scope) ? sql`true` : sql`(s.published or coalesce(o.same_as, o.organisation_id) = (select coalesce(m.same_as, m.organisation_id) from organisation m where m.network_id = s.network_id and m.organisation_id = ${ownProvider(scope)}::uuid))`;

/** Inside a transaction that is open already; those that are not there for this scope are left out. */
export const servicesIn = (tx: Tx, scope: Scope, ids: readonly string[]): Promise<ServiceWhole[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : sql<ServiceWhole>`
        select ${isToldAll(scope) ? serviceFull : serviceTold} as hsds, s.names, s.descriptions, o.names as "providerNames", s.capacity, s.waiting, s.opened_on as "openedOn", s.published,
          array(select t.term_id from service_term t where t.network_id = s.network_id and t.service_id = s.service_id) as terms,
          array(select u.place_id from service_unit u where u.network_id = s.network_id and u.service_id = s.service_id order by u.place_id) as units
        from service s join organisation o using (network_id, organisation_id) left join organisation_profile p using (network_id, organisation_id)
        where s.network_id = current_network() and s.service_id = any (${[...ids]}::uuid[]) and ${isSeenBy(scope)}
        order by o.name, s.name collate "und-x-icu", s.service_id`
        .execute(tx)
        .then(({ rows }) => rows);

/** One of them; null when it is not there for this scope. */
export const serviceIn = async (tx: Tx, scope: Scope, id: string): Promise<ServiceWhole | null> => (await servicesIn(tx, scope, [id]))[0] ?? null;

/** A published service of any network. @throws 404 */
export async function publicService(id: string): Promise<ServiceWhole> {
  for (const networkId of await directoryNetworks()) {
    const scope = publicScope(networkId);
    const found = await reading(scope, (tx) => serviceIn(tx, scope, id));
    if (found) return found;
  }
  throw notFound();
}

/** One service of the network. @throws 404 */
export async function serviceOf(scope: Scope, id: string): Promise<ServiceWhole> {
  const found = await reading(scope, (tx) => serviceIn(tx, scope, id));
  if (!found) throw notFound();
  return found;
}
