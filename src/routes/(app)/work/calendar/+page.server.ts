import { execute, type Command } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { createFeed, revokeFeed } from '#modules/events/calendar/commands.ts';
import { ownFeed } from '#modules/events/calendar/queries.ts';
import { maySeePersons } from '#modules/results/access.ts';
import { failed, scopeOf } from '../../../signed-in.ts';
import { askedIn, monthOf, today } from '../event-lists.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  const feed = await ownFeed(scope);
  return {
    // With the language it is made in: a program that asks for it speaks none.
    feed: feed && `${url.origin}${href(locals.locale, `/events.ics?feed=${feed}`)}`,
    month: await monthOf(scope, { slug: null, kind: null }, askedIn(url.searchParams).month ?? today().slice(0, 7), ''),
    today: today(),
    mayOpen: maySeePersons(scope),
  };
};

const does = <Output>(command: Command<Record<string, never>, Output>) => async ({ locals }: Parameters<Actions[string]>[0]) => {
  try {
    await execute(command, scopeOf(locals), {});
    return { done: command.name };
  } catch (caught) {
    return failed(caught, locals);
  }
};
export const actions: Actions = { make: does(createFeed), takeBack: does(revokeFeed) };
