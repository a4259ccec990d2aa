import { execute } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { mayImportDirectory } from '#modules/services/access.ts';
import { importDirectory } from '#modules/services/hsds/commands.ts';
import { failed, notFoundPage, scopeOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (!mayImportDirectory(scopeOf(locals))) notFoundPage();
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData();
    const file = form.get('file');
    try {
      if (!(file instanceof File) || !file.size) throw new Problem(422, 'services.no_file', {}, 'file');
      const { counts, unknown } = await execute(importDirectory, scopeOf(locals), { text: await file.text(), published: form.get('published') === 'yes' });
      return { counts, unknown: Object.keys(unknown) };
    } catch (error) {
      return failed(error, locals);
    }
  },
};
