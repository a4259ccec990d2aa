import { error, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { href } from '#platform/words/href.ts';
import { maySeeRegister } from '#modules/events/certificates/access.ts';
import { reissueCertificate, revokeCertificate } from '#modules/events/certificates/commands.ts';
import { forgetHolder, sendHolderLink } from '#modules/events/certificates/holder-commands.ts';
import { registeredCertificate } from '#modules/events/certificates/queries.ts';
import { programme } from '#modules/programmes/queries.ts';
import { failed, scopeOf } from '../../../../../../../signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One certificate of the register: handed over, put right, taken back. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  if (!maySeeRegister(scope, fiche.programmeId)) error(403);
  return { fiche, ...(await registeredCertificate(scope, fiche.programmeId, params.series, params.certificate)), done: url.searchParams.get('done') };
};

interface About {
  programmeId: string;
  certificateId: string;
  reason: string;
}

/** One form: which command it asks for, what the page says afterwards, and of which certificate it is the page then. */
const form = (done: string, ask: (scope: ReturnType<typeof scopeOf>, about: About, form: FormData, origin: string) => Promise<{ certificateId: string }>) => async ({ request, locals, params, url }: RequestEvent) => {
  let certificateId: string;
  try {
    const scope = scopeOf(locals);
    const { programmeId } = await programme(scope, params.slug);
    const form = await request.formData();
    ({ certificateId } = await ask(scope, { programmeId, certificateId: params.certificate!, reason: text(form, 'reason') }, form, linkOrigin(url.origin)));
  } catch (caught) {
    return failed(caught, locals);
  }
  redirect(303, `${href(locals.locale, `/work/programmes/${params.slug}/certificates/${params.series}/${certificateId}`)}?done=${done}`);
};
const text = (form: FormData, name: string) => String(form.get(name) ?? '');

export const actions: Actions = {
  revoke: form('revoked', (scope, about) => execute(revokeCertificate, scope, about)),
  reissue: form('reissued', (scope, about, form, origin) => execute(reissueCertificate, scope, { ...about, locale: text(form, 'language'), origin })),
  link: form('link', (scope, { programmeId, certificateId }, form) => execute(sendHolderLink, scope, { programmeId, certificateId, email: text(form, 'email').trim() })),
  forget: form('forgotten', (scope, { programmeId, certificateId }) => execute(forgetHolder, scope, { programmeId, certificateId })),
};
