import { mayChangeAlliances } from '#modules/alliances/access.ts';
import { listAlliances } from '#modules/alliances/queries.ts';
import { allianceKinds } from '#modules/alliances/shape.ts';
import { scopeOf } from '../../../signed-in.ts';
import { dayOf } from './today.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  const q = url.searchParams.get('q')?.slice(0, 200) ?? '';
  const kind = allianceKinds.find((one) => one === url.searchParams.get('kind')) ?? null;
  return { q, kind, list: await listAlliances(scope, locals.locale, dayOf(url).day, { q, kind, page: Number(url.searchParams.get('page')) || 1 }), mayChange: mayChangeAlliances(scope) };
};
