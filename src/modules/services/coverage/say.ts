/** Figures of coverage in a reader's words. Pure. */
import { formatDay, formatMoney, formatNumber } from '#platform/words/format.ts';
import { say } from '#platform/words/localised.ts';
import type { Translate, WordKey } from '#platform/words/translate.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import type { GapRow } from './gaps.ts';
import { indicators, type IndicatorName } from './indicators.ts';
import { choiceOf, termOfKind, type Choice } from './kinds.ts';
import type { Measure } from './measure.ts';
import { isMoney, serviceChoices, type Entry, type Figure, type ServiceChoice, type ServiceFigure } from './shape.ts';
import type { UnitResult } from './territory.ts';

type Words = Pick<Translate, 'locale'> & { (key: WordKey, values?: Record<string, string | number>): string };

/** What is chosen on the map: "all services", "Day care", "RS-2.1 Day care for …". */
export const choiceName = ({ code, term }: Choice, t: Words): string => (code === 'all' || !term ? t('coverage.all_kinds') : say(term.labels, t.locale));
export const kindName = (code: string, t: Pick<Translate, 'locale'>): string => say(termOfKind(code).labels, t.locale);
export const measureName = (measure: Measure, t: Words): string => t(`coverage.measure_${measure}` as WordKey);

/** A number with as many digits as a reader can use. */
export function sayNumber(value: number, t: Pick<Translate, 'locale'>): string {
  return formatNumber(t.locale, value, Math.abs(value) >= 100 || Number.isInteger(value) ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });
}

/** A value in its unit, without saying what it is of. */
export function sayValue(measure: Measure, value: number, currency: string | null, t: Pick<Translate, 'locale'> & Words): string {
  if (measure === 'listed') return formatNumber(t.locale, value);
  const { unit } = indicators[measure];
  if (unit === 'percent') return formatNumber(t.locale, value / 100, { style: 'percent', ...(value >= 10 || value === 0 ? { maximumFractionDigits: value % 1 ? 1 : 0 } : { maximumSignificantDigits: 2 }) });
  if (unit === 'money') return formatMoney(t.locale, Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100, currency ?? 'EUR');
  return t('coverage.hours', { n: sayNumber(value, t) });
}

/** A municipality's or territory's figure: the value, or why there is none. */
export function sayResult(measure: IndicatorName, result: UnitResult, t: Words): string {
  if (result.hidden) return t('coverage.too_few');
  if (result.value === null) return t(result.unknown ? 'coverage.unknown' : 'coverage.does_not_arise');
  if (measure === 'availability' && result.known + result.unknown + result.absent === 1) return t(result.value ? 'coverage.exists_yes' : 'coverage.exists_no');
  return sayValue(measure, result.value, result.currency, t);
}

/** An answered field: the number, "none", or that it is not known. */
export function sayFigure(name: string, value: Figure | undefined, currency: string, t: Words): string {
  if (value === undefined) return t('coverage.not_answered');
  if (value === 'unknown') return t('coverage.we_do_not_know');
  if (value === 0) return t('coverage.none');
  return isMoney(name) ? formatMoney(t.locale, value, currency) : formatNumber(t.locale, value);
}

/** What one of a provider's 31 fields says. @param isHidden the number is one of a small group */
export function sayField(name: string, entry: Entry, currency: string, t: Words, isHidden = false): string {
  if (isHidden) return t('coverage.too_few');
  if (name === 'provider_name') return entry.provider_name ?? t('coverage.not_answered');
  if (name === 'licence_valid_until') return entry.licence_valid_until ? formatDay(t.locale, entry.licence_valid_until) : t('coverage.not_answered');
  if (name in serviceChoices) return sayChoice(name as ServiceChoice, entry.choices[name as ServiceChoice], t);
  return sayFigure(name, entry.figures[name as ServiceFigure], currency, t);
}

export const sayChoice = (name: ServiceChoice, chosen: string | undefined, t: Words): string =>
  !chosen ? t('coverage.not_answered') : chosen === 'unknown' ? t('coverage.we_do_not_know') : t(`coverage.${name}_${chosen}` as WordKey);

/** The kinds one can choose, as groups of a menu. */
export function choiceOptions(all: readonly Choice[], t: Words): { value: string; label: string; group?: string }[] {
  return all.map((choice) => {
    if (choice.code === 'all') return { value: 'all', label: t('coverage.all_kinds') };
    const country = /^(RS|BG|MD)-/.exec(choice.code)?.[1];
    if (!country) return { value: choice.code, label: choiceName(choice, t), group: t('coverage.kinds_common') };
    const isGroup = choice.kinds.length !== 1 || choice.kinds[0] !== choice.code;
    return { value: choice.code, label: `${isGroup ? '' : '· '}${choiceName(choice, t)}`, group: t('coverage.kinds_of', { country: say(namesOf(country), t.locale) }) };
  });
}
const namesOf = (country: string) => unitById(country)!.names as Record<string, string>;
export const codeOr = (code: string | null, otherwise: string): Choice => choiceOf(code ?? '') ?? choiceOf(otherwise)!;

/** What the standing of a place in the gap list rests on: "no answer" is told apart from "there is none". */
export function gapReason({ standing, noneSince, lastThere, answeredFor, listed }: GapRow, t: Words): string {
  if (standing === 'unknown') return t('coverage.gap_unknown');
  const told = noneSince ? [t('coverage.gap_since', { year: String(noneSince) }), lastThere && t('coverage.gap_last', { year: String(lastThere) })] : [answeredFor && t('coverage.gap_answered', { year: String(answeredFor) })];
  return [...told, t('coverage.gap_listed', { n: listed })].filter(Boolean).join(' ');
}
