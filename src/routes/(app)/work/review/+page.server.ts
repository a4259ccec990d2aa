import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { wordsOf } from '#platform/words/load.ts';
import { mayReview } from '#modules/duplicates/access.ts';
import { decide, undo } from '#modules/duplicates/commands.ts';
import { lookAgain } from '#modules/duplicates/looking/commands.ts';
import { decidedPair, queue } from '#modules/duplicates/queries.ts';
import { sayReasons, sayThresholds } from '#modules/duplicates/reasons.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../signed-in.ts';
import { addressOf, askedFor } from './asked.ts';
import { sideBySide } from './seen.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  if (!mayReview(scope)) notFoundPage();
  const t = await wordsOf(locals.locale);
  const filter = askedFor(url);
  const { doubts, ...counts } = await queue(scope, filter, 1);
  const [first] = doubts;
  const last = url.searchParams.get('last') ?? '';
  return {
    filter,
    ...counts,
    doubt: first ? { duplicateId: first.duplicateId, likeness: first.likeness, probability: first.probability, said: sayReasons(first, t), thresholds: sayThresholds(first.kind, t), pair: await sideBySide(scope, first.kind, first.oneId, first.otherId, t) } : null,
    last: /^[0-9a-f-]{36}$/.test(last) ? await decidedPair(scope, last) : null,
    many: Number(url.searchParams.get('many')) || null,
    isUndone: url.searchParams.has('undone'),
    isLooking: url.searchParams.has('looking'),
  };
};

export const actions: Actions = {
  decide: async ({ request, locals, url }) => {
    const { pair, decision, stays } = await textsOf(request, 'pair', 'decision', 'stays');
    try {
      await execute(decide, scopeOf(locals), { duplicateId: pair, decision, staysId: stays || null });
    } catch (error) {
      return failed(error, locals);
    }
    redirect(303, `${url.pathname}${addressOf(askedFor(url), { last: pair })}`);
  },
  undo: async ({ request, locals, url }) => {
    const { pair } = await textsOf(request, 'pair');
    try {
      await execute(undo, scopeOf(locals), { duplicateId: pair });
    } catch (error) {
      return failed(error, locals);
    }
    redirect(303, `${url.pathname}${addressOf(askedFor(url), { undone: '1' })}`);
  },
  look: async ({ locals, url }) => {
    try {
      await execute(lookAgain, scopeOf(locals), {});
    } catch (error) {
      return failed(error, locals);
    }
    redirect(303, `${url.pathname}${addressOf(askedFor(url), { looking: '1' })}`);
  },
};
