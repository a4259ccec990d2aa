import { expect, test } from 'vitest';
import type { Link } from '../membership/counting.ts';
import { attendanceOf, regularity } from './attendance.ts';

const organisation = (allianceId: string, organisationId: string): Link => ({ allianceId, organisationId, memberAllianceId: null });
const part = (allianceId: string, memberAllianceId: string): Link => ({ allianceId, organisationId: null, memberAllianceId });
const links = [organisation('U', 'sun'), part('U', 'L'), part('U', 'M'), organisation('L', 'sun'), organisation('L', 'moon'), organisation('M', 'moon'), organisation('M', 'star'), organisation('elsewhere', 'comet')];

test('a member counts once, however many come; an organisation of two member networks stands for both; others are guests', () => {
  expect(attendanceOf('U', links, ['moon', 'moon', 'comet'])).toEqual({
    members: [{ organisationId: 'sun', memberAllianceId: null, cameAs: [] }, { organisationId: null, memberAllianceId: 'L', cameAs: ['moon'] }, { organisationId: null, memberAllianceId: 'M', cameAs: ['moon'] }],
    represented: 2, guests: ['comet'],
  });
  expect(attendanceOf('U', links, ['sun'])).toMatchObject({ represented: 2, members: [{ cameAs: ['sun'] }, { cameAs: ['sun'] }, { cameAs: [] }] });
  // Whoever comes for the office of a network comes for that network.
  expect(attendanceOf('U', links, ['office'], new Map([['M', 'office']]))).toMatchObject({ represented: 1, guests: [] });
  expect(attendanceOf('nobody', links, ['sun'])).toEqual({ members: [], represented: 0, guests: ['sun'] });
});

test('regularity counts the meetings that were held while somebody was a member', () => {
  const [first, second] = [attendanceOf('U', links.filter((link) => link.organisationId !== 'sun' || link.allianceId !== 'U'), ['moon']), attendanceOf('U', links, ['sun'])];
  expect(Object.fromEntries(regularity([first, second]))).toEqual({ L: { came: 2, of: 2 }, M: { came: 1, of: 2 }, sun: { came: 1, of: 1 } });
});
