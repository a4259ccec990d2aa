import { renderSVG } from 'uqr';
import { href } from '#platform/words/href.ts';
import { publicService } from '#modules/services/whole-queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals: { locale } }) => {
  const address = `${url.origin}${href(locale, `/services/${params.service}`)}`;
  return { service: await publicService(params.service), address, code: renderSVG(address, { border: 0 }) };
};
