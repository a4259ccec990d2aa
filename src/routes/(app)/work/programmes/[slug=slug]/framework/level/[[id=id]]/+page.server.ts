import { error, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { notFound } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { mayChangeProgramme } from '#modules/programmes/access.ts';
import { levelFrom } from '#modules/programmes/editing/framework-form.ts';
import { addLevel, changeLevel } from '#modules/programmes/framework/commands.ts';
import { framework } from '#modules/programmes/framework/queries.ts';
import { programme } from '#modules/programmes/queries.ts';
import { failed, scopeOf } from '../../../../../../../signed-in.ts';
import { languageOf } from '../../../../../../../written-in.ts';
import type { Actions, PageServerLoad } from './$types';

async function opened(locals: App.Locals, params: { slug: string; id?: string | undefined }, url: URL) {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  if (!mayChangeProgramme(scope, fiche.programmeId)) error(403);
  const { levels } = await framework(scope, fiche.programmeId);
  const level = levels.find(({ levelId }) => levelId === params.id) ?? null;
  if (params.id && !level) throw notFound();
  return { scope, fiche, levels, level, language: languageOf(url, locals) };
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { fiche, levels, level, language } = await opened(locals, params, url);
  const parent = level ? level.parentId : url.searchParams.get('parent');
  return { titles: fiche.titles, slug: fiche.slug, levels: levels.filter(({ levelId }) => levelId !== level?.levelId), level, language, parent };
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const { scope, fiche, level, language } = await opened(locals, params, url);
    const form = await request.formData();
    const values = Object.fromEntries([...form.entries()].map(([name, value]) => [name, String(value)]));
    const of = { programmeId: fiche.programmeId, ...levelFrom(form, language, level) };
    let saved: { levelId: string };
    try {
      saved = level ? await execute(changeLevel, scope, { ...of, levelId: level.levelId }) : await execute(addLevel, scope, of);
    } catch (caught) {
      return failed(caught, locals, values);
    }
    redirect(303, `${href(locals.locale, `/work/programmes/${params.slug}/framework`)}#level-${saved.levelId}`);
  },
};
