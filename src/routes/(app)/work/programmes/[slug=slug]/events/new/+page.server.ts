import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { planEvent } from '#modules/events/planning/commands.ts';
import { inRows, nextIn, presentationIn, toForm, toInput, written } from '#modules/events/planning/form.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { programme } from '#modules/programmes/queries.ts';
import { failed, scopeOf } from '../../../../../../signed-in.ts';
import { languageOf } from '../../../../../../written-in.ts';
import { arranging } from '../../arranging.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { scope, fiche, belongings, language } = await arranging(locals, params, url);
  const { country } = await networkOf(scope);
  const presentation = presentationIn(url.searchParams.get('presentation'), await wordsOf(language), country);
  const series = belongings.series.find(({ id }) => id === url.searchParams.get('series'));
  return { fiche, language, texts: presentation ?? (series ? nextIn(series, language, country) : toForm(null, language, country)), belongings };
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const form = await request.formData();
    const scope = scopeOf(locals);
    let eventId: string;
    try {
      const { programmeId } = await programme(scope, params.slug);
      ({ eventId } = await execute(planEvent, scope, toInput(form, { language: languageOf(url, locals), plan: null, programmeId, country: (await networkOf(scope)).country })));
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      const texts = written(form);
      return fail(status, { errors: inRows(data.errors, texts), texts });
    }
    redirect(303, `${href(locals.locale, `/work/events/${eventId}/plan`)}?saved`);
  },
};
