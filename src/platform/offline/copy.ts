/**
 * A copy of a server's list that finds out what is different without either side remembering what the other knows: rows lie in parts by their id, both sides take each
 * part's fingerprint, and only parts that differ are sent. So whatever changed the list, however long a device was away, and whatever it lost: the next exchange mends it.
 */
import type { CopyAnswer, CopyAsked, Row } from './exchange.ts';

/** 53 bits, as 11 letters and digits: told apart by chance once in a hundred million changes (cyrb53, public domain). */
export function fingerprint(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    a = Math.imul(a ^ letter, 2654435761);
    b = Math.imul(b ^ letter, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}

/** A list as a device keeps it. */
export interface Copy {
  name: string;
  key: string;
  about: unknown;
  /** The last day (`YYYY-MM-DD`) on which it may lie here, as the server said. */
  until: string;
  /** How many parts its rows lie in. */
  count: number;
  rows: Row[];
}

/** Some ten rows in each part: a change of one row costs a kilobyte or two, and asking costs half as much. */
export const partsFor = (rows: number): number => Math.min(512, Math.max(4, 2 ** Math.round(Math.log2(rows / 10 || 1))));

const partOf = (id: string, count: number): number => parseInt(fingerprint(id).slice(-6), 36) % count;

/** Rows by part, each in the order of the ids. */
export function inParts(rows: readonly Row[], count: number): Row[][] {
  const parts: Row[][] = Array.from({ length: count }, () => []);
  for (const row of rows) parts[partOf(row[0], count)]!.push(row);
  for (const part of parts) part.sort(([a], [b]) => (a < b ? -1 : 1));
  return parts;
}

/** Six signs (31 bits) for each part, because all of them travel with each question; the whole is checked with 53. */
const marks = (parts: readonly Row[][]): string[] => parts.map((part) => (part.length ? fingerprint(JSON.stringify(part)).slice(-6) : ''));
const wholeOf = (about: unknown, parts: readonly Row[][]): string => fingerprint(JSON.stringify([about, parts]));

/** What a device asks about its copy; about one it does not have, `null`. */
export function ask(name: string, key: string, copy: Copy | null): CopyAsked {
  return { name, key, about: copy && fingerprint(JSON.stringify(copy.about)), parts: copy ? marks(inParts(copy.rows, copy.count)) : [] };
}

/** What the server answers: the parts that differ. */
export function differences({ name, key, about: known, parts: theirs }: CopyAsked, { about, until, rows }: { about: unknown; until: string; rows: readonly Row[] }): CopyAnswer {
  const wanted = partsFor(rows.length);
  // A list that grew or shrank much lies in other parts from now on: then everything is sent once.
  const count = theirs.length >= wanted / 4 && theirs.length <= wanted * 4 && theirs.length > 0 ? theirs.length : wanted;
  const parts = inParts(rows, count);
  const ours = marks(parts);
  const isSame = (at: number) => count === theirs.length && ours[at] === theirs[at];
  return {
    name, key, count, until,
    ...(fingerprint(JSON.stringify(about)) !== known && { about }),
    parts: Object.fromEntries(parts.flatMap((part, at) => (isSame(at) || (!theirs.length && !part.length) ? [] : [[at, part]]))),
    whole: wholeOf(about, parts),
  };
}

/** The copy with the server's answer in it; null when they do not fit together, and the whole has to be asked for. */
export function applied(copy: Copy | null, { name, key, count, until, about, parts, whole }: CopyAnswer): Copy | null {
  const before = copy?.count === count ? inParts(copy.rows, count) : Array.from({ length: count }, (): Row[] => []);
  const now = before.map((part, at) => parts[at] ?? part);
  const next: Copy = { name, key, about: about === undefined ? copy?.about : about, until, count, rows: now.flat() };
  return wholeOf(next.about, now) === whole ? next : null;
}
