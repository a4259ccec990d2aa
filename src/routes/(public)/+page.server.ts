import { reading } from '#platform/db/transaction.ts';
import { publicScope } from '#platform/session/scope.ts';
import { contradictedClaim, publishedProgrammes } from '#modules/programmes/public/queries.ts';
import { networkReachOf } from '#modules/results/reach/queries.ts';
import { showReach } from '#modules/results/reach/show.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { locale } }) => {
  const lists = await publishedProgrammes({ limit: 12 });
  const networks = await Promise.all(
    lists.map(async ({ network, page }) => {
      const scope = publicScope(network.networkId);
      // What is there to learn with comes after what really happened.
      page.items.sort((a, b) => Number(a.isPractice) - Number(b.isPractice));
      return { network, page, reach: showReach(await reading(scope, (tx) => networkReachOf(tx, scope)), locale) };
    }),
  );
  const [first] = lists;
  const example = first ? await contradictedClaim(first.network, first.page.items, locale) : null;
  return { networks, example, network: lists.find(({ network }) => network.isDemo)?.network ?? null };
};
