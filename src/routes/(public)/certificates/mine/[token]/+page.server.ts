import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { forgetHolder, showCertificate } from '#modules/events/certificates/holder-commands.ts';
import { linkedCertificate } from '#modules/events/certificates/queries.ts';
import { initials } from '#modules/events/certificates/shown.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, setHeaders }) => {
  setHeaders({ 'x-robots-tag': 'noindex, nofollow', 'cache-control': 'private, no-store' });
  const { scope, one } = await linkedCertificate(params.token);
  const { number, code, titles, firstDay, lastDay, holder, organisation, minutes, shows, revokedAt, isReplaced } = one;
  return { network: await networkOf(scope), token: params.token, one: { number, code, titles, firstDay, lastDay, holder, initials: initials(holder), organisation, hours: minutes && Math.round(minutes / 6) / 10, shows, revokedAt, isReplaced }, saved: url.searchParams.has('saved') };
};

export const actions: Actions = {
  show: async ({ params, request, locals }) => {
    try {
      const form = await request.formData();
      const { scope } = await linkedCertificate(params.token);
      const more = form.getAll('more');
      await execute(showCertificate, scope, { token: params.token, holder: String(form.get('holder') ?? ''), organisation: more.includes('organisation'), hours: more.includes('hours') });
    } catch (caught) {
      return failed(caught, locals);
    }
    redirect(303, `${href(locals.locale, `/certificates/mine/${params.token}`)}?saved`);
  },
  forget: async ({ params, locals }) => {
    let code: string;
    try {
      const { scope, one } = await linkedCertificate(params.token);
      code = one.code;
      await execute(forgetHolder, scope, { token: params.token });
    } catch (caught) {
      return failed(caught, locals);
    }
    redirect(303, `${href(locals.locale, `/certificates/${code}`)}?forgotten`);
  },
};
