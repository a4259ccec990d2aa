import { database } from '../db/database.ts';
import { newId } from '../ids.ts';
import { systemScope, type Role } from './scope.ts';
import { execute } from '../command/command.ts';
import { begin } from './members/commands.ts';
import { hashPassword } from './passwords/hash.ts';
import { whoIsAsking, type Visitor } from './gate.ts';
import type { SetCookie, Visit } from './visit.ts';

/** For tests: a browser with its cookies at one address. */
export function visitBy({ origin = 'http://localhost:3000', address = '192.0.2.10', userAgent = 'Test browser' } = {}) {
  const cookies = new Map<string, string>();
  return {
    cookies,
    take(set: SetCookie[]) {
      for (const { name, value, maxAge } of set) maxAge === 0 ? cookies.delete(name) : cookies.set(name, value);
    },
    visit(): Visit {
      const headers = new Headers({ 'user-agent': userAgent, origin });
      if (cookies.size) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '));
      return { origin, headers, address, locale: 'en', cookie: (name) => cookies.get(name) };
    },
    who(): Promise<Visitor> {
      return whoIsAsking({ origin, cookie: (name) => cookies.get(name) });
    },
  };
}

/** For tests: an account with a password. @returns its id. */
export async function accountWith({ email, password, name = 'Test Person' }: { email: string; password?: string; name?: string }): Promise<string> {
  const id = newId();
  await database().insertInto('auth.holder').values({ id, name, email, email_verified: true }).execute();
  if (password) await database().insertInto('auth.credential').values({ id: newId(), holder_id: id, provider_id: 'credential', provider_account_id: id, password: await hashPassword(password) }).execute();
  return id;
}

/** For tests: a network with nothing in it. @returns its id. */
export async function networkNamed(slug: string, { isDemo = false } = {}): Promise<string> {
  const id = newId();
  await database().insertInto('network').values({ network_id: id, slug, names: { en: slug }, is_demo: isDemo }).execute();
  return id;
}

/** For tests: makes an account a member. @returns the membership's id. */
export async function memberOf(networkId: string, accountId: string, role: Role, organisationId: string | null = null): Promise<string> {
  return (await execute(begin, systemScope(networkId, 'test'), { accountId, role, organisationId })).membershipId;
}
