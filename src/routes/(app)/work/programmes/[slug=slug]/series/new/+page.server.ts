import { error, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayArrange } from '#modules/events/access.ts';
import { addSeries } from '#modules/events/commands.ts';
import { belongings } from '#modules/events/planning/queries.ts';
import { toForm, toInput } from '#modules/events/series/form.ts';
import { programme } from '#modules/programmes/queries.ts';
import { failed, scopeOf } from '../../../../../../signed-in.ts';
import { languageOf } from '../../../../../../written-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  if (!mayArrange(scope, fiche.programmeId)) error(403);
  const language = languageOf(url, locals);
  const { components } = await belongings(scope, fiche.programmeId);
  return { fiche, language, components, values: toForm(null, language) };
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
