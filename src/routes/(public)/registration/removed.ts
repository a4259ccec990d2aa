import { redirect } from '@sveltejs/kit';
import { Problem } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import type { Locale } from '#platform/words/locales.ts';
import { removedBy } from '#modules/events/registration/removed-queries.ts';

/** A link that opens nothing any more leads to where it is said why, if what it opened was removed as promised; else it is not there. */
export const toRemoved = (token: string, locale: Locale) => async (caught: unknown): Promise<never> => {
  if (caught instanceof Problem && caught.status === 404 && (await removedBy(token))) redirect(303, href(locale, `/registration/${token}/removed`));
  throw caught;
};
