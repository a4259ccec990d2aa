import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { env } from '#platform/env.ts';
import { mailFolder } from '#platform/mail/mail.ts';
import { notFound, type Issue } from '#platform/problem.ts';
import { placeOf, tryOnce } from '#platform/session/throttle.ts';
import { href } from '#platform/words/href.ts';
import { publicPlan } from '#modules/events/planning/queries.ts';
import { register } from '#modules/events/registration/commands.ts';
import { textsIn } from '#modules/events/posted.ts';
import { askedBy, consentsIn, delegateIn, missingIn, withMissing } from '#modules/events/registration/form.ts';
import { assertUnhurried, newCheck, openedNow, solvedCheck } from '#modules/events/registration/human-check.ts';
import { openForm } from '#modules/events/registration/form-queries.ts';
import { linkedInvitation } from '#modules/events/registration/invitation-queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Anybody for a published event; whoever has the link of an invitation also for one that is not. */
async function opened(eventId: string, url: URL) {
  const seats = url.searchParams.get('seats');
  if (seats) {
    const { scope, plan, form, isOpen, invitation } = await linkedInvitation(seats);
    if (plan.eventId !== eventId) throw notFound();
    return { scope, plan, form, isOpen, invitation, seats };
  }
  const { scope, plan } = await publicPlan(eventId);
  const form = await openForm(scope, eventId);
  if (!form) throw notFound();
  return { scope, plan, form, isOpen: form.isOpen, invitation: null, seats: null };
}

export const load: PageServerLoad = async ({ params, url, setHeaders }) => {
  const { scope, plan, form, isOpen, invitation, seats } = await opened(params.event, url);
  const done = url.searchParams.get('done');
  // The check and the moment of opening are this visitor's own.
  setHeaders({ 'cache-control': 'private, no-store' });
  return {
    network: await networkOf(scope),
    plan: { eventId: plan.eventId, titles: plan.titles, firstDay: plan.firstDay, lastDay: plan.lastDay, programme: plan.programme },
    intro: form.intro,
    asked: askedBy(form),
    days: form.retentionDays,
    isOpen,
    organisation: invitation?.organisation ?? null,
    seats,
    check: invitation ? null : await newCheck(),
    opened: openedNow(),
    done: (['received', 'sent'] as const).find((one) => one === done) ?? null,
    folder: env.production || env.SMTP_URL ? null : mailFolder,
  };
};

export const actions: Actions = {
  default: async ({ request, params, url, locals, getClientAddress }) => {
    const fields = await request.formData();
    const solution = String(fields.get('altcha') ?? '');
    // Solved once it is worth nothing: the page that comes back has a check of its own.
    fields.delete('altcha');
    const texts = textsIn(fields);
    let next: string;
    let missing: Issue[] = [];
    try {
      const { scope, form, invitation, seats } = await opened(params.event, url);
      await tryOnce('registrationsFromHere', placeOf(getClientAddress()));
      const delegate = { ...delegateIn(texts), ...consentsIn(texts) };
      missing = missingIn(askedBy(form), { organisationText: texts.organisation, placeText: texts.place, answers: delegate.answers }, { isInvited: !!invitation });
      const challenge = invitation ? null : await solvedCheck(solution);
      if (!invitation && !challenge) assertUnhurried(texts.opened ?? '', texts.homepage ?? '');
      // Whatever a stranger's browser computes: nobody's mailbox is filled by others.
      if (!invitation) await tryOnce('registrationLetters', delegate.email.trim().toLowerCase());
      const { state } = await execute(register, scope, {
        eventId: params.event, invitationId: invitation?.invitationId ?? null, organisationText: texts.organisation ?? null, placeText: texts.place ?? null, ...delegate, locale: locals.locale, origin: url.origin, challenge,
      });
      // A stranger is told the same whether the one she wrote about is on the list already or not; the letter says how she stands.
      next = seats ? `/invited/${seats}?done=${state}` : `/events/${params.event}/register?done=${challenge ? 'received' : 'sent'}`;
    } catch (caught) {
      const { status, data } = await failed(withMissing(caught, missing), locals);
      return fail(status, { errors: data.errors, texts });
    }
    redirect(303, href(locals.locale, next));
  },
};
