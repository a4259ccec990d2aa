import { badgeFormats } from '#modules/events/badges/badge.ts';
import { guestsOf } from '#modules/events/badges/queries.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { numbered } from '#platform/db/numbered-pages.ts';
import { allWordsOf } from '#platform/matching/fold.ts';
import { scopeOf } from '../../../../../signed-in.ts';
import type { PageServerLoad } from './$types';

/** People on a page. */
const GUESTS = 100;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const plan = await planOf(scope, params.event);
  const all = await guestsOf(scope, params.event);
  const q = url.searchParams.get('q')?.trim() ?? '';
  const has = allWordsOf(q);
  const found = all.filter((one) => has([one.given, one.surname, one.organisation, one.place].filter(Boolean).join(' ')));
  const { offset, ...pages } = numbered(found.length, Number(url.searchParams.get('page')), GUESTS);
  return { plan, everybody: all.length, guests: found.slice(offset, offset + GUESTS), ...pages, q, formats: badgeFormats, nobody: url.searchParams.has('nobody') };
};
