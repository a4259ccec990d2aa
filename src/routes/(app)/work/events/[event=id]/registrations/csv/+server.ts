import { csvOf } from '#platform/documents/csv.ts';
import { wordsOf } from '#platform/words/load.ts';
import { say } from '#platform/words/localised.ts';
import { mayArrange } from '#modules/events/access.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { sayAnswer } from '#modules/events/registration/answers.ts';
import { exportedRegistrations } from '#modules/events/registration/row-queries.ts';
import { notFoundPage, scopeOf } from '../../../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** The list as a table for other programs, in the reader's words, whatever language a form was filled in. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const t = await wordsOf(locals.locale);
  const yes = (is: boolean) => t(is ? 'registration.yes' : 'registration.no');
  const agreed = ({ consentSaid }: { consentSaid: string | null }, is: boolean) => (consentSaid ? yes(is) : t('registration.not_asked'));
  const { programme } = await planOf(scope, params.event);
  const arranges = mayArrange(scope, programme.programmeId);
  const lines: (string | null)[][] = [];
  const form = await exportedRegistrations(scope, params.event, (rows, { questions, asksSex, asksAge }) => {
    for (const one of rows) {
      lines.push([
        one.given, one.surname, one.organisation, one.place, one.email, one.phone, one.role, t(`registration.state_${one.state}`), one.needsAccess, one.needsFood, agreed(one, one.photoConsent), agreed(one, one.listConsent),
        ...(arranges && asksSex ? [one.sex && t(`registration.sex_${one.sex}`)] : []), ...(arranges && asksAge ? [one.ageGroup && t(`registration.age_${one.ageGroup}`)] : []),
        ...questions.map((question) => sayAnswer(question, one.answers[question.id], t)),
      ]);
    }
  });
  if (!form) notFoundPage();
  const head = [
    t('registration.given'), t('registration.surname'), t('registration.organisation'), t('registration.place'), t('registration.email'), t('registration.phone'), t('registration.role'), t('registration.state'), t('registration.needs_access'), t('registration.needs_food'), t('registration.photo_consent'), t('registration.list_consent'),
    ...(arranges && form!.asksSex ? [t('registration.sex')] : []), ...(arranges && form!.asksAge ? [t('registration.age')] : []),
    ...form!.questions.map(({ titles }) => say(titles, locals.locale)),
  ];
  return new Response(csvOf([head, ...lines]), { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="registrations.csv"', 'cache-control': 'private, no-store' } });
};
