/** A service as schema.org describes one (GovernmentService / Service), for search engines. Pure. */
import { inLanguage, say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { ServiceWhole } from './whole-queries.ts';
import { schemaHours } from './opening.ts';

/**
 * @param locale of the page: name and description in that language, or in the nearest that somebody wrote them in, which `inLanguage` says
 * @returns JSON that is safe inside a `script` element
 */
export function jsonLd({ hsds, names, descriptions, providerNames }: ServiceWhole, { address, locale }: { address: string; locale: Locale }): string {
  const [name, description] = [inLanguage(names, locale), inLanguage(descriptions, locale)];
  const place = hsds.service_at_locations?.[0];
  const at = place?.location?.addresses?.[0];
  const phone = hsds.phones?.[0]?.number ?? place?.phones?.[0]?.number;
  const languages = (hsds.languages ?? []).flatMap(({ code }) => code ?? []);
  const hours = schemaHours([...(hsds.schedules ?? []), ...(place?.schedules ?? [])]);
  const audience = hsds.minimum_age !== undefined || hsds.maximum_age !== undefined ? { '@type': 'PeopleAudience', suggestedMinAge: hsds.minimum_age, suggestedMaxAge: hsds.maximum_age } : undefined;
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Service',
    '@id': address,
    url: address,
    ...(name && { inLanguage: name.lang }),
    name: name?.text ?? hsds.name,
    description: description?.text ?? hsds.description,
    provider: { '@type': 'Organization', name: say(providerNames, locale) || hsds.organization.name, url: hsds.organization.website },
    audience,
    availableChannel: {
      '@type': 'ServiceChannel',
      serviceUrl: hsds.url,
      ...(languages.length && { availableLanguage: languages }),
      ...(phone && { servicePhone: { '@type': 'ContactPoint', telephone: phone } }),
      ...(at && { serviceLocation: { '@type': 'Place', name: place?.location?.name, address: { '@type': 'PostalAddress', streetAddress: at.address_1, addressLocality: at.city, postalCode: at.postal_code, addressCountry: at.country }, ...(place?.location?.latitude !== undefined && { geo: { '@type': 'GeoCoordinates', latitude: place.location.latitude, longitude: place.location.longitude } }), ...(hours.length && { openingHoursSpecification: hours }) } }),
    },
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
