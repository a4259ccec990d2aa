import { execute } from '#platform/command/command.ts';
import { mayAsk } from '#modules/assurance/access.ts';
import { ask, confirm, revokeLinks, setRule } from '#modules/assurance/commands.ts';
import { ruleOf, staleRecords } from '#modules/assurance/queries.ts';
import { kinds } from '#modules/proposals/shape.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  if (!mayAsk(scope)) notFoundPage();
  const q = url.searchParams.get('q')?.slice(0, 200) ?? '';
  const kind = kinds.find((one) => one === url.searchParams.get('kind')) ?? null;
  const page = Math.min(10_000, Math.max(1, Number(url.searchParams.get('page')) || 1));
  const today = new Date().toISOString().slice(0, 10);
  return { q, kind, page, kinds, rule: await ruleOf(scope), list: await staleRecords(scope, { q, kind, page, today }) };
};

export const actions: Actions = {
  ask: async ({ request, locals, url }) => {
    const form = await request.formData();
    const chosen = form.getAll('organisation').map(String);
    try {
      const { asked, leftOut } = await execute(ask, scopeOf(locals), { organisationIds: form.get('whom') === 'all' ? null : [...new Set(chosen)], origin: url.origin });
      return { asked: { n: asked, left: leftOut } };
    } catch (error) {
      return failed(error, locals);
    }
  },
  confirm: async ({ request, locals }) => {
    const [kind, id] = (await textsOf(request, 'record')).record.split(':');
    try {
      await execute(confirm, scopeOf(locals), { records: [{ kind, id }] });
      return { confirmed: true };
    } catch (error) {
      return failed(error, locals);
    }
  },
  revoke: async ({ request, locals }) => {
    try {
      await execute(revokeLinks, scopeOf(locals), { organisationId: (await textsOf(request, 'organisation')).organisation });
      return { revoked: true };
    } catch (error) {
      return failed(error, locals);
    }
  },
  rule: async ({ request, locals, url }) => {
    const values = await textsOf(request, 'months', 'everyDays', 'atOnce', 'automatic');
    try {
      await execute(setRule, scopeOf(locals), { ...values, automatic: values.automatic === 'yes', origin: url.origin });
      return { ruled: true };
    } catch (error) {
      return failed(error, locals, values);
    }
  },
};
