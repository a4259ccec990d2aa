import type { Copy } from './copy.ts';
import type { Operation } from './exchange.ts';

/** An operation that waits on the device, or came back. */
export interface Item extends Operation {
  /** What a person reads about it, e.g. whom it is about; never sent. */
  label: string;
  /** Another operation that this one takes back. */
  cancels: string | null;
  /** Whose work it is (`owner.ts`), as the page said when it was made; it is sent for nobody else. */
  owner: string;
  /** Of what on a list of this device it is, where its input does not say so by itself; never sent. */
  mark?: string;
  /** Order on this device; later ones are larger. */
  order: number;
  /** The device's clock, ISO 8601. */
  madeAt: string;
  state: 'waiting' | 'rejected';
  /** Of a rejected one: what is wrong, and what to do. */
  sentence: string | null;
  /** How often the server failed at it. */
  failures: number;
}

/** One step of what is kept: written whole or not at all, even if the device dies in the middle. */
export interface Step {
  put?: readonly Item[];
  remove?: readonly string[];
  copies?: readonly Copy[];
  /** Copies to throw away, each with what was noted of it. */
  forget?: readonly { name: string; key: string }[];
  /** Small facts by name, e.g. how far the clock is off; those noted of a copy (`noteOf`) go with it. */
  facts?: Record<string, unknown>;
}

/** The name of the fact that is noted of a copy and goes with it. */
export const noteOf = ({ name, key }: { name: string; key: string }): string => `of ${name} ${key}`;

/** Where a device keeps its work. In the browser IndexedDB (`indexed-db.ts`); in tests a memory that survives the death of whoever uses it. */
export interface Store {
  /** All items in their order. */
  items(): Promise<Item[]>;
  copy(name: string, key: string): Promise<Copy | null>;
  copies(): Promise<Copy[]>;
  fact(name: string): Promise<unknown>;
  /** Resolves when it is on the disk. */
  write(step: Step): Promise<void>;
}
