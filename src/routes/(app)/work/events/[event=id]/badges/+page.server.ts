import { badgeFormats } from '#modules/events/badges/badge.ts';
import { guestsOf } from '#modules/events/badges/queries.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { foldWords } from '#platform/matching/fold.ts';
import { scopeOf } from '../../../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const plan = await planOf(scope, params.event);
  const guests = await guestsOf(scope, params.event);
  const q = url.searchParams.get('q')?.trim() ?? '';
  const wanted = foldWords(q);
  const has = (text: string) => {
    const words = foldWords(text);
    return wanted.every((beginning) => words.some((word) => word.startsWith(beginning)));
  };
  return { plan, total: guests.length, guests: q ? guests.filter((one) => has([one.given, one.surname, one.organisation, one.place].filter(Boolean).join(' '))) : guests, q, formats: badgeFormats, nobody: url.searchParams.has('nobody') };
};
