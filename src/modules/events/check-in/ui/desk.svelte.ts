/** What stands behind the page of a door: the list and the messages of this phone, what is said through it, and how it stands with the server. Shown by `Door.svelte`. */
import { forgetOld } from '#platform/offline/cleaning.ts';
import { startDevice, type Contact, type Device } from '#platform/offline/device.ts';
import type { Colleague, Operation, Outcome } from '#platform/offline/exchange.ts';
import { overHttp } from '#platform/offline/http.ts';
import { browserStore } from '#platform/offline/indexed-db.ts';
import { giveUp, isOf, tryAgain } from '#platform/offline/queue.ts';
import { noteOf, type Item, type Store } from '#platform/offline/store.ts';
import { newId } from '#platform/ids.ts';
import { collator } from '#platform/words/format.ts';
import type { Reader } from '#ui/reader.ts';
import { atDoor, codeIn, dateAt, dayNow, toTakeBack, type AtDoor, type ChosenDay, type Message } from '../door.ts';
import { spelled } from '../../certificates/spelling.ts';
import { codeMark, daysToTake, fromRow, type DoorEvent, type OnRoster } from '../roster.ts';

/** What the page says last, and whom that can be undone of. `n` tells two alike apart. */
export interface Said {
  kind: 'done' | 'doubt' | 'wrong';
  text: string;
  undo: AtDoor | null;
  n: number;
}

export interface NewFace {
  given: string | null;
  surname: string | null;
  organisationText: string | null;
  placeText: string | null;
}

interface Where {
  eventId: string;
  networkId: string;
  /** Whose work is made here (`platform/offline/owner.ts`), as far as the kept page knows. */
  owner: string;
  reader: Reader;
}

/** A phone that lies on the table looks this often whether it is another day. */
const LOOK_AT_CLOCK = 30_000;

/** As on a paper list: by the last word of the name. */
const surnameFirst = (name: string) => name.replace(/^(.*)\s(\S+)$/, '$2 $1');

export class Desk {
  readonly eventId: string;
  readonly #networkId: string;
  readonly #t: Reader['t'];
  readonly #href: Reader['href'];
  readonly #order: Intl.Collator;
  /** The messages of this phone that it may take back without asking, sent or not, as a note of the list: they go with it. `row day session` → operation. */
  readonly #mine: string;
  #store: Store | null = null;
  #device: Device | null = null;
  #times = 0;

  phase: 'opening' | 'ready' | 'no-storage' = $state('opening');
  event = $state.raw<DoorEvent | null>(null);
  roster: OnRoster[] = $state.raw([]);
  items: Item[] = $state.raw([]);
  contact: Contact = $state('asking');
  /** Whether the browser has promised to keep what lies here; null while it has not been asked, or cannot be. */
  isLasting: boolean | null = $state(null);
  clockIsOffBy = $state(0);
  owner = $state('');
  #colleagues: Colleague[] = $state.raw([]);
  /** The day attendance is taken for. Changed by `choose`, and by midnight. */
  day: string | null = $state(null);
  /** What day it is at the event, as far as this phone knows. */
  today = $state('');
  /** The day has become another one without anybody choosing it, and nobody has said yet that she has seen it. */
  dayChange: { from: string; to: string } | null = $state.raw(null);
  sessionId: string | null = $state(null);
  said: Said | null = $state.raw(null);

  readonly waiting = $derived(this.items.filter(({ state }) => state === 'waiting'));
  readonly unsent = $derived(this.waiting.filter((item) => isOf(item, this.owner)).length);
  /** What is of another person, or of another network: waiting, or come back to be read by her. */
  readonly ofOthers = $derived(this.items.filter((item) => !isOf(item, this.owner) && !this.ofColleagues.some(({ owner }) => isOf(item, owner) && this.#isHere(item))).length);
  /** Of those, what was taken at this very door and whoever holds the phone now may send: by whose work it is. */
  readonly ofColleagues = $derived(this.#colleagues.map((one) => ({ ...one, n: this.own.filter((item) => isOf(item, one.owner)).length })).filter(({ n, owner }) => n > 0 && owner !== this.owner));
  readonly own = $derived(this.items.filter((item) => this.#isHere(item)));
  readonly cameBack = $derived(this.own.filter((item) => item.state === 'rejected' && isOf(item, this.owner)));
  readonly lines = $derived(this.day ? atDoor(this.roster, this.own, this.day, this.sessionId).sort((a, b) => this.#order.compare(surnameFirst(a.name), surnameFirst(b.name))) : []);

  constructor({ eventId, networkId, owner, reader }: Where) {
    this.eventId = eventId;
    this.#networkId = networkId;
    this.owner = owner;
    this.#t = reader.t;
    this.#href = reader.href;
    this.#order = collator(reader.locale);
    this.#mine = noteOf({ name: 'door', key: eventId });
  }

  async open(): Promise<void> {
    try {
      this.#store = await browserStore();
      await forgetOld(this.#store, new Date());
      await this.#read();
    } catch (caught) {
      console.error(caught);
      this.phase = 'no-storage';
      return;
    }
    this.phase = 'ready';
    this.#looking = setInterval(this.#lookAtClock, LOOK_AT_CLOCK);
    document.addEventListener('visibilitychange', this.#lookAtClock);
    this.#device = startDevice({
      store: this.#store, send: overHttp(this.#href('/sync')), network: this.#networkId, owner: this.owner, wanted: [{ name: 'door', key: this.eventId, isAbout: this.#isHere }],
      changed: () => void this.#read(), contact: (now) => (this.contact = now), owned: (owner) => (this.owner = owner), lasting: (isPromised) => (this.isLasting = isPromised), said: (outcomes) => this.#tell(outcomes), colleagues: (all) => (this.#colleagues = all),
    });
  }

  close(): void {
    clearInterval(this.#looking);
    document.removeEventListener('visibilitychange', this.#lookAtClock);
    this.#device?.stop();
  }

  send = (): void => void this.#device?.send();
  takeOver = (from: string): void => void this.#device?.takeOver(from, this.#isHere);

  readonly #isHere = ({ input }: Operation): boolean => (input as Message).eventId === this.eventId;

  async again(item: Item): Promise<void> {
    await tryAgain(this.#store!, item);
    await this.#read();
    await this.#device?.send();
  }

  async drop(item: Item): Promise<void> {
    await giveUp(this.#store!, item.id);
    await this.#read();
  }

  /** One after another, however fast somebody scans: what one leaves is what the next begins with. */
  #turn: Promise<unknown> = Promise.resolve();
  #inTurn(work: () => Promise<unknown>): void {
    this.#turn = this.#turn.then(work, work);
  }
  comesIn = (one: AtDoor): void => this.#inTurn(() => this.#comesIn(one));
  undo = (one: AtDoor): void => this.#inTurn(() => this.#undo(one));
  readCode = (scanned: string): void => this.#inTurn(() => this.#readCode(scanned));
  walkIn = (who: NewFace): void => this.#inTurn(() => this.#walkIn(who));

  async #read(): Promise<void> {
    const [copy, all, off] = await Promise.all([this.#store!.copy('door', this.eventId), this.#store!.items(), this.#store!.fact('clockIsOffBy')]);
    this.items = all;
    this.clockIsOffBy = Number(off ?? 0);
    this.event = (copy?.about as DoorEvent | undefined) ?? this.event;
    this.roster = copy?.rows.map(fromRow) ?? [];
    this.#lookAtClock();
  }

  /** The day chosen from the list of the event; null while there is no list. */
  #chosen: ChosenDay | null = null;
  #looking: ReturnType<typeof setInterval> | undefined;

  /** What a person chooses holds for this date. */
  choose(day: string): void {
    this.#chosen = { day, at: Date.now(), byHand: true };
    this.dayChange = null;
    this.#standOn(day);
  }
  readonly seenDayChange = (): void => void (this.dayChange = null);

  /** Goes on to the next day when the date has changed, and says so: nobody looks at a field she has not touched. */
  readonly #lookAtClock = (): void => {
    const dateOf = (at: number) => dateAt(at, this.clockIsOffBy, this.event?.timeZone);
    const now = Date.now();
    this.today = dateOf(now);
    const before = this.#chosen;
    const next = dayNow(before, this.event ? daysToTake(this.event) : [], now, dateOf);
    if (this.event) this.#chosen = next;
    if (next.day === this.day) return;
    if (before) {
      this.dayChange = { from: before.day, to: next.day };
      // What was said last was said of another day, and is not to be undone on this one.
      this.said = null;
    }
    this.#standOn(next.day);
  };

  #standOn(day: string): void {
    this.day = day;
    this.sessionId = null;
  }

  /** What other doors had said before is told as well. */
  #tell(outcomes: Outcome[]): void {
    const note = outcomes.findLast(({ outcome, sentence }) => outcome === 'already' && sentence);
    if (note) this.#show('doubt', note.sentence!);
  }

  #show(kind: Said['kind'], text: string, undo: AtDoor | null = null): void {
    this.said = { kind, text, undo, n: ++this.#times };
  }

  readonly #keyOf = (one: { id: string }) => `${one.id} ${this.day} ${this.sessionId ?? ''}`;
  readonly #whatIsMine = async () => ((await this.#store!.fact(this.#mine)) ?? {}) as Record<string, string>;

  /** @returns the id of the message, or null when the phone could not keep it; then nobody may think it was said. */
  async #say(who: Message['who'], label: string, { of = null as AtDoor | null, takesBack = null as string | null, mark = undefined as string | undefined } = {}): Promise<string | null> {
    const id = newId();
    const input: Message = { operationId: id, eventId: this.eventId, who, day: this.day!, sessionId: this.sessionId, present: takesBack === null, takesBack, via: 'door', at: new Date().toISOString() };
    try {
      const facts = of && !takesBack ? { [this.#mine]: { ...(await this.#whatIsMine()), [this.#keyOf(of)]: id } } : {};
      await this.#device!.add({ id, command: 'attendance.check_in', input, label, cancels: takesBack, ...(mark && { mark }) }, facts);
      return id;
    } catch (caught) {
      console.error(caught);
      this.#show('wrong', this.#t('check-in.not_kept', { name: label }));
      return null;
    }
  }

  readonly #whoIs = (one: AtDoor): Message['who'] => (one.state === 'walk-in' ? { personId: one.id } : { registrationId: one.id, ...(one.version !== null && { version: one.version }) });

  async #comesIn(seen: AtDoor): Promise<void> {
    this.#lookAtClock();
    const one = this.lines.find(({ id }) => id === seen.id) ?? seen;
    if (one.isIn) return this.#show('doubt', this.#t('check-in.said_already', { name: one.name }), one);
    if (!(await this.#say(this.#whoIs(one), one.name, { of: one }))) return;
    await this.#read();
    navigator.vibrate?.(60);
    this.#show('done', this.#t('check-in.said_in', { name: one.name }), this.lines.find(({ id }) => id === one.id) ?? null);
  }

  async #undo(one: AtDoor): Promise<void> {
    const own = one.unsent?.id ?? (await this.#whatIsMine())[this.#keyOf(one)];
    const known = own ? [own] : toTakeBack(one, this.day!, this.sessionId);
    // A list said so, and no message: that is corrected where the list can be seen.
    if (!known.length) return this.#show('doubt', this.#t('check-in.undo_list', { name: one.name }));
    if (!own && !confirm(this.#t('check-in.undo_all', { name: one.name }))) return;
    for (const takesBack of known) if (!(await this.#say(one.unsent ? (one.unsent.input as Message).who : this.#whoIs(one), one.name, { takesBack }))) return;
    await this.#read();
    this.#show('done', this.#t('check-in.said_undone', { name: one.name }));
  }

  async #readCode(scanned: string): Promise<void> {
    this.#lookAtClock();
    const code = codeIn(scanned);
    if (!code) return this.#show('doubt', this.#t('check-in.not_our_code', { text: scanned.slice(0, 40) }));
    const mark = await codeMark(this.eventId, code);
    const one = this.lines.find((line) => line.mark === mark);
    if (one) return this.#comesIn(one);
    if (await this.#say({ code }, this.#t('check-in.code', { code: spelled(code) }), { mark })) this.#show('doubt', this.#t('check-in.said_unknown_code', { code: spelled(code) }));
  }

  async #walkIn(who: NewFace): Promise<void> {
    this.#lookAtClock();
    const name = [who.given, who.surname].filter(Boolean).join(' ');
    const id = await this.#say({ walkIn: who }, name);
    if (!id) return;
    await this.#read();
    this.#show('done', this.#t('check-in.said_in', { name }), this.lines.find(({ unsent }) => unsent?.id === id) ?? null);
  }
}
