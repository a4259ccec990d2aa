import { error, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { href } from '#platform/words/href.ts';
import { maySeeRegister } from '#modules/events/certificates/access.ts';
import { issueCertificates } from '#modules/events/certificates/commands.ts';
import { registerOf } from '#modules/events/certificates/queries.ts';
import { setCompletion } from '#modules/events/completion/commands.ts';
import { programme } from '#modules/programmes/queries.ts';
import { failed, scopeOf } from '../../../../../../signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  if (!maySeeRegister(scope, fiche.programmeId)) error(403);
  const count = (name: string) => {
    const n = Number(url.searchParams.get(name));
    return Number.isSafeInteger(n) && n > 0 ? n : 0;
  };
  return { fiche, ...(await registerOf(scope, fiche.programmeId, params.series, count('page'))), justIssued: count('issued'), letters: count('letters'), isRuleSaved: url.searchParams.has('rule') };
};

/** One form: what it says, which command it asks for, and what the page says afterwards. */
const form = (ask: (form: FormData, about: { programmeId: string; seriesId: string; origin: string }) => (scope: ReturnType<typeof scopeOf>) => Promise<string>) => async ({ request, locals, params, url }: RequestEvent) => {
  let done: string;
  try {
    const scope = scopeOf(locals);
    const { programmeId } = await programme(scope, params.slug);
    done = await ask(await request.formData(), { programmeId, seriesId: params.series, origin: linkOrigin(url.origin) })(scope);
  } catch (caught) {
    return failed(caught, locals);
  }
  redirect(303, `${href(locals.locale, `/work/programmes/${params.slug}/certificates/${params.series}`)}?${done}`);
};
const text = (form: FormData, name: string) => String(form.get(name) ?? '');

/** What the page says when a command has done its work. */
const then = async (work: Promise<unknown>, done: string) => (await work, done);

export const actions: Actions = {
  rule: form((form, { programmeId, seriesId }) => (scope) =>
    then(execute(setCompletion, scope, { programmeId, seriesId, rule: { of: text(form, 'of'), share: Number(text(form, 'share')) }, ...(form.has('trainerMonths') && { trainerMonths: Number(text(form, 'trainerMonths')) }) }), 'rule'),
  ),
  issue: form((form, about) => async (scope) => {
    const personIds = form.getAll('person').map(String);
    const locale = text(form, 'language');
    // Empty: as where none is known.
    const locales = Object.fromEntries(personIds.flatMap((id) => (form.has('everybody') ? [[id, locale]] : text(form, `language-${id}`) ? [[id, text(form, `language-${id}`)]] : [])));
    const { letters } = await execute(issueCertificates, scope, { ...about, personIds, locale, locales });
    return `issued=${personIds.length}&letters=${letters}#register`;
  }),
};
