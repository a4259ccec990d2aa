import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, type Message, type Presence } from './presence.ts';

const dayOf = new Map([['a', '1'], ['b', '1'], ['c', '2']]);
const nothing: Presence = { days: [], sessions: [], standing: [] };
const come = (operationId: string, sessionId: string | null, day: string): Message => ({ operationId, day: sessionId ? dayOf.get(sessionId)! : day, sessionId, present: true, takesBack: null, wasTakenBack: false });

/** Hears all of them as the server does: a message whose taking back was heard before it is held back. */
function heard(messages: readonly Message[], from: Presence = nothing): Presence {
  const back = new Set<string>();
  return messages.reduce((now, one) => {
    if (one.takesBack) back.add(one.takesBack);
    return decide(now, { ...one, wasTakenBack: one.present && back.has(one.operationId) }, dayOf).presence;
  }, from);
}
const seen = ({ days, sessions }: Presence) => ({ days: [...days].sort(), sessions: [...sessions].sort() });

const coming = fc.array(fc.record({ session: fc.constantFrom(null, 'a', 'b', 'c'), day: fc.constantFrom('1', '2'), back: fc.boolean() }), { maxLength: 8 });
const before = fc.constantFrom([], ['1'], ['1', '2']);

test('in whatever order messages come, the same people were there: those of whom one message stands, and those known before', () => {
  fc.assert(
    fc.property(coming, before, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (all, days, random) => {
      const came = all.map(({ session, day }, n) => come(String(n), session, day));
      const backs = all.flatMap(({ back }, n): Message[] => (back ? [{ ...came[n]!, operationId: `back ${n}`, present: false, takesBack: String(n) }] : []));
      const messages = [...came, ...backs];
      const shuffled = messages.map((one) => [random.next().value, one] as const).sort((a, b) => a[0] - b[0]).map(([, one]) => one);
      const stand = came.filter((_, n) => !all[n]!.back);
      const expected = { days: [...new Set([...days, ...stand.map(({ day }) => day)])].sort(), sessions: [...new Set(stand.flatMap(({ sessionId }) => sessionId ?? []))].sort() };
      expect(seen(heard(messages, { ...nothing, days }))).toEqual(expected);
      expect(seen(heard(shuffled, { ...nothing, days }))).toEqual(expected);
    }),
    { numRuns: 3_000 },
  );
});

test('taking a day back takes back everything said of it; nothing of other days', () => {
  const now = heard([come('1', 'a', ''), come('2', null, '1'), come('3', 'c', '')]);
  const { presence, takenBack, changes } = decide(now, { operationId: '4', day: '1', sessionId: null, present: false, takesBack: null, wasTakenBack: false }, dayOf);
  expect([seen(presence), takenBack, changes]).toEqual([{ days: ['2'], sessions: ['c'] }, ['1', '2'], true]);
});

test('a day that a correction has struck out is said anew, and what was said before counts no more', () => {
  const now = { ...heard([come('1', null, '1')]), days: [] };
  const { presence, takenBack, changes } = decide(now, come('2', null, '1'), dayOf);
  expect([presence.days, presence.standing.map(({ operationId }) => operationId), takenBack, changes]).toEqual([['1'], ['2'], ['1'], true]);
});
