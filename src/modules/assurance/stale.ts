/** Days and languages of asking. Pure. */
import type { Locale } from '#platform/words/locales.ts';

/** How long the link of a letter opens anything. */
export const LINK_DAYS = 90;

/** What was confirmed before this day is stale. @param today `YYYY-MM-DD` */
export function staleBefore(today: string, months: number): string {
  const [year, month, day] = today.split('-').map(Number) as [number, number, number];
  // The last day of a shorter month stands for its 29th to 31st.
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, last))).toISOString().slice(0, 10);
}

export const plusDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The language of a letter: that of the country it goes to; in Serbia in the script the organisation writes its own name in. */
export function languageOf(country: string | null, name: string): Locale {
  if (country === 'BG') return 'bg';
  if (country === 'MD') return 'ro';
  return /[Ѐ-ӿ]/.test(name) || country === null ? 'sr-Cyrl' : 'sr-Latn';
}
