/** Why each answer is proposed: what the row and the proposal have in common, as codes with what they are filled with. Words: `import.because_<code>`. */
import { fold, foldWords } from '#platform/matching/fold.ts';
import type { Reason } from './shape.ts';

/** What is compared: of the row, and of the person or organisation it may mean. */
export interface Facts {
  name: string;
  organisation: string | null;
  organisationName: string | null;
  place: string | null;
  phone: string | null;
  email: string | null;
}

/** What speaks for two being the same, and what against, the name first. */
export function inCommon(row: Facts, other: Facts): Reason[] {
  const same = (a: string | null, b: string | null) => a !== null && b !== null && a === b;
  const digits = (phone: string | null) => phone?.replace(/\D/g, '').slice(-8) || null;
  const reasons: Reason[] = [aboutName(row.name, other.name)];
  const say = (code: string, params: Reason['params'] = {}) => reasons.push({ code, params });
  if (same(row.organisation, other.organisation)) say('organisation_same');
  else if (row.organisation && other.organisation && other.organisationName) say('organisation_other', { name: other.organisationName });
  if (same(row.place, other.place)) say('place_same');
  if (same(digits(row.phone), digits(other.phone))) say('phone_same');
  if (same(row.email?.trim().toLowerCase() || null, other.email?.trim().toLowerCase() || null)) say('email_same');
  return reasons;
}

const isCyrillic = (text: string) => /\p{Script=Cyrillic}/u.test(text);

function aboutName(a: string, b: string): Reason {
  const [one, two] = [a.trim(), b.trim()];
  if (one === two) return { code: 'name_same', params: {} };
  if (fold(one) === fold(two)) return { code: isCyrillic(one) === isCyrillic(two) ? 'name_spelling' : 'name_script', params: {} };
  const sorted = (text: string) => foldWords(text).toSorted().join(' ');
  if (sorted(one) === sorted(two)) return { code: 'name_order', params: {} };
  const theirs = new Set(foldWords(two));
  const shared = foldWords(one).filter((word) => word.length > 2 && theirs.has(word)).length;
  return shared ? { code: 'name_partly', params: {} } : { code: 'name_near', params: {} };
}
