import { intlTag, type Locale } from './locales.ts';

const cache = new Map<string, unknown>();
function kept<T>(key: string, make: () => T): T {
  let value = cache.get(key) as T | undefined;
  if (value === undefined) cache.set(key, (value = make()));
  return value;
}

/** A number as the reader writes it: 92.609,25 in Serbian, 92 609,25 in Bulgarian. */
export function formatNumber(locale: Locale, value: number, options: Intl.NumberFormatOptions = {}): string {
  return kept(`n${locale}${JSON.stringify(options)}`, () => new Intl.NumberFormat(intlTag[locale], options)).format(value);
}

/** Money with its ISO 4217 code, cents only where there are some. */
export function formatMoney(locale: Locale, amount: number, currency: string): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  return formatNumber(locale, amount, { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/**
 * Serbian says "22. новембра" where CLDR offers only "22. новембар": after a day the month stands in the genitive.
 * Months of the `ar` kind lose their a (септембар → септембра), the others add one (март → марта). In ranges CLDR writes "01." where people write "1.".
 */
function inGenitive(locale: Locale, written: string): string {
  const text = written.replace(/\b0(\d\.)/g, locale.startsWith('sr') ? '$1' : '$&');
  if (locale === 'sr-Cyrl') return text.replace(/(септемб|октоб|новемб|децемб)ар/g, '$1ра').replace(/(јануар|фебруар|март|април|мај|јун|јул|август)(?!а)/g, '$1а');
  if (locale === 'sr-Latn') return text.replace(/(septemb|oktob|novemb|decemb)ar/g, '$1ra').replace(/(januar|februar|mart|april|maj|jun|jul|avgust)(?!a)/g, '$1a');
  return text;
}

/** An ISO day `YYYY-MM-DD` (no time zone involved) written out. */
export function formatDay(locale: Locale, isoDay: string): string {
  const format = kept(`d${locale}`, () => new Intl.DateTimeFormat(intlTag[locale], { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }));
  return inGenitive(locale, format.format(new Date(`${isoDay}T00:00:00Z`)));
}

/** First to last day as one range ("30–31 March 2022"); one day alone stays one day. */
export function formatDays(locale: Locale, first: string, last: string): string {
  if (first === last) return formatDay(locale, first);
  const format = kept(`r${locale}`, () => new Intl.DateTimeFormat(intlTag[locale], { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }));
  return inGenitive(locale, format.formatRange(new Date(`${first}T00:00:00Z`), new Date(`${last}T00:00:00Z`)));
}

/** A month `YYYY-MM` written out: "новембар 2013.". */
export function formatMonth(locale: Locale, isoMonth: string): string {
  const format = kept(`m${locale}`, () => new Intl.DateTimeFormat(intlTag[locale], { month: 'long', year: 'numeric', timeZone: 'UTC' }));
  return format.format(new Date(`${isoMonth}-01T00:00:00Z`));
}

/** First to last month as one range; an open end stays open, nothing known is empty. */
export function formatMonths(locale: Locale, first: string | null, last: string | null): string {
  if (!first && !last) return '';
  if (first === last) return formatMonth(locale, first!);
  if (!first || !last) return `${first ? formatMonth(locale, first) : ''} – ${last ? formatMonth(locale, last) : ''}`.trim();
  const format = kept(`m${locale}`, () => new Intl.DateTimeFormat(intlTag[locale], { month: 'long', year: 'numeric', timeZone: 'UTC' }));
  return format.formatRange(new Date(`${first}-01T00:00:00Z`), new Date(`${last}-01T00:00:00Z`));
}

/** A moment with the time on the clocks of a zone, the network's or the event's (`timeZoneAt`), whatever the language; the server's zone is irrelevant. */
export function formatMoment(locale: Locale, at: Date, timeZone: string): string {
  const format = kept(`t${locale}${timeZone}`, () => new Intl.DateTimeFormat(intlTag[locale], { dateStyle: 'medium', timeStyle: 'short', timeZone }));
  return format.format(at);
}

/** "Belgrade, Niš and Pirot" with the language's own "and". */
export function formatList(locale: Locale, items: readonly string[]): string {
  return kept(`l${locale}`, () => new Intl.ListFormat(intlTag[locale], { type: 'conjunction' })).format(items);
}

/** Compares names the way a reader of this locale would sort them (ICU collation). */
export function collator(locale: Locale): Intl.Collator {
  return kept(`c${locale}`, () => new Intl.Collator(intlTag[locale], { numeric: true }));
}
