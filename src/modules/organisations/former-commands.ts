/** What an organisation was before is written down when it changes, and can be put right later. */
import { sql } from 'kysely';
import { z } from 'zod';
import { command, type CommandContext } from '#platform/command/command.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { mayChangeOrganisation } from './access.ts';
import { seatOn, typeOn } from './former-queries.ts';
import { organisationTypes, placeId } from './shape.ts';

const day = z.iso.date({ error: 'organisations.problem_day' });
const subject = ({ organisationId }: { organisationId: string }) => ({ kind: 'organisation', id: organisationId });

/** Until this day it was of this type and had its seat there; said again for the same day, the later word holds. */
export const sayFormer = command({
  name: 'organisation.say-former',
  input: z.strictObject({ organisationId: z.uuid(), until: day, type: z.enum(organisationTypes), seat: placeId.nullable().default(null) }),
  may: mayChangeOrganisation,
  async run({ tx, scope, now }, { organisationId, until, type, seat }) {
    if (until >= now.toISOString().slice(0, 10)) throw new Problem(422, 'organisations.day_to_come', {}, 'until');
    const there = await tx.selectFrom('organisation').select('organisation_id').where('network_id', '=', scope.networkId).where('organisation_id', '=', organisationId).executeTakeFirst();
    if (!there) throw notFound();
    const row = { type, seat, said_at: now };
    await tx.insertInto('organisation_was').values({ network_id: scope.networkId, organisation_id: organisationId, until_day: until, ...row }).onConflict((conflict) => conflict.columns(['network_id', 'organisation_id', 'until_day']).doUpdateSet(row)).execute();
    return { organisationId };
  },
  record: (output, { until, type, seat }) => ({ subject: subject(output), details: { until, type, seat } }),
});

/** It was not so: from its beginning it was what it became later. */
export const takeBackFormer = command({
  name: 'organisation.take-back-former',
  input: z.strictObject({ organisationId: z.uuid(), until: day }),
  may: mayChangeOrganisation,
  async run({ tx, scope }, { organisationId, until }) {
    const { numDeletedRows } = await tx.deleteFrom('organisation_was').where('network_id', '=', scope.networkId).where('organisation_id', '=', organisationId).where('until_day', '=', until).executeTakeFirst();
    if (!numDeletedRows) throw notFound();
    return { organisationId };
  },
  record: (output, { until }) => ({ subject: subject(output), details: { until } }),
});

/**
 * Called before an organisation's type or seat is changed. What it was stays true of the days before `since`; where it never was so (`always`), former days are put right too.
 * @throws Problem 422 for a day to come
 */
export async function keepFormer({ tx, scope: { networkId }, now }: CommandContext, organisationId: string, before: { type: string; seat: string | null }, after: { type?: string; seat?: string | null }, since: string | undefined) {
  // A seat that nobody had written down is no change but news.
  const [typeChanges, seatChanges] = [after.type !== undefined && after.type !== before.type, after.seat !== undefined && before.seat !== null && after.seat !== before.seat];
  if (!typeChanges && !seatChanges) return;
  const of = sql`network_id = ${networkId} and organisation_id = ${organisationId}`;
  if (since === 'always') {
    if (typeChanges) await sql`update organisation_was set type = ${after.type} where ${of} and type = ${before.type}`.execute(tx);
    if (seatChanges) await sql`update organisation_was set seat = ${after.seat} where ${of} and seat = ${before.seat}`.execute(tx);
    return;
  }
  const today = now.toISOString().slice(0, 10);
  if (since && since > today) throw new Problem(422, 'organisations.day_to_come', {}, 'since');
  const until = new Date(Date.parse(`${since ?? today}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  await sql`insert into organisation_was (network_id, organisation_id, until_day, type, seat, said_at)
    select o.network_id, o.organisation_id, ${until}::date, ${typeOn('o', until)}, ${seatOn('o', until)}, ${now} from organisation o where o.network_id = ${networkId} and o.organisation_id = ${organisationId}
    on conflict do nothing`.execute(tx);
  await sql`delete from organisation_was where ${of} and until_day > ${until}::date`.execute(tx);
}
