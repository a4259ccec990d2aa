import { execute } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Locale } from '#platform/words/locales.ts';
import { organisationsNamed } from '#modules/organisations/queries.ts';
import { decide, whichPlace } from '#modules/places/which-place.ts';
import { changeProgramme } from '../commands.ts';
import { programme } from '../queries.ts';
import { fromForm, type FicheForm, type Typed } from './fiche-form.ts';

/**
 * Saves a posted fiche: what was typed for organisations and places is looked up, everything else is the form's.
 * @returns the address, which may be a new one
 * @throws Problem with the field to put right; nothing is saved then
 */
export async function saveFiche(scope: Scope, slug: string, form: FicheForm, { language, locale }: { language: Locale; locale: Locale }): Promise<{ slug: string }> {
  const fiche = await programme(scope, slug);
  const { change, typed } = fromForm(form, fiche, language);
  const organisations = await Promise.all(typed.organisations.map((one) => found(scope, one)));
  const places = typed.places.map(({ text, relation }) => ({ placeId: placeNamed(text, locale), relation }));
  return execute(changeProgramme, scope, {
    programmeId: fiche.programmeId,
    ...change,
    organisations: [...(change.organisations ?? []), ...organisations],
    places: [...(change.places ?? []).map(({ placeId, relation }) => ({ placeId, relation })), ...places],
  });
}

async function found(scope: Scope, { field, name, role }: Typed['organisations'][number]) {
  const called = await organisationsNamed(scope, name);
  if (called.length > 1) throw new Problem(422, 'programmes.organisation_ambiguous', { name, names: called.map((one) => one.name).join('; ') }, field);
  if (!called[0]) throw new Problem(422, 'programmes.organisation_not_found', { name }, field);
  return { organisationId: called[0].organisationId, role };
}

/** A municipality first, because nearly every programme names those; else a district, region or country. */
function placeNamed(text: string, locale: Locale): string {
  const answers = (['municipality', 'any'] as const).map((level) => decide(whichPlace(text, { level, locale })));
  const sure = answers.find(({ decision }) => decision === 'sure');
  if (sure) return sure.best!.unit;
  const proposals = [...new Set(answers.flatMap((answer) => answer.proposals.slice(0, 4).map(({ name }) => name)))];
  if (!proposals.length) throw new Problem(422, 'programmes.place_not_found', { text }, 'places.new');
  throw new Problem(422, 'programmes.place_doubtful', { text, proposals: proposals.slice(0, 5).join(', ') }, 'places.new');
}
