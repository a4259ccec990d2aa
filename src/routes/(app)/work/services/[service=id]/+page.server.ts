import { execute } from '#platform/command/command.ts';
import { mayConfirm } from '#modules/assurance/access.ts';
import { confirm } from '#modules/assurance/commands.ts';
import { lastAssuredBy } from '#modules/assurance/queries.ts';
import { mayPropose, maySeeProposals } from '#modules/proposals/access.ts';
import { mayChangeServices } from '#modules/services/access.ts';
import { saveService } from '#modules/services/commands.ts';
import { textFields, textsOf, written } from '#modules/services/form.ts';
import { addLicence, recordLicenceEvent, withdrawLicence } from '#modules/services/licences/commands.ts';
import { countriesWithRules } from '#modules/services/licences/licence.ts';
import { countryOf, licencesOf } from '#modules/services/licences/queries.ts';
import { servicesGivenBy } from '#modules/services/queries.ts';
import { serviceOf } from '#modules/services/whole-queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed, scopeOf, textsOf as textsIn } from '../../../../signed-in.ts';
import { choicesFor, providerNamed } from '../choices.ts';
import type { Actions, PageServerLoad } from './$types';

const today = () => new Date().toISOString().slice(0, 10);

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const service = await serviceOf(scope, params.service);
  const isOwn = mayPropose(scope) && (await servicesGivenBy(scope, scope.organisationId!)).some(({ id }) => id === params.service);
  const changes = mayChangeServices(scope);
  return { assured: await lastAssuredBy(scope, 'service', params.service), hasRule: countriesWithRules.includes((await countryOf(scope, params.service)) ?? 'RS'), isOwn, seesHistory: maySeeProposals(scope) && (isOwn || changes), confirms: mayConfirm(scope) && (isOwn || changes), service, ...textsOf(service), licences: await licencesOf(scope, params.service), today: today(), choices: mayChangeServices(scope) ? await choicesFor(scope, locals.locale) : null };
};

export const actions: Actions = {
  service: async ({ request, locals, params }) => {
    const scope = scopeOf(locals);
    const form = await request.formData();
    const values = Object.fromEntries(textFields.map((name) => [name, String(form.get(name) ?? '')]));
    const groups = form.getAll('groups').map(String);
    try {
      const before = await serviceOf(scope, params.service);
      const organisationId = values.provider === before.hsds.organization.name ? before.hsds.organization.id : await providerNamed(scope, values.provider);
      await execute(saveService, scope, { ...written(values, groups, today(), before, (await networkOf(scope)).country), organisationId, serviceId: params.service, seen: String(form.get('seen') ?? '') || null });
      return { saved: true };
    } catch (error) {
      return failed(error, locals, { ...values, groups: groups.join(' ') });
    }
  },
  confirm: async ({ locals, params }) => {
    try {
      await execute(confirm, scopeOf(locals), { records: [{ kind: 'service', id: params.service }] });
      return { confirmed: true };
    } catch (error) {
      return failed(error, locals);
    }
  },
  licence: async ({ request, locals, params }) => {
    const values = await textsIn(request, 'number', 'kind', 'issuedOn', 'validFrom', 'validUntil', 'plan');
    try {
      await execute(addLicence, scopeOf(locals), { ...values, validFrom: values.validFrom || null, plan: values.plan.trim() || null, serviceId: params.service });
      return { recorded: true };
    } catch (error) {
      return failed(error, locals, { ...values, form: 'licence' });
    }
  },
  happened: async ({ request, locals }) => {
    const values = await textsIn(request, 'licenceId', 'what', 'on', 'reason');
    try {
      await execute(recordLicenceEvent, scopeOf(locals), { ...values, reason: values.reason.trim() || null });
      return { recorded: true };
    } catch (error) {
      return failed(error, locals, { ...values, form: values.licenceId });
    }
  },
  withdrawLicence: async ({ request, locals }) => {
    const values = await textsIn(request, 'licenceId', 'withdrawn');
    try {
      await execute(withdrawLicence, scopeOf(locals), { licenceId: values.licenceId, reason: values.withdrawn });
      return { recorded: true };
    } catch (error) {
      return failed(error, locals, { ...values, form: `withdraw ${values.licenceId}` });
    }
  },
};
