import { error } from '@sveltejs/kit';
import { mayArrange } from '#modules/events/access.ts';
import { belongings } from '#modules/events/planning/queries.ts';
import { programme } from '#modules/programmes/queries.ts';
import { scopeOf } from '../../../../signed-in.ts';
import { languageOf } from '../../../../written-in.ts';

/** What the forms of a programme's events and series begin with: the programme, what an event can belong to, and the language they are written in. @throws 403 for whoever does not plan here */
export async function arranging(locals: App.Locals, params: { slug: string }, url: URL) {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  if (!mayArrange(scope, fiche.programmeId)) error(403);
  return { scope, fiche, belongings: await belongings(scope, fiche.programmeId), language: languageOf(url, locals) };
}
