import { accountNames } from '#platform/session/members/queries.ts';
import type { Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import type { Locale } from '#platform/words/locales.ts';
import { mayReview } from '#modules/duplicates/access.ts';
import { joinedFrom } from '#modules/duplicates/queries.ts';
import type { Kind } from '#modules/duplicates/shape.ts';
import { accountOf, whoOf } from '#modules/duplicates/who.ts';

/** The entries joined into this one with who joined them, for its page; null for whoever may not decide about it. */
export async function joinedInto(scope: Scope, kind: Kind, id: string, locale: Locale) {
  if (!mayReview(scope)) return null;
  const joined = await joinedFrom(scope, kind, id);
  const names = await accountNames(scope, joined.flatMap(({ joinedBy }) => accountOf(joinedBy) ?? []));
  const t = await wordsOf(locale);
  return joined.map(({ joiningId, name, joinedAt, joinedBy }) => ({ joiningId, name, joinedAt, who: whoOf(joinedBy, names, t) }));
}
