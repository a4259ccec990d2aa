import { sql } from 'kysely';
import { database } from '../db/database.ts';
import { env } from '../env.ts';
import { newId } from '../ids.ts';
import { notFound } from '../problem.ts';
import { execute } from '../command/command.ts';
import { begin } from './members/commands.ts';
import type { Localised } from '../words/localised.ts';
import { roles, systemScope, type Role } from './scope.ts';
import { beginSession } from './proof/session.ts';
import type { SetCookie, Visit } from './visit.ts';

/** Made-up people, one for each role, from the three countries. */
const people: Record<Role, string> = {
  coordinator: 'Милица Ристић',
  'programme-officer': 'Иван Георгиев',
  'field-worker': 'Ana Munteanu',
  'organisation-representative': 'Весна Јовановић',
  funder: 'Eleanor Hughes',
  auditor: 'Петър Димитров',
};

const emailOf = (slug: string, role: Role) => `${role}@${slug}.demo.invalid`;

/**
 * Gives a demo network one account for each role; what is there already stays. Called by the seed, after organisations are in the network:
 * the representative speaks for the first CSO; without any organisation there is no representative yet.
 * @throws when the network is no demo.
 */
export async function ensureDemoAccounts(networkId: string): Promise<void> {
  const network = await database().selectFrom('network').select(['slug', 'is_demo']).where('network_id', '=', networkId).executeTakeFirst();
  if (!network?.is_demo) throw new Error('Demo accounts belong to a demo network only.');
  const scope = systemScope(networkId, 'demo');
  for (const role of roles) {
    const email = emailOf(network.slug, role);
    const made = await database().insertInto('auth.holder').values({ id: newId(), name: people[role], email, email_verified: true, is_demo: true }).onConflict((conflict) => conflict.column('email').doUpdateSet({ updated_at: sql`now()` })).returning('id').executeTakeFirstOrThrow();
    const there = await database().selectFrom('membership').select('membership_id').where('network_id', '=', networkId).where('account_id', '=', made.id).where('until', 'is', null).executeTakeFirst();
    if (there) continue;
    const organisationId = await organisationFor(role, networkId);
    if (role === 'organisation-representative' && !organisationId) continue;
    await execute(begin, scope, { accountId: made.id, role, organisationId });
  }
}

/** Whom the demo's representative and funder speak for: the first of that kind in the network. */
async function organisationFor(role: Role, networkId: string): Promise<string | null> {
  const type = role === 'organisation-representative' ? 'cso' : role === 'funder' ? 'funder' : null;
  if (!type) return null;
  const found = await database().selectFrom('organisation').select('organisation_id').where('network_id', '=', networkId).where('type', '=', type).orderBy('organisation_id').limit(1).executeTakeFirst();
  return found?.organisation_id ?? null;
}

export interface DemoRole {
  accountId: string;
  networkId: string;
  networkNames: Localised;
  name: string;
  role: Role;
}

let seen = false;

/** Whether there is a demo to step into, as every public page asks: once seen it is remembered. */
export const hasDemo = async (): Promise<boolean> => !env.production && (seen ||= (await demoRoles()).length > 0);

/** Whom a visitor may try the demo as. @throws 404 in production mode: there the page does not exist. */
export async function demoRoles(): Promise<DemoRole[]> {
  if (env.production) throw notFound();
  const { rows } = await sql<{ account_id: string; network_id: string; names: Localised; name: string; role: Role }>`
    select m.account_id, m.network_id, n.names, h.name, m.role
    from membership m join network n on n.network_id = m.network_id and n.is_demo join auth.holder h on h.id = m.account_id and h.is_demo
    where m.until is null order by n.created_at, n.network_id, array_position(${[...roles]}::text[], m.role)`.execute(database());
  return rows.map((row) => ({ accountId: row.account_id, networkId: row.network_id, networkNames: row.names, name: row.name, role: row.role }));
}

/** Signs a visitor in as one of the demo's people, without any proof. Never in production mode, never as anybody else. */
export async function signInToDemo(visit: Visit, accountId: string): Promise<SetCookie[]> {
  const role = (await demoRoles()).find((each) => each.accountId === accountId);
  if (!role) throw notFound();
  return beginSession(visit, role.accountId, 'demo');
}
