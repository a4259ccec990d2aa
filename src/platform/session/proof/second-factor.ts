import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { BetterAuthPlugin } from 'better-auth';
import { sql } from 'kysely';
import { database } from '../../db/database.ts';
import { sha256 } from '../signed.ts';

/** Codes of an authenticator app and backup codes (TOTP, RFC 6238), for accounts that switched them on. */
export function secondFactorPlugins() {
  const plugin = twoFactor({
    issuer: 'Kolo',
    totpOptions: { digits: 6, period: 30 },
    allowPasswordless: true,
    // Lost sleep over a lost phone is worse than a longer wait: ten wrong codes in a row, a quarter of an hour.
    accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 900 },
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        modelName: 'two_factor',
        fields: { userId: 'holder_id', backupCodes: 'backup_codes', failedVerificationCount: 'failed_verification_count', lockedUntil: 'locked_until' },
      },
    },
  });
  // Out of the box only a password asks for the second factor. A letter in a mailbox is one factor too (ASVS 5.0 6.3.3).
  const challenge = plugin.hooks.after[0]!;
  const asked = challenge.matcher;
  challenge.matcher = (context) => asked(context) || context.path === '/magic-link/verify';
  return [onceOnly(), plugin] as const;
}

/**
 * A code opens once, also within the half minute in which the app still shows it: whoever looked over the shoulder comes too late (ASVS 5.0 6.5.1).
 * The code is written down before it is checked, so of two requests at the same moment only one gets as far as the check.
 */
const onceOnly = (): BetterAuthPlugin => ({
  id: 'kolo-code-once',
  hooks: {
    before: [
      {
        matcher: (context) => context.path === '/two-factor/verify-totp',
        handler: createAuthMiddleware(async (context) => {
          const holderId = await whoseCode(context);
          if (!holderId) return;
          const { rows } = await sql`
            with old as (delete from auth.used_code where used_at < now() - interval '10 minutes')
            insert into auth.used_code (holder_id, code_hash) values (${holderId}::uuid, ${sha256(`${holderId}|${(context.body as { code?: string }).code}`)})
            on conflict do nothing returning 1`.execute(database());
          if (!rows.length) throw new APIError('UNAUTHORIZED', { code: 'CODE_ALREADY_USED' });
        }),
      },
    ],
  },
});

type Context = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** The account a code is for: the one signed in, else the one whose password or link has just been accepted (same cookie as the plugin's). */
async function whoseCode(context: Context): Promise<string | null> {
  const session = await getSessionFromCtx(context);
  if (session) return session.user.id;
  const cookie = context.context.createAuthCookie('two_factor');
  const identifier = await context.getSignedCookie(cookie.name, context.context.secret);
  return identifier ? ((await context.context.internalAdapter.findVerificationValue(identifier))?.value ?? null) : null;
}

/** The library's answer, also where it throws instead of answering: a refusal before the check is a refusal like any other. */
export async function answered(call: Promise<Response>): Promise<Response> {
  try {
    return await call;
  } catch (error) {
    const { statusCode, body } = error as { statusCode?: number; body?: unknown };
    if (typeof statusCode !== 'number') throw error;
    return Response.json(body ?? {}, { status: statusCode });
  }
}
