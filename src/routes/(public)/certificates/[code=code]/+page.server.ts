import { publicCertificate } from '#modules/events/certificates/queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, setHeaders }) => {
  // Whoever has the code may look; search engines may not keep what they see. A page that was valid yesterday must not be shown from a cache.
  setHeaders({ 'x-robots-tag': 'noindex, nofollow', 'cache-control': 'no-store' });
  return { certificate: await publicCertificate(params.code), code: params.code, forgotten: url.searchParams.has('forgotten') };
};
