import { describe, expect, test } from 'vitest';
import type { Item } from '#platform/offline/store.ts';
import { atDoor, codeIn, dateAt, dayFor, dayNow, found, inCount, missing, toTakeBack, type Message } from './door.ts';
import type { OnRoster } from './roster.ts';

const one = (id: string, name: string, more: Partial<OnRoster> = {}): OnRoster => ({ id, personId: null, name, organisation: null, mark: null, state: 'seat', days: [], sessions: [], twice: [], version: 0, said: [], ...more });
let n = 0;
const item = (input: Partial<Message>, more: Partial<Item> = {}): Item => ({
  id: `op ${++n}`, command: 'x', label: '', cancels: null, owner: 'me', order: n, madeAt: '', state: 'waiting', sentence: null, failures: 0,
  input: { operationId: '', eventId: 'e', who: { registrationId: 'ana' }, day: '1', sessionId: null, present: true, takesBack: null, via: 'door', at: '', ...input }, ...more,
});
const roster = [one('ana', 'Ана Ђорђевић', { mark: 'hash of AAAA', organisation: 'Удружење „Сунце“' }), one('boba', 'Boba Petrović', { days: ['1'], personId: 'p1' }), one('boba2', 'Boba Petrović', { days: ['1'], personId: 'p1' }), one('vera', 'Vera Ilić', { state: 'waiting' })];
const inNames = (items: Item[], day = '1', session: string | null = null) => atDoor(roster, items, day, session).filter(({ isIn }) => isIn).map(({ name }) => name);

describe('the list at the door', () => {
  test('has what this phone said over what the server knew, and counts a person once', () => {
    expect(inNames([])).toEqual(['Boba Petrović', 'Boba Petrović']);
    const said = [item({}), item({ who: { code: 'AAAA' } }, { mark: 'hash of AAAA' }), item({ who: { walkIn: { given: 'Zora', surname: 'Nova', organisationText: null } } }), item({ day: '2', who: { registrationId: 'vera' } })];
    expect(inNames(said)).toEqual(['Ана Ђорђевић', 'Boba Petrović', 'Boba Petrović', 'Zora Nova']);
    expect(inCount(atDoor(roster, said, '1', null))).toBe(3);
    expect(inNames(said, '2')).toEqual(['Vera Ilić']);
    expect(missing(atDoor(roster, [], '1', null)).map(({ id }) => id)).toEqual(['ana']);
  });

  test('shows what is taken back as taken back, sent or not, and what came back rejected as not said', () => {
    const came = item({});
    expect(inNames([came, item({ present: false, takesBack: came.id }, { cancels: came.id })])).toEqual(['Boba Petrović', 'Boba Petrović']);
    expect(inNames([item({ who: { registrationId: 'boba' }, present: false, takesBack: 'sent before' }, { cancels: 'sent before' })])).toEqual(['Boba Petrović']);
    expect(inNames([item({}, { state: 'rejected' })])).toEqual(['Boba Petrović', 'Boba Petrović']);
  });

  test('does not show whoever has the place now as the one of whom it was said', () => {
    expect(inNames([item({ who: { registrationId: 'ana', version: 0 } })])).toContain('Ана Ђорђевић');
    expect(inNames([item({ who: { registrationId: 'ana', version: 1 } })])).not.toContain('Ана Ђорђевић');
  });

  test('knows a session apart from its day', () => {
    expect(inNames([item({ sessionId: 's' })], '1', 's')).toEqual(['Ана Ђорђевић']);
    expect(inNames([item({ sessionId: 's' })])).toEqual(['Ана Ђорђевић', 'Boba Petrović', 'Boba Petrović']);
  });
});

test('undoing takes back what the phone knows of that day or session, message by message', () => {
  const ana = one('ana', 'Ana', { said: [['a', '1', null], ['b', '1', 's'], ['c', '2', null]] });
  expect([toTakeBack(ana, '1', null), toTakeBack(ana, '1', 's'), toTakeBack(ana, '3', null)]).toEqual([['a', 'b'], ['b'], []]);
});

test('people are found in either script, by the beginnings of names, without diacritics, and by organisation', () => {
  for (const text of ['ana', 'ђорђ', 'Djordjevic', 'djordj an', 'sunc', 'Ана Ђорђевић', 'anadjor']) expect([text, found(roster, text).map(({ id }) => id)]).toEqual([text, ['ana']]);
  expect(found(roster, '  ')).toEqual([]);
  expect(found(roster, 'xyz')).toEqual([]);
});

test('a code is read from the address on a badge and from what a hand types', () => {
  for (const read of ['https://kolo.example/c/0123456789AB', '/bg/c/0123456789AB?x', '0123456789ab', 'O123 4567-89ab', 'https://kolo.example/c/O1234S6789AB']) expect([read, codeIn(read)]).toEqual([read, read.includes('S') ? '01234S6789AB' : '0123456789AB']);
  for (const read of ['https://kolo.example/x/0123456789AB', '', '0123456789A', '0123456789ABU', 'WIFI:S:hall;;']) expect([read, codeIn(read)]).toEqual([read, null]);
});

test('a door opens on today, else on the next day, else on the last', () => {
  const days = ['2027-03-01', '2027-03-02'];
  expect(['2027-02-01', '2027-03-01', '2027-03-02', '2027-04-01'].map((today) => dayFor(days, today))).toEqual(['2027-03-01', '2027-03-01', '2027-03-02', '2027-03-02']);
  expect(dayFor([], '2027-03-01')).toBeNull();
});

describe('the day a door stands on', () => {
  const days = ['2027-03-01', '2027-03-02', '2027-03-08'];
  const at = (text: string) => Date.parse(`${text}+01:00`);
  /** One phone, looked at again and again. @param offBy how far its clock is ahead */
  const stands = (moments: string[], { offBy = 0, hand = {} as Record<string, string>, of = days } = {}) => {
    let chosen: Parameters<typeof dayNow>[0] = null;
    return moments.map((moment) => {
      chosen = dayNow(chosen, of, at(moment), (one) => dateAt(one, offBy, 'Europe/Belgrade'));
      if (hand[moment]) chosen = { day: hand[moment], at: at(moment), byHand: true };
      return chosen.day.slice(8);
    });
  };

  test('goes on at midnight where the event is, and from the last day nowhere', () => {
    expect(stands(['2027-03-01T09:00', '2027-03-01T23:59:59', '2027-03-02T00:00', '2027-03-02T08:00', '2027-03-03T08:00', '2027-03-08T08:00', '2027-03-09T08:00'])).toEqual(['01', '01', '02', '02', '08', '08', '08']);
    expect([dateAt(at('2027-03-02T00:10'), 0, 'Europe/Belgrade'), dateAt(at('2027-03-02T00:10'), 0, 'Europe/Chisinau'), dateAt(at('2027-03-01T23:10'), 0, 'Europe/Sofia')]).toEqual(['2027-03-02', '2027-03-02', '2027-03-02']);
  });

  test('is the one a person chose while the date is the same, and no longer', () => {
    expect(stands(['2027-03-02T08:00', '2027-03-02T20:00', '2027-03-08T08:00'], { hand: { '2027-03-02T08:00': '2027-03-01' } })).toEqual(['01', '01', '08']);
    // Prepared the evening before, and dropped from the plan meanwhile.
    expect(stands(['2027-03-01T20:00', '2027-03-02T08:00'], { hand: { '2027-03-01T20:00': '2027-03-02' } })).toEqual(['02', '02']);
    expect(dayNow({ day: '2027-03-05', at: at('2027-03-02T08:00'), byHand: true }, days, at('2027-03-02T08:01'), (one) => dateAt(one, 0, 'Europe/Belgrade')).day).toBe('2027-03-02');
  });

  test('is by the clock of the server as last known, and what was chosen by hand outlives the finding', () => {
    const day = 86_400_000;
    expect(stands(['2027-03-02T23:00', '2027-03-03T00:30'], { offBy: day })).toEqual(['01', '02']);
    const byHand = { day: '2027-03-02', at: at('2027-03-02T08:00'), byHand: true };
    const learnt = (one: number) => dateAt(one, day, 'Europe/Belgrade');
    expect([dayNow(byHand, days, at('2027-03-02T09:00'), learnt), dayNow({ ...byHand, byHand: false }, days, at('2027-03-02T09:00'), learnt).day]).toEqual([byHand, '2027-03-01']);
  });

  test('is today while the phone has no list', () => {
    expect(stands(['2027-03-01T20:00', '2027-03-02T08:00', '2027-03-03T08:00'], { of: [] })).toEqual(['01', '02', '03']);
  });
});
