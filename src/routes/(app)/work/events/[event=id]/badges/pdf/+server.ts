import { redirect } from '@sveltejs/kit';
import { linkOrigin } from '#platform/session/origin.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { isLocale } from '#platform/words/locales.ts';
import { badgeFormats, badgeOf } from '#modules/events/badges/badge.ts';
import { badgesDocument } from '#modules/events/badges/document.ts';
import { guestsOf } from '#modules/events/badges/queries.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { logoOf, networkOf } from '#modules/networks/queries.ts';
import { scopeOf } from '../../../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** The badges of those chosen, or of everybody with a seat, as PDF. A form posts, because two hundred people do not fit into an address. */
export const POST: RequestHandler = async ({ locals, params, request, url }) => {
  const scope = scopeOf(locals);
  const form = await request.formData();
  const [plan, guests, { country }] = await Promise.all([planOf(scope, params.event), guestsOf(scope, params.event), networkOf(scope)]);
  const chosen = new Set(form.getAll('registration'));
  const wanted = form.has('everybody') ? guests : guests.filter(({ registrationId }) => chosen.has(registrationId));
  if (!wanted.length) redirect(303, `${href(locals.locale, `/work/events/${params.event}/badges`)}?nobody`);
  const language = form.get('language');
  const one = isLocale(language) ? language : null;
  const locale = one ?? locals.locale;
  const format = badgeFormats.find((known) => known === form.get('format')) ?? 'a4';
  const event = { titles: plan.titles, firstDay: plan.firstDay, lastDay: plan.lastDay, origin: linkOrigin(url.origin), logo: await logoOf(scope) };
  const body = await badgesDocument({ badges: wanted.map((guest) => badgeOf(guest, one, country)), event, format, locale, createdAt: new Date() }, await wordsOf(locale));
  return new Response(body as BodyInit, { headers: { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="badges.pdf"', 'cache-control': 'private, no-store' } });
};
