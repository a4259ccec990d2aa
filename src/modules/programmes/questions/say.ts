/** The lines of an answer in words, the same for the page and for the file. Pure. */
import { formatMonth } from '#platform/words/format.ts';
import type { WordKey } from '#platform/words/translate.ts';
import { countedPlaceName, type Names } from '#modules/results/figure/names.ts';
import { sayFigure, type Listener } from '#modules/results/figure/say.ts';
import type { Answer, Answered } from './queries.ts';
import type { Question } from './question.ts';

export interface SaidLine {
  of: string;
  value: string | null;
  /** The figure, or what stands in its place. */
  figure: string;
  unit: string;
  gross: number | null;
  /** Gross and overlap by name, or why there is no figure. */
  line: string | null;
  query: Answered['query'];
  /** Municipalities of different relations, told apart. */
  isApart: boolean;
  /** Names of organisations that nobody has recognised are not in it. */
  isOpen: boolean;
}

export function sayLines({ lines, names }: Answer, { each, by }: Pick<Question, 'each' | 'by'>, listener: Listener): SaidLine[] {
  return lines.map(({ of, value, query, result }) => {
    const said = sayFigure(result, listener, (id) => names[id] ?? null);
    return { of: sayOf(of, each, names, listener), value: value === undefined ? null : sayValue(value, by, names, listener), figure: said.value ?? said.unknown ?? '', unit: said.unit, gross: result.gross, line: said.line ?? said.reason, query, isApart: result.refused === 'mixed-relations', isOpen: result.unit === 'organisation' && result.unresolved > 0 };
  });
}

function sayOf(of: string | null, each: Question['each'], names: Names, { t, has, locale }: Listener): string {
  if (of === null) return t('questions.whole');
  if (each === 'kind') return has(`events.kind_${of}`) ? t(`events.kind_${of}` as WordKey) : of;
  return each === 'month' ? formatMonth(locale, of) : each === 'event' || each === 'series' ? (names[of] ?? of) : of;
}

function sayValue(value: string | null, by: Question['by'], names: Names, { t, has, locale }: Listener): string {
  if (value === null) return t('questions.not_stated');
  if (by === 'municipality') return names[value] ?? countedPlaceName(value, locale);
  const key = { relation: `figure.relation_${value}`, sex: `people.sex_${value}`, 'organisation-type': `organisations.type_${value}`, age_group: '', none: '' }[by];
  return has(key) ? t(key) : value;
}
