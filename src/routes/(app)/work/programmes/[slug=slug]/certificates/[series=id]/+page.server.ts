import { error, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { href } from '#platform/words/href.ts';
import { maySeeRegister } from '#modules/events/certificates/access.ts';
import { allowName, issueCertificates, reissueCertificate, revokeCertificate } from '#modules/events/certificates/commands.ts';
import { registerOf } from '#modules/events/certificates/queries.ts';
import { setCompletion } from '#modules/events/completion/commands.ts';
import { programme } from '#modules/programmes/queries.ts';
import { failed, scopeOf } from '../../../../../../signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  if (!maySeeRegister(scope, fiche.programmeId)) error(403);
  const issued = Number(url.searchParams.get('issued'));
  return { fiche, ...(await registerOf(scope, fiche.programmeId, params.series)), issued: Number.isSafeInteger(issued) && issued > 0 ? issued : null, done: url.searchParams.get('done') };
};

/** One form: what it says, which command it asks for, and what the page says afterwards. */
const form = (ask: (form: FormData, about: { programmeId: string; seriesId: string; origin: string }) => { run: (scope: ReturnType<typeof scopeOf>) => Promise<unknown>; done: string }) => async ({ request, locals, params, url }: RequestEvent) => {
  let done: string;
  try {
    const scope = scopeOf(locals);
    const { programmeId } = await programme(scope, params.slug);
    const asked = ask(await request.formData(), { programmeId, seriesId: params.series, origin: linkOrigin(url.origin) });
    await asked.run(scope);
    done = asked.done;
  } catch (caught) {
    return failed(caught, locals);
  }
  redirect(303, `${href(locals.locale, `/work/programmes/${params.slug}/certificates/${params.series}`)}?${done}`);
};
const text = (form: FormData, name: string) => String(form.get(name) ?? '');

export const actions: Actions = {
  rule: form((form, { programmeId, seriesId }) => ({
    run: (scope) => execute(setCompletion, scope, { programmeId, seriesId, rule: { of: text(form, 'of'), share: Number(text(form, 'share')) }, ...(form.has('trainerMonths') && { trainerMonths: Number(text(form, 'trainerMonths')) }) }),
    done: 'done=rule',
  })),
  issue: form((form, about) => {
    const personIds = form.getAll('person').map(String);
    return { run: (scope) => execute(issueCertificates, scope, { ...about, personIds, locale: text(form, 'language'), showsName: form.has('showsName') }), done: `issued=${personIds.length}#register` };
  }),
  revoke: form((form, { programmeId }) => ({ run: (scope) => execute(revokeCertificate, scope, { programmeId, certificateId: text(form, 'certificate'), reason: text(form, 'reason') }), done: 'done=revoked#register' })),
  reissue: form((form, { programmeId, origin }) => ({
    run: (scope) => execute(reissueCertificate, scope, { programmeId, certificateId: text(form, 'certificate'), reason: text(form, 'reason'), locale: text(form, 'language'), origin }),
    done: 'done=reissued#register',
  })),
  allow: form((form, { programmeId }) => {
    const showsName = text(form, 'shows') === 'yes';
    return { run: (scope) => execute(allowName, scope, { programmeId, certificateId: text(form, 'certificate'), showsName }), done: `done=${showsName ? 'allowed' : 'disallowed'}#register` };
  }),
};
