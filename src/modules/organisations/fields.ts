/** An organisation as flat fields, text by text: what is compared with a proposal, shown as a difference, and kept as a version. Pure. */
import { contactIds, contactParts } from './form.ts';
import { numbersIn, numbersSaid, schemes } from './identifiers.ts';
import type { Contact } from './shape.ts';
import type { Localised } from '#platform/words/localised.ts';

/** Field → text; a field that says nothing is not there. */
export type Fields = Record<string, string>;

/** What the organisation's own row says, without what joined entries add. */
export interface OwnEntry {
  type: string;
  name: string;
  names: Localised;
  descriptions: Localised;
  seat: string | null;
  areas: { placeId: string; from: string | null; until: string | null }[];
  identifiers: { scheme: string; value: string }[];
  website: string | null;
  email: string | null;
  phone: string | null;
  contacts: Contact[];
}

export function fieldsOf(entry: OwnEntry): Fields {
  const all: Record<string, string | null> = {
    name: entry.name,
    ...within('names', entry.names),
    ...within('descriptions', entry.descriptions),
    seat: entry.seat,
    areas: entry.areas.map(({ placeId }) => placeId).sort().join(' '),
    ...Object.fromEntries([...Map.groupBy(entry.identifiers, ({ scheme }) => scheme)].map(([scheme, all]) => [`identifiers.${scheme}`, numbersSaid(all.map(({ value }) => value))])),
    website: entry.website,
    email: entry.email,
    phone: entry.phone,
  };
  for (const { contactId, isPublic, ...contact } of entry.contacts) for (const part of contactParts) all[`contact.${contactId}.${part}`] = part === 'isPublic' ? (isPublic ? 'yes' : '') : contact[part];
  return Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => Boolean(pair[1])));
}

const within = (name: string, texts: Localised) => Object.fromEntries(Object.entries(texts).map(([locale, text]) => [`${name}.${locale}`, text]));
const part = (fields: Fields, name: string): Localised => Object.fromEntries(Object.entries(fields).flatMap(([field, text]) => (field.startsWith(`${name}.`) ? [[field.slice(name.length + 1), text]] : [])));

/** What `changeOrganisation` takes so that the organisation reads like `fields`; only the parts that `changed` fields belong to, so that nothing else is written. */
export function changeTo(fields: Fields, changed: readonly string[], entry: OwnEntry) {
  const text = (name: string) => fields[name] || null;
  const all = {
    name: fields.name ?? '',
    names: part(fields, 'names'),
    descriptions: part(fields, 'descriptions'),
    seat: text('seat'),
    areas: (fields.areas ?? '').split(' ').filter(Boolean).map((placeId) => entry.areas.find((area) => area.placeId === placeId) ?? { placeId, from: null, until: null }),
    identifiers: schemes.flatMap((scheme) => numbersIn(fields[`identifiers.${scheme}`] ?? '').map((value) => ({ scheme, value }))),
    website: text('website'),
    email: text('email'),
    phone: text('phone'),
    contact: contactIds(fields).map((contactId) => {
      const said = (name: string) => fields[`contact.${contactId}.${name}`] || null;
      return { contactId, name: said('name'), role: said('role'), phone: said('phone'), email: said('email'), website: said('website'), isPublic: said('isPublic') === 'yes', consentOn: said('consentOn') };
    }).filter(({ name, phone, email, website }) => name ?? phone ?? email ?? website),
  };
  const parts = new Set(changed.map((field) => field.split('.')[0]!));
  const { contact: contacts, ...rest } = all;
  return { ...Object.fromEntries(Object.entries(rest).filter(([name]) => parts.has(name))), ...(parts.has('contact') && { contacts }) };
}
