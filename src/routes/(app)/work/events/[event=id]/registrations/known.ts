import type { Scope } from '#platform/session/scope.ts';
import type { Locale } from '#platform/words/locales.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { listOrganisations } from '#modules/organisations/queries.ts';
import { municipalityNames } from '#modules/places/written-name.ts';

/** What is proposed while somebody writes for whom she comes: organisations of the network, municipalities of its country. */
export async function knownNames(scope: Scope, locale: Locale): Promise<{ organisations: string[]; municipalities: string[] }> {
  const { country } = await networkOf(scope);
  return { organisations: (await listOrganisations(scope, { limit: 200 })).items.map(({ name }) => name), municipalities: municipalityNames({ country, locale }) };
}
