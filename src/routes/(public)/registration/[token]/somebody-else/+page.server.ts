import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { notFound, type Issue } from '#platform/problem.ts';
import { placeOf, tryOnce } from '#platform/session/throttle.ts';
import { href } from '#platform/words/href.ts';
import { substituteDelegate } from '#modules/events/registration/commands.ts';
import { textsIn } from '#modules/events/posted.ts';
import { askedBy, delegateIn, missingIn, withMissing } from '#modules/events/registration/form.ts';
import { linkedRegistration } from '#modules/events/registration/link-queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only the name of the one before is shown: whoever fills this in may be the one after. */
export const load: PageServerLoad = async ({ params, setHeaders }) => {
  const { scope, plan, form, registration: { state, given, surname } } = await linkedRegistration(params.token);
  if (state !== 'seat' && state !== 'waiting') throw notFound();
  setHeaders({ 'cache-control': 'private, no-store' });
  return { network: await networkOf(scope), token: params.token, titles: plan.titles, name: `${given} ${surname}`, asked: askedBy(form) };
};

export const actions: Actions = {
  substitute: async ({ params, request, locals, getClientAddress }) => {
    const texts = textsIn(await request.formData());
    let missing: Issue[] = [];
    try {
      const { scope, form } = await linkedRegistration(params.token);
      const delegate = delegateIn(texts);
      missing = missingIn(askedBy(form), delegate, { isInvited: true });
      // The new delegate gets a letter: the same patience as for registering.
      await tryOnce('registrationsFromHere', placeOf(getClientAddress()));
      await execute(substituteDelegate, scope, { token: params.token, ...delegate });
    } catch (caught) {
      const { status, data } = await failed(withMissing(caught, missing), locals);
      return fail(status, { errors: data.errors, texts });
    }
    redirect(303, href(locals.locale, '/registration/changed'));
  },
};
