import type { Scope } from '#platform/session/scope.ts';
import { say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { allianceNames, listAgreements, whoCanLookAfter } from '#modules/alliances/agreements/queries.ts';
import { namesOf } from '../networks/named.ts';

/** What the form for an agreement offers: parties by name, members, and the agreements it may continue. */
export async function choicesFor(scope: Scope, locale: Locale, today: string) {
  const [networks, organisations, members, others] = await Promise.all([allianceNames(scope), namesOf(scope), whoCanLookAfter(scope), listAgreements(scope, today)]);
  return { names: [...new Set([...networks.map(({ names }) => say(names, locale)), ...organisations])], members, others: others.items.map(({ agreementId, titles }) => ({ agreementId, titles })) };
}
