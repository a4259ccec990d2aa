import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayChangeServices } from '#modules/services/access.ts';
import { saveService } from '#modules/services/commands.ts';
import { textFields, written } from '#modules/services/form.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed, notFoundPage, scopeOf } from '../../../../signed-in.ts';
import { choicesFor, providerNamed } from '../choices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const scope = scopeOf(locals);
  if (!mayChangeServices(scope)) notFoundPage();
  return choicesFor(scope, locals.locale);
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const scope = scopeOf(locals);
    const form = await request.formData();
    const values = Object.fromEntries(textFields.map((name) => [name, String(form.get(name) ?? '')]));
    const groups = form.getAll('groups').map(String);
    let serviceId: string;
    try {
      const organisationId = await providerNamed(scope, values.provider);
      ({ serviceId } = await execute(saveService, scope, { ...written(values, groups, new Date().toISOString().slice(0, 10), null, (await networkOf(scope)).country), organisationId }));
    } catch (error) {
      return failed(error, locals, { ...values, groups: groups.join(' ') });
    }
    redirect(303, href(locals.locale, `/work/services/${serviceId}`));
  },
};
