import { error, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayArrange } from '#modules/events/access.ts';
import { changeSeries } from '#modules/events/commands.ts';
import { belongings } from '#modules/events/planning/queries.ts';
import { markOf, toForm, toInput } from '#modules/events/series/form.ts';
import { seriesPage } from '#modules/events/series/queries.ts';
import { programme } from '#modules/programmes/queries.ts';
import { failed, scopeOf } from '../../../../../../../signed-in.ts';
import { languageOf } from '../../../../../../../written-in.ts';
import type { Actions, PageServerLoad } from './$types';

async function opened(locals: App.Locals, params: { slug: string; series: string }, url: URL) {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  if (!mayArrange(scope, fiche.programmeId)) error(403);
  return { scope, fiche, series: await seriesPage(scope, fiche.programmeId, params.series), language: languageOf(url, locals) };
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { scope, fiche, series, language } = await opened(locals, params, url);
  const { components } = await belongings(scope, fiche.programmeId);
  return { fiche, titles: series.titles, seriesId: series.seriesId, hasEvents: series.events > 0, language, components, seen: markOf(series), values: toForm(series, language) };
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
