import { wordsOf } from '#platform/words/load.ts';
import { say } from '#platform/words/localised.ts';
import { csvOf } from '#platform/documents/csv.ts';
import { registrations } from '#modules/events/registration/queries.ts';
import { notFoundPage, scopeOf } from '../../../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** The list as a table for other programs, in the reader's words. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { form, registered } = await registrations(scopeOf(locals), params.event);
  if (!form) notFoundPage();
  const t = await wordsOf(locals.locale);
  const head = [t('registration.given'), t('registration.surname'), t('registration.organisation'), t('registration.place'), t('registration.email'), t('registration.phone'), t('registration.role'), t('registration.state'), t('registration.needs_access'), t('registration.needs_food'), t('registration.photo_consent'), t('registration.list_consent'), ...form!.questions.map(({ titles }) => say(titles, locals.locale))];
  const yes = (is: boolean) => t(is ? 'registration.yes' : 'registration.no');
  const rows = registered.map((one) => [
    one.given, one.surname, one.organisation, one.place, one.email, one.phone, one.role, t(`registration.state_${one.state}`), one.needsAccess, one.needsFood, yes(one.photoConsent), yes(one.listConsent), ...form!.questions.map(({ id, kind }) => (kind === 'yes-no' && one.answers[id] ? yes(one.answers[id] === 'yes') : (one.answers[id] ?? ''))),
  ]);
  return new Response(csvOf([head, ...rows]), { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="registrations.csv"', 'cache-control': 'private, no-store' } });
};
