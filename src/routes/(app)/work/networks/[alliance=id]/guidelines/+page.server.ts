import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { maySeeFees } from '#modules/alliances/access.ts';
import { mayEdit } from '#modules/alliances/guidelines/access.ts';
import { addGuideline } from '#modules/alliances/guidelines/commands.ts';
import { guidelinesOf } from '#modules/alliances/guidelines/queries.ts';
import { alliance } from '#modules/alliances/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  return { alliance: await alliance(scope, params.alliance), guidelines: await guidelinesOf(scope, params.alliance), mayEdit: mayEdit(scope), seesFees: maySeeFees(scope) };
};

export const actions: Actions = {
  add: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'title', 'body');
    // What she writes is in the language in which she reads; Serbian is kept in the script she uses.
    const language = locals.locale;
    let guidelineId: string;
    try {
      ({ guidelineId } = await execute(addGuideline, scopeOf(locals), { allianceId: params.alliance, titles: values.title.trim() ? { [language]: values.title } : {}, language, body: values.body }));
    } catch (caught) {
      return failed(caught, locals, values);
    }
    redirect(303, href(locals.locale, `/work/networks/${params.alliance}/guidelines/${guidelineId}`));
  },
};
