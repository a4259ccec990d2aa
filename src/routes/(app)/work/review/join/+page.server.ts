import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { wordsOf } from '#platform/words/load.ts';
import { mayReview } from '#modules/duplicates/access.ts';
import { joinOrganisations, joinPeople } from '#modules/duplicates/joining/commands.ts';
import { beside } from '#modules/duplicates/queries.ts';
import { sayReasons, sayThresholds } from '#modules/duplicates/reasons.ts';
import type { Kind } from '#modules/duplicates/shape.ts';
import { findOrganisations, organisation } from '#modules/organisations/queries.ts';
import { findPeople, person } from '#modules/people/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../signed-in.ts';
import { sideBySide } from '../seen.ts';
import type { Actions, PageServerLoad } from './$types';

const isId = (text: string | null): text is string => text !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
const kindOf = (url: URL): Kind => (url.searchParams.get('kind') === 'organisation' ? 'organisation' : 'person');

/** Any entry put beside any other: what nobody's matching has thought of. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  const asked = url.searchParams.get('id');
  if (!mayReview(scope) || !isId(asked)) notFoundPage();
  const t = await wordsOf(locals.locale);
  const kind = kindOf(url);
  const own = kind === 'person' ? await person(scope, asked!).then((one) => ({ id: one.personId, name: [one.given, one.surname].filter(Boolean).join(' ') })) : await organisation(scope, asked!).then((one) => ({ id: one.organisationId, name: one.name }));
  const q = url.searchParams.get('q') ?? '';
  const other = url.searchParams.get('with');
  const found = !q
    ? []
    : kind === 'person'
      ? (await findPeople(scope, { q, limit: 20 })).items.map((one) => ({ id: one.personId, name: [one.given, one.surname].filter(Boolean).join(' '), beside: one.organisations.map(({ name }) => name).join('; ') }))
      : (await findOrganisations(scope, { q, limit: 20 })).items.map((one) => ({ id: one.organisationId, name: one.name, beside: one.seat ? placeName(one.seat, t) : '' }));
  const chosen = isId(other) && other !== own.id ? other : null;
  const compared = chosen && (await beside(scope, kind, own.id, chosen));
  return {
    kind,
    own,
    q,
    found: found.filter(({ id }) => id !== own.id),
    pair: chosen && compared ? { ...(await sideBySide(scope, kind, own.id, chosen, t)), said: sayReasons(compared, t), thresholds: sayThresholds(kind, t), probability: compared.probability } : null,
  };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const { stays, one, other } = await textsOf(request, 'stays', 'one', 'other');
    const kind = kindOf(url);
    const staysId = stays === other ? other : one;
    try {
      await execute(kind === 'person' ? joinPeople : joinOrganisations, scopeOf(locals), { staysId, otherId: staysId === one ? other : one });
    } catch (error) {
      return failed(error, locals);
    }
    redirect(303, `${url.pathname.replace(/review\/join$/, `${kind === 'person' ? 'people' : 'organisations'}/${staysId}`)}?joined=1`);
  },
};
