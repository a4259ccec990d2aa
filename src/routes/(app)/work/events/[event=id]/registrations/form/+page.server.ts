import { error, fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayArrange } from '#modules/events/access.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { saveForm } from '#modules/events/registration/commands.ts';
import { textsIn } from '#modules/events/posted.ts';
import { markOf, settingsIn, settingsOf, unwrittenIn } from '#modules/events/registration/form.ts';
import { formToEdit } from '#modules/events/registration/form-queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { municipalityNames } from '#modules/places/written-name.ts';
import { failed, scopeOf } from '../../../../../../signed-in.ts';
import { languageOf } from '../../../../../../written-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const plan = await planOf(scope, params.event);
  if (!mayArrange(scope, plan.programme.programmeId)) error(403);
  const { form, days } = await formToEdit(scope, params.event);
  const language = languageOf(url, locals);
  const { country } = await networkOf(scope);
  return { plan, language, intro: form?.intro, seen: markOf(form), isMade: form !== null, municipalities: municipalityNames({ country, locale: language }), settings: settingsOf(form, { language, days, country }), unwritten: unwrittenIn(form?.questions ?? []), saved: url.searchParams.has('saved') };
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const texts = textsIn(await request.formData());
    const scope = scopeOf(locals);
    const language = languageOf(url, locals);
    try {
      const plan = await planOf(scope, params.event);
      const { form } = await formToEdit(scope, params.event);
      await execute(saveForm, scope, { programmeId: plan.programme.programmeId, eventId: params.event, seen: texts.seen || null, ...settingsIn(texts, { form, language, country: (await networkOf(scope)).country }) });
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, texts });
    }
    redirect(303, `${href(locals.locale, `/work/events/${params.event}/registrations/form`)}?saved&in=${language}`);
  },
};
