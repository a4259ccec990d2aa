import { describe, expect, it } from 'vitest';
import { cyclesOf, type CycleCandidate } from './cycles.ts';

const people = (from: number, to: number) => new Set(Array.from({ length: to - from + 1 }, (_, i) => `p${from + i}`));
let event = 0;
const list = (title: string, kind: string | null, part: number | null, who: Set<string>): CycleCandidate => ({ event: event++, title, kind, part, people: who });

describe('lists are parts of one cycle', () => {
  it('when their titles number them, in whatever language', () => {
    expect(cyclesOf([list('Training of Trainers – 1st cycle', 'training-of-trainers', 1, people(1, 9)), list('Obuka trenera – 2. ciklus', 'training-of-trainers', 2, people(11, 19))])).toEqual([0, 0]);
  });

  it('when most people are the same, numbered or not', () => {
    expect(cyclesOf([list('Radionica', 'workshop', null, people(1, 12)), list('Radionica nastavak', 'workshop', null, people(3, 13))])).toEqual([0, 0]);
  });

  it('when they are sheets of one event', () => {
    const first = list('Seminar', 'seminar', null, people(1, 3));
    expect(cyclesOf([first, { ...first, people: people(4, 9) }])).toEqual([0, 0]);
  });

  it('each training its own: two trainings of one kind, both in two parts, find their own halves by their people', () => {
    const lists = [
      list('Obuka – modul 1', 'training', 1, people(1, 10)),
      list('Obuka – modul 1', 'training', 1, people(21, 30)),
      list('Obuka – modul 2', 'training', 2, people(21, 30)),
      list('Obuka – modul 2', 'training', 2, people(1, 10)),
    ];
    expect(cyclesOf(lists)).toEqual([0, 1, 1, 0]);
  });
});

describe('lists are not parts of one cycle', () => {
  it.each([
    ['two events of one kind with other people', list('Razmena', 'exchange-event', null, people(1, 20)), list('Razmena', 'exchange-event', null, people(15, 35))],
    ['different kinds with the same people', list('Obuka trenera', 'training-of-trainers', null, people(1, 20)), list('Prezentacija', 'presentation', null, people(1, 20))],
    ['a few people who go everywhere', list('Sastanak', 'meeting', null, people(1, 3)), list('Sastanak', 'meeting', null, people(1, 3))],
    ['a large event at which a small cohort sat too', list('Konferencija', null, null, people(1, 60)), list('Obuka', null, null, people(1, 12))],
    ['numbers of different titles', list('Radionica za roditelje 1', null, 1, people(1, 9)), list('Stručni skup 2', null, 2, people(11, 19))],
  ])('%s', (_, a, b) => {
    expect(cyclesOf([a, b])).toEqual([0, 1]);
  });
});
