import { expect, test } from 'vitest';
import { eventKindNames } from '../../kinds.ts';
import { gaps, kindsOf, partOf, type Named } from './gaps.ts';

const days = { exchange: '2022-03-30', training: '2022-05-26', presentation: '2022-06-29' } as const;
const at = (id: string, occasion: keyof typeof days, more: Partial<Named> = {}): Named => ({
  kind: 'place', id, occasion, part: occasion === 'exchange' ? 'heard' : occasion === 'training' ? 'trained' : 'presentation', relation: 'represents', firstDay: days[occasion], lastDay: days[occasion], ...more,
});
const found = (named: Named[]) => gaps(named).map(({ id, group }) => `${id} ${group}`);

test('trained or heard and never presented to is a gap; trained comes first, and says both', () => {
  expect(found([at('Raška', 'exchange'), at('Kula', 'training'), at('Šabac', 'exchange'), at('Šabac', 'training'), at('Niš', 'training'), at('Niš', 'presentation')])).toEqual(['Šabac trained', 'Kula trained', 'Raška heard']);
  expect(gaps([at('Šabac', 'training'), at('Šabac', 'exchange')])[0]!.occasions.map(({ occasion, part }) => [occasion, part])).toEqual([['exchange', 'heard'], ['training', 'trained']]);
});

test('the venue of a training was not heard; the venue of a presentation was presented to', () => {
  expect(found([at('Belgrade', 'training', { relation: 'venue' })])).toEqual([]);
  expect(found([at('Kula', 'training'), at('Kula', 'presentation', { relation: 'venue' })])).toEqual([]);
});

test('whichever way a place is named it is one place, with each way said', () => {
  expect(gaps([at('Kula', 'training', { relation: 'works-in' }), at('Kula', 'training', { relation: 'seat' })])).toEqual([
    { kind: 'place', id: 'Kula', group: 'trained', occasions: [{ occasion: 'training', part: 'trained', relations: ['works-in', 'seat'], firstDay: days.training, lastDay: days.training }] },
  ]);
});

test('a presentation before anybody was heard reports nothing of what they said; one on the same day does', () => {
  const early = { firstDay: '2022-01-10', lastDay: '2022-01-10' };
  expect(found([at('Kula', 'training'), at('Kula', 'presentation', early)])).toEqual(['Kula trained']);
  expect(found([at('Kula', 'training'), at('Kula', 'presentation', { firstDay: days.training, lastDay: days.training })])).toEqual([]);
});

test('an organisation is asked for by itself: that its town was presented to is no answer to it', () => {
  const organisation = { kind: 'organisation' as const, relation: null };
  expect(found([at('Kula', 'training'), at('Kula', 'presentation'), at('Our children', 'training', organisation)])).toEqual(['Our children trained']);
});

test('each kind of event is either one of the three or owes nobody an answer', () => {
  expect(eventKindNames.filter((kind) => !partOf(kind))).toEqual(['conference', 'press-conference', 'meeting', 'info-day', 'other']);
  expect(kindsOf('presentation')).toEqual(['regional-presentation']);
});
