import { sql } from 'kysely';
import { daysLater } from '#platform/days.ts';
import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { accountWith, memberOf } from '#platform/session/testing.ts';
import { cancelEvent, planEvent } from '../planning/commands.ts';
import { createFeed, revokeFeed } from './commands.ts';
import { entriesOf } from './entries.ts';
import { ownFeed, personalCalendar, programmeCalendar } from './queries.ts';

const kolo = withDatabase();
let system: Scope;
let own: Scope;
const programmes = { published: newId(), secret: newId() };

beforeAll(async () => {
  system = systemScope(newId(), 'test');
  const { networkId } = system;
  await kolo.db.insertInto('network').values({ network_id: networkId, slug: 'ours', names: '{}' }).execute();
  for (const [slug, programme_id] of Object.entries(programmes)) await kolo.db.insertInto('programme').values({ network_id: networkId, programme_id, slug, titles: '{}', published_at: slug === 'published' ? new Date() : null }).execute();
  const id = await accountWith({ email: 'ana@example.org', name: 'Ana' });
  await memberOf(networkId, id, 'programme-officer', null);
  own = memberScope({ networkId, actor: { kind: 'account', id, name: 'Ana' }, roles: ['programme-officer'], organisationId: null, programmeIds: null });
});

const day = `${new Date().getUTCFullYear() + 1}-07-01`;
const event = (programmeId: string, title: string) => execute(planEvent, system, { programmeId, eventId: null, kind: 'training', titles: { en: title }, onlineUrl: 'https://meet.example/secret', sessions: [{ day, starts: '10:00', ends: '11:00', titles: {} }, { day, starts: '12:00', ends: '15:30', titles: {} }] });

test('everybody sees the published, one’s own address the rest too, and nobody anything once it is taken back', async () => {
  const { eventId } = await event(programmes.published, 'Open');
  await event(programmes.secret, 'Hidden');
  expect((await programmeCalendar('published')).events.map(({ titles, onlineUrl }) => [titles.en, onlineUrl])).toEqual([['Open', null]]);
  await expect(programmeCalendar('secret')).rejects.toMatchObject({ status: 404 });
  await execute(createFeed, own, {});
  const address = (await ownFeed(own))!;
  expect((await personalCalendar(address)).events.map(({ titles }) => titles.en).sort()).toEqual(['Hidden', 'Open']);
  await execute(createFeed, own, {});
  await expect(personalCalendar(address)).rejects.toMatchObject({ status: 404 });
  const second = (await ownFeed(own))!;
  // Summer time in Belgrade is two hours ahead.
  const [entry] = entriesOf((await personalCalendar(second)).events.find((one) => one.eventId === eventId)!, 'en', (id) => `https://kolo.example/events/${id}`);
  expect(entry).toMatchObject({ starts: new Date(`${day}T08:00:00Z`), ends: new Date(`${day}T13:30:00Z`), sequence: 0, isCancelled: false, url: `https://kolo.example/events/${eventId}`, uid: `${eventId}-1@kolo` });
  await execute(cancelEvent, system, { programmeId: programmes.published, eventId });
  expect(entriesOf((await personalCalendar(second)).events.find((one) => one.eventId === eventId)!, 'en', String)[0]).toMatchObject({ isCancelled: true, sequence: 1, uid: entry!.uid });
  await execute(revokeFeed, own, {});
  expect(await ownFeed(own)).toBe(null);
  await expect(personalCalendar(second)).rejects.toMatchObject({ status: 404 });
});

test('an address of somebody whose membership has ended shows nothing', async () => {
  await execute(createFeed, own, {});
  const address = (await ownFeed(own))!;
  expect((await personalCalendar(address)).events.length).toBe(2);
  await kolo.db.updateTable('membership').set({ until: new Date(Date.now() + 1000) }).execute();
  await expect(personalCalendar(address)).rejects.toMatchObject({ status: 404 });
});

const auditor = (networkId: string, id: string) => memberScope({ networkId, actor: { kind: 'account', id, name: 'A' }, roles: ['auditor'], organisationId: null, programmeIds: null });

test('by which link one takes part from afar is not in the calendar of whoever only follows the programme', async () => {
  const id = await accountWith({ email: 'audit@example.org', name: 'A' });
  await memberOf(system.networkId, id, 'auditor', null);
  await execute(createFeed, auditor(system.networkId, id), {});
  const seen = (await personalCalendar((await ownFeed(auditor(system.networkId, id)))!)).events;
  expect([seen.length > 0, seen.filter(({ onlineUrl }) => onlineUrl)]).toEqual([true, []]);
});

test('whole days that follow each other are one entry; what had begun when the rest was called off stays', () => {
  const base = { eventId: 'e', titles: { en: 'T' }, kind: 'camp', venuePlace: null, venueText: null, address: null, agenda: {}, timeZone: 'Europe/Belgrade', sequence: 0, changedAt: new Date(0), cancelledAt: null as Date | null, onlineUrl: null, isPublic: false, sessions: [] };
  expect(entriesOf({ ...base, days: ['2027-02-27', '2027-02-28', '2027-03-01', '2027-03-05'] }, 'en', String).map(({ starts, ends }) => [starts, ends])).toEqual([['2027-02-27', '2027-03-01'], ['2027-03-05', '2027-03-05']]);
  // Called off at eleven in the evening of the 27th, where it is; in Greenwich too.
  const off = { ...base, cancelledAt: new Date('2027-02-27T22:00:00Z'), days: ['2027-02-26', '2027-02-27', '2027-02-28', '2027-03-01'], sessions: [{ day: '2027-02-26', starts: '09:00', ends: '12:00' }, { day: '2027-02-27', starts: '22:30', ends: '23:30' }] };
  expect(entriesOf(off, 'en', String).map(({ uid, starts, isCancelled }) => [uid, typeof starts, isCancelled])).toEqual([['e-1@kolo', 'object', false], ['e-2@kolo', 'object', false], ['e-3@kolo', 'string', true]]);
  expect(entriesOf({ ...off, sessions: [] }, 'en', String).map(({ starts, ends, isCancelled }) => [starts, ends, isCancelled])).toEqual([['2027-02-26', '2027-02-26', false], ['2027-02-27', '2027-03-01', true]]);
});

test('a calendar that cannot hold all holds those nearest to today, in the order of their days, and none older than a year', async () => {
  const { networkId } = system;
  const programmeId = newId();
  await kolo.db.insertInto('programme').values({ network_id: networkId, programme_id: programmeId, slug: 'crowded', titles: '{}', published_at: new Date() }).execute();
  await sql`with made as (insert into event (network_id, event_id, programme_id, kind, titles, first_day, last_day)
      select ${networkId}, gen_random_uuid(), ${programmeId}, 'training', '{"en":"E"}', d, d from generate_series(1, 5200) n, lateral (select current_date - 300 + n / 10 as d) of returning network_id, event_id, first_day)
    insert into event_day (network_id, event_id, day) select network_id, event_id, first_day from made`.execute(kolo.db);
  const { events } = await programmeCalendar('crowded');
  const days = events.map((one) => one.days[0]!);
  const from = (n: number) => daysLater(new Date().toISOString().slice(0, 10), n);
  expect([events.length, days.at(-1), days.every((day, at) => !at || days[at - 1]! <= day), days[0]! > from(-300)]).toEqual([5_000, from(220), true, true]);
});
