/** What speaks for and against two entries being one, as sentences in the reader's language. Pure. */
import { formatNumber } from '#platform/words/format.ts';
import type { Translate, WordKey } from '#platform/words/translate.ts';
import { organisationThresholds } from '#modules/organisations/matching.ts';
import { personThresholds } from '#modules/people/matching.ts';
import type { Kind, StoredReason } from './shape.ts';

export interface SaidReason {
  text: string;
  /** How much likelier or less likely it makes that the two are one. */
  weight: string;
}

export interface Said {
  speaksFor: SaidReason[];
  speaksAgainst: SaidReason[];
  /** Why a sum of agreements is not enough. */
  limits: string[];
}

/** A finding that changes the odds by less than this factor says nothing. */
const TELLING = 1.2;
/** A larger number only impresses. */
const LARGEST = 1_000_000;

export function sayReasons({ reasons, limits }: { reasons: readonly StoredReason[]; limits: readonly string[] }, t: Translate): Said {
  const said = reasons.map((reason) => ({ bits: reason.bits, text: sentence(reason, t), weight: weightOf(reason.bits, t) }));
  const of = (side: (bits: number) => boolean) => said.filter(({ bits }) => side(bits)).map(({ text, weight }) => ({ text, weight }));
  return {
    speaksFor: of((bits) => bits >= 0),
    speaksAgainst: of((bits) => bits < 0),
    limits: limits.flatMap((limit) => (t.has(`duplicates.limit_${limit}`) ? [t(`duplicates.limit_${limit}` as WordKey)] : [])),
  };
}

/** Where asking begins and where it ends: by which error the thresholds were set, so that nobody takes them for certainty. */
export function sayThresholds(kind: Kind, t: Translate): string {
  const { same, different } = kind === 'person' ? personThresholds : organisationThresholds;
  const percent = (share: number) => formatNumber(t.locale, share, { style: 'percent', maximumFractionDigits: 1 });
  return t('duplicates.thresholds', { from: percent(different), to: percent(same), error: percent(1 - same) });
}

function sentence({ field, level, bits }: StoredReason, t: Translate): string {
  const word = (key: string, otherwise: WordKey) => (t.has(key) ? t(key as WordKey) : t(otherwise));
  return t('duplicates.reason', { field: word(`duplicates.field_${field}`, 'duplicates.field'), level: word(`duplicates.level_${level}`, bits >= 0 ? 'duplicates.level_agrees' : 'duplicates.level_disagrees') });
}

/** Bits as odds: "600 times as likely". Two leading digits are all an estimate is worth. */
function weightOf(bits: number, t: Translate): string {
  const factor = Math.min(2 ** Math.abs(bits), LARGEST);
  if (factor < TELLING) return t('duplicates.hardly');
  const n = formatNumber(t.locale, factor < 10 ? Math.round(factor * 10) / 10 : Number(factor.toPrecision(2)));
  return t(bits >= 0 ? 'duplicates.likelier' : 'duplicates.unlikelier', { n });
}
