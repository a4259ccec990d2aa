import { execute } from '#platform/command/command.ts';
import { mayChangeServices } from '#modules/services/access.ts';
import { saveService } from '#modules/services/commands.ts';
import { textFields, textsOf, written } from '#modules/services/form.ts';
import { serviceOf } from '#modules/services/queries.ts';
import { failed, scopeOf } from '../../../../signed-in.ts';
import { choicesFor, providerNamed } from '../choices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const service = await serviceOf(scope, params.service);
  return { service, ...textsOf(service), choices: mayChangeServices(scope) ? await choicesFor(scope, locals.locale) : null };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const scope = scopeOf(locals);
    const form = await request.formData();
    const values = Object.fromEntries(textFields.map((name) => [name, String(form.get(name) ?? '')]));
    const groups = form.getAll('groups').map(String);
    try {
      const before = await serviceOf(scope, params.service);
      const organisationId = values.provider === before.hsds.organization.name ? before.hsds.organization.id : await providerNamed(scope, values.provider);
      await execute(saveService, scope, { ...written(values, groups, new Date().toISOString().slice(0, 10), before), organisationId, serviceId: params.service });
      return { saved: true };
    } catch (error) {
      return failed(error, locals, { ...values, groups: groups.join(' ') });
    }
  },
};
