import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { say, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { collator } from '#platform/words/format.ts';
import { maySeeFees } from '../access.ts';

export interface Fee {
  memberId: string;
  name: string;
  due: number;
  paid: number;
  paidOn: string | null;
  currency: string;
}

export interface FeesOfYear {
  fees: Fee[];
  /** Per currency: amounts of different money are never added. */
  totals: { currency: string; due: number; paid: number }[];
  /** Years for which anything is entered, the latest first. */
  years: number[];
}

/** What the members of a network owe for a year. @throws 404 for whoever may not see fees */
export const feesOf = (scope: Scope, allianceId: string, year: number, locale: Locale): Promise<FeesOfYear> =>
  reading(scope, async (tx) => {
    if (!maySeeFees(scope)) throw notFound();
    const { rows } = await sql<Omit<Fee, 'name'> & { written: string; names: Localised }>`
      select f.member_id as "memberId", f.due, f.paid, f.paid_on as "paidOn", f.currency, coalesce(r.name, '') as written, coalesce(k.names, r.names) as names
      from alliance_fee f join alliance_member m using (network_id, member_id)
        left join organisation o on o.network_id = m.network_id and o.organisation_id = m.organisation_id left join organisation r on r.network_id = o.network_id and r.organisation_id = coalesce(o.same_as, o.organisation_id)
        left join alliance k on k.network_id = m.network_id and k.alliance_id = m.member_alliance_id
      where f.network_id = ${scope.networkId} and m.alliance_id = ${allianceId} and f.year = ${year}`.execute(tx);
    const { rows: years } = await sql<{ year: number }>`select distinct f.year from alliance_fee f join alliance_member m using (network_id, member_id) where f.network_id = ${scope.networkId} and m.alliance_id = ${allianceId} order by 1 desc`.execute(tx);
    const { compare } = collator(locale);
    const fees = rows.map(({ written, names, ...fee }) => ({ ...fee, name: say(names, locale) || written })).sort((a, b) => compare(a.name, b.name));
    const cents = (of: readonly Fee[], key: 'due' | 'paid') => of.reduce((sum, fee) => sum + Math.round(fee[key] * 100), 0) / 100;
    const totals = [...Map.groupBy(fees, ({ currency }) => currency)].map(([currency, of]) => ({ currency, due: cents(of, 'due'), paid: cents(of, 'paid') }));
    return { fees, totals, years: years.map((one) => one.year) };
  });
