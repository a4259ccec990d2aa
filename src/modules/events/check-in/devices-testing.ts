/**
 * Devices at the doors of one event, and everything that goes wrong between them and the server: offline spells, lost and late answers, requests that come twice and out of
 * order, devices that die in the middle, clocks that are days off, a server that fails. The queue, the copies, the intake and the command are the real ones.
 */
import { colleaguesOf } from '#platform/offline/colleagues-queries.ts';
import type { CopyAnswer } from '#platform/offline/exchange.ts';
import { takeIn, type OfflineCommand } from '#platform/offline/intake.ts';
import { memoryStore } from '#platform/offline/memory.ts';
import { ownerOf } from '#platform/offline/owner.ts';
import { enqueue, NotSent, replay, standing, type Send } from '#platform/offline/queue.ts';
import type { Item, Store } from '#platform/offline/store.ts';
import { newId } from '#platform/ids.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Translate } from '#platform/words/translate.ts';
import { doorCopy, offlineCheckIn } from './offline.ts';
import { fromRow, type OnRoster } from './roster.ts';

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The device died: nothing after this moment happened on it. */
class Died extends Error {}

export interface Tally {
  operations: number;
  requests: number;
  lost: number;
  repeated: number;
  deaths: number;
  failures: number;
  /** Lists that came as a file and were taken back. */
  undone: number;
}

interface World {
  scope: Scope;
  eventId: string;
  t: Translate;
  random: () => number;
  tally: Tally;
}

/** The server with a network in front of it that loses, doubles and delays. `calm` ends all of that. */
export function network({ scope, t, random, tally }: World) {
  let calm = false;
  const onTheWay: string[] = [];
  /** Operations at which the server fails, and how often it still will. */
  const stumbles = new Map<string, number>();
  const command: OfflineCommand = {
    ...offlineCheckIn,
    async take(as, inputs, makers) {
      for (const { operationId } of inputs as { operationId: string }[]) {
        const left = stumbles.get(operationId) ?? 0;
        if (!left) continue;
        stumbles.set(operationId, left - 1);
        tally.failures += 1;
        throw new TypeError('a fault of the server');
      }
      return offlineCheckIn.take(as, inputs, makers);
    },
  };
  const deliver = async (body: string) => JSON.stringify(await takeIn(scope, JSON.parse(body), { commands: [command], copies: [doorCopy], makers: colleaguesOf }, t));
  const send: Send = async (request) => {
    const body = JSON.stringify(request);
    tally.requests += 1;
    const luck = calm ? 1 : random();
    for (const { id } of calm ? [] : request.operations) if (random() < 0.01) stumbles.set(id, 1 + Math.floor(random() * 2));
    if (luck < 0.1) throw new NotSent('offline');
    // Somewhere a proxy keeps what it has sent, and sends it again one day.
    if (luck < 0.4) onTheWay.push(body);
    if (!calm && onTheWay.length && random() < 0.4) {
      tally.repeated += 1;
      await deliver(onTheWay.splice(Math.floor(random() * onTheWay.length), 1)[0]!);
    }
    const answer = await deliver(body);
    if (luck < 0.25) {
      tally.lost += 1;
      throw new NotSent('offline');
    }
    return JSON.parse(answer);
  };
  return { send, calmDown: () => void (calm = true), late: async () => { for (const body of onTheWay.splice(0)) await deliver(body); } };
}

export interface Said {
  id: string;
  who: object;
  day: string;
  sessionId: string | null;
  takesBack: string | null;
}

export interface Phone {
  store: Store;
  /** Everything it was told, in order: what a person at this door remembers. */
  said: Said[];
  say(of: Omit<Said, 'id'>): Promise<Said>;
  sync(): Promise<void>;
  list(): Promise<OnRoster[]>;
  standing(): Promise<{ waiting: Item[]; rejected: Item[] }>;
}

/** One phone. Its disk survives its deaths; its clock is wrong from the start and jumps. */
export function phone({ scope, eventId, random, tally }: World, send: Send): Phone {
  const disk = memoryStore();
  const said: Said[] = [];
  let skew = random() < 0.5 ? 0 : (random() - 0.5) * 40 * 86_400_000;
  const clock = () => {
    if (random() < 0.02) skew += (random() - 0.5) * 86_400_000;
    return new Date(Date.now() + skew);
  };
  // It dies before its disk has taken something, or right after.
  const mortal: Store = {
    ...disk,
    async write(step) {
      const luck = random();
      if (luck < 0.04) throw new Died();
      await disk.write(step);
      if (luck > 0.96) throw new Died();
    },
  };
  const survived = async (work: Promise<unknown>) => {
    try {
      await work;
    } catch (caught) {
      if (!(caught instanceof NotSent) && !(caught instanceof Died)) throw caught;
      if (caught instanceof Died) tally.deaths += 1;
    }
  };
  return {
    store: disk,
    said,
    async say({ who, day, sessionId, takesBack }) {
      const id = newId();
      const now = clock();
      const input = { operationId: id, eventId, who, day, sessionId, present: takesBack === null, takesBack, via: 'door', at: now.toISOString() };
      const operation = { id, command: offlineCheckIn.name, input, label: '', cancels: takesBack, owner: ownerOf(scope) };
      await survived(enqueue(mortal, operation, now));
      // The person saw it only if the disk has it.
      const one = { id, who, day, sessionId, takesBack };
      if ((await disk.items()).some((item) => item.id === id)) {
        said.push(one);
        tally.operations += 1;
      }
      return one;
    },
    sync: () => survived(replay(mortal, send, { network: scope.networkId, owner: ownerOf(scope), wanted: [{ name: 'door', key: eventId }], clock })),
    list: async () => ((await disk.copy('door', eventId))?.rows ?? []).map(fromRow),
    standing: () => standing(disk),
  };
}

/** Bytes of an answer as they travel, uncompressed. */
export const weigh = (answer: CopyAnswer | object): number => Buffer.byteLength(JSON.stringify(answer));
