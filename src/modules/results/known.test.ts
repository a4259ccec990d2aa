import { expect, test } from 'vitest';
import { knownFrom } from './known.ts';

const zone = 'Europe/Belgrade';
test.each([
  [{ known: null }, null, false],
  [{ known: '', at: '' }, null, false],
  [{ known: '2026-11-22T09:30:00.000Z' }, '2026-11-22T09:30:00.000Z', false],
  [{ known: '2026-11-22' }, '2026-11-22T22:59:59.999Z', false],
  [{ known: '2026-11-22T09:30:00.000Z', at: '2026-07-01T10:00' }, '2026-07-01T08:00:00.000Z', false],
  [{ known: 'yesterday' }, null, true],
  [{ known: null, at: '2026-13-01T10:00' }, null, true],
  [{ known: '2026-13-01T10:00:00Z' }, null, true],
])('%j', (asked, at, isWrong) => expect(knownFrom(asked, zone)).toEqual({ asKnownOn: at === null ? null : new Date(at), isWrong }));
