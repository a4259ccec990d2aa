import { execute } from '#platform/command/command.ts';
import { accountNames } from '#platform/session/members/queries.ts';
import { mayChangeServices } from '#modules/services/access.ts';
import { countriesWithRules } from '#modules/services/licences/licence.ts';
import { countryOf } from '#modules/services/licences/queries.ts';
import { serviceOf } from '#modules/services/whole-queries.ts';
import { recordFindings } from '#modules/services/standards/commands.ts';
import { findingsOf } from '#modules/services/standards/queries.ts';
import { standards } from '#modules/services/standards/standard.ts';
import { failed, scopeOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

const today = () => new Date().toISOString().slice(0, 10);

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const { hsds, names } = await serviceOf(scope, params.service);
  const findings = await findingsOf(scope, params.service);
  const country = await countryOf(scope, params.service);
  return { id: params.service, name: hsds.name, names, findings, today: today(), people: await accountNames(scope, findings.flatMap(({ accountId }) => accountId ?? [])), hasRule: countriesWithRules.includes(country ?? ''), mayChange: mayChangeServices(scope) };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const values = Object.fromEntries([...standards.flatMap((one) => [one, `note-${one}`]), 'on'].map((name) => [name, text(name)]));
    try {
      const found = standards.filter((one) => text(one)).map((standard) => ({ standard, standing: text(standard), note: text(`note-${standard}`) || null }));
      const { standards: fresh } = await execute(recordFindings, scopeOf(locals), { serviceId: params.service, on: text('on') || today(), findings: found });
      return { recorded: fresh.length };
    } catch (error) {
      return failed(error, locals, values);
    }
  },
};
