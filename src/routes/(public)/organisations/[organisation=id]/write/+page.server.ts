import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { notFound } from '#platform/problem.ts';
import { placeOf, tryOnce } from '#platform/session/throttle.ts';
import { href } from '#platform/words/href.ts';
import { assertUnhurried, newCheck, openedNow, solvedCheck } from '#modules/events/registration/human-check.ts';
import { inSomeNetwork } from '#modules/networks/queries.ts';
import { findOrganisation, publicAddress } from '#modules/organisations/queries.ts';
import { sendMessage } from '#modules/organisations/letter-commands.ts';
import { failed, textsOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whom the message is for: a contact that is shown to visitors and has an address. @throws 404 */
const addressed = (organisationId: string, contactId: string) =>
  inSomeNetwork(async (scope) => {
    const organisation = /^[0-9a-f-]{36}$/.test(contactId) ? await findOrganisation(scope, organisationId) : null;
    const contact = organisation?.contacts.find((one) => one.contactId === contactId && one.isPublic && one.hasEmail);
    return organisation && contact ? { scope, organisation, contact } : null;
  });

export const load: PageServerLoad = async ({ params, url, setHeaders }) => {
  const { organisation, contact } = await addressed(params.organisation, url.searchParams.get('contact') ?? '');
  // The check and the moment of opening are this visitor's own.
  setHeaders({ 'cache-control': 'private, no-store' });
  return { organisation: { id: organisation.organisationId, name: organisation.name, names: organisation.names }, to: contact.name ?? contact.role, check: await newCheck(), opened: openedNow() };
};

export const actions: Actions = {
  default: async ({ request, params, url, locals, getClientAddress }) => {
    const { altcha, opened, homepage, ...texts } = await textsOf(request, 'name', 'email', 'text', 'altcha', 'opened', 'homepage');
    try {
      const { scope, organisation, contact } = await addressed(params.organisation, url.searchParams.get('contact') ?? '');
      await tryOnce('messagesFromHere', placeOf(getClientAddress()));
      if (!(await solvedCheck(altcha))) assertUnhurried(opened, homepage);
      const to = await publicAddress(scope, organisation.organisationId, contact.contactId);
      if (!to) throw notFound();
      await tryOnce('messagesTo', to);
      await execute(sendMessage, scope, { organisationId: organisation.organisationId, contactId: contact.contactId, ...texts, locale: locals.locale, origin: url.origin });
    } catch (caught) {
      const { status, data } = await failed(caught, locals, texts);
      return fail(status, data);
    }
    redirect(303, href(locals.locale, `/organisations/${params.organisation}?sent=1`));
  },
};
