import { execute } from '#platform/command/command.ts';
import { reading } from '#platform/db/transaction.ts';
import { programme } from '#modules/programmes/queries.ts';
import { mayLinkClaims } from '#modules/results/claims/access.ts';
import { hideClaim, removeText, showClaim } from '#modules/results/claims/commands.ts';
import { claimsOfProgramme } from '#modules/results/claims/queries.ts';
import { statusFilter, tally } from '#modules/results/claims/tally.ts';
import { failed, scopeOf, textsOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { programmeId, titles, slug } = await programme(scope, params.slug);
  const { texts, claims, names } = await reading(scope, (tx) => claimsOfProgramme(tx, scope, programmeId, { locale: locals.locale }));
  const filter = statusFilter(url.searchParams.get('status'));
  return { titles, slug, texts, names, counts: tally(claims), all: claims.length, waiting: claims.filter(filter('waiting')).length, chosen: filter.chosen, claims: claims.filter(filter()), mayLink: mayLinkClaims(scope, programmeId) };
};

const act = (command: typeof hideClaim | typeof showClaim): Actions[string] => async ({ request, locals }) => {
  try {
    await execute(command, scopeOf(locals), { claimId: (await textsOf(request, 'claim')).claim });
  } catch (error) {
    return failed(error, locals);
  }
};

export const actions: Actions = {
  hide: act(hideClaim),
  show: act(showClaim),
  remove: async ({ request, locals }) => {
    try {
      await execute(removeText, scopeOf(locals), { textId: (await textsOf(request, 'text')).text });
    } catch (error) {
      return failed(error, locals);
    }
  },
};
