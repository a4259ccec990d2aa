/** Work that waits on a device until the server has it. Knows neither the browser nor what the work is about: the property test drives this very code. */
import { applied, ask, type Copy } from './copy.ts';
import { OPERATIONS_AT_ONCE, OWNERS_AT_ONCE, type Answer, type Colleague, type Operation, type Outcome, type Request } from './exchange.ts';
import type { Item, Store } from './store.ts';

/** Why nothing can be sent now. `offline` mends itself; for the others a person has to do something. */
export class NotSent extends Error {
  readonly reason: 'offline' | 'signed-out' | 'other-network' | 'other-account' | 'refused';
  /** With `other-account`: who is signed in on this device now. */
  readonly owner: string | null;
  constructor(reason: NotSent['reason'], owner: string | null = null) {
    super(`Not sent: ${reason}`);
    this.name = 'NotSent';
    this.reason = reason;
    this.owner = owner;
  }
}

/** Carries a request to the server. @throws NotSent when there is no answer that can be used */
export type Send = (request: Request) => Promise<Answer>;

/** A list to be kept like the server's while work is sent. */
export interface Wanted {
  name: string;
  key: string;
  /** Whether an operation is about this list: whose work on it waits here is asked with it. */
  isAbout?(operation: Operation): boolean;
}

export interface Sent {
  /** What the server said of each operation that was settled, in order. */
  outcomes: Outcome[];
  /** Operations that still wait: the server failed at them. */
  left: number;
  /** Others whose work on these lists waits here, and whom this person may send it for. */
  colleagues: Colleague[];
}

/** Keeps one more operation, and the facts that change with it, in one step. When the promise is fulfilled it survives the death of the device. */
export async function enqueue(store: Store, operation: Operation & Pick<Item, 'label' | 'cancels' | 'owner' | 'mark'>, now: Date, facts: Record<string, unknown> = {}): Promise<Item> {
  const last = (await store.items()).at(-1)?.order ?? 0;
  // The clock of the device may be set back; the order may not.
  const item: Item = { ...operation, order: Math.max(last + 1, now.getTime()), madeAt: now.toISOString(), state: 'waiting', sentence: null, failures: 0 };
  await store.write({ put: [item], facts });
  return item;
}

/** What waits, and what came back. */
export async function standing(store: Store): Promise<{ waiting: Item[]; rejected: Item[] }> {
  const items = await store.items();
  return { waiting: items.filter(({ state }) => state === 'waiting'), rejected: items.filter(({ state }) => state === 'rejected') };
}

/** Whether an item may be sent for this owner: what was made in another network, or under another account, waits for its own. */
export const isOf = ({ owner: made }: Pick<Item, 'owner'>, owner: string): boolean => made === owner;

/**
 * A colleague who is here sends what somebody made who does not come back to this device: from now on it waits as hers, and says for good who made it. Whoever made it takes it back
 * in the same way, for as long as it waits.
 */
export async function takeOver(store: Store, { from, to }: { from: string; to: string }, isAbout: (operation: Operation) => boolean): Promise<void> {
  const theirs = (await store.items()).filter((item) => isOf(item, from) && isAbout(item));
  await store.write({ put: theirs.map(({ madeBy = from, ...item }) => ({ ...item, owner: to, ...(madeBy !== to && { madeBy }) })) });
}

const givenBack = ({ madeBy, ...item }: Item): Item => ({ ...item, owner: madeBy! });
/** Codes by which the server says that this person may not send it for anybody. */
const notHers = new Set(['platform.forbidden', 'platform.not_found', 'offline.unknown_maker']);

/** A rejected operation is sent again as it was, or given up. */
export const tryAgain = (store: Store, item: Item): Promise<void> => store.write({ put: [{ ...item, state: 'waiting', sentence: null, failures: 0 }] });
export const giveUp = (store: Store, id: string): Promise<void> => store.write({ remove: [id] });

/**
 * Sends everything of this owner that waits, in its order, and makes the copies like the server's. Each answer is kept in one step before the next is asked for: whoever dies in between
 * sends the same again, and the server knows it. An operation the server fails at waits for the next time and holds up none behind it.
 * @throws NotSent; what was settled before stays settled
 */
export async function replay(store: Store, send: Send, { network, owner, wanted, clock = () => new Date() }: { network: string; owner: string; wanted: readonly Wanted[]; clock?: () => Date }): Promise<Sent> {
  const outcomes: Outcome[] = [];
  const colleagues: Colleague[] = [];
  const tried = new Set<string>();
  let whole = false;
  for (;;) {
    const items = await store.items();
    const waiting = items.filter((item) => item.state === 'waiting' && isOf(item, owner) && !tried.has(item.id));
    const now = waiting.slice(0, OPERATIONS_AT_ONCE);
    const isLast = waiting.length <= now.length;
    for (const { id } of now) tried.add(id);
    const copies = isLast ? await Promise.all(wanted.map(async ({ name, key, isAbout }) => ({ copy: whole ? null : await store.copy(name, key), name, key, owners: isAbout ? [...new Set(items.flatMap((item) => (isOf(item, owner) || !isAbout(item) ? [] : item.owner)))].slice(0, OWNERS_AT_ONCE) : [] }))) : [];
    const asked = clock();
    const answer = await send({ network, owner, operations: now.map(({ id, command, input, madeBy }) => ({ id, command, input, ...(madeBy && { madeBy }) })), copies: copies.map(({ name, key, copy, owners }) => ({ ...ask(name, key, copy), ...(owners.length && { owners }) })) });
    const answered = clock();
    const fits = await settle(store, now, { items, answer, asked: copies }, (asked.getTime() + answered.getTime()) / 2);
    if (isLast) colleagues.splice(0, Infinity, ...answer.copies.flatMap((one) => one.colleagues ?? []));
    outcomes.push(...answer.outcomes.filter(({ outcome }) => outcome !== 'failed'));
    if (isLast && (fits || whole)) break;
    // Two different lists with one fingerprint, or a copy somebody has damaged: all of it is asked for, once.
    whole = isLast;
  }
  return { outcomes, left: (await standing(store)).waiting.filter(({ id }) => tried.has(id)).length, colleagues };
}

async function settle(store: Store, sent: readonly Item[], { items, answer, asked }: { items: readonly Item[]; answer: Answer; asked: readonly (Wanted & { copy: Copy | null })[] }, at: number): Promise<boolean> {
  const said = new Map(answer.outcomes.map((one) => [one.id, one]));
  const isSettled = ({ id }: Item) => !!said.get(id) && said.get(id)!.outcome !== 'failed';
  // What the server never took needs no taking back: both go, whatever it says of the taking back. What it did take stays there when it refuses to take it back, and that a person must read.
  const cameBack = new Set([...items.flatMap(({ id, state }) => (state === 'rejected' ? id : [])), ...sent.flatMap(({ id }) => (said.get(id)?.outcome === 'rejected' ? id : []))]);
  const needless = sent.filter((item) => isSettled(item) && item.cancels !== null && cameBack.has(item.cancels));
  const remove = needless.flatMap(({ id, cancels }) => [id, cancels!]);
  const put: Item[] = [];
  for (const item of sent) {
    const one = said.get(item.id);
    if (remove.includes(item.id)) continue;
    if (one?.outcome === 'accepted' || one?.outcome === 'already') remove.push(item.id);
    // Of what was somebody else's, what this person may not send is hers no longer: it waits for whoever made it, or for another colleague.
    else if (one?.outcome === 'rejected' && item.madeBy && notHers.has(one.code ?? '')) put.push(givenBack(item));
    else if (one?.outcome === 'rejected') put.push({ ...item, state: 'rejected', sentence: one.sentence ?? one.code ?? '' });
    else put.push({ ...item, failures: item.failures + 1 });
  }
  const copies: Copy[] = [];
  const forget: Wanted[] = [];
  let fits = true;
  for (const { name, key, copy } of asked) {
    const found = answer.copies.find((one) => one.name === name && one.key === key);
    if (!found) continue;
    const next = found.gone ? null : applied(copy, found);
    if (next) copies.push(next);
    else if (found.gone) forget.push({ name, key });
    else fits = false;
  }
  await store.write({ put, remove, copies, forget, facts: { clockIsOffBy: at - Date.parse(answer.now), lastContact: answer.now } });
  return fits;
}
