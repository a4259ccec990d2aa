import { sql, type RawBuilder } from 'kysely';

/**
 * Whether a registration `r` surely is that of the person `p` whose entry it was matched with, so that what is hers may go to its address: a coordinator said so, she became known by it, her entry has
 * the address, or she was checked in by it. A name and an organisation alone can be written into the open form by anybody.
 * @returns a condition for a statement in which `r` is a row of `registration` and `p` one of `person`
 */
export const surelyHers: RawBuilder<boolean> = sql`(r.identified_by in ('coordinator', 'new') or lower(r.email) = lower(p.email)
  or exists (select from check_in c where c.network_id = r.network_id and c.registration_id = r.registration_id and c.present and c.taken_back_by is null))`;
