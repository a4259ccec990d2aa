import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { circleWith, type Belonging } from './circles.ts';
import { countMembers, type Link } from './counting.ts';
import { nextStates, sinceOn, stateOn, stays, type Said } from './states.ts';

const organisation = (allianceId: string, organisationId: string): Link => ({ allianceId, organisationId, memberAllianceId: null });
const network = (allianceId: string, memberAllianceId: string): Link => ({ allianceId, organisationId: null, memberAllianceId });

describe('how many organisations', () => {
  test('17 mentions, 16 organisations: X through two networks', () => {
    const links = [
      network('top', 'a'), network('top', 'b'),
      ...Array.from({ length: 9 }, (_, n) => organisation('a', `a${n}`)), ...Array.from({ length: 6 }, (_, n) => organisation('b', `b${n}`)),
      organisation('a', 'x'), organisation('b', 'x'),
    ];
    expect(countMembers('top', links)).toMatchObject({ gross: 17, net: { length: 16 }, overlaps: [{ organisationId: 'x', through: ['a', 'b'] }], lists: ['top', 'a', 'b'], silent: [] });
  });
  test('a network that is reached over two others is one list', () => {
    const links = [network('top', 'a'), network('top', 'b'), network('a', 'c'), network('b', 'c'), organisation('c', 'x'), organisation('c', 'y')];
    expect(countMembers('top', links)).toMatchObject({ gross: 2, net: ['x', 'y'], overlaps: [] });
  });
  test('a network without members adds nothing and is told', () => expect(countMembers('top', [network('top', 'mods'), organisation('top', 'x')])).toMatchObject({ gross: 1, silent: ['mods'] }));

  const links = fc.array(fc.record({ from: fc.integer({ min: 0, max: 5 }), to: fc.integer({ min: 0, max: 5 }), of: fc.option(fc.integer({ min: 0, max: 9 })) }), { maxLength: 30 }).map((all) => all.map(({ from, to, of }) => (of === null ? network(`n${from}`, `n${to}`) : organisation(`n${from}`, `o${of}`))));
  test('equal to walking every way there is, whatever the order, and circles end', () => {
    fc.assert(fc.property(links, (links) => {
      const counted = countMembers('n0', links);
      const reached = new Set(['n0']);
      for (let round = 0; round < 6; round++) for (const { allianceId, memberAllianceId } of links) if (memberAllianceId && reached.has(allianceId)) reached.add(memberAllianceId);
      const mentions = new Set(links.flatMap(({ allianceId, organisationId }) => (organisationId && reached.has(allianceId) ? [`${allianceId} ${organisationId}`] : [])));
      expect([new Set(counted.lists), counted.gross, counted.net]).toEqual([reached, mentions.size, [...new Set([...mentions].map((one) => one.split(' ')[1]!))].sort()]);
      // Gross is net and what stands on further lists, by name.
      expect(counted.gross).toBe(counted.net.length + counted.overlaps.reduce((sum, { through }) => sum + through.length - 1, 0));
      const turned = countMembers('n0', links.toReversed());
      expect([turned.net, turned.gross, turned.silent.toSorted()]).toEqual([counted.net, counted.gross, counted.silent.toSorted()]);
    }));
  });
});

describe('circles', () => {
  const always = (whole: string, part: string): Belonging => ({ whole, part, from: '2020-01-01', until: null });
  test('a network cannot come to be a member of itself', () => {
    expect(circleWith([always('a', 'b'), always('b', 'c')], always('c', 'a'))).toEqual(['c', 'a', 'b', 'c']);
    expect(circleWith([always('a', 'b')], always('a', 'c'))).toBeNull();
  });
  test('it may, when the other belonging is over', () => {
    const before: Belonging = { whole: 'a', part: 'b', from: '2015-01-01', until: '2018-06-01' };
    expect(circleWith([before], { whole: 'b', part: 'a', from: '2018-06-01', until: null })).toBeNull();
    expect(circleWith([before], { whole: 'b', part: 'a', from: '2018-05-31', until: null })).toEqual(['b', 'a', 'b']);
  });
  const year = fc.integer({ min: 2010, max: 2020 });
  const belonging = fc.record({ whole: fc.constantFrom('a', 'b', 'c', 'd', 'e'), part: fc.constantFrom('a', 'b', 'c', 'd', 'e'), from: year, years: fc.option(fc.integer({ min: 1, max: 8 })) }).filter(({ whole, part }) => whole !== part).map(({ whole, part, from, years }): Belonging => ({ whole, part, from: `${from}-01-01`, until: years === null ? null : `${from + years}-01-01` }));
  test('of what was accepted, nobody is a member of itself on any day; what was refused would have closed a circle on some day', () => {
    const selfOn = (links: readonly Belonging[], day: string) => ['a', 'b', 'c', 'd', 'e'].some((start) => {
      const reached = new Set<string>();
      let before = -1;
      while (before < reached.size) {
        before = reached.size;
        for (const { whole, part, from, until } of links) if (from <= day && (until === null || day < until) && (whole === start || reached.has(whole))) reached.add(part);
      }
      return reached.has(start);
    });
    const days = Array.from({ length: 20 }, (_, n) => `${2010 + n}-01-01`);
    fc.assert(fc.property(fc.array(belonging, { maxLength: 12 }), (wanted) => {
      const accepted: Belonging[] = [];
      for (const one of wanted) {
        const circle = circleWith(accepted, one);
        expect(circle !== null).toBe(days.some((day) => selfOn([...accepted, one], day)));
        if (!circle) accepted.push(one);
      }
    }));
  });
});

describe('what a member is on a day', () => {
  const history: Said[] = [{ state: 'invited', from: '2020-01-10' }, { state: 'member', from: '2020-03-01' }, { state: 'suspended', from: '2021-01-01' }, { state: 'member', from: '2021-06-01' }, { state: 'left', from: '2023-01-01' }, { state: 'applicant', from: '2024-01-01' }];
  test.each([
    ['2020-01-09', null, null], ['2020-02-29', 'invited', '2020-01-10'], ['2020-03-01', 'member', '2020-03-01'], ['2021-05-31', 'suspended', '2021-01-01'], ['2022-12-31', 'member', '2021-06-01'], ['2023-01-01', 'left', '2023-01-01'], ['2026-01-01', 'applicant', '2024-01-01'],
  ] as const)('%s', (day, state, since) => expect([stateOn(history, day), sinceOn(history, day)]).toEqual([state, since]));
  test('on the list from the first day until it left, and again', () => expect(stays(history)).toEqual([{ from: '2020-01-10', until: '2023-01-01' }, { from: '2024-01-01', until: null }]));
  test('what follows', () => expect([nextStates([]), nextStates(history), nextStates(history.slice(0, 5))]).toEqual([['member', 'invited', 'applicant', 'observer'], ['member', 'observer', 'left'], ['invited', 'applicant', 'member', 'observer']]));
});
