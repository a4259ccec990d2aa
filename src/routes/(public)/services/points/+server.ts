import { href } from '#platform/words/href.ts';
import { say } from '#platform/words/localised.ts';
import { askedIn } from '#modules/services/asked.ts';
import { servicePoints } from '#modules/services/queries.ts';
import type { RequestHandler } from './$types';

/** Where the services lie that a question of the finder finds; `static/nearest.js` puts them in order on the device, so that nobody else learns where it is. */
export const GET: RequestHandler = async ({ url, locals: { locale } }) => {
  const { filter } = askedIn(url.searchParams, locale);
  const { services, compared, total } = await servicePoints(filter ?? {});
  return Response.json(
    {
      total,
      compared,
      services: services.map(({ id, name, names, provider, providerNames, city, street, latitude, longitude, approximate }) => ({
        href: href(locale, `/services/${id}`), name: say(names, locale) || name, provider: say(providerNames, locale) || provider, where: [street, city].filter(Boolean).join(', '), at: [latitude, longitude], about: approximate,
      })),
    },
    { headers: { 'cache-control': 'public, max-age=300' } },
  );
};
