import { formatList, formatNumber } from '#platform/words/format.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { WordKey, WordValues } from '#platform/words/translate.ts';
import type { Result } from '../shape.ts';

/** Who reads: any translator with its locale (`Translate`, or the reader of a page). */
export interface Listener {
  readonly locale: Locale;
  t(key: WordKey, values?: WordValues): string;
  has(key: string): key is WordKey;
}

/** A figure in words, ready for the one component that shows figures. */
export interface SaidFigure {
  /** The net figure; null when it is not known or not given. */
  value: string | null;
  /** What stands in its place then: "between 11 and 20", "8 + 9" of two relations. */
  unknown: string | undefined;
  /** The unit with its relation, in the plural the figure asks for. */
  unit: string;
  /** Gross and overlap by name: "17 mentions, Belgrade twice". Null where there is nothing to add. */
  line: string | null;
  /** Why a figure is refused, as a sentence. */
  reason: string | null;
}

/** How many of the repeated are named in the line; the rest is a number. */
const NAMED = 4;

/**
 * Says a result in the reader's language.
 * @param nameOf the name of a municipality, organisation or series by its id; null when the reader may not know it
 */
export function sayFigure(result: Result, listener: Listener, nameOf: (id: string) => string | null): SaidFigure {
  const { locale } = listener;
  const t = (key: string, values?: WordValues) => listener.t(`figure.${key}` as WordKey, values);
  const number = (n: number) => formatNumber(locale, n);
  const relations = formatList(locale, result.relations.map((relation) => t(`relation_${relation}`)));
  // After "between … and …" Serbian wants the genitive plural whatever the last number is.
  const { least, most } = result.bounds ?? { least: 0, most: 0 };
  const n = result.net ?? (locale.startsWith('sr') && least !== most ? 5 : most);
  const unit =
    result.unit !== 'municipality' || !result.relations.length
      ? t(`unit_${result.unit}`, { n })
      : result.relations.length > 1
        ? t('unit_municipality_mixed', { n, relations })
        : t(`unit_municipality_${result.relations[0]}`, { n });

  if (result.refused) {
    const reason = t(`refused_${result.refused}_why`, { relations });
    if (result.refused === 'small-group') return { value: null, unknown: t('refused_small-group'), unit, line: null, reason };
    // Each relation has its own number, and nobody has said that they are one.
    const parts = result.parts.map((part) => `${number(part.net)} ${t(`unit_municipality_${part.relation}`, { n: part.net })}`);
    return { value: null, unknown: result.parts.map(({ net }) => number(net)).join(' + '), unit: t('unit_municipality_apart'), line: parts.join('; '), reason };
  }
  // Nobody has reported anything: that is not known, and not zero.
  if (result.evidence === 0) return { value: null, unknown: t('not_reported'), unit: t(`unit_${result.unit}`, { n: 5 }), line: sayOpen(result, t), reason: null };
  const value = result.net === null ? null : number(result.net);
  const unknown = value === null && result.bounds ? sayBounds(result.bounds, t, number) : undefined;
  return { value, unknown, unit, line: sayLine(result, t, nameOf), reason: null };
}

type Say = (key: string, values?: WordValues) => string;

/** A single bare number has no range, but nobody can say who stands behind it either. */
const sayBounds = ({ least, most }: { least: number; most: number }, t: Say, number: (n: number) => string): string =>
  least === most ? t('reported', { n: number(most) }) : t('between', { least: number(least), most: number(most) });

/** Names that wait for somebody's decision. */
const sayOpen = ({ unit, unresolved }: Pick<Result, 'unit' | 'unresolved'>, t: Say): string | null => (unresolved ? t(unit === 'organisation' ? 'unrecognised' : 'unresolved', { n: unresolved }) : null);

function sayLine({ unit, net, gross, bounds, overlaps, unnamed, unresolved }: Result, t: Say, nameOf: (id: string) => string | null): string | null {
  // The mentions of a cycle are its events: nothing is counted twice there.
  if (unit === 'cycle' && !unnamed) return gross ? t('cycle_events', { n: gross }) : null;
  const parts: string[] = [];
  // One bare number says its mentions itself.
  const isBare = unnamed > 0 && unnamed === gross && bounds?.least === bounds?.most;
  if (gross !== null && !isBare && (gross !== net || overlaps.length)) parts.push(t('mentions', { n: gross }));
  const named = overlaps.map(({ id, times }) => ({ name: nameOf(id), times })).filter(({ name }) => name !== null);
  for (const { name, times } of named.slice(0, NAMED)) parts.push(t('times', { name, times }));
  if (named.length > NAMED) parts.push(t('and_more', { n: named.length - NAMED }));
  if (unnamed) parts.push(unnamed === gross ? t('all_unnamed') : t('unnamed', { n: unnamed }));
  const open = sayOpen({ unit, unresolved }, t);
  if (open) parts.push(open);
  return parts.length ? parts.join(', ') : null;
}
