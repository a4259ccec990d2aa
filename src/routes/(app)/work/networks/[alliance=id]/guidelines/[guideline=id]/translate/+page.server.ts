import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayEdit } from '#modules/alliances/guidelines/access.ts';
import { translateGuideline } from '#modules/alliances/guidelines/commands.ts';
import { guideline } from '#modules/alliances/guidelines/queries.ts';
import { forTranslator, isSameLanguage, translated } from '#modules/alliances/guidelines/translations.ts';
import { alliance } from '#modules/alliances/queries.ts';
import { failed, notFoundPage, scopeOf } from '../../../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** The language and the version that are asked for: by default the one the document is read in by everybody, else the latest. */
async function asked(locals: App.Locals, params: { alliance: string; guideline: string }, url: URL) {
  const found = await guideline(scopeOf(locals), params.alliance, params.guideline);
  const to = translated.find((one) => one === url.searchParams.get('to') && !isSameLanguage(one, found.language));
  const wanted = url.searchParams.has('version') ? Number(url.searchParams.get('version')) : found.versions[0]!.version;
  const version = found.versions.find((one) => one.version === wanted);
  if (!to || !version) return notFoundPage();
  return { found, to, version };
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  if (!mayEdit(scopeOf(locals))) return notFoundPage();
  const { found, to, version } = await asked(locals, params, url);
  return {
    alliance: await alliance(scopeOf(locals), params.alliance),
    guidelineId: params.guideline, titles: found.titles, language: found.language, to, version: version.version,
    paragraphs: forTranslator(version.paragraphs, found.translations, to),
  };
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const { to, version } = await asked(locals, params, url);
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '').replace(/\r\n?/g, '\n').trim();
    const written = (name: string) => ({ seen: text(`seen-${name}`), text: text(name) });
    try {
      await execute(translateGuideline, scopeOf(locals), {
        guidelineId: params.guideline, version: version.version, language: to, title: written('title'),
        paragraphs: version.paragraphs.map(({ id }) => ({ paragraphId: id, ...written(`text-${id}`), stillHolds: form.get(`holds-${id}`) === 'yes' })),
      });
    } catch (caught) {
      // What she touched stays as she wrote it; the rest is shown as it stands now, which may be somebody else's by now.
      const touched = [...form.keys()].filter((name) => !form.has(`seen-${name}`) || written(name).text !== written(name).seen);
      return failed(caught, locals, Object.fromEntries(touched.map((name) => [name, text(name)])));
    }
    redirect(303, `${href(locals.locale, `/work/networks/${params.alliance}/guidelines/${params.guideline}`)}?done`);
  },
};
