import type { BetterAuthOptions, BetterAuthPlugin } from 'better-auth';
import { database } from '../../db/database.ts';
import { env } from '../../env.ts';
import { newId } from '../../ids.ts';
import { longest, shortest } from '../passwords/policy.ts';
import { hashPassword, verifyPassword } from '../passwords/hash.ts';
import { secret } from '../secret.ts';
import { linkLasts, sessionLasts } from './limits.ts';
import { letterToNewEmail } from './letter-to-new-email.ts';

/** Which of the large parts a request needs: they are only loaded when somebody uses them, so that the process stays small. */
export type Part = 'passkey' | 'oidc';

/** Names of columns: the house writes snake_case, better-auth camelCase. */
const columns = (...fields: string[]) => Object.fromEntries(fields.map((field) => [field, field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]));
const holder = { userId: 'holder_id' };

export function options(origin: string, plugins: BetterAuthPlugin[]) {
  return {
    appName: 'Kolo',
    baseURL: origin,
    basePath: '/api/auth',
    secret: secret(),
    trustedOrigins: [origin],
    plugins,
    telemetry: { enabled: false },
    // Its own messages may hold an address; what matters is said by Kolo's log lines.
    logger: { disabled: true },
    user: {
      // The letter's link is opened by a signed-in page of Kolo (proof/new-email.ts): the library's own way would begin a session without the second factor.
      changeEmail: { enabled: true },
      modelName: 'holder',
      fields: columns('emailVerified', 'createdAt', 'updatedAt'),
      async validateUserInfo({ user, source }) {
        // Nobody makes herself an account: a person is invited, whichever way she proves who she is.
        if (source.action !== 'create-user') return;
        const { hasInvitation } = await import('../members/queries.ts');
        if (!(await hasInvitation(String(user.email)))) return { error: 'not_invited' };
      },
    },
    emailVerification: {
      expiresIn: linkLasts,
      sendVerificationEmail: async ({ user, token }) => letterToNewEmail.getStore()!(user.email, token),
    },
    session: {
      fields: { ...columns('expiresAt', 'ipAddress', 'userAgent', 'createdAt', 'updatedAt'), ...holder },
      additionalFields: { method: { type: 'string', required: false, input: false } },
      expiresIn: sessionLasts,
      disableSessionRefresh: true,
      // Freshness is Kolo's own (proven_at): a confirmed password renews it without a new sign-in.
      freshAge: 0,
    },
    account: {
      modelName: 'credential',
      fields: { ...columns('providerId', 'accessToken', 'refreshToken', 'idToken', 'accessTokenExpiresAt', 'refreshTokenExpiresAt', 'createdAt', 'updatedAt'), accountId: 'provider_account_id', ...holder },
      encryptOAuthTokens: true,
      accountLinking: { enabled: true, requireLocalEmailVerified: true },
    },
    verification: { fields: columns('expiresAt', 'createdAt', 'updatedAt'), storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      autoSignIn: false,
      minPasswordLength: shortest,
      maxPasswordLength: longest,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => ({ data: { ...session, method: methodOf(context?.path) ?? session.method } }),
        },
      },
    },
    // Wrong tries are counted by throttle.ts, which knows the account and the device; see proof/sign-in.ts.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'kolo',
      useSecureCookies: origin.startsWith('https:'),
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId(), validateSchema: false },
    },
  } satisfies BetterAuthOptions;
}

/** Which proof a session rests on, by the endpoint that began it; the networks' logs name it (ASVS 5.0 16.3.1). */
function methodOf(path: string | undefined): string | null {
  if (path === '/sign-in/email') return 'password';
  if (path === '/two-factor/verify-totp') return 'code';
  if (path === '/two-factor/verify-backup-code') return 'backup-code';
  if (path === '/magic-link/verify') return 'link';
  if (path === '/passkey/verify-authentication') return 'passkey';
  if (path?.startsWith('/callback')) return 'oidc';
  return null;
}

async function build(origin: string, part: Part | null) {
  const [{ betterAuth }, { kyselyAdapter }, { linkPlugin }, { secondFactorPlugins }] = await Promise.all([
    import('better-auth/minimal'),
    import('@better-auth/kysely-adapter'),
    import('./link.ts'),
    import('./second-factor.ts'),
  ]);
  const plugins = [linkPlugin(), ...secondFactorPlugins()] as const;
  const extra: BetterAuthPlugin[] = [];
  if (part === 'passkey') extra.push((await import('./passkey.ts')).passkeyPlugin(origin));
  if (part === 'oidc') extra.push((await import('./oidc.ts')).oidcPlugin());
  return betterAuth({
    ...options(origin, extra),
    plugins: [...plugins, ...extra],
    database: kyselyAdapter(database().withSchema('auth'), { type: 'postgres', transaction: true }),
  });
}

export type Auth = Awaited<ReturnType<typeof build>>;

const made = new Map<string, Promise<Auth>>();

/**
 * The sign-in library for people who reach Kolo at this origin (`https://kolo.example.org`, `http://192.168.1.20:3000`): the origin decides
 * whether cookies are Secure and which site a passkey belongs to. Made on first use and kept; with a fixed ORIGIN there is only one.
 */
export function authAt(origin: string, part: Part | null = null): Promise<Auth> {
  const key = `${origin} ${part}`;
  let auth = made.get(key);
  if (!auth) {
    // Without a fixed ORIGIN the name comes from the request; made-up names must not fill the memory.
    if (made.size >= 12) made.delete(made.keys().next().value!);
    auth = build(origin, part);
    auth.catch(() => made.delete(key));
    made.set(key, auth);
  }
  return auth;
}

/** Whether an OpenID provider is set up, and what it calls itself. */
export const openIdProvider = (): string | null => (env.OIDC_ISSUER && env.OIDC_CLIENT_ID ? env.OIDC_NAME : null);
