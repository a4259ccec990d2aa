import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { notFound, type Issue } from '#platform/problem.ts';
import { placeOf, tryOnce } from '#platform/session/throttle.ts';
import { href } from '#platform/words/href.ts';
import { cancelRegistration, substituteDelegate } from '#modules/events/registration/commands.ts';
import { textsIn, type Texts } from '#modules/events/posted.ts';
import { askedBy, delegateIn, missingIn, withMissing } from '#modules/events/registration/form.ts';
import { linkedInvitation } from '#modules/events/registration/invitation-queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** What an organisation may know and do about one of its delegates: her name, whether she has a seat; send somebody else, or nobody. */
export const load: PageServerLoad = async ({ params, setHeaders }) => {
  const { scope, plan, form, delegates } = await linkedInvitation(params.token);
  const delegate = delegates.find(({ registrationId }) => registrationId === params.registration);
  if (!delegate) throw notFound();
  setHeaders({ 'cache-control': 'private, no-store' });
  return { network: await networkOf(scope), token: params.token, titles: plan.titles, delegate, asked: askedBy(form) };
};

const done = (name: 'swapped' | 'cancelled', work: (scope: Awaited<ReturnType<typeof linkedInvitation>>['scope'], link: { token: string; registrationId: string }, texts: Texts) => Promise<unknown>): Actions[string] =>
  async ({ params, request, locals, getClientAddress }) => {
    const texts = textsIn(await request.formData());
    const link = { token: params.token!, registrationId: params.registration! };
    let missing: Issue[] = [];
    try {
      const { scope, form } = await linkedInvitation(link.token);
      if (name === 'swapped') missing = missingIn(askedBy(form), delegateIn(texts), { isInvited: true });
      // Either sends a letter: the same patience as for registering.
      await tryOnce('registrationsFromHere', placeOf(getClientAddress()));
      await work(scope, link, texts);
    } catch (caught) {
      const { status, data } = await failed(withMissing(caught, missing), locals);
      return fail(status, { errors: data.errors, texts });
    }
    redirect(303, href(locals.locale, `/invited/${link.token}?done=${name}`));
  };

export const actions: Actions = {
  substitute: done('swapped', (scope, link, texts) => execute(substituteDelegate, scope, { ...link, ...delegateIn(texts) })),
  cancel: done('cancelled', (scope, link) => execute(cancelRegistration, scope, link)),
};
