import { sql } from 'kysely';
import { z } from 'zod';
import { command } from '#platform/command/command.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { mayChangeAlliances } from '../access.ts';

const amount = z.number({ error: 'alliances.problem_amount' }).min(0, { error: 'alliances.problem_amount' }).max(9_999_999_999, { error: 'alliances.problem_amount' });
const year = z.number({ error: 'alliances.problem_year' }).int({ error: 'alliances.problem_year' }).min(1990, { error: 'alliances.problem_year' }).max(2100, { error: 'alliances.problem_year' });
const currency = z.string().regex(/^[A-Z]{3}$/);

/** Everybody who is a member on the last day of the year, or today, owes this much for it; whoever has an amount already keeps it. */
export const askFees = command({
  name: 'alliance_fee.ask',
  input: z.strictObject({ allianceId: z.uuid(), year, due: amount, currency }),
  may: mayChangeAlliances,
  async run({ tx, scope: { networkId }, now }, { allianceId, year, due, currency }) {
    const { rows: [there] } = await sql`select from alliance where network_id = ${networkId} and alliance_id = ${allianceId}`.execute(tx);
    if (!there) throw notFound();
    const [today, last] = [now.toISOString().slice(0, 10), `${year}-12-31`];
    const { rows } = await sql`
      insert into alliance_fee (network_id, member_id, year, due, currency)
      select m.network_id, m.member_id, ${year}, ${due}, ${currency} from alliance_member m
      where m.network_id = ${networkId} and m.alliance_id = ${allianceId} and 'member' = (
        select s.state from alliance_member_state s where s.network_id = m.network_id and s.member_id = m.member_id and s.taken_back_at is null and s.from_day <= ${last < today ? last : today}::date
        order by s.from_day desc, s.position desc limit 1)
      on conflict do nothing returning member_id`.execute(tx);
    return { n: rows.length };
  },
  record: ({ n }, { allianceId, year }) => ({ subject: { kind: 'alliance', id: allianceId }, details: { year, members: n } }),
});

/** What one member owes for a year and has paid. */
export const saveFee = command({
  name: 'alliance_fee.save',
  input: z.strictObject({ memberId: z.uuid(), year, due: amount, paid: amount, paidOn: z.iso.date({ error: 'alliances.problem_day' }).nullable().default(null), currency }),
  may: mayChangeAlliances,
  async run({ tx, scope: { networkId } }, { memberId, year, due, paid, paidOn, currency }) {
    const there = await tx.selectFrom('alliance_member').select('alliance_id').where('network_id', '=', networkId).where('member_id', '=', memberId).executeTakeFirst();
    if (!there) throw notFound();
    const row = { due, paid, paid_on: paidOn, currency };
    await tx.insertInto('alliance_fee').values({ network_id: networkId, member_id: memberId, year, ...row }).onConflict((conflict) => conflict.columns(['network_id', 'member_id', 'year']).doUpdateSet(row)).execute();
    return { allianceId: there.alliance_id };
  },
  record: ({ allianceId }, { memberId, year }) => ({ subject: { kind: 'alliance_member', id: memberId }, details: { alliance: allianceId, year } }),
});

/** What was asked of everybody for a year was a mistake: it goes wherever nothing has been paid. @throws Problem 409 when that is nowhere */
export const takeBackFees = command({
  name: 'alliance_fee.take-back',
  input: z.strictObject({ allianceId: z.uuid(), year }),
  may: mayChangeAlliances,
  async run({ tx, scope: { networkId } }, { allianceId, year }) {
    const { rows } = await sql`delete from alliance_fee f using alliance_member m where f.network_id = ${networkId} and m.network_id = f.network_id and m.member_id = f.member_id and m.alliance_id = ${allianceId}
      and f.year = ${year} and f.paid = 0 returning f.member_id`.execute(tx);
    if (!rows.length) throw new Problem(409, 'alliances.nothing_unpaid');
    return { n: rows.length };
  },
  record: ({ n }, { allianceId, year }) => ({ subject: { kind: 'alliance', id: allianceId }, details: { year, members: n } }),
});
