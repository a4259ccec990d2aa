import { error, fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { href } from '#platform/words/href.ts';
import { localeNames, locales } from '#platform/words/locales.ts';
import { mayArrange } from '#modules/events/access.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { textsIn } from '#modules/events/posted.ts';
import { register } from '#modules/events/registration/commands.ts';
import { askedBy, byHandIn } from '#modules/events/registration/form.ts';
import { formWithInvitations } from '#modules/events/registration/invitation-queries.ts';
import { endedBy } from '#modules/events/registration/seat-commands.ts';
import { failed, scopeOf } from '../../../../../../signed-in.ts';
import { knownNames } from '../known.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const plan = await planOf(scope, params.event);
  if (!mayArrange(scope, plan.programme.programmeId)) error(403);
  const { form, invitations } = await formWithInvitations(scope, params.event);
  return {
    plan: { eventId: plan.eventId, titles: plan.titles, firstDay: plan.firstDay, lastDay: plan.lastDay, programme: plan.programme },
    asked: askedBy(form),
    ended: endedBy(form, new Date()),
    invitations: invitations.map(({ invitationId, organisation }) => ({ value: invitationId, label: organisation })),
    languages: locales.map((value) => ({ value, label: localeNames[value] })),
    known: await knownNames(scope, locals.locale),
    // Of what is sent twice the second finds the first.
    registrationId: newId(),
  };
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const texts = textsIn(await request.formData());
    let next: string;
    try {
      const { registrationId } = await execute(register, scopeOf(locals), { eventId: params.event, ...byHandIn(texts), origin: url.origin });
      next = registrationId;
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, texts });
    }
    redirect(303, href(locals.locale, `/work/events/${params.event}/registrations?entered=${next}`));
  },
};
