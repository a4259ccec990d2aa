/** The form of an organisation: what a person wrote ↔ what the commands take. Pure. */
import { Problem } from '#platform/problem.ts';
import { locales } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { Country } from '#modules/places/shape.ts';
import { placeNamed, unitNamed, writtenName } from '#modules/places/written-name.ts';
import { schemes } from './identifiers.ts';

/** What a person wrote into the form, as the commands want it. A seat may be written in any spelling. @throws Problem 422 for a seat nobody knows. */
export function written(input: Record<string, string>, country: Country | null) {
  const text = (name: string) => input[name]?.trim() || null;
  return { name: input.name, type: input.type, seat: seatNamed(text('seat'), country), website: text('website'), email: text('email'), phone: text('phone') };
}

/** @param country of the network, whose municipality a name means that several countries have @throws Problem 422 for a municipality nobody knows */
export function seatNamed(text: string | null, country: Country | null): string | null {
  if (text === null) return null;
  const unit = placeNamed(text, { country, level: 'municipality' });
  if (!unit) throw new Problem(422, 'organisations.seat_unknown', { text }, 'seat');
  return unit;
}

/** What the form shows for a seat, so that it is read as the same municipality again. */
function seatText(id: string, country: Country | null): string {
  const name = writtenName(id, { country });
  return placeNamed(name, { country, level: 'municipality' }) === id ? name : id;
}

/** A line of places, in any spelling. @throws Problem 422 for one that is not sure */
export const placesNamed = (text: string, country: Country | null): string[] =>
  [...new Set(text.split(/[,;\n]/).map((part) => part.trim()).filter(Boolean).map((part) => {
    const { unit, nearest } = unitNamed(part, { country });
    if (!unit) throw new Problem(422, 'organisations.area_unsure', { text: part, proposal: nearest ?? '' }, 'areas');
    return unit;
  }))];

/** What a text field of the form is called in a language: `names.bg`. */
export const inLocale = (field: string, locale: string) => `${field}.${locale}`;
export const contactParts = ['name', 'role', 'phone', 'email', 'website', 'isPublic', 'consentOn'] as const;
/** Room for so many contacts in the form; two of them stand empty at its end. */
export const mostContacts = 20;

/** Names of all fields, for reading a posted form. */
export const profileFields: readonly string[] = [
  'name', 'seat', 'areas', 'website', 'email', 'phone',
  ...locales.flatMap((locale) => [inLocale('names', locale), inLocale('descriptions', locale)]),
  ...schemes.map((scheme) => `identifiers.${scheme}`),
  ...Array.from({ length: mostContacts }, (_, at) => [...contactParts, 'contactId'].map((part) => `contacts.${at}.${part}`)).flat(),
];

type Texts = Readonly<Record<string, string>>;

export const localisedIn = (texts: Texts, field: string): Localised => Object.fromEntries(locales.flatMap((locale) => (texts[inLocale(field, locale)]?.trim() ? [[locale, texts[inLocale(field, locale)]!.trim()]] : [])));

/**
 * The posted form as the fields of a record (`fields.ts`): places as ids, contacts by their own ids. An empty contact is none.
 * @throws Problem 422 for a place nobody knows
 */
export function fieldsWritten(texts: Texts, country: Country | null): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const name of ['name', 'website', 'email', 'phone']) fields[name] = texts[name]?.trim() ?? '';
  fields.seat = seatNamed(texts.seat?.trim() || null, country) ?? '';
  fields.areas = placesNamed(texts.areas ?? '', country).sort().join(' ');
  for (const field of profileFields) if (/^(names|descriptions|identifiers)\./.test(field)) fields[field] = (texts[field] ?? '').replace(/\r\n/g, '\n').trim();
  for (let at = 0; at < mostContacts; at++) {
    const part = (name: string) => texts[`contacts.${at}.${name}`]?.trim() ?? '';
    const id = part('contactId');
    if (!/^[0-9a-f-]{36}$/.test(id) || !contactParts.some((name) => part(name) && name !== 'isPublic' && name !== 'consentOn')) continue;
    for (const name of contactParts) fields[`contact.${id}.${name}`] = part(name);
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

/** A posted form with its contacts in a row, those that say nothing at the end: a problem names a contact by its place among those that say something. */
export function inRow(texts: Texts): Record<string, string> {
  const part = (at: number, name: string) => texts[`contacts.${at}.${name}`]?.trim() ?? '';
  const there = Array.from({ length: mostContacts }, (_, at) => at).filter((at) => part(at, 'contactId'));
  const says = (at: number) => contactParts.some((name) => part(at, name) && name !== 'isPublic' && name !== 'consentOn');
  const rest = Object.fromEntries(Object.entries(texts).filter(([name]) => !name.startsWith('contacts.')));
  const ordered = [...there.filter(says), ...there.filter((at) => !says(at))];
  return { ...rest, ...Object.fromEntries(ordered.flatMap((from, to) => [...contactParts, 'contactId'].map((name) => [`contacts.${to}.${name}`, texts[`contacts.${from}.${name}`] ?? '']))) };
}

/** The fields of a record as the form shows them. `fresh`: ids for the empty contacts at its end. */
export function formOfFields(fields: Texts, fresh: readonly string[], country: Country | null): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [field, value] of Object.entries(fields)) if (!field.startsWith('contact.')) texts[field] = field === 'seat' ? seatText(value, country) : field === 'areas' ? value.split(' ').filter(Boolean).map((id) => writtenName(id, { country })).join(', ') : value;
  contactIds(fields).concat(fresh).slice(0, mostContacts).forEach((id, at) => {
    texts[`contacts.${at}.contactId`] = id;
    for (const part of contactParts) texts[`contacts.${at}.${part}`] = fields[`contact.${id}.${part}`] ?? '';
  });
  return texts;
}

/** Contacts that a record's fields name, in the order they stand there. */
export const contactIds = (fields: Texts): string[] => [...new Set(Object.keys(fields).flatMap((field) => /^contact\.([0-9a-f-]{36})\./.exec(field)?.[1] ?? []))];
