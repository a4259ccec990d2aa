/** A service as flat fields, text by text: what is compared with a proposal, shown as a difference, and kept as a version. Pure. */
import { locales } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';
import { plainText, textFields, textsOf, written } from './form.ts';
import { furtherPlaces, placeField } from './places-form.ts';
import type { ServiceWhole } from './whole-queries.ts';

/** Field → text; a field that says nothing is not there. */
export type Fields = Record<string, string>;

/** What only those who run the directory say about a service. */
const kept = ['provider', 'published', 'assured'];
/** Names of all fields a provider may say something in; `groups` is a list of terms, parted by spaces. */
export const providerFields: readonly string[] = textFields.filter((name) => !kept.includes(name));

export function fieldsOfService(service: ServiceWhole): Fields {
  const { texts, groups } = textsOf(service);
  const all: Record<string, string | undefined> = { groups: [...groups].sort().join(' ') };
  for (const name of textFields) if (!kept.includes(name)) all[name] = plainText(texts[name]);
  withoutLoneCountries(all);
  return Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => Boolean(pair[1])));
}

/** A country alone says nothing: the form needs one to begin with. */
function withoutLoneCountries(all: Record<string, string | undefined>) {
  for (const place of [1, ...furtherPlaces]) if (!all[placeField('city', place)]) delete all[placeField('country', place)];
}

/** A posted form as fields. */
export function fieldsPosted(texts: Readonly<Record<string, string>>, groups: readonly string[]): Fields {
  const all: Fields = { groups: [...groups].sort().join(' ') };
  for (const name of providerFields) all[name] = plainText(texts[name]);
  withoutLoneCountries(all);
  return Object.fromEntries(Object.entries(all).filter(([, text]) => text));
}

/** What `saveService` takes so that a service reads like `fields`, without whose it is. @param before null for one that is not there yet @throws Problem 422 for a place nobody knows */
export function serviceWritten(fields: Fields, before: ServiceWhole | null, today: string) {
  const part = (name: string): Localised => Object.fromEntries(locales.flatMap((locale) => (fields[`${name}.${locale}`] ? [[locale, fields[`${name}.${locale}`]]] : [])));
  return {
    ...written({ ...fields, published: before?.published ? 'yes' : '' }, (fields.groups ?? '').split(' ').filter(Boolean), today, before),
    names: part('names'),
    descriptions: part('descriptions'),
  };
}

/** The same for one that is there. */
export const serviceReading = (fields: Fields, before: ServiceWhole, today: string) => ({
  ...serviceWritten(fields, before, today), serviceId: before.hsds.id, organisationId: before.hsds.organization.id, seen: before.hsds.last_modified,
});
