import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { forbidden } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { locales } from '#platform/words/locales.ts';
import { mayChangeNetwork } from '#modules/networks/access.ts';
import { changeNetwork } from '#modules/networks/commands.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed, scopeOf, textsOf } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  if (!mayChangeNetwork(scopeOf(locals))) throw forbidden();
  const { names, contact } = await networkOf(scopeOf(locals));
  return { names, contact, saved: url.searchParams.has('saved') };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const texts = await textsOf(request, 'contact.name', 'contact.email', 'contact.phone', ...locales.map((locale) => `names.${locale}` as const));
    const names = Object.fromEntries(locales.flatMap((locale) => (texts[`names.${locale}`].trim() ? [[locale, texts[`names.${locale}`]]] : [])));
    try {
      await execute(changeNetwork, scopeOf(locals), { names, contact: { name: texts['contact.name'], email: texts['contact.email'].trim(), phone: texts['contact.phone'] } });
    } catch (error) {
      return failed(error, locals, texts);
    }
    redirect(303, href(locals.locale, '/work/settings?saved'));
  },
};
