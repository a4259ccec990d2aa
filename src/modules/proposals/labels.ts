/** Fields of a record and what stands in them, in a reader's words. Pure. */
import { formatDay } from '#platform/words/format.ts';
import { intlTag, localeNames, type Locale } from '#platform/words/locales.ts';
import type { WordKey, WordValues } from '#platform/words/translate.ts';
import { placeName } from '#modules/places/say.ts';
import { termName } from '#modules/services/say.ts';
import { weekdays } from '#modules/services/shape.ts';
import type { Fields, Kind } from './shape.ts';

/** Who reads: words and language, as pages have them. */
export interface Reader {
  t(key: WordKey, values?: WordValues): string;
  locale: Locale;
}

const words: Record<Kind, Record<string, WordKey>> = {
  organisation: {
    name: 'organisations.name', names: 'organisations.name', descriptions: 'organisations.description', seat: 'organisations.seat', areas: 'organisations.areas', website: 'organisations.website', email: 'organisations.email', phone: 'organisations.phone',
  },
  service: {
    name: 'services.name', names: 'services.name', description: 'services.description', descriptions: 'services.description', kind: 'services.kind', groups: 'services.group', status: 'services.status', minimumAge: 'services.minimum_age', maximumAge: 'services.maximum_age',
    eligibility: 'services.eligibility', units: 'services.open_to', street: 'services.street', city: 'services.city', postalCode: 'services.postal_code', country: 'services.country', phone: 'services.phone', email: 'services.email', website: 'services.website', fees: 'services.cost',
    application: 'services.application', documents: 'services.documents', languages: 'services.languages', capacity: 'services.capacity', waiting: 'services.on_waiting_list', openedOn: 'services.opened_on', funding: 'services.funding', placeName: 'services.place_name', coordinates: 'services.coordinates', accessibility: 'services.accessibility',
  },
};
const parts: Record<string, WordKey> = { name: 'organisations.contact_name', role: 'organisations.contact_role', phone: 'organisations.phone', email: 'organisations.email', website: 'organisations.website', isPublic: 'organisations.contact_public', consentOn: 'organisations.contact_consent' };

/** `known`: all fields of the record, for the name of the contact a field belongs to. */
export function fieldLabel(kind: Kind, field: string, { t, locale }: Reader, known: Fields): string {
  const [first = '', second = '', third = ''] = field.split('.');
  if (first === 'contact') return `${t('organisations.contacts')}, ${known[`contact.${second}.name`] || known[`contact.${second}.role`] || known[`contact.${second}.phone`] || t('organisations.contact_new')}: ${parts[third] ? t(parts[third]) : third}`;
  if (first === 'identifiers') return second;
  const hour = /^(opens|closes)(2?)_(\w\w)$/.exec(first);
  if (hour) return `${dayName(hour[3]!, locale)}, ${t(hour[2] ? (hour[1] === 'opens' ? 'services.opens_again' : 'services.closes_again') : hour[1] === 'opens' ? 'services.opens' : 'services.closes')}`;
  const further = /^(\w+)_(\d)$/.exec(first);
  if (further && words[kind][further[1]!]) return `${t('services.place_number', { n: Number(further[2]) })}: ${t(words[kind][further[1]!]!)}`;
  const key = words[kind][first];
  return `${key ? t(key) : first}${second ? ` (${localeNames[second as Locale] ?? second})` : ''}`;
}

const dayName = (day: string, locale: Locale) => new Intl.DateTimeFormat(intlTag[locale], { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2021, 0, 4 + weekdays.indexOf(day as (typeof weekdays)[number]))));

/** What stands in a field; ids as the names they stand for. */
export function fieldText(field: string, text: string, { t, locale }: Reader): string {
  if (!text) return '';
  const last = field.split('.').at(-1)!;
  if (field === 'seat') return placeName(text, { locale });
  if (field === 'areas') return text.split(' ').map((id) => placeName(id, { locale })).join(', ');
  if (field === 'kind') return termName(text, locale) || text;
  if (field === 'groups') return text.split(' ').map((id) => termName(id, locale) || id).join(', ');
  if (field === 'status') return t(text === 'active' ? 'services.status_active' : text === 'inactive' ? 'services.status_inactive' : text === 'defunct' ? 'services.status_defunct' : 'services.status_paused');
  if (/^country(_\d)?$/.test(field)) return new Intl.DisplayNames(intlTag[locale], { type: 'region' }).of(text) ?? text;
  if (last === 'isPublic') return '✓';
  if ((last === 'consentOn' || field === 'openedOn') && /^\d{4}-\d\d-\d\d$/.test(text)) return formatDay(locale, text);
  return text;
}

/** The language a field is written in, for `lang` and for showing the other script; null where it says nothing about itself. */
export const fieldLanguage = (field: string): Locale | null => {
  const [first, second] = field.split('.');
  return (first === 'names' || first === 'descriptions') && second && second in localeNames ? (second as Locale) : null;
};
