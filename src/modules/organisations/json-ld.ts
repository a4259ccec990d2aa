/** An organisation as schema.org describes one, for search engines. Pure. E-mail addresses are not in it: programs that collect them read it too. */
import { inLanguage, say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Organisation } from './shape.ts';

const types: Partial<Record<Organisation['type'], string>> = { cso: 'NGO', authority: 'GovernmentOrganization', 'public-institution': 'GovernmentOrganization', media: 'NewsMediaOrganization' };

/** @returns JSON that is safe inside a `script` element */
export function jsonLd(organisation: Organisation, { address, locale, seatName }: { address: string; locale: Locale; seatName: string | null }): string {
  const { names, name, descriptions, website, identifiers, contacts } = organisation;
  const data = {
    '@context': 'https://schema.org',
    '@type': types[organisation.type] ?? 'Organization',
    '@id': address,
    url: website ?? address,
    mainEntityOfPage: address,
    name: inLanguage(names, locale)?.text ?? name,
    alternateName: [...new Set([name, ...Object.values(names)])].filter((one) => one !== (say(names, locale) || name)),
    description: inLanguage(descriptions, locale)?.text,
    address: seatName ? { '@type': 'PostalAddress', addressLocality: seatName, addressCountry: organisation.seat!.slice(0, 2) } : undefined,
    identifier: identifiers.map(({ scheme, value }) => ({ '@type': 'PropertyValue', propertyID: scheme, value })),
    contactPoint: contacts.filter(({ phone }) => phone).map(({ name: whom, phone }) => ({ '@type': 'ContactPoint', name: whom ?? undefined, telephone: phone })),
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
