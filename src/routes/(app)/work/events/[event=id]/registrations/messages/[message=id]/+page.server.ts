import { error, fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayArrange } from '#modules/events/access.ts';
import { dropMessage, sendMessage } from '#modules/events/messages/commands.ts';
import { textsOf } from '#modules/events/messages/form.ts';
import { previewed, writable } from '#modules/events/messages/queries.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { failed, scopeOf } from '../../../../../../../signed-in.ts';
import { written } from '../written.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { eventId, titles, programme } = await planOf(scope, params.event);
  if (!mayArrange(scope, programme.programmeId)) error(403);
  const { message, ...preview } = await previewed(scope, params.event, params.message);
  return { plan: { eventId, titles, programme }, message, preview, to: message.sentAt ? null : await writable(scope, params.event), texts: textsOf(message), isSent: url.searchParams.has('sent') };
};

export const actions: Actions = {
  write: written,
  send: async ({ locals, params }) => {
    try {
      await execute(sendMessage, scopeOf(locals), { eventId: params.event, messageId: params.message });
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, texts: null });
    }
    redirect(303, href(locals.locale, `/work/events/${params.event}/registrations/messages/${params.message}?sent`));
  },
  drop: async ({ locals, params }) => {
    try {
      await execute(dropMessage, scopeOf(locals), { eventId: params.event, messageId: params.message });
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, texts: null });
    }
    redirect(303, href(locals.locale, `/work/events/${params.event}/registrations`));
  },
};
