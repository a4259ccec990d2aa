import { href } from '#platform/words/href.ts';
import { inLanguage } from '#platform/words/localised.ts';
import { wordsOf } from '#platform/words/load.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { scopeOf } from '../../../../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** The door of one event as an application of its own on a phone's start screen (W3C Web Application Manifest). */
export const GET: RequestHandler = async ({ locals, params }) => {
  const plan = await planOf(scopeOf(locals), params.event);
  const t = await wordsOf(locals.locale);
  const at = href(locals.locale, `/work/events/${params.event}/door`);
  const title = inLanguage(plan.titles, locals.locale)?.text ?? '';
  return Response.json(
    {
      id: `/work/events/${params.event}/door`, name: `${t('check-in.door')} – ${title}`, short_name: t('check-in.door'), lang: locals.locale, start_url: at, scope: at, display: 'standalone', background_color: '#fbf8f3', theme_color: '#a4232f',
      icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
    },
    { headers: { 'content-type': 'application/manifest+json' } },
  );
};
