import { reading } from '#platform/db/transaction.ts';
import { ownerOf } from '#platform/offline/owner.ts';
import { mayCheckIn } from '#modules/events/check-in/access.ts';
import { notFoundPage, scopeOf } from '../../../../../signed-in.ts';
import type { PageServerLoad } from './$types';

/** The one page that lives on the device: it works for days without us. */
export const csr = true;

/** Nothing personal (the owner is a fingerprint by which the phone tells whose work is whose): this answer is kept on the phone, the list comes through /sync. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  if (!(await reading(scope, (tx) => mayCheckIn(scope, params.event, tx)))) notFoundPage();
  return { eventId: params.event, networkId: scope.networkId, owner: ownerOf(scope) };
};
