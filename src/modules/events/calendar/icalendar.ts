/** Writes calendars as RFC 5545 lays them down. Pure: no clock, no database, no words of its own. */
import { daysLater } from '#platform/days.ts';

export interface CalendarEntry {
  /** The same for the life of the event, in every calendar it stands in. */
  uid: string;
  /** Moments; for whole days (`isAllDay`) `YYYY-MM-DD`, the end being the last day itself. */
  starts: Date | string;
  ends: Date | string;
  /** Counts up with each change (3.8.7.4). */
  sequence: number;
  changedAt: Date;
  isCancelled: boolean;
  title: string;
  description: string | null;
  location: string | null;
  url: string | null;
}

/**
 * A calendar with these entries, as bytes go out: CRLF after each line, no line longer than 75 octets (3.1). Times are in UTC, so that no table of time
 * zones travels with it and every reader shows them on her own clocks.
 */
export function icalendar({ name, entries }: { name: string; entries: readonly CalendarEntry[] }): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Kolo//Events//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    // RFC 7986, and what programs read that are older than it.
    `NAME:${text(name)}`,
    `X-WR-CALNAME:${text(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...entries.flatMap(event),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function event(entry: CalendarEntry): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${text(entry.uid)}`,
    // In a published calendar DTSTAMP is when the entry was last revised (3.8.7.2): the clock of the server would make each answer a new one.
    `DTSTAMP:${moment(entry.changedAt)}`,
    `LAST-MODIFIED:${moment(entry.changedAt)}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTART${when(entry.starts)}`,
    // The end of whole days is the day after the last (3.6.1).
    `DTEND${when(typeof entry.ends === 'string' ? daysLater(entry.ends, 1) : entry.ends)}`,
    `SUMMARY:${text(entry.title)}`,
    ...(entry.description ? [`DESCRIPTION:${text(entry.description)}`] : []),
    ...(entry.location ? [`LOCATION:${text(entry.location)}`] : []),
    ...(entry.url ? [`URL:${entry.url.replace(/[\r\n]/g, '')}`] : []),
    `STATUS:${entry.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `TRANSP:${entry.isCancelled ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ];
}

const moment = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
const when = (at: Date | string) => (typeof at === 'string' ? `;VALUE=DATE:${at.replaceAll('-', '')}` : `:${moment(at)}`);

/** 3.3.11: backslash, semicolon, comma and line breaks are written out; other control characters may not stand in a text at all. */
const text = (written: string) =>
  written
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');

/** 3.1: at most 75 octets to a line; what goes on begins with a space. Never inside a letter: Cyrillic has two octets each. */
function fold(line: string): string {
  const folded: string[] = [];
  let part = '';
  let octets = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (octets + size > 75) {
      folded.push(part);
      part = ' ';
      octets = 1;
    }
    part += letter;
    octets += size;
  }
  return [...folded, part].join('\r\n');
}
