import { redirect } from '@sveltejs/kit';
import { publicScope } from '#platform/session/scope.ts';
import { href } from '#platform/words/href.ts';
import { jsonLd } from '#modules/organisations/json-ld.ts';
import { inSomeNetwork } from '#modules/networks/queries.ts';
import { findOrganisation } from '#modules/organisations/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { servicesGivenBy } from '#modules/services/queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals }) => {
  const { networkId, found } = await inSomeNetwork(async (scope) => {
    const one = await findOrganisation(scope, params.organisation);
    return one && { networkId: scope.networkId, found: one };
  });
  // The entry was joined into another one: its old address leads there.
  if (found.organisationId !== params.organisation) redirect(301, href(locals.locale, `/organisations/${found.organisationId}`));
  const address = `${url.origin}${href(locals.locale, `/organisations/${found.organisationId}`)}`;
  const seatName = found.seat && placeName(found.seat, locals);
  return {
    organisation: { ...found, seatName, areaNames: found.areas.map(({ placeId }) => placeName(placeId, locals)) },
    services: await servicesGivenBy(publicScope(networkId), found.organisationId),
    isSent: url.searchParams.has('sent'),
    data: jsonLd(found, { address, locale: locals.locale, seatName }),
  };
};
