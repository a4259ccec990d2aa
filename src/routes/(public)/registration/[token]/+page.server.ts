import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { qrPath } from '#platform/documents/qr-picture.ts';
import { daysLater } from '#platform/days.ts';
import { newId } from '#platform/ids.ts';
import type { Issue } from '#platform/problem.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { giveBack, placeOf, tryOnce } from '#platform/session/throttle.ts';
import type { Scope } from '#platform/session/scope.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { codeAddress } from '#modules/events/badges/badge.ts';
import { certificateOfRegistration } from '#modules/events/certificates/queries.ts';
import { spelled } from '#modules/events/certificates/spelling.ts';
import { documentsFor } from '#modules/events/documents/queries.ts';
import { cancelRegistration, changeConsent, changeRegistration, confirmRegistration } from '#modules/events/registration/commands.ts';
import { textsIn } from '#modules/events/posted.ts';
import { askedBy, consentsIn, delegateIn, missingIn, toTexts, withMissing } from '#modules/events/registration/form.ts';
import { linkedRegistration } from '#modules/events/registration/link-queries.ts';
import { endedBy } from '#modules/events/registration/seat-commands.ts';
import { comeByLink } from '#modules/events/self-check-in/commands.ts';
import { dayOf } from '#modules/events/self-check-in/queries.ts';
import { sayWaits } from '#modules/events/registration/say.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { failed, textsOf } from '../../../signed-in.ts';
import { toRemoved } from '../removed.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals, setHeaders }) => {
  const { scope, plan, form, registration, waits } = await linkedRegistration(params.token).catch(toRemoved(params.token, locals.locale));
  setHeaders({ 'cache-control': 'private, no-store' });
  return {
    network: await networkOf(scope),
    token: params.token,
    plan,
    venue: plan.venuePlace && placeName(plan.venuePlace, locals),
    // Today, where she can say herself that she is here.
    here: registration.state === 'seat' && plan.selfCheckIn !== 'off' && !plan.isCancelled && dayOf(plan, new Date()) ? { operation: newId() } : null,
    documents: await documentsFor({ token: params.token }),
    certificate: await certificateOfRegistration(scope.networkId, registration.registrationId),
    asked: askedBy(form),
    removedOn: daysLater(plan.lastDay, form.retentionDays),
    registration,
    isOver: endedBy(form, new Date()) === 'over',
    code: registration.state === 'seat' && !plan.isCancelled ? { picture: qrPath(codeAddress(linkOrigin(url.origin), registration.code)), spelled: spelled(registration.code) } : null,
    texts: toTexts(registration),
    waits: waits && sayWaits(waits, await wordsOf(locals.locale)),
    saved: url.searchParams.has('saved'),
  };
};

const once = (work: (scope: Scope, token: string) => Promise<unknown>): Actions[string] => async ({ params, locals }) => {
  try {
    const { scope } = await linkedRegistration(params.token!);
    await work(scope, params.token!);
  } catch (caught) {
    const { status, data } = await failed(caught, locals);
    return fail(status, { errors: data.errors, texts: null, came: null });
  }
  redirect(303, href(locals.locale, `/registration/${params.token}`));
};

export const actions: Actions = {
  confirm: once((scope, token) => execute(confirmRegistration, scope, { token })),
  cancel: once((scope, token) => execute(cancelRegistration, scope, { token })),
  here: async ({ params, request, locals, getClientAddress }) => {
    const { wall, operation } = await textsOf(request, 'wall', 'operation');
    try {
      const { scope } = await linkedRegistration(params.token);
      const place = placeOf(getClientAddress());
      await tryOnce('codesFromHere', place);
      const { day } = await execute(comeByLink, scope, { token: params.token, wall, operationId: operation });
      await giveBack('codesFromHere', place);
      return { errors: [], texts: null, came: day };
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, texts: null, came: null });
    }
  },
  consent: async ({ params, request, locals }) => {
    const texts = textsIn(await request.formData());
    try {
      const { scope } = await linkedRegistration(params.token);
      await execute(changeConsent, scope, { token: params.token, ...consentsIn(texts) });
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, texts: null, came: null });
    }
    redirect(303, href(locals.locale, `/registration/${params.token}?saved`));
  },
  change: async ({ params, request, locals, getClientAddress }) => {
    const texts = textsIn(await request.formData());
    let isMoved = false;
    let missing: Issue[] = [];
    try {
      const { scope, form, registration } = await linkedRegistration(params.token);
      const delegate = delegateIn(texts);
      missing = missingIn(askedBy(form), delegate, { isInvited: true, chosen: registration.answers });
      // A new address gets a letter: the same patience as for registering.
      await tryOnce('registrationsFromHere', placeOf(getClientAddress()));
      ({ isMoved } = await execute(changeRegistration, scope, { token: params.token, ...delegate }));
    } catch (caught) {
      const { status, data } = await failed(withMissing(caught, missing), locals);
      return fail(status, { errors: data.errors, texts, came: null });
    }
    // The link of the address before opens nothing any more: what happened is said on the page of the event.
    redirect(303, href(locals.locale, isMoved ? '/registration/changed?to=address' : `/registration/${params.token}?saved`));
  },
};
