import { redirect } from '@sveltejs/kit';
import { href } from '#platform/words/href.ts';
import { eventOfCode, standsAtDoor } from '#modules/events/badges/queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { placeName } from '#modules/places/say.ts';
import type { PageServerLoad } from './$types';

/** What the code on a badge opens: the door, for whoever stands there with a phone; for everybody else, whose event it is for and nothing about the person. */
export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
  const code = params.badge.toUpperCase();
  const { scope, plan } = await eventOfCode(code);
  setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex, nofollow' });
  if (locals.scope?.networkId === scope.networkId && (await standsAtDoor(locals.scope, plan.eventId))) redirect(303, `${href(locals.locale, `/work/events/${plan.eventId}/door`)}?code=${code}`);
  return { network: await networkOf(scope), plan: { eventId: plan.eventId, titles: plan.titles, firstDay: plan.firstDay, lastDay: plan.lastDay, isPublished: plan.programme.isPublished, venueText: plan.venueText }, venue: plan.venuePlace && placeName(plan.venuePlace, locals) };
};
