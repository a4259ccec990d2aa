/** What a device and the server say to each other, in both directions; read by both, so it stands on nothing. */

/** Something a person did on a device: a command and what it was given. The id makes sending it again harmless. */
export interface Operation {
  id: string;
  /** Name of a command of `src/registry.ts`. */
  command: string;
  input: unknown;
  /** Of one that a colleague has taken over and sends in her own name: whose work it was (`owner.ts`). */
  madeBy?: string;
}

/** A row of a list that devices keep a copy of: its id, and whatever a page shows of it, as JSON. */
export type Row = readonly [id: string, ...rest: unknown[]];

/** Which copy a device keeps, and the fingerprints by which the server sees what is different there (`copy.ts`); none where it has nothing yet. */
export interface CopyAsked {
  name: string;
  key: string;
  about: string | null;
  parts: string[];
  /** Of other people whose work on this list waits on the device: whose (`owner.ts`). */
  owners?: string[];
}

/** Somebody whose work a colleague may send, by name; null: that account is no more. */
export interface Colleague {
  owner: string;
  name: string | null;
}

export interface Request {
  /** The network the operations were made in: sent under another one they would all be strangers. */
  network: string;
  /** Whose work the operations are (`owner.ts`). The server takes them from nobody else who happens to be signed in on the same phone. */
  owner: string;
  operations: Operation[];
  copies: CopyAsked[];
}

/** What became of one operation. `failed`: something is wrong with the server, it is to be sent again. */
export interface Outcome {
  id: string;
  outcome: 'accepted' | 'already' | 'rejected' | 'failed';
  /** Of `rejected`: what is wrong and what to do, in the reader's language. Of `already`: who was first, if that is worth saying. */
  sentence?: string;
  code?: string;
}

/** What is different in a copy: whole parts, and what the list says of itself when that is different. `count` parts there are. */
export interface CopyAnswer {
  name: string;
  key: string;
  /** The list is not there for this person (any more): the copy is to be thrown away. */
  gone?: true;
  count: number;
  /** The last day (`YYYY-MM-DD`) on which a device may keep the list. */
  until: string;
  about?: unknown;
  parts: Record<number, Row[]>;
  /** Of the owners that were asked about, those whose work this person may send. */
  colleagues?: Colleague[];
  /** Fingerprint of the whole, to be checked once the parts are in. */
  whole: string;
}

export interface Answer {
  /** The server's clock, ISO 8601. */
  now: string;
  outcomes: Outcome[];
  copies: CopyAnswer[];
}

/** Operations of one request: some 100 kB, which a weak line carries in seconds and the server takes in one transaction. */
export const OPERATIONS_AT_ONCE = 250;
/** More people than have ever shared one phone. */
export const OWNERS_AT_ONCE = 20;
