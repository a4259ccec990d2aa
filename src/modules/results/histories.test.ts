import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withDatabase } from '#platform/db/testing.ts';
import { database } from '#platform/db/database.ts';
import { reading, within } from '#platform/db/transaction.ts';
import { executeWithin } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { completions, type CompletionRule } from '#modules/events/completion/completion.ts';
import { evidenceBehind } from './behind.ts';
import { correctEvidence, recordEvidence, withdrawEvidence } from './commands.ts';
import { explain } from './explain.ts';
import { keysWith, leavesOf } from './leaf.ts';
import { resultsOf } from './queries.ts';
import { differences } from './rebuild.ts';
import { recount, type Leaf } from './seal.ts';
import { methods, query, type Query, type Result } from './shape.ts';
import { stage, type Stage } from './testing.ts';

// Whatever was recorded, corrected and withdrawn, in whatever order: the figures are what a slow and simple recount of the raw evidence gives, today and as
// known at every moment before; and the facts derived again are the facts that are stored.

withDatabase();

const places = ['RS-L-79014', 'RS-L-70343', 'RS-L-70726', null];
const relations = ['seat', 'represents'] as const;
const nat = (max: number) => fc.nat({ max });

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('come' as const), person: nat(4), event: nat(3), organisation: nat(2), place: nat(3), relation: nat(1), days: nat(3), sex: nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hold' as const), event: nat(3), days: nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('list' as const), event: nat(3), places: fc.array(nat(3), { minLength: 1, maxLength: 3 }), relation: nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('report' as const), event: nat(3), what: nat(1), value: nat(9) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('correct' as const), which: nat(30), person: nat(4), days: nat(3), place: nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('withdraw' as const), which: nat(30) }) },
);
const where = fc.record(
  {
    event: nat(3), kind: nat(1), organisationType: nat(1), relation: nat(1), from: nat(7), until: nat(7), sex: nat(1), place: nat(2),
  },
  { requiredKeys: [] },
);

const kinds = ['training', 'exchange-event'];
const types = ['cso', 'authority'];

interface Raw { id: string; kind: string; happened_on: string; payload: any; replaces: string | null; recorded_at: Date }

/** Everything the naive recount needs to know about the world. */
interface World { daysOf: Map<string, string[]>; kindOf: Map<string, string>; listOf: Map<string, string>; typeOf: Map<string, string> }

/** One thing that was said, spelled out; the naive recount knows nothing of the table `fact`. */
interface Said { evidence: string; measure: string; day: string; person?: string; organisation?: string; type?: string; place?: string; relation?: string; event?: string; list: string; value: number; days?: string[]; sex?: string; what?: string }

function saidBy({ id, kind, happened_on, payload }: Raw, world: World): Said[] {
  const list = payload.eventId ? world.listOf.get(payload.eventId)! : id;
  const about = { evidence: id, event: payload.eventId as string | undefined, list, value: 1, day: happened_on };
  const placeOf = (place: { placeId?: string | null; text?: string }) => place.placeId ?? `?${place.text!.toLowerCase()}`;
  if (kind === 'event-held') return payload.days.flatMap((day: string, i: number) => (i ? ['event-day'] : ['event', 'event-day']).map((measure) => ({ ...about, measure, day, days: measure === 'event' ? payload.days : undefined, place: payload.placeId, relation: 'venue' })));
  if (kind === 'reported-list') return payload.places.map((place: object) => ({ ...about, measure: 'mention', place: placeOf(place), relation: payload.relation }));
  if (kind === 'reported-figure') return [{ ...about, measure: 'reported', value: payload.value, what: payload.what }];
  const who = { person: payload.personId, organisation: payload.organisationId ?? undefined, type: world.typeOf.get(payload.organisationId), place: payload.placeId ?? undefined, relation: payload.placeId ? payload.relation : undefined, sex: payload.breakdown.sex };
  return payload.days.flatMap((day: string, i: number) => [...(i ? [] : [{ ...about, ...who, measure: 'participation', day, days: payload.days }]), { ...about, ...who, measure: 'attendance', day }]);
}

/** net and gross (and the bare numbers) of one query, by the definitions in the README and nothing cleverer. */
function naive(raw: Raw[], at: Date, { method, where: asked }: Query, world: World): Pick<Result, 'net' | 'gross' | 'unnamed' | 'bounds'> {
  const known = raw.filter((one) => one.recorded_at <= at && one.kind !== 'withdrawal' && !raw.some((later) => later.replaces === one.id && later.recorded_at <= at));
  const all = known.flatMap((one) => saidBy(one, world));
  // Whatever was said of several days counts in the period in which one of them lies.
  const inPeriod = ({ day, days = [day] }: Said, { from = '', until = '9' }: Query['where']) => days.some((one) => one >= from && one <= until);
  const ofEvents = (s: Said, w: Query['where']) => (!w.eventIds || w.eventIds.includes(s.event!)) && (!w.eventKinds || w.eventKinds.includes(world.kindOf.get(s.event!)!)) && inPeriod(s, w);
  const fits = (s: Said, w: Query['where'] = asked) =>
    ofEvents(s, w) && (!w.organisationTypes || w.organisationTypes.includes(s.type!)) && (!w.relations || w.relations.includes(s.relation as never)) && (!w.places || w.places.includes(s.place!)) && (!w.breakdown?.['sex'] || s.sex === w.breakdown['sex']);
  const said = (...measures: string[]) => all.filter((s) => measures.includes(s.measure) && fits(s));
  const count = (facts: Said[], once: (s: Said) => unknown, mention: (s: Said) => unknown, what: string[] = []) => {
    const bare = said('reported').filter((s) => what.includes(s.what!));
    const unnamed = bare.reduce((sum, s) => sum + s.value, 0);
    const different = (of: (s: Said) => unknown) => new Set(facts.map((s) => JSON.stringify(of(s)))).size;
    // The same people may stand behind two numbers; the same participation cannot, unless both are about one list.
    const largest = [...Map.groupBy(bare, (s) => s.list).values()].map((own) => Math.max(...own.map((s) => s.value)));
    const sure = method === 'participations' ? largest.reduce((sum, n) => sum + n, 0) : Math.max(0, ...largest);
    const net = different(once);
    return { net: unnamed ? null : net, gross: different(mention) + unnamed, unnamed, bounds: { least: Math.max(net, sure), most: net + unnamed } };
  };
  // What the query says of events says what there is to complete; its period, when it was completed; all the rest, whose facts carry it.
  const completed = (measure: string, rule: CompletionRule) => {
    const { from = '', until = '9', ...anytime } = asked;
    const matches = (s: Said) => fits(s, anytime);
    const ofEvent = (event: string) => (!asked.eventIds || asked.eventIds.includes(event)) && (!asked.eventKinds || asked.eventKinds.includes(world.kindOf.get(event)!));
    const done = new Set([...Map.groupBy([...world.daysOf.keys()].filter(ofEvent), (event) => world.listOf.get(event)!)].flatMap(([list, events]) => {
      const own = (measure: string) => all.filter((s) => s.measure === measure && events.includes(s.event!));
      const parts = events.map((eventId) => ({ eventId, planned: world.daysOf.get(eventId)!, held: own('event-day').filter((s) => s.event === eventId).map((s) => s.day) }));
      return completions(rule, parts, own('attendance').map((s) => ({ personId: s.person!, eventId: s.event!, day: s.day })), '2024-01-01').filter(({ completedOn: day }) => day && day >= from && day <= until).map(({ personId }) => `${personId} ${list}`);
    }));
    return count(all.filter((s) => s.measure === measure && matches(s) && done.has(`${s.person} ${s.list}`)), (s) => s.person, (s) => [s.person, s.list]);
  };
  switch (method) {
    case 'people': return count(said('participation'), (s) => s.person, (s) => s.evidence, ['person']);
    case 'participations': return count(said('participation'), (s) => [s.person, s.event], (s) => s.evidence, ['person']);
    case 'attendances': return count(said('attendance'), (s) => [s.person, s.event, s.day], (s) => [s.evidence, s.day]);
    case 'completed-people': return completed('participation', { of: 'days', share: 100 });
    case 'every-day-people': return completed('attendance', { of: 'sessions', share: 100 });
    case 'organisations': return count(said('participation').filter((s) => s.organisation), (s) => s.organisation, (s) => [s.list, s.organisation], ['organisation']);
    case 'municipalities': return count(said('participation', 'mention', ...(asked.relations?.includes('venue') ? ['event'] : [])).filter((s) => s.place), (s) => s.place, (s) => [s.list, s.place]);
    case 'events': return count(said('event'), (s) => s.event, (s) => s.evidence);
    case 'event-days': return count(said('event-day'), (s) => [s.event, s.day], (s) => [s.evidence, s.day]);
    case 'cycles': return count(said('event').filter((s) => s.list !== s.event), (s) => s.list, (s) => s.event);
    case 'outputs': return { net: 0, gross: 0, unnamed: 0, bounds: { least: 0, most: 0 } };
  }
}

async function world(s: Stage) {
  const cycle = await s.cycle('training');
  // Two parts of a cycle, and two events that stand alone; a period begins or ends on any of their days, and three of them go over the end of a month.
  const days = [['2022-01-31', '2022-02-01'], ['2022-02-28', '2022-03-01'], ['2022-03-10', '2022-03-11'], ['2022-03-31', '2022-04-01']];
  const events = [await s.event('training', days[0]!, cycle), await s.event('training', days[1]!, cycle), await s.event('training', days[2]!), await s.event('exchange-event', days[3]!)];
  const people = await Promise.all(Array.from({ length: 5 }, () => s.person()));
  const organisations = [await s.organisation('cso'), await s.organisation('authority'), null];
  const known: World = {
    daysOf: new Map(events.map((id, i) => [id, days[i]!])),
    kindOf: new Map(events.map((id, i) => [id, i === 3 ? 'exchange-event' : 'training'])),
    listOf: new Map(events.map((id, i) => [id, i < 2 ? cycle : id])),
    typeOf: new Map([[organisations[0]!, 'cso'], [organisations[1]!, 'authority']]),
  };
  return { days, events, people, organisations, known };
}

it('figures equal a naive recount, now and as known at every moment, and facts can be derived again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 40 }), fc.array(where, { minLength: 2, maxLength: 4 }), async (steps, wheres) => {
      const s = await stage();
      const { days, events, people, organisations, known } = await world(s);
      const begin = Date.UTC(2023, 0, 1);
      const ids: string[] = [];
      const daysOf = (event: number, mask: number) => days[event]!.filter((_, i) => mask & (1 << i));

      for (const [i, one] of steps.entries()) {
        const now = new Date(begin + i * 1000);
        const run = <Input, Output>(of: Parameters<typeof executeWithin<Input, Output>>[1], raw: unknown) => within(s.scope, (tx) => executeWithin({ tx, scope: s.scope, now }, of, raw));
        const record = async (kind: string, happenedOn: string, payload: object) => ids.push((await run(recordEvidence, { programmeId: s.programmeId, kind, happenedOn, payload })).evidenceId);
        const participation = (event: number, person: number, mask: number, place: number, rest: object) => ({ eventId: events[event], personId: people[person], placeId: places[place], relation: 'seat', days: daysOf(event, mask), ...rest });
        try {
          if (one.do === 'come') {
            await record('participation', days[one.event]![0]!, participation(one.event, one.person, one.days, one.place, { organisationId: organisations[one.organisation], relation: relations[one.relation], breakdown: one.sex < 2 ? { sex: 'FM'[one.sex] } : {} }));
          } else if (one.do === 'hold') {
            await record('event-held', days[one.event]![0]!, { eventId: events[one.event], days: daysOf(one.event, one.days + 1), placeId: places[0] });
          } else if (one.do === 'list') {
            await record('reported-list', days[one.event]![0]!, { eventId: events[one.event], relation: relations[one.relation], places: one.places.map((place) => ({ text: 'Rakovac', placeId: places[place] })) });
          } else if (one.do === 'report') {
            await record('reported-figure', days[one.event]![0]!, { what: ['person', 'organisation'][one.what], value: one.value, eventId: events[one.event], sentence: 'so many' });
          } else if (ids.length) {
            const evidenceId = ids[one.which % ids.length]!;
            const old = await database().selectFrom('evidence').select(['kind', 'payload']).where('evidence_id', '=', evidenceId).executeTakeFirstOrThrow();
            if (one.do === 'withdraw') await run(withdrawEvidence, { evidenceId, reason: 'wrong' });
            else if (old.kind === 'participation') {
              const payload = old.payload as { eventId: string };
              const event = events.indexOf(payload.eventId);
              ids.push((await run(correctEvidence, { evidenceId, payload: { ...payload, personId: people[one.person], days: daysOf(event, one.days), placeId: places[one.place] } })).evidenceId);
            }
          }
        } catch (error) {
          // Correcting what somebody has replaced already is refused; everything else must go through.
          if (!(error instanceof Problem && error.code === 'results.already_replaced')) throw error;
        }
      }

      const raw: Raw[] = (await database().selectFrom('evidence').select(['evidence_id as id', 'kind', 'happened_on', 'payload', 'replaces', 'recorded_at']).where('network_id', '=', s.scope.networkId).execute()) as Raw[];
      const asked = methods.flatMap((method) => [{}, ...wheres].map((w) => ({ method, w })));
      const queries = asked.map(({ method, w }: { method: (typeof methods)[number]; w: (typeof wheres)[number] }) =>
        query.parse({
          method,
          mixRelations: true,
          where: {
            ...(w.event !== undefined && { eventIds: [events[w.event]] }), ...(w.kind !== undefined && { eventKinds: [kinds[w.kind]] }), ...(w.organisationType !== undefined && { organisationTypes: [types[w.organisationType]] }),
            ...(w.relation !== undefined && { relations: [['venue', 'represents'][w.relation]] }), ...(w.from !== undefined && { from: days.flat()[w.from] }), ...(w.until !== undefined && { until: days.flat()[w.until] }), ...(w.sex !== undefined && { breakdown: { sex: 'FM'[w.sex] } }), ...(w.place !== undefined && { places: [places[w.place]] }),
          },
        }),
      );
      const figures = async (asKnownOn: Date | null) => (await reading(s.scope, (tx) => resultsOf(tx, s.scope, s.programmeId, queries, { asKnownOn }))).map(({ net, gross, unnamed, bounds }) => ({ net, gross, unnamed, bounds }));
      const end = new Date(begin + steps.length * 1000);
      expect(await figures(null)).toEqual(queries.map((one) => naive(raw, end, one, known)));
      // Day by day is month by month: what was counted in each month is the whole. And why a number is what it is says exactly the pieces that count.
      const months = ['2022-01', '2022-02', '2022-03', '2022-04'].map((month) => ({ from: `${month}-01`, until: `${month}-${{ '02': 28, '04': 30 }[month.slice(5)] ?? 31}` }));
      await reading(s.scope, async (tx) => {
        for (const method of ['attendances', 'event-days'] as const) {
          const [whole, ...each] = await resultsOf(tx, s.scope, s.programmeId, [{}, ...months].map((where) => query.parse({ method, where })));
          expect([each.reduce((sum, { net }) => sum + net!, 0), each.reduce((sum, { gross }) => sum + gross!, 0)]).toEqual([whole!.net, whole!.gross]);
        }
        const results = await resultsOf(tx, s.scope, s.programmeId, queries);
        for (const [at, one] of queries.entries()) {
          if (at % 4 !== steps.length % 4) continue;
          const { evidence } = await evidenceBehind(tx, { networkId: s.scope.networkId, programmeId: s.programmeId, asKnownOn: null }, one, { limit: null });
          const { net, gross, unnamed } = naive(raw, end, one, known);
          expect(recount(leavesOf(one.method, evidence, keysWith('x')).map((leaf) => JSON.parse(leaf) as Leaf)), JSON.stringify(one)).toEqual({ net, gross, unnamed });
          expect(evidence.length, JSON.stringify(one)).toBe(results[at]!.evidence);
          // A visitor reads each list's mention once, and each bare number.
          if (one.method === 'organisations' || one.method === 'municipalities') expect((await explain(tx, s.visitor, s.programmeId, one, { limit: 100 })).lines.filter(({ value }) => value === null)).toHaveLength(gross! - unnamed);
        }
      });
      for (const i of [0, Math.floor(steps.length / 2), steps.length - 1]) {
        const at = new Date(begin + i * 1000 + 500);
        expect(await figures(at), `as known after step ${i}`).toEqual(queries.map((one) => naive(raw, at, one, known)));
      }
      await within(s.scope, async (tx) => {
        for await (const one of differences(tx, s.scope.networkId, s.programmeId, { repair: false })) expect(one).toBeNull();
      });
    }),
    { numRuns: 12 },
  );
}, 600_000);

it('facts that were lost or falsified are found and put right', async () => {
  const s = await stage();
  const eventId = await s.event('training', ['2022-05-01']);
  const ids = [];
  for (let i = 0; i < 3; i += 1) ids.push(await s.record('participation', '2022-05-01', { eventId, personId: await s.person(), placeId: places[0], relation: 'seat', days: ['2022-05-01'] }));
  const right = await s.ask({ method: 'people' });
  await database().deleteFrom('fact').where('evidence_id', '=', ids[0]!).execute();
  await database().updateTable('fact').set({ place_id: 'RS-L-70343' }).where('evidence_id', '=', ids[1]!).execute();
  const found = async (repair: boolean) => {
    const wrong: string[] = [];
    await within(s.scope, async (tx) => {
      for await (const one of differences(tx, s.scope.networkId, s.programmeId, { repair })) wrong.push(one.evidenceId);
    });
    return wrong.sort();
  };
  expect(await found(false)).toEqual([ids[0], ids[1]].sort());
  expect(await s.ask({ method: 'people' })).toMatchObject({ net: 2 });
  expect(await found(true)).toEqual([ids[0], ids[1]].sort());
  expect(await found(false)).toEqual([]);
  expect(await s.ask({ method: 'people' })).toEqual(right);
});
