import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { mayChangeAlliances } from '#modules/alliances/access.ts';
import { addRule, changeRule } from '#modules/alliances/composition/commands.ts';
import { roomFor, ruleFields, ruleFrom, ruleTexts } from '#modules/alliances/composition/form.ts';
import { ruleOf } from '#modules/alliances/composition/queries.ts';
import { alliance } from '#modules/alliances/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { listProgrammes } from '#modules/programmes/queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  if (!mayChangeAlliances(scope)) notFoundPage();
  const t = await wordsOf(locals.locale);
  const found = await alliance(scope, params.alliance);
  const rule = params.rule ? await ruleOf(scope, params.alliance, params.rule) : null;
  return { alliance: found, rooms: roomFor(rule), texts: rule ? ruleTexts(rule, locals.locale, (id) => placeName(id, t)) : {}, isNew: !rule, programmes: (await listProgrammes(scope, { limit: 200 })).items.map(({ programmeId, titles }) => ({ programmeId, titles })) };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const scope = scopeOf(locals);
    const before = params.rule ? await ruleOf(scope, params.alliance, params.rule) : null;
    const values = await textsOf(request, ...ruleFields(roomFor(before)));
    try {
      const rule = ruleFrom(values, locals.locale, before, (await networkOf(scope)).country);
      if (before) await execute(changeRule, scope, { ruleId: before.ruleId, ...rule });
      else await execute(addRule, scope, { allianceId: params.alliance, ...rule });
    } catch (caught) {
      return failed(caught, locals, values);
    }
    redirect(303, href(locals.locale, `/work/networks/${params.alliance}/composition`));
  },
};
