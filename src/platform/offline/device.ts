/** The queue in a browser: sends when it can, in one tab at a time, and tells every tab what is different. */
import type { Colleague, Operation, Outcome } from './exchange.ts';
import { enqueue, isOf, NotSent, replay, takeOver, type Send, type Wanted } from './queue.ts';
import type { Item, Store } from './store.ts';

/** `asking`: nobody has answered yet; `elsewhere`: another tab of this browser is sending, and this one waits for its turn. */
export type Contact = 'asking' | 'sending' | 'elsewhere' | 'reached' | NotSent['reason'];

export interface Device {
  /** Keeps an operation and the facts that change with it, tells the page, and sends as soon as it can. */
  add(operation: Operation & Pick<Item, 'label' | 'cancels' | 'mark'>, facts?: Record<string, unknown>): Promise<void>;
  /** Sends from now on as this person's what another made about the same (`queue.ts`). */
  takeOver(from: string, isAbout: (operation: Operation) => boolean): Promise<void>;
  /** Sends now, or when another tab that is sending is done. */
  send(): Promise<void>;
  stop(): void;
}

interface Setting {
  store: Store;
  send: Send;
  network: string;
  /** Whose work this page makes (`owner.ts`), until the server says that somebody else is signed in on this device now. */
  owner: string;
  wanted: readonly Wanted[];
  /** Something on the device is different: read it again. */
  changed(): void;
  contact(now: Contact): void;
  /** Somebody else is signed in: what is made from now on is hers. */
  owned(owner: string): void;
  /** Whether the browser has promised to throw nothing of this away when the device gets full; null where it cannot be asked. */
  lasting(isPromised: boolean | null): void;
  said(outcomes: Outcome[]): void;
  /** Whose work waits here that this person may send. */
  colleagues(all: Colleague[]): void;
}

/** The next try: a second, then twice as long each time, five minutes at most; never all phones at once. */
export const pause = (failures: number, chance = Math.random()): number => Math.min(300_000, 1_000 * 2 ** Math.min(failures, 12)) * (0.75 + chance / 2);
/** While all is well the list is asked for this often, so that two doors see each other. */
const QUIET = 15_000;

export function startDevice({ store, send, network, owner: first, wanted, changed, contact, owned, lasting, said, colleagues }: Setting): Device {
  const tabs = new BroadcastChannel('kolo-offline');
  let owner = first;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  const later = (ms: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void go(), ms);
  };
  const tell = () => {
    changed();
    tabs.postMessage('changed');
  };

  async function once(): Promise<void> {
    try {
      // Asking for the list each quarter of a minute is nothing a person has to be told of.
      if ((await store.items()).some((item) => item.state === 'waiting' && isOf(item, owner))) contact('sending');
      const { outcomes, colleagues: all } = await replay(store, send, { network, owner, wanted });
      failures = 0;
      contact('reached');
      said(outcomes);
      colleagues(all);
    } catch (caught) {
      if (!(caught instanceof NotSent)) console.error(caught);
      if (caught instanceof NotSent && caught.owner && caught.owner !== owner) {
        owned((owner = caught.owner));
        colleagues([]);
        again = true;
      } else failures += 1;
      contact(caught instanceof NotSent ? caught.reason : 'offline');
    }
    tell();
  }

  /** One tab after another: two at once would send the same twice, which is harmless and twice as slow. What one has sent the next finds sent. */
  async function inTurn(): Promise<void> {
    const isDone = await navigator.locks.request('kolo-offline', { ifAvailable: true }, async (lock) => lock !== null && (await once(), true));
    if (isDone) return;
    contact('elsewhere');
    await navigator.locks.request('kolo-offline', async () => (stopped ? undefined : once()));
  }

  function go(): Promise<void> {
    if (running) {
      again = true;
      return running;
    }
    running = inTurn().finally(() => {
      running = null;
      later(again && failures === 0 ? 0 : failures ? pause(failures) : QUIET);
      again = false;
    });
    return running;
  }

  const soon = () => {
    failures = 0;
    void go();
  };
  const seen = () => document.visibilityState === 'visible' && soon();
  tabs.onmessage = () => changed();
  addEventListener('online', soon);
  document.addEventListener('visibilitychange', seen);
  // A browser that grants it throws nothing away when the phone gets full; what one that does not has said is told to whoever holds it.
  void Promise.resolve(navigator.storage?.persist?.() ?? null).then(lasting, () => lasting(null));
  void go();

  // Two at once would get one place in the order.
  let keeping: Promise<unknown> = Promise.resolve();
  return {
    async add(operation, facts) {
      const kept = keeping.then(() => enqueue(store, { ...operation, owner }, new Date(), facts));
      keeping = kept.catch(() => {});
      await kept;
      tell();
      soon();
    },
    async takeOver(from, isAbout) {
      await takeOver(store, { from, to: owner }, isAbout);
      tell();
      soon();
    },
    send: go,
    stop() {
      stopped = true;
      clearTimeout(timer);
      tabs.close();
      removeEventListener('online', soon);
      document.removeEventListener('visibilitychange', seen);
    },
  };
}
