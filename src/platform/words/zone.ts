import { intlTag, type Locale } from './locales.ts';

/** The zones Kolo's countries live by. */
export const timeZones = ['Europe/Belgrade', 'Europe/Sofia', 'Europe/Chisinau'] as const;
export type TimeZone = (typeof timeZones)[number];

/**
 * The time of a country, or of a place by the country its id begins with; of Serbia where neither is said. Times stand on the clocks of the network's country, or of the event's venue, in every language: two people who
 * read the same page in two languages read the same hour.
 */
export const timeZoneAt = (place: string | null | undefined): TimeZone => ({ BG: 'Europe/Sofia', MD: 'Europe/Chisinau' })[(place ?? '').slice(0, 2)] as TimeZone | undefined ?? 'Europe/Belgrade';

/** A zone in a reader's words, with its distance from Greenwich at a moment: "Central European Time, GMT+1". */
export function zoneName(locale: Locale, at: Date, timeZone: string): string {
  const named = (timeZoneName: 'longGeneric' | 'shortOffset') =>
    new Intl.DateTimeFormat(intlTag[locale], { timeZone, timeZoneName }).formatToParts(at).find(({ type }) => type === 'timeZoneName')!.value;
  return `${named('longGeneric')}, ${named('shortOffset')}`;
}

/** `YYYY-MM-DDTHH:MM` on the clocks of a zone, as a browser's field for date and time has it. */
export function onClocks(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at).replace(' ', 'T');
}

/**
 * The moment when the clocks of a zone show a time. A time that clocks show twice, in the night when summer ends, is the later one, so that nothing recorded
 * by then is missing; one that they skip is an hour on.
 * @param written `YYYY-MM-DDTHH:MM`, seconds allowed
 * @returns null when it is no such time
 */
export function fromClocks(written: string, timeZone: string): Date | null {
  const asUtc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/.test(written) ? new Date(`${written}Z`) : null;
  if (!asUtc || Number.isNaN(asUtc.getTime()) || asUtc.toISOString().slice(0, 16) !== written.slice(0, 16)) return null;
  const hour = 3_600_000;
  const possible = [-hour * 12, hour * 12].map((away) => new Date(asUtc.getTime() - offsetAt(new Date(asUtc.getTime() + away), timeZone)));
  const shown = possible.filter((at) => onClocks(at, timeZone) === written.slice(0, 16));
  return new Date(Math.max(...(shown.length ? shown : possible).map((at) => at.getTime())));
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
const offsetAt = (at: Date, timeZone: string) => Date.parse(`${onClocks(at, timeZone)}Z`) - Math.floor(at.getTime() / 60_000) * 60_000;
