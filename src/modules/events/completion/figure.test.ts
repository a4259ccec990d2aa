/** The figures "people who completed" and "people who were there for all of it" count whom the rule says, the one certificates and the ladder of trainers follow. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { evidenceBehind } from '#modules/results/behind.ts';
import { recordManyEvidence, withdrawEvidence } from '#modules/results/commands.ts';
import { leavesOf, keysWith } from '#modules/results/leaf.ts';
import { resultsOf } from '#modules/results/queries.ts';
import { recount, type Leaf } from '#modules/results/seal.ts';
import { query, type Query, type Result } from '#modules/results/shape.ts';
import { stage, type Stage } from '#modules/results/testing.ts';
import { setCompletion } from './commands.ts';
import { completions, type CompletionRule } from './completion.ts';
import { presencesOf, seriesWithRules } from './queries.ts';

const kolo = withDatabase();
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
const days = [-3, -2, -1, 0, 1, 2].map(inDays);
const came = (s: Stage, eventId: string, personId: string, days: string[], more = {}) => s.record('participation', days[0]!, { eventId, personId, days, ...more });

test('between the parts of a cycle nobody has completed it; a rule that asks for less, and a period, count by the day on which enough was attended', async () => {
  const s = await stage();
  const cycle = await s.cycle('training');
  const [first, second] = [await s.event('training', [inDays(-40), inDays(-39)], cycle), await s.event('training', [inDays(30), inDays(31)], cycle)];
  const [ana, mira] = [await s.person('Ana'), await s.person('Mira')];
  await s.record('event-held', inDays(-40), { eventId: first, days: [inDays(-40), inDays(-39)] });
  await came(s, first, ana, [inDays(-40), inDays(-39)]);
  await came(s, first, mira, [inDays(-40)]);
  const net = async (where: Query['where'] = {}) => [(await s.ask({ method: 'completed-people', where })).net, (await s.ask({ method: 'every-day-people', where })).net];
  expect(await net()).toEqual([0, 0]);
  // Asked of the part that is over: who was there for all of that.
  expect(await net({ eventIds: [first] })).toEqual([1, 1]);
  await execute(setCompletion, s.scope, { programmeId: s.programmeId, seriesId: cycle, rule: { of: 'days', share: 50 } });
  expect(await net()).toEqual([1, 0]);
  expect(await net({ until: inDays(-40) })).toEqual([0, 0]);
  expect(await net({ from: inDays(-39) })).toEqual([1, 0]);
  // What her figure rests on is everything she signed, also before that day.
  expect(await s.ask({ method: 'completed-people', where: { from: inDays(-39) } })).toMatchObject({ net: 1, gross: 1, evidence: 1 });
  // The second part is called off: nobody misses it, and all of the cycle is what was held.
  await kolo.db.updateTable('event').set({ cancelled_at: new Date() }).where('event_id', '=', second).execute();
  expect(await net()).toEqual([2, 1]);
});

test('what was known of a series is counted by its rule also after its events are gone', async () => {
  const s = await stage();
  const cycle = await s.cycle('training');
  await execute(setCompletion, s.scope, { programmeId: s.programmeId, seriesId: cycle, rule: { of: 'events', share: 100 } });
  const [ana, mira] = [await s.person('Ana'), await s.person('Mira')];
  for (const held of [[inDays(-40), inDays(-39)], [inDays(-20), inDays(-19)]]) {
    const eventId = await s.event('training', held, cycle);
    await came(s, eventId, ana, [held[0]!]);
    await came(s, eventId, mira, held);
  }
  const then = new Date();
  expect((await s.ask({ method: 'completed-people' })).net).toBe(2);
  await kolo.db.deleteFrom('event').where('network_id', '=', s.scope.networkId).execute();
  expect((await s.ask({ method: 'completed-people' }, s.scope, then)).net).toBe(2);
});

const rule = fc.record({ of: fc.constantFrom('days' as const, 'sessions' as const, 'events' as const), share: fc.integer({ min: 1, max: 100 }) });
const someDays = fc.subarray(days, { minLength: 1, maxLength: 3 });
const happening = fc.record({ planned: someDays, held: fc.subarray(days.slice(0, 4)), sessions: fc.array(fc.nat(5), { maxLength: 4 }), isOff: fc.integer({ min: 0, max: 5 }).map((n) => n === 0) });
const coming = fc.array(fc.record({ person: fc.nat(3), event: fc.nat(4), days: fc.subarray(days.slice(0, 4), { minLength: 1 }), seen: fc.integer({ min: 0, max: 15 }), sex: fc.constantFrom('F', 'M') }), { maxLength: 12 });

test('whatever was planned, held, called off and signed, the database counts whom the rule says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(rule, rule, rule), fc.array(happening, { minLength: 5, maxLength: 5 }), coming, coming, async (rules, happenings, before, after) => {
      const s = await stage();
      const { scope, programmeId } = s;
      const { networkId } = scope;
      // Two parts of a cycle, two events of a series that is none, and one that stands alone.
      const [cycle, series] = [await s.cycle('training'), await s.cycle('training', false)];
      const events: string[] = [];
      const sessions: string[][] = [];
      for (const [i, one] of happenings.entries()) {
        const eventId = await s.event('training', one.planned, i < 2 ? cycle : i < 4 ? series : null);
        events.push(eventId);
        if (one.isOff) await kolo.db.updateTable('event').set({ cancelled_at: new Date() }).where('event_id', '=', eventId).execute();
        const own = one.sessions.map((at) => ({ network_id: networkId, session_id: newId(), event_id: eventId, day: days[at]!, starts: '09:00', ends: '10:00' }));
        if (own.length) await kolo.db.insertInto('event_session').values(own).execute();
        sessions.push(own.map(({ session_id }) => session_id));
      }
      for (const [i, seriesId] of [cycle, series, events[4]!].entries()) await execute(setCompletion, scope, { programmeId, seriesId, rule: rules[i]! });
      const people = await Promise.all([0, 1, 2, 3].map((n) => s.person(`P${n}`)));
      const held = happenings.flatMap(({ held }, i) => (held.length ? [{ kind: 'event-held', happenedOn: held[0]!, payload: { eventId: events[i]!, days: held } }] : []));
      const signed = (list: typeof before) =>
        list.map((one) => ({
          kind: 'participation', happenedOn: one.days[0]!,
          payload: { eventId: events[one.event]!, personId: people[one.person]!, days: one.days, sessions: sessions[one.event]!.filter((_, n) => one.seen & (1 << n)), breakdown: { sex: one.sex } },
        }));
      const tell = async (evidence: object[]) => (evidence.length ? (await execute(recordManyEvidence, scope, { programmeId, evidence })).ids : []);
      const all: CompletionRule = { of: 'sessions', share: 100 };
      const wheres: Query['where'][] = [{}, { seriesIds: [cycle] }, { seriesIds: [series] }, ...events.map((eventId) => ({ eventIds: [eventId] })), { from: days[1]!, until: days[2]! }, { breakdown: { sex: 'F' } }];
      const queries = wheres.flatMap((where) => (['completed-people', 'every-day-people'] as const).map((method) => query.parse({ method, where })));
      const figures = (asKnownOn: Date | null = null) => reading(scope, async (tx) => (await resultsOf(tx, scope, programmeId, queries, { asKnownOn })).map(({ net, gross }) => ({ net, gross })));
      const byRule = () =>
        reading(scope, async (tx) => {
          const wholes = await seriesWithRules(tx, networkId, programmeId);
          const presences = Map.groupBy(await presencesOf(tx, networkId, programmeId), ({ seriesId }) => seriesId);
          const women = new Set((await kolo.db.selectFrom('fact').select(['person_id', 'series_id', 'event_id']).where('network_id', '=', networkId).where('known_until', 'is', null).where('breakdown', '@>', '{"sex":"F"}').execute()).map((one) => `${one.person_id} ${one.series_id ?? one.event_id}`));
          return queries.map(({ method, where }): Pick<Result, 'net' | 'gross'> => {
            const pairs = wholes.flatMap(({ seriesId, events, rule }) => {
              const asked = events.filter(({ eventId }) => (where.eventIds?.includes(eventId) ?? true) && (where.seriesIds?.includes(seriesId) ?? true));
              return completions(method === 'completed-people' ? rule : all, asked, (presences.get(seriesId) ?? []).filter(({ eventId }) => asked.some((one) => one.eventId === eventId)), inDays(0))
                .filter(({ completedOn }) => completedOn && completedOn >= (where.from ?? '') && completedOn <= (where.until ?? '9'))
                .map(({ personId }) => ({ personId, seriesId }))
                .filter(({ personId, seriesId }) => !where.breakdown || women.has(`${personId} ${seriesId}`));
            });
            return { net: new Set(pairs.map(({ personId }) => personId)).size, gross: pairs.length };
          });
        });

      await tell([...held, ...signed(before)]);
      const then = await figures();
      expect(then).toEqual(await byRule());
      const moment = new Date();
      // What is said in the same millisecond was known then.
      while (Date.now() <= moment.getTime()) await new Promise(setImmediate);
      const more = await tell(signed(after));
      expect(await figures()).toEqual(await byRule());
      if (more[0]) await execute(withdrawEvidence, scope, { evidenceId: more[0], reason: 'wrong' });
      const now = await figures();
      expect(now).toEqual(await byRule());
      expect(await figures(moment)).toEqual(then);
      // What a visitor recounts from the lines behind a figure is the figure.
      const about = { networkId, programmeId, asKnownOn: null };
      for (const at of [0, 1, queries.length - 4, queries.length - 3]) {
        const { evidence } = await reading(scope, (tx) => evidenceBehind(tx, about, queries[at]!, { limit: null }));
        expect(recount(leavesOf(queries[at]!.method, evidence, keysWith('x')).map((leaf) => JSON.parse(leaf) as Leaf))).toMatchObject(now[at]!);
      }
    }),
    {
      numRuns: 8,
      // A series asked for together with another one, an event of which was called off after it had begun.
      examples: [[
        [{ of: 'days', share: 1 }, { of: 'days', share: 51 }, { of: 'days', share: 1 }],
        [[days[3]!, [], true], [days[1]!, [], true], [days[3]!, [days[0]!], true], [days[1]!, [], false], [days[3]!, [], true]].map(([day, held, isOff]) => ({ planned: [day as string], held: held as string[], sessions: [], isOff: isOff as boolean })),
        [{ person: 0, event: 3, days: [days[1]!, days[3]!], seen: 0, sex: 'F' }, { person: 0, event: 0, days: [days[3]!], seen: 0, sex: 'F' }],
        [],
      ]],
    },
  );
});
