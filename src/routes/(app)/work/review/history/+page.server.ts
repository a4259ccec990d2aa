import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { accountNames } from '#platform/session/members/queries.ts';
import { wordsOf } from '#platform/words/load.ts';
import { mayReview } from '#modules/duplicates/access.ts';
import { undo } from '#modules/duplicates/commands.ts';
import { history } from '#modules/duplicates/queries.ts';
import { accountOf, whoOf } from '#modules/duplicates/who.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  if (!mayReview(scope)) notFoundPage();
  const t = await wordsOf(locals.locale);
  const { decided, total } = await history(scope, { limit: 200 });
  const names = await accountNames(scope, decided.flatMap(({ decidedBy }) => accountOf(decidedBy) ?? []));
  return { decided: decided.map((one) => ({ ...one, who: whoOf(one.decidedBy, names, t) })), total, isUndone: url.searchParams.has('undone') };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const { pair } = await textsOf(request, 'pair');
    try {
      await execute(undo, scopeOf(locals), { duplicateId: pair });
    } catch (error) {
      return failed(error, locals);
    }
    redirect(303, `${url.pathname}?undone=1`);
  },
};
