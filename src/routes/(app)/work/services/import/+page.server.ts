import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { mayImportDirectory } from '#modules/services/access.ts';
import { stageDirectory } from '#modules/services/intake/commands.ts';
import { latestImports } from '#modules/services/intake/queries.ts';
import { failed, notFoundPage, scopeOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const scope = scopeOf(locals);
  if (!mayImportDirectory(scope)) notFoundPage();
  return { imports: await latestImports(scope) };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData();
    const file = form.get('file');
    let importId: string;
    try {
      if (!(file instanceof File) || !file.size) throw new Problem(422, 'services.no_file', {}, 'file');
      ({ importId } = await execute(stageDirectory, scopeOf(locals), { fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()), published: form.get('published') === 'yes' }));
    } catch (error) {
      return failed(error, locals);
    }
    redirect(303, href(locals.locale, `/work/services/import/${importId}`));
  },
};
