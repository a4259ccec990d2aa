import type { Locale } from '#platform/words/locales.ts';

/** Digits as people group them: 92,609.25 · 92.609,25 · 92 609,25 · 1’500. The first alternative needs groups of exactly three. */
export const digitRun = /\d{1,3}(?:([.,'’ \u00a0\u202f])\d{3}(?:\1\d{3})*)(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?/g;

/**
 * The number behind digits in anybody's format. One separator before exactly three digits groups thousands in every language: `EUR 205,349` stands in a
 * Romanian text and nobody counts people or money in thousandths. Percentages are the exception, there the language's own comma decides.
 */
export function numberOf(digits: string, language: Locale, isShare = false): number {
  const compact = digits.replace(/[\s\u00a0\u202f'’]/g, '');
  const marks = compact.replace(/\d/g, '');
  if (marks === '') return Number(compact);
  const last = marks.at(-1)!;
  if (new Set(marks).size === 2) return Number(compact.slice(0, compact.lastIndexOf(last)).replace(/[.,]/g, '') + '.' + compact.slice(compact.lastIndexOf(last) + 1));
  const groups = compact.split(last);
  const decimalMark = language === 'en' ? '.' : ',';
  const grouped = groups.slice(1).every((group) => group.length === 3) && groups[0]!.length <= 3 && groups[0] !== '0' && !(isShare && last === decimalMark);
  if (grouped) return Number(groups.join(''));
  return Number(`${groups.slice(0, -1).join('')}.${groups.at(-1)}`);
}
