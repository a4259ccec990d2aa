import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { changeSeries } from '#modules/events/commands.ts';
import { markOf, toForm, toInput } from '#modules/events/series/form.ts';
import { seriesPage } from '#modules/events/series/queries.ts';
import { failed } from '../../../../../../../signed-in.ts';
import { arranging } from '../../../arranging.ts';
import type { Actions, PageServerLoad } from './$types';

async function opened(locals: App.Locals, params: { slug: string; series: string }, url: URL) {
  const at = await arranging(locals, params, url);
  return { ...at, series: await seriesPage(at.scope, at.fiche.programmeId, params.series) };
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { fiche, series, language, belongings } = await opened(locals, params, url);
  return { fiche, titles: series.titles, seriesId: series.seriesId, hasEvents: series.events > 0, language, components: belongings.components, seen: markOf(series), values: toForm(series, language) };
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const { scope, fiche, series, language } = await opened(locals, params, url);
    const form = await request.formData();
    try {
      await execute(changeSeries, scope, { programmeId: fiche.programmeId, seriesId: series.seriesId, seen: String(form.get('seen') ?? '') || null, ...toInput(form, { language, series }) });
    } catch (caught) {
      return failed(caught, locals, Object.fromEntries([...form].map(([name, value]) => [name, String(value).slice(0, 2_000)])));
    }
    redirect(303, `${href(locals.locale, `/work/programmes/${params.slug}/series/${params.series}`)}?done=saved`);
  },
};
