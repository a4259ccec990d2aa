import ICAL from 'ical.js';
import ical from 'node-ical';
import { convertIcsCalendar } from 'ts-ics';
import { expect, test } from 'vitest';
import { icalendar, type CalendarEntry } from './icalendar.ts';

const entry: CalendarEntry = {
  uid: '019aa7d5-0000-7000-8000-000000000001/2026-12-03@kolo.example',
  starts: new Date('2026-12-03T08:30:00Z'),
  ends: new Date('2026-12-03T15:00:00Z'),
  sequence: 3,
  changedAt: new Date('2026-11-20T10:00:00Z'),
  isCancelled: false,
  title: 'Обука: рад са породицом, први део; „Срце“ \\ Шабац',
  description: 'Дневни ред:\n9:30 уводна реч\n10:00 рад у групама, са паузама које трају колико је потребно да се сви одморе',
  location: 'Дом омладине, Трг шабачких жртава 1, Шабац',
  url: 'https://kolo.example/sr-Cyrl/events/019aa7d5-0000-7000-8000-000000000001',
};
const whole: CalendarEntry = { ...entry, uid: 'two@kolo.example', starts: '2027-02-27', ends: '2027-03-01', isCancelled: true, description: null, location: null, url: null };
const calendar = icalendar({ name: 'Породице, деца; заједница', entries: [entry, whole] });

test('every line ends with CRLF, is at most 75 octets long and is whole letters', () => {
  expect(calendar.endsWith('END:VCALENDAR\r\n')).toBe(true);
  const lines = calendar.slice(0, -2).split('\r\n');
  expect(lines.filter((line) => Buffer.byteLength(line) > 75 || /[\r\n]/.test(line) || line.includes('\ufffd'))).toEqual([]);
  // Some lines are really long enough to be folded.
  expect(lines.filter((line) => line.startsWith(' ')).length).toBeGreaterThan(3);
});

test('ical.js reads back what was said', () => {
  const read = new ICAL.Component(ICAL.parse(calendar));
  // ical.js does not know which kind of value this is, and gives it as it is written.
  expect(read.getFirstPropertyValue('x-wr-calname')).toBe('Породице\\, деца\\; заједница');
  const [first, second] = read.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  expect([first!.uid, first!.summary, first!.description, first!.location, first!.sequence]).toEqual([entry.uid, entry.title, entry.description, entry.location, 3]);
  expect([first!.startDate.toJSDate(), first!.endDate.toJSDate()]).toEqual([entry.starts, entry.ends]);
  expect([second!.startDate.isDate, second!.startDate.toString(), second!.endDate.toString()]).toEqual([true, '2027-02-27', '2027-03-02']);
  expect(read.getAllSubcomponents('vevent').map((one) => one.getFirstPropertyValue('status'))).toEqual(['CONFIRMED', 'CANCELLED']);
});

test('node-ical reads the same', () => {
  const events = Object.values(ical.sync.parseICS(calendar)).filter((one) => one?.type === 'VEVENT') as ical.VEvent[];
  expect(events.map(({ uid }) => uid)).toEqual([entry.uid, whole.uid]);
  const [first, second] = events;
  expect([first!.summary, first!.description, first!.location, first!.start.toISOString(), first!.end!.toISOString(), Number(first!.sequence)]).toEqual([
    entry.title, entry.description, entry.location, (entry.starts as Date).toISOString(), (entry.ends as Date).toISOString(), 3,
  ]);
  expect([second!.status, second!.datetype]).toEqual(['CANCELLED', 'date']);
});

test('ts-ics reads the same', () => {
  const { events = [] } = convertIcsCalendar(undefined, calendar);
  expect(events.map(({ uid, summary, description, location, sequence, status }) => [uid, summary, description, location, Number(sequence), status])).toEqual([
    [entry.uid, entry.title, entry.description, entry.location, 3, 'CONFIRMED'],
    [whole.uid, whole.title, undefined, undefined, 3, 'CANCELLED'],
  ]);
  expect([events[0]!.start.date, (events[0] as { end?: { date: Date } }).end!.date, events[1]!.start.type]).toEqual([entry.starts, entry.ends, 'DATE']);
});

test('the same entries give the same bytes', () => expect(icalendar({ name: 'Породице, деца; заједница', entries: [entry, whole] })).toBe(calendar));

test('a calendar without entries is a calendar', () => expect(new ICAL.Component(ICAL.parse(icalendar({ name: 'X', entries: [] }))).getAllSubcomponents('vevent')).toEqual([]));
