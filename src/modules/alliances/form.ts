/** A network as a plain form and back; every language has a field of its own. Pure. */
import { Problem } from '#platform/problem.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { Country } from '#modules/places/shape.ts';
import { unitNamed } from '#modules/places/written-name.ts';
import type { Alliance } from './shape.ts';

/** The languages somebody writes in; Serbian Latin is derived. */
export const written = ['sr-Cyrl', 'bg', 'ro', 'en'] as const;

export const allianceFields = [...written.map((locale) => `names.${locale}`), ...written.map((locale) => `purposes.${locale}`), 'kind', 'organisation', 'areas', 'foundedOn', 'endedOn', 'website'];

const texts = (values: Record<string, string>, field: string): Localised => Object.fromEntries(written.flatMap((locale) => (values[`${field}.${locale}`]?.trim() ? [[locale, values[`${field}.${locale}`]!.trim()]] : [])));

/** Lines of a field that takes many, with commas and line ends alike. */
export const listed = (text: string | undefined): string[] => (text ?? '').split(/[,;\n]/).map((one) => one.trim()).filter(Boolean);

/** The units that are meant by what somebody wrote, in any script. @throws Problem 422 for a name nobody knows or that names several */
export function placesNamed(text: string | undefined, field: string, country: Country | null): string[] {
  return listed(text).map((one) => {
    const { unit, nearest } = unitNamed(one, { country, level: 'any' });
    if (!unit) throw new Problem(422, nearest === null ? 'alliances.place_unknown' : 'alliances.place_ambiguous', { text: one, guess: nearest ?? '' }, field);
    return unit;
  });
}

export const fromForm = (values: Record<string, string>, organisationId: string | null, country: Country | null) => ({
  names: texts(values, 'names'),
  purposes: texts(values, 'purposes'),
  kind: values.kind,
  organisationId,
  areas: placesNamed(values.areas, 'areas', country),
  foundedOn: values.foundedOn || null,
  endedOn: values.endedOn || null,
  website: values.website?.trim() || null,
});

/** @param placeName how the reader calls a unit */
export const toForm = (alliance: Alliance, organisation: string | null, placeName: (id: string) => string): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(alliance.names).map(([locale, text]) => [`names.${locale}`, text])),
  ...Object.fromEntries(Object.entries(alliance.purposes).map(([locale, text]) => [`purposes.${locale}`, text])),
  kind: alliance.kind,
  organisation: organisation ?? '',
  areas: alliance.areas.map(placeName).join(', '),
  foundedOn: alliance.foundedOn ?? '',
  endedOn: alliance.endedOn ?? '',
  website: alliance.website ?? '',
});
