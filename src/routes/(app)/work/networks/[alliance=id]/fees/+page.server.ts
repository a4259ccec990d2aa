import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayChangeAlliances, maySeeFees } from '#modules/alliances/access.ts';
import { askFees, saveFee, takeBackFees } from '#modules/alliances/fees/commands.ts';
import { feesOf } from '#modules/alliances/fees/queries.ts';
import { alliance } from '#modules/alliances/queries.ts';
import { amountOf } from '#modules/programmes/editing/amount.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

const thisYear = () => new Date().getUTCFullYear();

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  if (!maySeeFees(scope)) notFoundPage();
  const asked = Number(url.searchParams.get('year'));
  const year = Number.isInteger(asked) && asked >= 1990 && asked <= 2100 ? asked : thisYear();
  return { alliance: await alliance(scope, params.alliance), year, ...(await feesOf(scope, params.alliance, year, locals.locale)), mayChange: mayChangeAlliances(scope), today: new Date().toISOString().slice(0, 10), saved: url.searchParams.has('saved') };
};

const done = (locals: App.Locals, allianceId: string, year: string): never => redirect(303, `${href(locals.locale, `/work/networks/${allianceId}/fees`)}?year=${encodeURIComponent(year)}&saved`);
/** An empty field is no amount where one is expected; what cannot be read becomes NaN, which the shape refuses with a sentence. */
const amount = (text: string, empty: number) => (text.trim() ? (amountOf(text) ?? NaN) : empty);

export const actions: Actions = {
  ask: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'year', 'due', 'currency');
    try {
      await execute(askFees, scopeOf(locals), { allianceId: params.alliance, year: Number(values.year), due: amount(values.due, NaN), currency: values.currency });
    } catch (caught) {
      return failed(caught, locals, { ...values, form: 'ask' });
    }
    return done(locals, params.alliance, values.year);
  },
  takeback: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'year');
    try {
      await execute(takeBackFees, scopeOf(locals), { allianceId: params.alliance, year: Number(values.year) });
    } catch (caught) {
      return failed(caught, locals, values);
    }
    return done(locals, params.alliance, values.year);
  },
  save: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'member', 'year', 'due', 'paid', 'paidOn', 'currency');
    try {
      await execute(saveFee, scopeOf(locals), { memberId: values.member, year: Number(values.year), due: amount(values.due, NaN), paid: amount(values.paid, 0), paidOn: values.paidOn || null, currency: values.currency });
    } catch (caught) {
      return failed(caught, locals, { ...values, form: values.member });
    }
    return done(locals, params.alliance, values.year);
  },
};
