/** What a roll call changes: only the boxes somebody touched, so that what a door said meanwhile stays. Pure. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Heard, saidPresence } from '../check-in/shape.ts';

type Message = z.input<typeof saidPresence>;

/** One box: somebody on one day, or in one session of it. Of a registration it says whose turn of the place it was (`registration.delegate`) when the page was made: a tick belongs to that name, whoever has the place now. */
export interface Cell {
  who: { registrationId: string; version: number } | { personId: string };
  day: string;
  sessionId: string | null;
}
export interface Change {
  cell: Cell;
  present: boolean;
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const written = new RegExp(`^(?:r(${uuid})\\.(\\d{1,9})|p(${uuid})) (\\d{4}-\\d{2}-\\d{2})(?: (${uuid}))?$`);

/** Somebody as the form names her: `r<registration>.<turn of the place>`, `p<person>`. */
export const whoText = (who: Cell['who']): string => ('registrationId' in who ? `r${who.registrationId}.${who.version}` : `p${who.personId}`);

/** A box as the form sends it: `r<registration>.<turn> <day>`, `p<person> <day> <session>`. */
export const cellText = ({ who, day, sessionId }: Cell): string => [whoText(who), day, ...(sessionId ? [sessionId] : [])].join(' ');

/** @returns null for what is no box */
export function cellIn(text: string): Cell | null {
  const [, registrationId, version, personId, day, sessionId = null] = written.exec(text) ?? [];
  return day ? { who: registrationId ? { registrationId, version: Number(version) } : { personId: personId! }, day, sessionId } : null;
}

/**
 * What was changed between the page as it was sent and as it came back. A session somebody was in says that she was there that day, so a day is not taken back
 * while one of its sessions stays ticked.
 */
export function changesOf(was: readonly string[], is: readonly string[]): Change[] {
  const [before, now] = [new Set(was), new Set(is)];
  const cells = (texts: readonly string[], present: boolean) => texts.flatMap((text) => cellIn(text) ?? []).map((cell) => ({ cell, present }));
  const staysBySession = new Set(is.flatMap((text) => (/^(\S+ \S+) \S+$/.exec(text)?.[1] ?? [])));
  const gone = [...before].filter((text) => !now.has(text) && !staysBySession.has(text));
  return [...cells([...now].filter((text) => !before.has(text)), true), ...cells(gone, false)];
}

/** The changes as messages. The same page sent twice makes the same ids, so it counts once. @param page id the form carries */
export const messagesOf = (eventId: string, page: string, changes: readonly Change[], at: Date): Message[] =>
  changes.map(({ cell, present }) => ({ operationId: idOf(`${page} ${cellText(cell)} ${present}`), eventId, ...cell, present, via: 'roll-call', at: at.toISOString() }));

/** What somebody on the list was said to have been there for. */
export interface Was {
  days: readonly string[];
  sessions: readonly string[];
}

/** A change that was taken, by its message. */
export type Done = Change & { operationId: string; was: Was };

/**
 * Messages that put back what changes did. What was said is taken back by its own message, so that a door that said it too keeps its word; what was taken back is
 * said again, with the sessions that went with the day.
 */
export function undoing(eventId: string, page: string, done: readonly Done[], dayOf: ReadonlyMap<string, string>, at: Date): Message[] {
  return done.flatMap(({ cell, present, operationId, was }) => {
    const says = (one: Cell, more: { present: boolean; takesBack?: string }) => ({ operationId: idOf(`${page} undo ${cellText(one)} ${more.present}`), eventId, ...one, ...more, via: 'roll-call' as const, at: at.toISOString() });
    if (present) return [says(cell, { present: false, takesBack: operationId })];
    const sessions = cell.sessionId ? [] : was.sessions.filter((one) => dayOf.get(one) === cell.day);
    return [says(cell, { present: true }), ...sessions.map((sessionId) => says({ ...cell, sessionId }, { present: true }))];
  });
}

/** A change that an undoing did not put back: refused with a reason, or (null) nothing is different because somebody else said the same or had undone it already. */
export interface NotUndone {
  change: Change;
  problem: Heard['problem'];
}

/** What came of `undoing`: how many changes are put back, and which are not. @param heard the answers to the messages, in any order */
export function undone(eventId: string, page: string, done: readonly Done[], dayOf: ReadonlyMap<string, string>, heard: readonly Heard[]): { n: number; left: NotUndone[] } {
  const answers = new Map(heard.map((one) => [one.operationId, one]));
  const left = done.flatMap((change): NotUndone[] => {
    const own = undoing(eventId, page, [change], dayOf, new Date(0)).flatMap(({ operationId }) => answers.get(operationId) ?? []);
    const problem = own.find((one) => one.problem)?.problem ?? null;
    return problem || !own.some(({ outcome }) => outcome === 'accepted') ? [{ change, problem }] : [];
  });
  return { n: done.length - left.length, left };
}

/** An id made from what it is for (RFC 9562, version 8). */
function idOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
