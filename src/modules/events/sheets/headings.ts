/** From the text of a heading to what its column holds. */
import { ordinalOf, weekdayOf } from './calendar-words.ts';
import { findDates, type PlainDay } from './dates.ts';
import { exactHeadings, phrasesByLength, type Phrase } from './field-words.ts';
import { plainWord, plainWords } from './plain-words.ts';
import type { ColumnField } from './shape.ts';
import { editDistance } from '#platform/matching/similarity.ts';

/** Which day a heading means: a date with or without its year, the how-manieth, a day of the week, or a bare number (of the month, or how-manieth). */
export type DayReference = { date: PlainDay } | { nth: number } | { weekday: number } | { dayOfMonth: number };

export interface Heading {
  field: ColumnField | null;
  /** 0–1 */
  confidence: number;
  day: DayReference | null;
}

/**
 * When several words of a heading mean several fields, the one with the higher number wins (`Potpis učesnika` is a signature,
 * `E-mail adresa` no address); among equals the first (`Institucija / funkcija`).
 */
const rank: Record<ColumnField, number> = {
  identifier: 12, 'birth-date': 11, signature: 10, consent: 10, email: 9, phone: 9, contact: 8, 'organisation-type': 8, sex: 7, age: 7, date: 3,
  name: 5, 'name-reversed': 5, organisation: 5, place: 5, role: 5, address: 4, middle: 5, note: 3, given: 2, surname: 2, number: 1, day: 0, ignored: 0,
};

const remembered = new Map<string, Heading>();

/** Reads one heading; unknown text gives `field: null`. */
export function readHeading(text: string): Heading {
  const known = remembered.get(text);
  if (known) return known;
  const heading = interpret(text);
  if (remembered.size > 5_000) remembered.clear();
  remembered.set(text, heading);
  return heading;
}

function interpret(text: string): Heading {
  const trimmed = text.replace(/\s+/g, ' ').trim();
  if (trimmed === '' || trimmed.length > 120 || /@/.test(trimmed)) return { field: null, confidence: 0, day: null };
  const day = dayReference(trimmed);
  if (/^(#|№|N[°ºo]\.?|№\s*п\/п)$/i.test(trimmed)) return { field: 'number', confidence: 1, day: null };
  const words = plainWords(trimmed.replace(/№/g, ' br ')).filter((word) => !/^\d+$/.test(word));
  const exact = exactHeadings.get(words.join(' '));
  const found = exact ? { field: exact as ColumnField, confidence: 1 } : fromPhrases(words);
  if (day && (!found || found.field === 'number' || found.field === 'date' || found.confidence < 0.45)) return { field: 'day', confidence: 0.9, day };
  if (!found) return { field: null, confidence: 0, day: null };
  if (found.field !== 'signature') return { ...found, day: null };
  // `Prisustvo 2`, `Potpis 26.`
  const number = day ? null : /(?:^|\D)(\d{1,2})\.?$/.exec(trimmed);
  return { ...found, day: day ?? (number && Number(number[1]) >= 1 && Number(number[1]) <= 31 ? { dayOfMonth: Number(number[1]) } : null) };
}

/** The best of all phrases that stand in the heading; its confidence is the share of the heading it explains. */
function fromPhrases(words: string[]): { field: ColumnField; confidence: number } | null {
  const total = words.join('').length;
  if (total === 0 || words.length > 14) return null;
  const hits: { phrase: Phrase; at: number; confidence: number }[] = [];
  for (const phrase of phrasesByLength) {
    if (phrase.words.length > words.length) continue;
    for (let at = 0; at + phrase.words.length <= words.length; at++) {
      const quality = Math.min(...phrase.words.map((word, index) => sameWord(word, words[at + index]!)));
      if (quality > 0) hits.push({ phrase, at, confidence: quality * Math.min(0.95, 0.45 + 0.55 * (phrase.length / total)) });
    }
  }
  if (!hits.length) return null;
  const contacts = new Set(hits.filter(({ phrase }) => phrase.field === 'phone' || phrase.field === 'email').map(({ phrase }) => phrase.field));
  hits.sort((a, b) => strength(b) - strength(a) || a.at - b.at || b.phrase.length - a.phrase.length);
  const best = hits[0]!;
  if (contacts.size === 2 && /^(phone|email)$/.test(best.phrase.field) && !describesOneContact(words)) return { field: 'contact', confidence: 0.85 };
  return { field: best.phrase.field, confidence: Math.round(best.confidence * 100) / 100 };
}

/** A name phrase of several words is as telling as an organisation; `ime` alone says little (`Ime organizacije`). */
const strength = ({ phrase }: { phrase: Phrase }) => rank[phrase.field] + (phrase.field.startsWith('name') && phrase.words.length === 1 ? -1 : 0);

/** `adresa de e-mail`, `mail tel` stand for both only when both are named as things of their own. */
const describesOneContact = (words: string[]) => !words.some((word) => /^(tel|telefon\w*|phone|mob\w*|gsm)$/.test(word)) || !words.some((word) => /mail|mejl|imejl|post/.test(word));

/** 1 for the same word, less for another ending or a slip of the pen, 0 for another word. */
function sameWord(ours: string, theirs: string): number {
  if (ours === theirs) return 1;
  if (ours.length < 5 || theirs.length < 4) return 0;
  const stem = ours.replace(/[aeiou]$/, '');
  if (theirs.startsWith(stem) && theirs.length - stem.length <= 4) return 0.92;
  if (ours.length >= 6 && ours[0] === theirs[0] && editDistance(ours, theirs, 1) <= 1) return 0.75;
  return 0;
}

const dayWords = new Set(['dan', 'dana', 'den', 'denat', 'dai', 'daj', 'day', 'ziua', 'zi', 'sesia', 'session'].map(plainWord));

/** `30.03.`, `26 May`, `1. dan`, `Ден 1`, `prima zi`, `četvrtak`, `Potpis 31.03.`; null when the heading names no day. */
export function dayReference(text: string): DayReference | null {
  const dates = findDates(text).flatMap((mention) => mention.days);
  if (dates.length === 1) return { date: dates[0]! };
  if (dates.length > 1) return null;
  const pieces = text.split(/[\s,()/:–—-]+/).filter(Boolean);
  const at = pieces.findIndex((piece) => dayWords.has(plainWord(piece)) || dayWords.has(plainWord(piece.replace(/\d+$/, ''))));
  if (at >= 0) {
    const glued = /(\d{1,2})$/.exec(pieces[at]!);
    const nth = glued ? Number(glued[1]) : [pieces[at - 1], pieces[at + 1]].map((piece) => (piece ? ordinalOf(piece) : null)).find((number) => number !== null);
    if (nth && nth <= 31) return { nth };
  }
  const weekdays = pieces.flatMap((piece) => weekdayOf(plainWord(piece)) ?? []);
  if (weekdays.length === 1 && pieces.length <= 3) return { weekday: weekdays[0]! };
  const short = /^[dдzз]\s?(\d)$/iu.exec(text);
  if (short) return { nth: Number(short[1]) };
  const bare = /^(\d{1,2})\.?$/.exec(text);
  if (bare && Number(bare[1]) >= 1 && Number(bare[1]) <= 31) return { dayOfMonth: Number(bare[1]) };
  return null;
}
