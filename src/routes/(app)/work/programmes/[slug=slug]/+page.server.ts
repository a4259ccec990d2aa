import { redirect } from '@sveltejs/kit';
import { href } from '#platform/words/href.ts';
import { programme } from '#modules/programmes/queries.ts';
import { scopeOf } from '../../../../signed-in.ts';
import type { PageServerLoad } from './$types';

/** A programme's work begins with what it promised. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { slug } = await programme(scopeOf(locals), params.slug);
  redirect(303, href(locals.locale, `/work/programmes/${slug}/framework`));
};
