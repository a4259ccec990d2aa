/** What a phone at the door knows and says, without a browser: the list of the last contact with what was said since laid over it. */
import { fold, foldWords } from '#platform/matching/fold.ts';
import type { Item } from '#platform/offline/store.ts';
import type { OnRoster } from './roster.ts';

/** What the phone says, as the command takes it (`shape.ts`). */
export interface Message {
  operationId: string;
  eventId: string;
  who: { registrationId: string; version?: number } | { personId: string } | { code: string } | { walkIn: { given: string | null; surname: string | null; organisationText: string | null; placeText?: string | null } };
  day: string;
  sessionId: string | null;
  present: boolean;
  takesBack: string | null;
  via: 'door';
  at: string;
}

/** One line of the list at the door. */
export interface AtDoor extends OnRoster {
  /** In for the chosen day and session. */
  isIn: boolean;
  /** What this phone said of it and has not sent yet; it can take that back. */
  unsent: Item | null;
}

const messageOf = (item: Item) => item.input as Message;
const isAbout = (one: OnRoster, { who }: Message, mark?: string) => ('registrationId' in who ? who.registrationId === one.id && (who.version ?? one.version) === one.version : 'personId' in who ? who.personId === one.id : 'code' in who ? mark !== undefined && mark === one.mark : false);

/** The list with everything laid over it that this phone has said and the server has not answered. */
export function atDoor(roster: readonly OnRoster[], items: readonly Item[], day: string, sessionId: string | null): AtDoor[] {
  const waiting = items.filter(({ state }) => state === 'waiting');
  const takenBack = new Set(waiting.flatMap(({ cancels }) => cancels ?? []));
  const comes = waiting.filter((item) => messageOf(item).present && !takenBack.has(item.id) && messageOf(item).day === day && (sessionId === null || messageOf(item).sessionId === sessionId));
  const byId = new Map<string, Item>();
  for (const item of comes) {
    const { who } = messageOf(item);
    const key = 'registrationId' in who ? who.registrationId : 'personId' in who ? who.personId : 'code' in who && item.mark ? `code ${item.mark}` : null;
    if (key && !byId.has(key)) byId.set(key, item);
  }
  const backs = waiting.filter((item) => messageOf(item).day === day && !messageOf(item).present);
  const lines = roster.map((one): AtDoor => {
    // What was said of whoever had the place before is not said of whoever has it now.
    const unsent = [byId.get(one.id), one.mark ? byId.get(`code ${one.mark}`) : undefined].find((item) => item && isAbout(one, messageOf(item), item.mark)) ?? null;
    const wasIn = sessionId === null ? one.days.includes(day) : one.sessions.includes(sessionId);
    // Who is being taken back stands outside until the server says that another door has her.
    const isLeaving = wasIn && backs.some((item) => isAbout(one, messageOf(item), item.mark) && messageOf(item).sessionId === sessionId);
    return { ...one, isIn: unsent !== null || (wasIn && !isLeaving), unsent };
  });
  const strangers = comes.flatMap((item): AtDoor[] => {
    const { who } = messageOf(item);
    if (!('walkIn' in who)) return [];
    return [{ id: item.id, personId: null, name: [who.walkIn.given, who.walkIn.surname].filter(Boolean).join(' '), organisation: who.walkIn.organisationText, mark: null, state: 'walk-in', days: [day], sessions: [], twice: [], version: null, said: [], isIn: true, unsent: item }];
  });
  return [...lines, ...strangers];
}

/** The messages to take back so that she is out of the day, or of the session: those this phone knows of, so that nothing said since by others is lost. */
export const toTakeBack = (one: Pick<OnRoster, 'said'>, day: string, sessionId: string | null): string[] => one.said.flatMap(([id, of, session]) => (of === day && (sessionId === null || session === sessionId) ? id : []));

/** Everybody once, as the server counts them. */
export const inCount = (lines: readonly AtDoor[]): number => new Set(lines.flatMap((one) => (one.isIn ? (one.personId ?? one.id) : []))).size;

/** Who is expected and not in: everybody with a seat, everybody once. */
export const missing = (lines: readonly AtDoor[]): AtDoor[] => {
  const here = new Set(lines.flatMap((one) => (one.isIn ? (one.personId ?? one.id) : [])));
  return lines.filter((one) => one.state === 'seat' && !here.has(one.personId ?? one.id));
};

/** Those whose name or organisation has all the words of `text` as beginnings of its own, in either script; seats first, then by name. */
export function found<Line extends OnRoster>(lines: readonly Line[], text: string): Line[] {
  const wanted = foldWords(text);
  if (!wanted.length) return [];
  return lines.filter((one) => {
    const words = wordsOf(one);
    return wanted.every((beginning) => words.some((word) => word.startsWith(beginning))) || fold(one.name).startsWith(fold(text));
  });
}

const folded = new Map<string, string[]>();
function wordsOf({ name, organisation }: OnRoster): string[] {
  const text = `${name} ${organisation ?? ''}`;
  let words = folded.get(text);
  if (!words) folded.set(text, (words = foldWords(text)));
  return words;
}

/** The code in what a camera read or a hand typed: the address on a badge, or the twelve signs themselves. Null for anything else. */
export function codeIn(read: string): string | null {
  const text = /\/c\/([^/?#\s]+)/.exec(read)?.[1] ?? read;
  const code = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(code) ? code : null;
}

/** The day a door opens with: today where it is one of the event, else the next that is to come, else the last. */
export const dayFor = (days: readonly string[], today: string): string | null => days.find((day) => day >= today) ?? days.at(-1) ?? null;

/** Which day a door stands on. */
export interface ChosenDay {
  day: string;
  /** When it was chosen, by the clock of the phone in milliseconds. */
  at: number;
  /** A person chose it, for the date of that moment. */
  byHand: boolean;
}

/**
 * What day it is at the event.
 * @param at by the clock of the phone, in milliseconds
 * @param offBy how far that clock was ahead of the server's at the last contact
 * @param timeZone of the event; without it, that of the phone
 */
export const dateAt = (at: number, offBy: number, timeZone?: string): string => new Date(at - offBy).toLocaleDateString('sv', { timeZone });

/**
 * The day a door is to stand on now. What a person chose holds until the date changes, because a phone that lies at the door overnight must not write the second day down as the first;
 * moments are kept and not dates, so that learning how wrong the clock is does not look like a midnight.
 * @param dateOf `dateAt` of this phone and this event
 */
export function dayNow(chosen: ChosenDay | null, days: readonly string[], now: number, dateOf: (at: number) => string): ChosenDay {
  const today = dateOf(now);
  if (chosen?.byHand && days.includes(chosen.day) && dateOf(chosen.at) === today) return chosen;
  // A phone without the list can still take codes and names, for today.
  return { day: dayFor(days, today) ?? today, at: now, byHand: false };
}

/** A clock this far off is worth a word: the day of the event may be another one on it. */
export const CLOCK_TOLERATED = 10 * 60_000;
