/** What kind of doubt a pair is, so that alike cases can be decided together. Pure. */
import type { Comparison } from '#platform/matching/compare.ts';
import type { Likeness } from './shape.ts';

const isCyrillic = (text: string) => /[Ѐ-ӿ]/.test(text);
const isLatin = (text: string) => /[A-Za-zÀ-ɏ]/.test(text);
/** One name in Cyrillic, the other in Latin letters. */
export const inOtherScripts = (a: string, b: string): boolean => (isCyrillic(a) && !isLatin(a) && isLatin(b) && !isCyrillic(b)) || (isCyrillic(b) && !isLatin(b) && isLatin(a) && !isCyrillic(a));

const asWritten = new Set(['exact', 'spelling', 'same-office']);
const shortened = new Set(['initial', 'nickname', 'acronym']);
const slipped = new Set(['typo', 'slip', 'near', 'resembling', 'like-an-office']);

/** @param names of the two entries, as written */
export function likenessOf({ reasons }: Pick<Comparison, 'reasons'>, names: readonly [string, string]): Likeness {
  const level = new Map(reasons.map((reason) => [reason.field, reason.level]));
  const halves = ['given', 'surname', 'name'].flatMap((field) => level.get(field) ?? []);
  const isSameName = halves.length > 0 && halves.every((one) => asWritten.has(one));
  const sharesContact = level.get('phone') === 'same' || level.get('email') === 'same';
  const isNear = level.get('affiliation') === 'same-organisation' || level.get('seat') === 'same' || level.get('name') === 'same-office';
  if (isSameName && (isNear || sharesContact) && inOtherScripts(...names)) return 'other-script';
  if (isSameName && sharesContact) return 'same-name-and-contact';
  if (sharesContact) return 'same-contact';
  if (level.get('birth-date') === 'same') return 'same-birth-date';
  if (isSameName) return isNear ? 'same-name' : 'same-name-elsewhere';
  if (halves.some((one) => shortened.has(one))) return 'short-name';
  if (halves.includes('part')) return 'part-of-name';
  return halves.some((one) => slipped.has(one)) ? 'spelling' : 'other';
}
