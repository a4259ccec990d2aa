import { error, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { isLocale } from '#platform/words/locales.ts';
import { mayAddProgramme } from '#modules/programmes/access.ts';
import { addProgramme } from '#modules/programmes/commands.ts';
import { slugFrom } from '#modules/programmes/editing/slug.ts';
import { failed, scopeOf, textsOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (!mayAddProgramme(scopeOf(locals))) error(403);
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const values = await textsOf(request, 'titles', 'language', 'slug');
    const language = isLocale(values.language) ? values.language : locals.locale;
    const titles = values.titles.trim() ? { [language]: values.titles } : {};
    let added: { slug: string };
    try {
      added = await execute(addProgramme, scopeOf(locals), { slug: values.slug.trim() || slugFrom(titles) || 'programme', titles });
    } catch (caught) {
      return failed(caught, locals, values);
    }
    redirect(303, href(locals.locale, `/work/programmes/${added.slug}/edit?in=${language}&made`));
  },
};
