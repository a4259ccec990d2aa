import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { mayArrange } from '#modules/events/access.ts';
import { addDocument, removeDocument } from '#modules/events/documents/commands.ts';
import { documentsFor } from '#modules/events/documents/queries.ts';
import { largestDocument } from '#modules/events/documents/shape.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const plan = await planOf(scope, params.event);
  return { plan, documents: await documentsFor({ scope, eventId: params.event }), mayArrange: mayArrange(scope, plan.programme.programmeId), megabytes: largestDocument / 1024 / 1024, done: url.searchParams.get('done') };
};

export const actions: Actions = {
  add: async ({ request, locals, params }) => {
    const form = await request.formData();
    const values = { title: String(form.get('title') ?? ''), audience: String(form.get('audience') ?? 'members') };
    try {
      const file = form.get('file');
      if (!(file instanceof File) || !file.name) throw new Problem(422, 'documents.file_missing', {}, 'file');
      await execute(addDocument, scopeOf(locals), { eventId: params.event, ...values, name: file.name, mediaType: file.type, bytes: new Uint8Array(await file.arrayBuffer()) });
    } catch (caught) {
      const { status, data } = await failed(caught, locals, values);
      return fail(status, data);
    }
    redirect(303, `${href(locals.locale, `/work/events/${params.event}/documents`)}?done=added`);
  },
  remove: async ({ request, locals, params }) => {
    const { document } = await textsOf(request, 'document');
    try {
      await execute(removeDocument, scopeOf(locals), { eventId: params.event, documentId: document });
    } catch (caught) {
      return failed(caught, locals);
    }
    redirect(303, `${href(locals.locale, `/work/events/${params.event}/documents`)}?done=removed`);
  },
};
