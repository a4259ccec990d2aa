import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { Problem } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { begin } from '#modules/events/import/commands.ts';
import { importableProgrammes, recentBatches } from '#modules/events/import/queries.ts';
import { failed, scopeOf } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  return { programmes: await importableProgrammes(scope), batches: await recentBatches(scope), chosen: url.searchParams.get('programme') };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const scope = scopeOf(locals);
    const form = await request.formData();
    const programmeId = String(form.get('programme') ?? '');
    const files = form.getAll('files').filter((file): file is File => file instanceof File && file.name !== '');
    const batchId = newId();
    try {
      if (!programmeId) throw new Problem(422, 'import.no_programme', {}, 'programme');
      if (!files.length) throw new Problem(422, 'import.no_files', {}, 'files');
      for (const file of files) await execute(begin, scope, { programmeId, batchId, name: file.name, mediaType: file.type || undefined, bytes: new Uint8Array(await file.arrayBuffer()) });
    } catch (error) {
      return failed(error, locals, { programme: programmeId });
    }
    redirect(303, href(locals.locale, `/work/import/${batchId}`));
  },
};
