import { error, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { listOrganisations } from '#modules/organisations/queries.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { mayChangeProgramme, mayPublishProgramme } from '#modules/programmes/access.ts';
import { publishProgramme, unpublishProgramme } from '#modules/programmes/commands.ts';
import { toForm } from '#modules/programmes/editing/fiche-form.ts';
import { saveFiche } from '#modules/programmes/editing/save.ts';
import { programme } from '#modules/programmes/queries.ts';
import { failed, scopeOf } from '../../../../../signed-in.ts';
import { languageOf } from '../../../../../written-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  if (!mayChangeProgramme(scope, fiche.programmeId)) error(403);
  const language = languageOf(url, locals);
  const [{ items }] = await Promise.all([listOrganisations(scope, { limit: 200 })]);
  return {
    fiche,
    language,
    values: toForm(fiche, language),
    places: Object.fromEntries(fiche.places.map(({ placeId }) => [placeId, nameOf(unitById(placeId)!, locals.locale)])),
    known: items.map(({ name }) => name),
    mayPublish: mayPublishProgramme(scope, fiche.programmeId),
    saved: url.searchParams.has('saved'),
    made: url.searchParams.has('made'),
  };
};

const publication = (command: typeof publishProgramme): Actions[string] => async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  try {
    await execute(command, scope, { programmeId: (await programme(scope, params.slug!)).programmeId });
  } catch (caught) {
    return failed(caught, locals);
  }
  redirect(303, href(locals.locale, `/work/programmes/${params.slug}/edit?in=${languageOf(url, locals)}&saved`));
};

export const actions: Actions = {
  save: async ({ request, locals, params, url }) => {
    const values = Object.fromEntries([...(await request.formData()).entries()].map(([name, value]) => [name, String(value)]));
    const language = languageOf(url, locals);
    let saved: { slug: string };
    try {
      saved = await saveFiche(scopeOf(locals), params.slug, values, { language, locale: locals.locale });
    } catch (caught) {
      return failed(caught, locals, values);
    }
    redirect(303, href(locals.locale, `/work/programmes/${saved.slug}/edit?in=${language}&saved`));
  },
  publish: publication(publishProgramme),
  unpublish: publication(unpublishProgramme),
};
