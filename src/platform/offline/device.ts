/** The queue in a browser: sends when it can, in one tab at a time, and tells every tab what is different. */
import type { Operation, Outcome } from './exchange.ts';
import { enqueue, NotSent, replay, type Send, type Wanted } from './queue.ts';
import type { Item, Store } from './store.ts';

export type Contact = 'sending' | 'reached' | NotSent['reason'];

export interface Device {
  /** Keeps an operation, tells the page, and sends as soon as it can. */
  add(operation: Operation & Pick<Item, 'label' | 'cancels'>): Promise<void>;
  /** Sends now; another tab that is sending already does it for this one. */
  send(): Promise<void>;
  stop(): void;
}

interface Setting {
  store: Store;
  send: Send;
  network: string;
  /** Whose work this page makes: the network and the account, as one opaque text. */
  owner: string;
  wanted: readonly Wanted[];
  /** Something on the device is different: read it again. */
  changed(): void;
  contact(now: Contact): void;
  said(outcomes: Outcome[]): void;
}

/** The next try: a second, then twice as long each time, five minutes at most; never all phones at once. */
export const pause = (failures: number, chance = Math.random()): number => Math.min(300_000, 1_000 * 2 ** Math.min(failures, 12)) * (0.75 + chance / 2);
/** While all is well the list is asked for this often, so that two doors see each other. */
const QUIET = 15_000;

export function startDevice({ store, send, network, owner, wanted, changed, contact, said }: Setting): Device {
  const tabs = new BroadcastChannel('kolo-offline');
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
    contact('sending');
    try {
      const { outcomes } = await replay(store, send, { network, owner, wanted });
      failures = 0;
      contact('reached');
      said(outcomes);
    } catch (caught) {
      if (!(caught instanceof NotSent)) console.error(caught);
      failures += 1;
      contact(caught instanceof NotSent ? caught.reason : 'offline');
    }
    tell();
  }

  /** One tab sends for all of them: two would send the same twice, which is harmless and twice as slow. */
  const inOneTab = () => navigator.locks.request('kolo-offline', { ifAvailable: true }, async (lock) => (lock ? once() : undefined));

  function go(): Promise<void> {
    if (running) {
      again = true;
      return running;
    }
    running = inOneTab().finally(() => {
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
  // Asked for once there is something to lose; a browser that grants it throws nothing away when the phone gets full.
  void navigator.storage?.persist?.();
  void go();

  // Two at once would get one place in the order.
  let keeping: Promise<unknown> = Promise.resolve();
  return {
    async add(operation) {
      const kept = keeping.then(() => enqueue(store, { ...operation, owner }, new Date()));
      keeping = kept.catch(() => {});
      await kept;
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
