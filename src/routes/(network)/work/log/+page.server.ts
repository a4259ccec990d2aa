import { logChoices, logState, whatHappened } from '#platform/log/queries.ts';
import { isId } from '#platform/ids.ts';
import { wordsOf } from '#platform/words/load.ts';
import { scopeOf } from '../../../signed-in.ts';
import { actionsLike } from './happened.ts';
import type { PageServerLoad } from './$types';

const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  const asked = (name: string) => url.searchParams.get(name)?.trim() || undefined;
  const dayOf = (name: string) => (day.test(asked(name) ?? '') && !Number.isNaN(Date.parse(asked(name)!)) ? asked(name) : undefined);
  const choices = await logChoices(scope);
  const filter = {
    text: asked('q'),
    action: choices.actions.find((action) => action === asked('action')),
    actor: isId(asked('actor')) ? asked('actor') : undefined,
    from: dayOf('from'),
    to: dayOf('to'),
    before: Number.isSafeInteger(Number(asked('before'))) ? Number(asked('before')) : undefined,
  };
  const t = await wordsOf(locals.locale);
  return {
    filter,
    choices,
    state: await logState(scope, url.searchParams.has('check')),
    happened: await whatHappened(scope, { ...filter, actionsLike: filter.text ? actionsLike(filter.text, choices.actions, t) : [] }),
  };
};
