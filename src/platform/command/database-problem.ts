import { Problem } from '../problem.ts';

/** PostgreSQL's own complaints that a person can act on, by SQLSTATE (PostgreSQL manual, appendix A). */
const known: Record<string, { status: number; name: string }> = {
  '23505': { status: 409, name: 'already_there' },
  '23503': { status: 409, name: 'still_used_or_missing' },
  '23514': { status: 422, name: 'not_allowed_value' },
  '23502': { status: 422, name: 'value_missing' },
  '23P01': { status: 409, name: 'overlaps' },
  '22P02': { status: 422, name: 'not_allowed_value' },
  '22P05': { status: 422, name: 'not_allowed_value' },
  '22021': { status: 422, name: 'not_allowed_value' },
  '22003': { status: 422, name: 'not_allowed_value' },
  '22007': { status: 422, name: 'not_allowed_value' },
  '22008': { status: 422, name: 'not_allowed_value' },
  '53100': { status: 507, name: 'disk_full' },
  '40001': { status: 409, name: 'try_again' },
  '40P01': { status: 409, name: 'try_again' },
  '57P01': { status: 503, name: 'database_restarting' },
  '57P03': { status: 503, name: 'database_restarting' },
};

/** Turns a database complaint into a Problem with the constraint's name as detail; anything unknown comes back as it was. */
export function explained(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const { code, constraint } = error as { code?: string; constraint?: string };
  const found = code ? known[code] : undefined;
  if (found) return new Problem(found.status, `platform.${found.name}`, constraint ? { constraint } : {});
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'ENOENT') return new Problem(503, 'platform.database_restarting');
  return error;
}
