import { env } from '../env.ts';
import { Problem } from '../problem.ts';

/**
 * What links in letters begin with. A name taken from a request could be anybody's: a stranger could have Kolo send a person a link that brings her
 * secret to his own server. So letters that really go out need ORIGIN; a demo, whose letters only lie in its data folder, does not.
 */
export function linkOrigin(requestOrigin: string): string {
  if (env.ORIGIN) return new URL(env.ORIGIN).origin;
  if (env.SMTP_URL) throw new Problem(503, 'session.origin_missing');
  return requestOrigin;
}
