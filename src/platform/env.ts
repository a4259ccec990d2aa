import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { root } from './root.ts';

/** Everything Kolo reads from the environment, checked once at the start; the table in README.md says what each is for. */
const shape = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  /** Where people reach Kolo, e.g. `https://kolo.example.org`; needed behind a proxy and for links in e-mails. */
  ORIGIN: z.url().optional(),
  /** `production` never seeds the demo and never signs anybody in without a proof. */
  KOLO_MODE: z.enum(['demo', 'production']).optional(),
  NODE_ENV: z.string().optional(),
  /** Set to 1 behind a reverse proxy that sets X-Forwarded-Proto, -Host and -For. */
  TRUST_PROXY: z.stringbool().default(false),
  DATABASE_URL: z.string().optional(),
  KOLO_DATA: z.string().optional(),
  KOLO_SECRET: z.string().min(32).optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('Kolo <kolo@localhost>'),
  OIDC_ISSUER: z.string().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default('OpenID Connect'),
});

const parsed = shape.safeParse(Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== '')));
if (!parsed.success) {
  const sentences = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment has settings Kolo cannot use:\n${sentences.join('\n')}`);
}

export const env = {
  ...parsed.data,
  production: (parsed.data.KOLO_MODE ?? (parsed.data.NODE_ENV === 'production' ? 'production' : 'demo')) === 'production',
  /** The folder for everything that must survive a restart: the embedded database, the secret, outgoing mail of a demo. */
  dataDir: parsed.data.KOLO_DATA ? resolve(parsed.data.KOLO_DATA) : join(root, 'data'),
  /** What links begin with that no request asked for: those of jobs, of the demo, of the command line. */
  origin: parsed.data.ORIGIN ? new URL(parsed.data.ORIGIN).origin : `http://localhost:${parsed.data.PORT || 3000}`,
  built: existsSync(join(root, 'build', 'handler.js')),
};
