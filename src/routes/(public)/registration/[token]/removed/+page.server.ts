import { notFound } from '#platform/problem.ts';
import { removedBy } from '#modules/events/registration/removed-queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import type { PageServerLoad } from './$types';

/** What was written is removed, as was promised: all that can be said to whoever has the link. */
export const load: PageServerLoad = async ({ params, setHeaders }) => {
  const removed = await removedBy(params.token);
  if (!removed) throw notFound();
  setHeaders({ 'cache-control': 'private, no-store' });
  return { network: await networkOf(removed.scope), titles: removed.titles, removedOn: removed.removedOn };
};
