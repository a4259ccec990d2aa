/** The code on the wall: who can name it has seen the wall within a minute or two, or that day where it stands all day. Nothing of it lies in the database. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { secret } from '#platform/session/secret.ts';
import { onClocks } from '#platform/words/zone.ts';

export interface Wall {
  eventId: string;
  mode: 'minute' | 'day';
  timeZone: string;
}

const minute = 60_000;
/** Whoever has read the wall has so long to say who she is. */
const PASS_LASTS = 15 * minute;
/** A letter is opened when there is a moment for it, on the day itself. */
const LETTER_LASTS = 12 * 60 * minute;
/** Without vowels, so that no code is a word somebody would rather not read on a wall. */
const letters = '0123456789BCDFGHJKMNPQRSTVWXYZ';

const mac = (what: string) => createHmac('sha256', secret()).update(`wall\0${what}`).digest();

/** Six digits and letters (29 bits): they change each minute, or each day on the clocks of the event. */
export function codeAt({ eventId, mode, timeZone }: Wall, at: Date): string {
  const when = mode === 'day' ? onClocks(at, timeZone).slice(0, 10) : String(Math.floor(at.getTime() / minute));
  return [...mac(`${eventId}\0${mode}\0${when}`).subarray(0, 6)].map((byte) => letters[byte % letters.length]).join('');
}

/** What somebody typed, as the code is written; letters that are taken for digits are those. */
export const tidied = (typed: string): string => typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');

/** Whether this is the wall's code now, or was until a minute ago. */
export const isOnWall = (wall: Wall, typed: string, now: Date): boolean => [now, new Date(now.getTime() - minute)].some((at) => same(Buffer.from(tidied(typed)), Buffer.from(codeAt(wall, at))));

/** How long until the next code, in seconds. */
export const secondsLeft = (now: Date): number => Math.ceil((minute - (now.getTime() % minute)) / 1000);

/** That somebody has seen the wall of this event at this moment; `for` names the registration a letter is about, or nothing. */
export const passAt = (eventId: string, at: Date, of = ''): string => `${at.getTime()}.${mac(`pass\0${eventId}\0${of}\0${at.getTime()}`).subarray(0, 16).toString('base64url')}`;

/** @returns when the wall was seen; null for a pass that is not this installation's, of this event and of these hours */
export function seenAt(eventId: string, pass: string, now: Date, of = ''): Date | null {
  const at = new Date(Number(pass.split('.')[0]));
  if (Number.isNaN(at.getTime()) || !same(Buffer.from(pass), Buffer.from(passAt(eventId, at, of)))) return null;
  const age = now.getTime() - at.getTime();
  return age >= 0 && age <= (of ? LETTER_LASTS : PASS_LASTS) ? at : null;
}

const same = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b);
