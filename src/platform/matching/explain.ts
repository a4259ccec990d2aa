/** Says in a sentence why two records were taken for one or not: which fields agree, which differ, and how much each weighs in bits. */
import { intlTag } from '../words/locales.ts';
import type { Translate, WordKey } from '../words/translate.ts';
import type { Comparison, Reason } from './compare.ts';

/** Reasons that change the odds by less than this are left out. */
const worthSaying = 0.5;

/** `Agree: surname the same (+8.2), birth date the same (+13.1). Differ: city different (−3.9).` One bit doubles the odds. */
export function why(comparison: Comparison, t: Translate): string {
  const bits = new Intl.NumberFormat(intlTag[t.locale], { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const list = new Intl.ListFormat(intlTag[t.locale], { style: 'narrow', type: 'unit' });
  const said = (reasons: Reason[]): string => {
    if (reasons.length === 0) return 'none';
    return list.format(reasons.map((reason) => t('matching.reason', { field: reason.field, level: levelName(reason.level, t), bits: bits.format(reason.bits) })));
  };
  const telling = comparison.reasons.filter((reason) => Math.abs(reason.bits) >= worthSaying);
  // A family is worth a word where it lowers the answer.
  const family = comparison.limits.some(({ name, ceiling }) => name === 'relatives' && ceiling <= comparison.probability);
  return t('matching.why', { agree: said(telling.filter((reason) => reason.bits > 0)), differ: said(telling.filter((reason) => reason.bits < 0)), family: family ? 'yes' : 'no' }).trim();
}

const levelName = (level: string, t: Translate): string => t(`matching.level_${level.replace(/-with-parent$/, '')}` as WordKey);
