import { linkOrigin } from '#platform/session/origin.ts';
import { notFound } from '#platform/problem.ts';
import { wordsOf } from '#platform/words/load.ts';
import { logoOf } from '#modules/networks/queries.ts';
import { badgesDocument } from '#modules/events/badges/document.ts';
import { linkedRegistration } from '#modules/events/registration/link-queries.ts';
import type { RequestHandler } from './$types';

/** One's own badge as PDF, in the language of the page. */
export const GET: RequestHandler = async ({ params, locals, url }) => {
  const { scope, plan, registration } = await linkedRegistration(params.token);
  if (registration.state !== 'seat') throw notFound();
  const { given, surname, organisation, place, code } = registration;
  const event = { titles: plan.titles, firstDay: plan.firstDay, lastDay: plan.lastDay, origin: linkOrigin(url.origin), logo: await logoOf(scope) };
  const body = await badgesDocument({ badges: [{ given, surname, organisation, place, code, locale: locals.locale }], event, format: 'a6', locale: locals.locale, createdAt: new Date() }, await wordsOf(locals.locale));
  return new Response(body as BodyInit, { headers: { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="badge.pdf"', 'cache-control': 'private, no-store' } });
};
