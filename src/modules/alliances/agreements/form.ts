/** An agreement as a plain form and back. Pure. */
import type { Localised } from '#platform/words/localised.ts';
import type { Country } from '#modules/places/shape.ts';
import { placesNamed, written } from '../form.ts';
import type { Agreement, Party } from './shape.ts';

/** Lines for parties that a form offers at least. */
export const partyLines = 8;
export const agreementFields = [
  ...written.flatMap((locale) => [`titles.${locale}`, `scopes.${locale}`]), ...Array.from({ length: partyLines }, (_, at) => `party_${at}`),
  'kind', 'reference', 'places', 'signedOn', 'validFrom', 'validUntil', 'renewal', 'renewalMonths', 'continues', 'account',
];

const texts = (values: Record<string, string>, field: string): Localised => Object.fromEntries(written.flatMap((locale) => (values[`${field}.${locale}`]?.trim() ? [[locale, values[`${field}.${locale}`]!.trim()]] : [])));

/** The names that stand in the lines for parties. */
export const partiesIn = (values: Record<string, string>): string[] => Array.from({ length: partyLines }, (_, at) => values[`party_${at}`]?.trim() ?? '').filter(Boolean);

export const fromForm = (values: Record<string, string>, parties: readonly Party[], { country, ...letters }: { locale: string; origin: string; country: Country | null }) => ({
  titles: texts(values, 'titles'),
  scopes: texts(values, 'scopes'),
  kind: values.kind,
  reference: values.reference?.trim() || null,
  parties,
  places: placesNamed(values.places, 'places', country),
  signedOn: values.signedOn || null,
  validFrom: values.validFrom,
  validUntil: values.validUntil || null,
  renewal: values.renewal,
  renewalMonths: values.renewal === 'automatic' ? (values.renewalMonths?.trim() ? Number(values.renewalMonths) : null) : null,
  continues: values.continues || null,
  accountId: values.account || null,
  ...letters,
});

/** @param placeName how the reader calls a unit */
export const toForm = (one: Agreement, placeName: (id: string) => string): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(one.titles).map(([locale, text]) => [`titles.${locale}`, text])),
  ...Object.fromEntries(Object.entries(one.scopes).map(([locale, text]) => [`scopes.${locale}`, text])),
  ...Object.fromEntries(one.parties.map(({ name, names }, at) => [`party_${at}`, name || (Object.values(names)[0] ?? '')])),
  kind: one.kind,
  reference: one.reference ?? '',
  places: one.places.map(placeName).join(', '),
  signedOn: one.signedOn ?? '',
  validFrom: one.validFrom,
  validUntil: one.validUntil ?? '',
  renewal: one.renewal,
  renewalMonths: one.renewalMonths ? String(one.renewalMonths) : '',
  continues: one.continues?.agreementId ?? '',
  account: one.accountId ?? '',
});
