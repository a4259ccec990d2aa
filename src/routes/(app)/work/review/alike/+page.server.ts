import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { wordsOf } from '#platform/words/load.ts';
import { mayReview } from '#modules/duplicates/access.ts';
import { decideMany } from '#modules/duplicates/commands.ts';
import { queue } from '#modules/duplicates/queries.ts';
import { sayReasons } from '#modules/duplicates/reasons.ts';
import { placeName } from '#modules/places/say.ts';
import { failed, notFoundPage, scopeOf } from '../../../../signed-in.ts';
import { addressOf, askedFor } from '../asked.ts';
import type { Actions, PageServerLoad } from './$types';

/** As many as one can look through; the next ones come after them. */
const AT_ONCE = 50;

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  if (!mayReview(scope)) notFoundPage();
  const t = await wordsOf(locals.locale);
  const filter = askedFor(url);
  const { doubts, waiting, later } = await queue(scope, filter, AT_ONCE);
  const beside = (kind: string, values: string[]) => (kind === 'organisation' ? values.map((id) => placeName(id, t)) : values).join('; ');
  return {
    filter,
    waiting,
    later,
    pairs: doubts.map(({ duplicateId, kind, probability, one, other, ...found }) => ({
      duplicateId, kind, probability, one: { ...one, beside: beside(kind, one.beside) }, other: { ...other, beside: beside(kind, other.beside) }, reasons: sayReasons(found, t),
    })),
  };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const form = await request.formData();
    const duplicateIds = form.getAll('pair').filter((id) => typeof id === 'string');
    try {
      if (form.get('looked') !== 'yes') throw new Problem(422, 'duplicates.not_confirmed', {}, 'looked');
      await execute(decideMany, scopeOf(locals), { duplicateIds, decision: form.get('decision') });
    } catch (error) {
      return failed(error, locals);
    }
    redirect(303, `${url.pathname.replace(/\/alike$/, '')}${addressOf({ state: askedFor(url).state }, { many: `${duplicateIds.length}` })}`);
  },
};
