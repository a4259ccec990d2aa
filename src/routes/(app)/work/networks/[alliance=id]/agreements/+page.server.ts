import { mayChangeAgreements } from '#modules/alliances/agreements/access.ts';
import { listAgreements } from '#modules/alliances/agreements/queries.ts';
import { maySeeFees } from '#modules/alliances/access.ts';
import { alliance } from '#modules/alliances/queries.ts';
import { scopeOf } from '../../../../../signed-in.ts';
import { filterOf } from '../../../agreements/filter.ts';
import { dayOf } from '../../today.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const filter = filterOf(url);
  return { alliance: await alliance(scope, params.alliance), filter, list: await listAgreements(scope, dayOf(url).today, { ...filter, allianceId: params.alliance }), mayChange: mayChangeAgreements(scope), seesFees: maySeeFees(scope) };
};
