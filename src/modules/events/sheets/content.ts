/** What a column holds, judged by its cells alone: for columns without a heading, and to check what a heading claims. */
import { emailsIn, phonesIn } from '#modules/people/contacts.ts';
import { organisationWords } from './field-words.ts';
import { findDates } from './dates.ts';
import { isMark } from './marks.ts';
import { nameLikeness } from './name-pieces.ts';
import { plainWords } from './plain-words.ts';
import type { ColumnField } from './shape.ts';

export interface ColumnContent {
  /** Cells with something in them, among those looked at. */
  filled: number;
  /** Share of filled cells that look so, 0–1. */
  email: number;
  phone: number;
  mark: number;
  name: number;
  organisation: number;
  sex: number;
  date: number;
  identifier: number;
  /** 1 when the cells count upwards. */
  counting: number;
  /** Mean number of words. */
  words: number;
}

/** @param texts up to a few hundred cells of the column, empty ones included. */
export function columnContent(texts: string[]): ColumnContent {
  // A cell may hold 32,767 letters; the first ones show what it is.
  const filled = texts.map((text) => text.slice(0, 200).trim()).filter((text) => text !== '');
  const share = (test: (text: string) => boolean) => (filled.length ? filled.filter(test).length / filled.length : 0);
  const numbers = filled.map((text) => /^(\d{1,6})[.)]?$/.exec(text)?.[1]).filter((text) => text !== undefined).map(Number);
  const rising = numbers.filter((number, index) => index > 0 && number === numbers[index - 1]! + 1).length;
  return {
    filled: filled.length,
    email: share((text) => emailsIn(text).length > 0),
    phone: share((text) => isPhone(text)),
    mark: share(isMark),
    name: filled.length ? filled.reduce((sum, text) => sum + nameLikeness(text), 0) / filled.length : 0,
    organisation: share(looksLikeOrganisation),
    sex: share((text) => /^(m|f|ž|z|м|ж|f\/m|muški|ženski|мушки|женски|male|female|masculin|feminin|мъж|жена)\.?$/iu.test(text)),
    date: share((text) => text.length < 30 && findDates(text).some((mention) => mention.days.length === 1)),
    identifier: share((text) => /^\d{13}$|^\d{10}$/.test(text) && !/^0/.test(text)),
    counting: numbers.length >= 3 && numbers.length >= filled.length * 0.7 && rising >= (numbers.length - 1) * 0.6 ? 1 : 0,
    words: filled.length ? filled.reduce((sum, text) => sum + text.split(/\s+/).length, 0) / filled.length : 0,
  };
}

/** A telephone and not a date, an amount or a personal number. */
export function isPhone(text: string): boolean {
  if (!/^[\d\s+()/.,;|‑–-]{6,60}$/.test(text) || /^\d{13}$/.test(text)) return false;
  if (findDates(text).some((mention) => mention.days.some((day) => day.year !== null))) return false;
  return phonesIn(text).length > 0;
}

export function looksLikeOrganisation(text: string): boolean {
  if (/[„“"”«»]/.test(text)) return true;
  return plainWords(text).some((word) => organisationWords.has(word));
}

/** The field that the cells themselves suggest, with how sure they are. Names must be told from places by known names. */
export function fieldByContent(content: ColumnContent): { field: ColumnField; confidence: number } | null {
  if (content.filled < 2) return null;
  const candidates: [ColumnField, number][] = [
    ['email', content.email],
    ['identifier', content.identifier * 0.9],
    ['phone', content.phone * 0.95],
    ['sex', content.sex * 0.9],
    ['number', content.counting * 0.9],
    ['signature', content.mark * 0.85],
    ['organisation', content.organisation * 0.85],
    ['name', content.words >= 1.5 ? content.name * 0.9 : 0],
  ];
  const [field, confidence] = candidates.sort((a, b) => b[1] - a[1])[0]!;
  return confidence >= 0.55 ? { field, confidence: Math.round(confidence * 100) / 100 } : null;
}
