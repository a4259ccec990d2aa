/** A service as schema.org describes one (GovernmentService / Service), for search engines. Pure. */
import type { ServiceWhole } from './whole-queries.ts';
import { schemaHours } from './opening.ts';

/** @returns JSON that is safe inside a `script` element */
export function jsonLd({ hsds }: ServiceWhole, address: string): string {
  const place = hsds.service_at_locations?.[0];
  const at = place?.location?.addresses?.[0];
  const phone = hsds.phones?.[0]?.number ?? place?.phones?.[0]?.number;
  const hours = schemaHours([...(hsds.schedules ?? []), ...(place?.schedules ?? [])]);
  const audience = hsds.minimum_age !== undefined || hsds.maximum_age !== undefined ? { '@type': 'PeopleAudience', suggestedMinAge: hsds.minimum_age, suggestedMaxAge: hsds.maximum_age } : undefined;
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Service',
    '@id': address,
    url: address,
    name: hsds.name,
    description: hsds.description,
    provider: { '@type': 'Organization', name: hsds.organization.name, url: hsds.organization.website },
    audience,
    availableChannel: {
      '@type': 'ServiceChannel',
      serviceUrl: hsds.url,
      ...(phone && { servicePhone: { '@type': 'ContactPoint', telephone: phone } }),
      ...(at && { serviceLocation: { '@type': 'Place', name: place?.location?.name, address: { '@type': 'PostalAddress', streetAddress: at.address_1, addressLocality: at.city, postalCode: at.postal_code, addressCountry: at.country }, ...(hours.length && { openingHours: hours }) } }),
    },
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
