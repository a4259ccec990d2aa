import { sql, type RawBuilder } from 'kysely';
import { namedBy } from '../secret-link.ts';
import { slipHash } from './slip.ts';

/** That a holder's link, from a letter or a slip, opens `certificate c` of this network: the last one made, while she is not forgotten. */
export function openedBy(token: string): RawBuilder<unknown> {
  const slip = slipHash(token);
  if (slip) return sql`c.slip_hash = ${slip}`;
  const named = namedBy('certificate', token);
  return named ? sql`c.certificate_id = ${named.id} and c.link_version = ${named.version} and c.forgotten_at is null` : sql`false`;
}
