import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { newId } from '../ids.ts';
import { notFound, Problem } from '../problem.ts';
import { systemScope } from '../session/scope.ts';
import { wordsOf } from '../words/load.ts';
import { applied, ask, differences, partsFor, type Copy } from './copy.ts';
import { forgetCopies, forgetOld } from './cleaning.ts';
import { pause } from './device.ts';
import type { Operation, Row } from './exchange.ts';
import { overHttp } from './http.ts';
import { takeIn, type OfflineCommand } from './intake.ts';
import { memoryStore } from './memory.ts';
import { ownerOf } from './owner.ts';
import { enqueue, replay, standing, takeOver } from './queue.ts';
import { noteOf } from './store.ts';

const scope = systemScope(newId(), 'test');
const until = '2027-03-15';
const t = await wordsOf('en');
const nobody = async () => new Map();

describe('the server', () => {
  const heard: number[] = [];
  const counting: OfflineCommand = {
    name: 'number.say',
    input: z.strictObject({ n: z.number() }),
    together: () => '',
    async take(_, inputs) {
      const numbers = inputs.map((one) => (one as { n: number }).n);
      // One of them brings everything down: nothing of the batch is written.
      if (numbers.includes(13)) throw new TypeError('nobody foresaw thirteen');
      heard.push(...numbers);
      return numbers.map((n) => (n < 0 ? { outcome: 'rejected', problem: new Problem(409, 'offline.other_network') } : { outcome: 'accepted' }));
    },
  };
  const operations = (...inputs: unknown[]): Operation[] => inputs.map((input) => ({ id: newId(), command: 'number.say', input }));
  const take = (of: Operation[], copies: unknown[] = []) => takeIn(scope, { network: scope.networkId, owner: ownerOf(scope), operations: of, copies }, { commands: [counting], copies: [{ name: 'list', read: async (_, key) => (key.startsWith('0') ? Promise.reject(notFound()) : { about: null, until, rows: [['a', 1]] }) }], makers: nobody }, t);

  test('answers each operation, isolates the one at fault, and says why another cannot be', async () => {
    const loud = vi.spyOn(console, 'error').mockImplementation(() => {});
    const sent = [...operations(1, 2, 13, -4, 5), { id: newId(), command: 'number.forget', input: null }, ...operations('six')].map((one, at) => (at === 6 ? { ...one, input: { n: 'six' } } : at === 5 ? one : { ...one, input: { n: one.input } }));
    const { outcomes, now } = await take(sent as Operation[]);
    expect(outcomes.map(({ outcome, code }) => code ?? outcome)).toEqual(['accepted', 'accepted', 'failed', 'offline.other_network', 'accepted', 'offline.unknown_command', 'platform.invalid_input']);
    expect(outcomes.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
    expect([...heard].sort((a, b) => a - b)).toEqual([-4, 1, 2, 5]);
    for (const { outcome, sentence } of outcomes) if (outcome === 'rejected') expect(sentence).toMatch(/\.$/);
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
    expect(loud).toHaveBeenCalledOnce();
    loud.mockRestore();
  });

  test('takes nothing that was made in another network, and nothing that no device of ours sends', async () => {
    await expect(takeIn(scope, { network: newId(), owner: ownerOf(scope), operations: [], copies: [] }, { commands: [], copies: [], makers: nobody }, t)).rejects.toMatchObject({ status: 409, code: 'offline.other_network' });
    for (const wrong of [null, [], { network: 'x' }, { network: scope.networkId, owner: ownerOf(scope), operations: [{ id: '1', command: 'x', input: 1 }], copies: [] }, { network: scope.networkId, operations: [], copies: [] }, { network: scope.networkId, owner: ownerOf(scope), operations: Array.from({ length: 1_001 }, () => operations(1)[0]), copies: [] }]) {
      await expect(takeIn(scope, wrong, { commands: [], copies: [], makers: nobody }, t)).rejects.toMatchObject({ status: 422 });
    }
  });

  test('tells a device to throw away a list that is not for its person', async () => {
    const asked = (key: string) => ({ name: 'list', key, about: null, parts: [] });
    const { copies } = await take([], [asked('00000000-0000-7000-8000-000000000000'), asked('10000000-0000-7000-8000-000000000000'), { ...asked(newId()), name: 'other' }]);
    expect(copies.map(({ gone = false }) => gone)).toEqual([true, false, true]);
  });
});

test('a copy becomes the server’s list from whatever state, with one exchange; what is the same costs nothing', () => {
  const row = fc.tuple(fc.string({ minLength: 1, maxLength: 4 }), fc.integer()) as fc.Arbitrary<[string, number]>;
  const rows = fc.uniqueArray(row, { selector: ([id]) => id, maxLength: 200 });
  fc.assert(
    fc.property(rows, rows, fc.jsonValue(), (before, after, about) => {
      const start = applied(null, differences(ask('x', 'y', null), { about: null, until, rows: before })) as Copy;
      const answer = differences(ask('x', 'y', start), { about, until, rows: after });
      const next = applied(start, answer)!;
      const sorted = (all: readonly Row[]) => [...all].map((one) => JSON.stringify(one)).sort();
      expect(sorted(next.rows)).toEqual(sorted(after));
      expect(JSON.stringify(next.about)).toBe(JSON.stringify(about));
      expect(Object.keys(differences(ask('x', 'y', next), { about, until, rows: after }).parts)).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect([0, 1, 60, 500, 10_000, 1_000_000].map(partsFor)).toEqual([4, 4, 8, 64, 512, 512]);
});

describe('the queue', () => {
  const add = (store: ReturnType<typeof memoryStore>, n: number, cancels: string | null = null, at = 1_000) => enqueue(store, { id: newId(), command: 'number.say', input: { n }, label: `number ${n}`, cancels, owner: 'me' }, new Date(at));

  test('keeps its order also when the clock is set back', async () => {
    const store = memoryStore();
    for (const [n, at] of [[1, 5_000], [2, 1_000], [3, 9_000]] as const) await add(store, n, null, at);
    expect((await store.items()).map(({ input }) => (input as { n: number }).n)).toEqual([1, 2, 3]);
  });

  test('sends in parts, asks for the list with the last one, and knows how far its clock is off', async () => {
    const store = memoryStore();
    for (let n = 0; n < 501; n++) await add(store, n);
    const sent: [number, number][] = [];
    await replay(store, async ({ operations, copies }) => {
      sent.push([operations.length, copies.length]);
      return { now: new Date(0).toISOString(), outcomes: operations.map(({ id }) => ({ id, outcome: 'accepted' })), copies: copies.map((one) => differences(one, { about: null, until, rows: [] })) };
    }, { network: scope.networkId, owner: 'me', wanted: [{ name: 'list', key: 'k' }], clock: () => new Date(3_600_000) });
    expect(sent).toEqual([[250, 0], [250, 0], [1, 1]]);
    expect([await store.items(), await store.fact('clockIsOffBy')]).toEqual([[], 3_600_000]);
  });

  test('keeps what came back with its reason, unless the person had taken it back already', async () => {
    const store = memoryStore();
    const [first, second] = [await add(store, 1), await add(store, 2)];
    await add(store, 3, second.id);
    const reject = async ({ operations }: { operations: Operation[] }) => ({ now: new Date().toISOString(), outcomes: operations.map(({ id }) => ({ id, outcome: 'rejected' as const, sentence: 'No.' })), copies: [] });
    await replay(store, reject, { network: scope.networkId, owner: 'me', wanted: [] });
    const { waiting, rejected } = await standing(store);
    expect([waiting, rejected.map(({ id, sentence }) => [id, sentence])]).toEqual([[], [[first.id, 'No.']]]);
  });

  test('says when the server refuses to take back what it has; whatever it never took goes with its taking back, also across parts', async () => {
    const store = memoryStore();
    const answer = (refuses: (n: number) => boolean) => async ({ operations }: { operations: Operation[] }) => ({
      now: new Date().toISOString(), copies: [],
      outcomes: operations.map(({ id, input }) => (refuses((input as { n: number }).n) ? { id, outcome: 'rejected' as const, sentence: 'No.' } : { id, outcome: 'accepted' as const })),
    });
    const came = async () => (await standing(store)).rejected.map(({ label }) => label);
    const [here, sooner] = [await add(store, 1), await add(store, 2)];
    await add(store, 3, sooner.id);
    // One that was taken is not taken back, in the same part and in a later one.
    await replay(store, answer((n) => n === 3), { network: scope.networkId, owner: 'me', wanted: [] });
    await add(store, 4, here.id);
    await replay(store, answer((n) => n === 4), { network: scope.networkId, owner: 'me', wanted: [] });
    expect(await came()).toEqual(['number 3', 'number 4']);
    // One that was not taken, and its taking back in another part.
    const never = await add(store, 5);
    for (let n = 6; n < 300; n++) await add(store, n);
    await add(store, 300, never.id);
    await replay(store, answer((n) => n === 5 || n === 300), { network: scope.networkId, owner: 'me', wanted: [] });
    expect([await came(), (await standing(store)).waiting]).toEqual([['number 3', 'number 4'], []]);
  });
});

test('whatever answers at the other end, the queue learns only what it can use', async () => {
  const answers: [Response | Error, string | null][] = [
    [Response.json({ now: '', outcomes: [], copies: [] }), null],
    [new TypeError('Failed to fetch'), 'offline'],
    // A hotel's page, a proxy, a server that starts.
    [new Response('<h1>Welcome to our hotel</h1>', { headers: { 'content-type': 'text/html' } }), 'offline'],
    [Response.json({ ok: true }), 'offline'],
    [Response.json({ code: 'platform.database_restarting' }, { status: 503 }), 'offline'],
    [Response.json({ code: 'session.too_often' }, { status: 429 }), 'offline'],
    [Response.json({ code: 'offline.signed_out' }, { status: 401 }), 'signed-out'],
    [Response.json({ code: 'offline.other_network' }, { status: 409 }), 'other-network'],
    [Response.json({ code: 'offline.other_account', owner: 'her' }, { status: 409 }), 'other-account'],
    [Response.json({ code: 'platform.invalid_input' }, { status: 422, headers: { 'content-type': 'application/problem+json' } }), 'refused'],
  ];
  for (const [answer, reason] of answers) {
    const send = overHttp('/sync', async () => (answer instanceof Error ? Promise.reject(answer) : answer));
    const got = await send({ network: '', owner: '', operations: [], copies: [] }).then(() => null, (error: { reason: string }) => error.reason);
    expect(got).toBe(reason);
  }
});

test('the server takes nobody’s work from somebody else on the same phone, and says who is signed in', async () => {
  const [ana, boba] = ['ana', 'boba'].map((name) => systemScope(scope.networkId, name));
  const heard: unknown[] = [];
  const hear: OfflineCommand = { name: 'number.say', input: z.unknown(), together: () => '', take: async (_, inputs) => (heard.push(...inputs), inputs.map(() => ({ outcome: 'accepted' as const }))) };
  const body = (owner: string) => ({ network: scope.networkId, owner, operations: [{ id: newId(), command: 'number.say', input: 'Ana' }], copies: [] });
  await expect(takeIn(boba!, body(ownerOf(ana!)), { commands: [hear], copies: [], makers: nobody }, t)).rejects.toMatchObject({ status: 409, code: 'offline.other_account', details: { owner: ownerOf(boba!) } });
  expect(heard).toEqual([]);
  await takeIn(ana!, body(ownerOf(ana!)), { commands: [hear], copies: [], makers: nobody }, t);
  expect(heard).toEqual(['Ana']);
  // The same account in another network is another owner.
  expect(ownerOf(systemScope(newId(), 'ana'))).not.toBe(ownerOf(ana!));
});

test('a copy goes on the day after its last, by the server’s clock, and what was noted of it goes with it; what waits stays', async () => {
  const store = memoryStore();
  const copy = (key: string, last: string): Copy => ({ name: 'list', key, about: null, until: last, count: 4, rows: [] });
  const [over, today] = [copy('over', '2027-03-14'), copy('today', '2027-03-15')];
  await store.write({ copies: [over, today, { ...copy('without end', ''), until: undefined as unknown as string }], facts: { [noteOf(over)]: 1, [noteOf(today)]: 2 } });
  await enqueue(store, { id: newId(), command: 'number.say', input: 1, label: '', cancels: null, owner: 'me' }, new Date(0), { [noteOf(today)]: 3 });
  // This device runs ten days ahead, and knows it.
  await store.write({ facts: { clockIsOffBy: 10 * 86_400_000 } });
  expect((await forgetOld(store, new Date('2027-03-25T20:00:00Z'))).map(({ key }) => key)).toEqual(['over', 'without end']);
  expect([(await store.copies()).map(({ key }) => key), await store.fact(noteOf(over)), await store.fact(noteOf(today)), (await standing(store)).waiting.length]).toEqual([['today'], undefined, 3, 1]);
  await forgetCopies(store);
  expect([await store.copies(), await store.fact(noteOf(today)), (await standing(store)).waiting.length]).toEqual([[], undefined, 1]);
});

test('what a colleague took over comes with whose work it was, and is heard only where the network knows both', async () => {
  const [ana, boba, away] = ['ana', 'boba', 'away'].map((name) => systemScope(scope.networkId, name));
  const heard: unknown[] = [];
  const hear: OfflineCommand = { name: 'number.say', input: z.unknown(), together: () => '', take: async ({ actor }, inputs, makers) => (inputs.forEach((input, at) => heard.push([input, actor, makers[at]])), inputs.map(() => ({ outcome: 'accepted' as const }))) };
  const list = { name: 'list', read: async (_: unknown, key: string) => (key.startsWith('0') ? Promise.reject(notFound()) : { about: null, until, rows: [] }) };
  const makers = async (_: unknown, owners: readonly string[]) => new Map(owners.flatMap((owner) => (owner === ownerOf(ana!) ? [[owner, { actor: ana!.actor, name: 'Ana' }] as const] : [])));
  const operations = [['own', undefined], ['hers', ownerOf(ana!)], ['back', ownerOf(boba!)], ['whose', ownerOf(away!)]].map(([input, madeBy]) => ({ id: newId(), command: 'number.say', input, madeBy }));
  const asked = (key: string) => ({ name: 'list', key, about: null, parts: [], owners: [ownerOf(ana!), ownerOf(away!)] });
  const { outcomes, copies } = await takeIn(boba!, { network: scope.networkId, owner: ownerOf(boba!), operations, copies: [asked('10000000-0000-7000-8000-000000000000'), asked('00000000-0000-7000-8000-000000000000')] }, { commands: [hear], copies: [list], makers }, t);
  expect(outcomes.map(({ code, outcome }) => code ?? outcome)).toEqual(['accepted', 'accepted', 'accepted', 'offline.unknown_maker']);
  expect(heard).toEqual([['own', boba!.actor, null], ['hers', boba!.actor, ana!.actor], ['back', boba!.actor, null]]);
  // Whose work lies there is told with the list, and to nobody who may not have it.
  expect(copies.map(({ colleagues }) => colleagues)).toEqual([[{ owner: ownerOf(ana!), name: 'Ana' }], undefined]);
});

test('whatever several people do on one phone, each message goes out once, under its own owner or a colleague’s who took it over, and then with whose it is; the rest waits', async () => {
  const owners = ['a', 'b', 'c'];
  let handed = 0;
  let returned = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('say', 'say', 'take over', 'send', 'refused'), fc.constantFrom(...owners), fc.constantFrom(...owners), fc.constantFrom('here', 'here', 'there')), { minLength: 15, maxLength: 40 }), async (steps) => {
      const store = memoryStore();
      const made = new Map<string, { by: string; at: string }>();
      const arrived: { id: string; sender: string; madeBy: string | undefined }[] = [];
      const isAbout = (at: string) => ({ input }: Operation) => input === at;
      for (const [what, owner, other, at] of steps) {
        const before = await store.items();
        if (what === 'say') made.set((await enqueue(store, { id: newId(), command: 'number.say', input: at, label: '', cancels: null, owner }, new Date(0))).id, { by: owner, at });
        else if (what === 'take over') {
          await takeOver(store, { from: other, to: owner }, isAbout(at));
          for (const item of await store.items()) {
            const was = before.find(({ id }) => id === item.id)!;
            expect(item.owner).toBe(was.owner === other && was.input === at ? owner : was.owner);
            expect(item.madeBy ?? item.owner).toBe(made.get(item.id)!.by);
          }
        } else {
          const asked = new Set<string>();
          await replay(store, async ({ operations, copies }) => {
            for (const one of copies[0]!.owners ?? []) asked.add(one);
            if (what === 'send') arrived.push(...operations.map(({ id, madeBy }) => ({ id, sender: owner, madeBy })));
            // She has no right here: her own come back to her, what was another's goes back to whoever made it.
            return { now: new Date(0).toISOString(), copies: [], outcomes: operations.map(({ id }) => (what === 'send' ? { id, outcome: 'accepted' as const } : { id, outcome: 'rejected' as const, sentence: 'No.', code: 'platform.forbidden' })) };
          }, { network: scope.networkId, owner, wanted: [{ name: 'list', key: 'k', isAbout: isAbout('here') }] });
          expect(asked).toEqual(new Set(before.flatMap((item) => (item.owner !== owner && item.input === 'here' ? item.owner : []))));
          const now = await standing(store);
          expect(now.waiting.filter((item) => item.owner === owner)).toEqual([]);
          expect(now.rejected.every((item) => item.owner === made.get(item.id)!.by || before.find(({ id }) => id === item.id)!.state === 'rejected')).toBe(true);
          returned += before.filter((item) => what === 'refused' && item.owner === owner && item.state === 'waiting' && item.madeBy).length;
        }
      }
      expect(arrived.filter(({ id, sender, madeBy }) => (madeBy ?? sender) !== made.get(id)!.by)).toEqual([]);
      expect([...arrived.map(({ id }) => id), ...(await store.items()).map(({ id }) => id)].sort()).toEqual([...made.keys()].sort());
      handed += arrived.filter(({ madeBy }) => madeBy).length;
    }),
    { numRuns: 150 },
  );
  expect([handed > 5, returned > 5]).toEqual([true, true]);
});

test('tries again soon, then ever more rarely, and never all phones at once', () => {
  expect([0, 1, 5, 9, 100].map((failures) => pause(failures, 0.5))).toEqual([1_000, 2_000, 32_000, 300_000, 300_000]);
  expect(pause(3, 0)).toBeLessThan(pause(3, 1));
});
