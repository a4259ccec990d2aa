import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { forbidden } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { locales } from '#platform/words/locales.ts';
import { mayChangeNetwork } from '#modules/networks/access.ts';
import { changeNetwork, setLogo } from '#modules/networks/commands.ts';
import { logoOf, networkOf } from '#modules/networks/queries.ts';
import { failed, scopeOf, textsOf } from '../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  if (!mayChangeNetwork(scopeOf(locals))) throw forbidden();
  const { names, contact, country } = await networkOf(scopeOf(locals));
  const done = url.searchParams.get('done');
  return { names, contact, country, hasLogo: (await logoOf(scopeOf(locals))) !== null, done: (['settings', 'logo', 'logo-gone'] as const).find((one) => one === done) ?? null };
};

export const actions: Actions = {
  save: async ({ request, locals }) => {
    const texts = await textsOf(request, 'contact.name', 'contact.email', 'contact.phone', 'country', ...locales.map((locale) => `names.${locale}` as const));
    const names = Object.fromEntries(locales.flatMap((locale) => (texts[`names.${locale}`].trim() ? [[locale, texts[`names.${locale}`]]] : [])));
    try {
      await execute(changeNetwork, scopeOf(locals), { names, contact: { name: texts['contact.name'], email: texts['contact.email'].trim(), phone: texts['contact.phone'] }, country: texts.country || null });
    } catch (error) {
      return failed(error, locals, texts);
    }
    redirect(303, href(locals.locale, '/work/settings?done=settings'));
  },
  logo: async ({ request, locals }) => {
    const file = (await request.formData()).get('logo');
    try {
      await execute(setLogo, scopeOf(locals), { bytes: new Uint8Array(file instanceof File ? await file.arrayBuffer() : []) });
    } catch (error) {
      return failed(error, locals, {} as Record<string, string>);
    }
    redirect(303, href(locals.locale, '/work/settings?done=logo'));
  },
  removeLogo: async ({ locals }) => {
    try {
      await execute(setLogo, scopeOf(locals), { bytes: null });
    } catch (error) {
      return failed(error, locals, {} as Record<string, string>);
    }
    redirect(303, href(locals.locale, '/work/settings?done=logo-gone'));
  },
};
