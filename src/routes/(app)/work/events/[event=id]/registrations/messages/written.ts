import { execute } from '#platform/command/command.ts';
import { fail, redirect } from '@sveltejs/kit';
import { href } from '#platform/words/href.ts';
import { writeMessage } from '#modules/events/messages/commands.ts';
import { messageIn } from '#modules/events/messages/form.ts';
import { textsIn } from '#modules/events/posted.ts';
import { failed, scopeOf } from '../../../../../../signed-in.ts';

/** Saves the draft and leads to its preview. */
export async function written({ request, locals, params, url }: { request: Request; locals: App.Locals; params: { event: string }; url: URL }) {
  const texts = textsIn(await request.formData());
  const message = messageIn(texts);
  try {
    await execute(writeMessage, scopeOf(locals), { eventId: params.event, ...message, origin: url.origin });
  } catch (caught) {
    const { status, data } = await failed(caught, locals);
    return fail(status, { errors: data.errors, texts });
  }
  redirect(303, href(locals.locale, `/work/events/${params.event}/registrations/messages/${message.messageId}`));
}
