import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { addSeries } from '#modules/events/commands.ts';
import { toForm, toInput } from '#modules/events/series/form.ts';
import { programme } from '#modules/programmes/queries.ts';
import { failed, scopeOf } from '../../../../../../signed-in.ts';
import { languageOf } from '../../../../../../written-in.ts';
import { arranging } from '../../arranging.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { fiche, belongings, language } = await arranging(locals, params, url);
  return { fiche, language, components: belongings.components, values: toForm(null, language) };
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const form = await request.formData();
    const scope = scopeOf(locals);
    let seriesId: string;
    try {
      const { programmeId } = await programme(scope, params.slug);
      ({ seriesId } = await execute(addSeries, scope, { programmeId, ...toInput(form, { language: languageOf(url, locals), series: null }) }));
    } catch (caught) {
      return failed(caught, locals, Object.fromEntries([...form].map(([name, value]) => [name, String(value).slice(0, 2_000)])));
    }
    redirect(303, `${href(locals.locale, `/work/programmes/${params.slug}/series/${seriesId}`)}?done=made`);
  },
};
