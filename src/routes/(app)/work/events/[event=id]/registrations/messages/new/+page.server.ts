import { error } from '@sveltejs/kit';
import { newId } from '#platform/ids.ts';
import { mayArrange } from '#modules/events/access.ts';
import { writable } from '#modules/events/messages/queries.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { scopeOf } from '../../../../../../../signed-in.ts';
import { written } from '../written.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const { eventId, titles, programme } = await planOf(scope, params.event);
  if (!mayArrange(scope, programme.programmeId)) error(403);
  return { plan: { eventId, titles, programme }, to: await writable(scope, params.event), texts: { message: newId() } };
};

export const actions: Actions = { default: written };
