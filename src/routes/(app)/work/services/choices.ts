import type { Locale } from '#platform/words/locales.ts';
import type { Scope } from '#platform/session/scope.ts';
import { listOrganisations, organisationsNamed } from '#modules/organisations/queries.ts';
import { Problem } from '#platform/problem.ts';
import { nomenclature, userGroups } from '#modules/services/nomenclature/nomenclature.ts';
import { termName } from '#modules/services/say.ts';

/** What the form offers: kinds of service by country, groups, and the network's organisations. */
export async function choicesFor(scope: Scope, locale: Locale) {
  const country = new Intl.DisplayNames(locale, { type: 'region' });
  const kinds = nomenclature().terms.filter(({ vocabulary, parentId, code }) => vocabulary !== 'user-group' && (vocabulary === 'category' || parentId || /\./.test(code)));
  return {
    kinds: kinds.map(({ id, vocabulary }) => ({ value: id, label: termName(id, locale), group: vocabulary === 'category' ? undefined : country.of(vocabulary) })).map(({ group, ...one }) => ({ ...one, ...(group && { group }) })),
    allGroups: userGroups().map(({ id }) => ({ value: id, label: termName(id, locale) })),
    organisations: (await listOrganisations(scope, { limit: 200 })).items.map(({ name }) => name),
  };
}

/** @throws Problem 422 when nobody, or more than one, is called so */
export async function providerNamed(scope: Scope, name: string | undefined): Promise<string | undefined> {
  if (!name?.trim()) return undefined;
  const found = await organisationsNamed(scope, name.trim());
  if (found.length !== 1) throw new Problem(422, found.length ? 'services.provider_ambiguous' : 'services.unknown_provider', { name }, 'organisationId');
  return found[0]!.organisationId;
}
